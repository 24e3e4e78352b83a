//! What a row of the directory says: whose key, or who can read. One way to write each, so that a hash means one thing.

use sha2::{Digest, Sha256};

use crate::{Malformed, context::Context, log::Hash};

const KEY: &str = "fyren/directory/key/1";
const AUDIENCE: &str = "fyren/directory/audience/1";
/// More than any centre has people.
const MOST_READERS: usize = 256;

/// Chance in each row, so that nobody who sees its hash can try names.
pub type Salt = [u8; 16];

/// A row of the directory.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Entry {
    /// Whose key.
    Key(Key),
    /// Who can read.
    Audience(Audience),
}

/// Why a key is listed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Act {
    /// She made her keys.
    Enrolled,
    /// Another card than before stands for her.
    Replaced,
    /// Her name or title is another.
    Renamed,
    /// She has left; what is sealed from then on is not for her.
    Stopped,
}

impl Act {
    /// The word in the row.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Enrolled => "enrolled",
            Self::Replaced => "replaced",
            Self::Renamed => "renamed",
            Self::Stopped => "stopped",
        }
    }

    fn parse(word: &str) -> Result<Self, Malformed> {
        let all = [Self::Enrolled, Self::Replaced, Self::Renamed, Self::Stopped];
        let found = all.into_iter().find(|act| act.as_str() == word);
        found.ok_or(Malformed)
    }
}

/// A staff member as others are told of her.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Listed {
    /// Her identifier.
    pub staff: String,
    /// Her name.
    pub name: String,
    /// Her title.
    pub title: String,
    /// Her public keys, the bytes of a [`crate::HolderCard`].
    pub card: Vec<u8>,
}

/// From a day on somebody stands for these keys, or no longer does.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Key {
    /// At which centre.
    pub centre: String,
    /// Who.
    pub listed: Listed,
    /// Why.
    pub act: Act,
    /// When, as `2026-11-24`.
    pub day: String,
    /// Chance.
    pub salt: Salt,
}

/// The key askers seal for, see [`crate::IntakeEpoch`].
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct EpochKey {
    /// Its name, as `2026-W47`.
    pub id: String,
    /// The key.
    pub sealing: Vec<u8>,
    /// Who made it.
    pub signer: String,
    /// The key she signed with.
    pub signer_key: Vec<u8>,
    /// Her signature.
    pub signature: Vec<u8>,
}

/// Who can read what is sealed from a day on: exactly what somebody who asks is told.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Audience {
    /// At which centre.
    pub centre: String,
    /// The key they share; without one it is sealed for each of them.
    pub epoch: Option<EpochKey>,
    /// Who.
    pub readers: Vec<Listed>,
    /// When, as `2026-11-24`.
    pub day: String,
    /// Chance.
    pub salt: Salt,
}

impl Entry {
    /// The bytes that are stored, sent and hashed.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        match self {
            Self::Key(key) => key.write(),
            Self::Audience(audience) => audience.write(),
        }
    }

    /// The hash of these bytes, which a row chains.
    #[must_use]
    pub fn digest(bytes: &[u8]) -> Hash {
        Sha256::digest(bytes).into()
    }

    /// Reads a row; what could be written otherwise is refused.
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut fields = Fields(bytes);
        let entry = match fields.text()?.as_str() {
            KEY => Self::Key(Key::read(&mut fields)?),
            AUDIENCE => Self::Audience(Audience::read(&mut fields)?),
            _ => return Err(Malformed),
        };
        fields.end()?;
        Ok(entry)
    }
}

impl Key {
    fn write(&self) -> Vec<u8> {
        let begun = Context::new(KEY).text(&self.centre);
        let listed = self.listed.write(begun);
        let ended = listed.text(self.act.as_str()).text(&self.day);
        ended.bytes(&self.salt).as_bytes().to_vec()
    }

    fn read(fields: &mut Fields<'_>) -> Result<Self, Malformed> {
        Ok(Self {
            centre: fields.text()?,
            listed: Listed::read(fields)?,
            act: Act::parse(&fields.text()?)?,
            day: fields.text()?,
            salt: fields.array()?,
        })
    }
}

impl Audience {
    fn write(&self) -> Vec<u8> {
        let begun = Context::new(AUDIENCE).text(&self.centre);
        let keyed = match &self.epoch {
            None => begun.text(""),
            Some(epoch) => begun
                .text(&epoch.id)
                .bytes(&epoch.sealing)
                .text(&epoch.signer)
                .bytes(&epoch.signer_key)
                .bytes(&epoch.signature),
        };
        let counted = keyed.number(self.readers.len() as u64);
        let readers = self.readers.iter();
        let listed = readers.fold(counted, |context, reader| reader.write(context));
        let ended = listed.text(&self.day).bytes(&self.salt);
        ended.as_bytes().to_vec()
    }

    fn read(fields: &mut Fields<'_>) -> Result<Self, Malformed> {
        let centre = fields.text()?;
        let epoch = match fields.text()? {
            id if id.is_empty() => None,
            id => Some(EpochKey {
                id,
                sealing: fields.bytes()?.to_vec(),
                signer: fields.text()?,
                signer_key: fields.bytes()?.to_vec(),
                signature: fields.bytes()?.to_vec(),
            }),
        };
        let count = u64::from_be_bytes(fields.array()?);
        let count = usize::try_from(count).map_err(|_| Malformed)?;
        if count > MOST_READERS {
            return Err(Malformed);
        }
        let readers = (0..count).map(|_| Listed::read(fields));
        Ok(Self {
            centre,
            epoch,
            readers: readers.collect::<Result<_, _>>()?,
            day: fields.text()?,
            salt: fields.array()?,
        })
    }
}

impl Listed {
    fn write(&self, context: Context) -> Context {
        context
            .text(&self.staff)
            .text(&self.name)
            .text(&self.title)
            .bytes(&self.card)
    }

    fn read(fields: &mut Fields<'_>) -> Result<Self, Malformed> {
        Ok(Self {
            staff: fields.text()?,
            name: fields.text()?,
            title: fields.text()?,
            card: fields.bytes()?.to_vec(),
        })
    }
}

/// Takes a context's fields off its bytes, one after the other.
pub(super) struct Fields<'b>(pub(super) &'b [u8]);

impl<'b> Fields<'b> {
    pub(super) fn bytes(&mut self) -> Result<&'b [u8], Malformed> {
        let (length, rest) = self.0.split_first_chunk().ok_or(Malformed)?;
        let length = usize::try_from(u64::from_be_bytes(*length)).map_err(|_| Malformed)?;
        let (field, rest) = rest.split_at_checked(length).ok_or(Malformed)?;
        self.0 = rest;
        Ok(field)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], Malformed> {
        self.bytes()?.try_into().map_err(|_| Malformed)
    }

    pub(super) fn text(&mut self) -> Result<String, Malformed> {
        let text = std::str::from_utf8(self.bytes()?).map_err(|_| Malformed)?;
        Ok(text.to_owned())
    }

    pub(super) fn end(&self) -> Result<(), Malformed> {
        self.0.is_empty().then_some(()).ok_or(Malformed)
    }
}

/// Twenty-four digits that two people compare by voice before one of them trusts the other's card: 79 bits of
/// `SHA-256(["fyren/card/code/1", centre, staff, card])`, a group of four from each four bytes.
#[must_use]
pub fn comparison_code(centre: &str, staff: &str, card: &[u8]) -> String {
    let context = Context::new("fyren/card/code/1").text(centre).text(staff);
    let hash = context.bytes(card).digest();
    let groups = hash.as_chunks().0.iter().take(6);
    let digits = groups.map(|group| format!("{:04}", u32::from_be_bytes(*group) % 10_000));
    digits.collect::<Vec<_>>().join(" ")
}
