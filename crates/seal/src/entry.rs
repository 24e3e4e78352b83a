//! An entry: one text in a vault, sealed under the content key and signed by its author.
//!
//! `version 1 · size class 1 · nonce 24 · commitment 32 · sealed text · signature 64`. The server checks
//! form and signature without a key; only a reader opens. Each entry has its own key, derived from content
//! key and nonce together with a commitment, so it opens under one content key only.

use zeroize::Zeroizing;

use crate::{
    Chance, ContentKey, SigningKey, SizeClass, TooLong, Unopenable, VerifyingKey,
    aead::{self, COMMITMENT, CommittedKey, NONCE, TAG},
    context::Context,
    padding,
};

const VERSION: u8 = 1;
const HEAD: usize = 2 + NONCE + COMMITMENT;
const SIGNATURE: usize = 64;

/// What an entry is. Its name is what the database stores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntryKind {
    /// The first text of an asker.
    Question,
    /// What an asker writes later.
    Message,
    /// What the centre answers to the asker.
    Answer,
    /// A note between colleagues.
    Note,
    /// The announcement of a file.
    Attachment,
    /// A half-written text of a staff member.
    Draft,
}

impl EntryKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::Question,
        Self::Message,
        Self::Answer,
        Self::Note,
        Self::Attachment,
        Self::Draft,
    ];

    /// The name as stored, sent and sealed.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Message => "message",
            Self::Answer => "answer",
            Self::Note => "note",
            Self::Attachment => "attachment",
            Self::Draft => "draft",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Where an entry belongs and whose it is. It opens nowhere else.
#[derive(Clone, Copy)]
pub struct EntryContext<'a> {
    /// The centre's slug.
    pub centre: &'a str,
    /// The vault.
    pub vault: &'a str,
    /// The entry's place in the vault, from 1.
    pub number: u32,
    /// Which of the vault's content keys it is sealed under, from 1.
    pub key_number: u32,
    /// What it is.
    pub kind: EntryKind,
    /// Who signed it.
    pub author: &'a VerifyingKey,
}

impl EntryContext<'_> {
    fn encode(&self) -> Context {
        Context::new("fyren/entry/1")
            .text(self.centre)
            .text(self.vault)
            .number(self.number.into())
            .number(self.key_number.into())
            .text(self.kind.name())
            .bytes(&self.author.to_bytes())
    }
}

/// Seals a text of at most 262 143 bytes (256 KiB less one) and signs it. The context's author must be the
/// one whose key signs; an entry in another's name opens for nobody.
pub fn seal_entry(
    chance: &mut impl Chance,
    key: &ContentKey,
    author: &SigningKey,
    context: &EntryContext,
    text: &[u8],
) -> Result<Vec<u8>, TooLong> {
    let class = SizeClass::of(text.len())?;
    Ok(seal_in(class, chance, key, author, context, text))
}

fn seal_in(
    class: SizeClass,
    chance: &mut impl Chance,
    key: &ContentKey,
    author: &SigningKey,
    context: &EntryContext,
    text: &[u8],
) -> Vec<u8> {
    let place = context.encode();
    let mut nonce = [0; NONCE];
    chance.fill(&mut nonce);
    let committed = entry_key(key, &nonce);
    let padded = padding::pad(text, class.bytes());

    let mut entry = Vec::with_capacity(entry_bytes(class));
    entry.extend_from_slice(&[VERSION, class.code()]);
    entry.extend_from_slice(&nonce);
    entry.extend_from_slice(&committed.commitment);
    entry.extend(aead::seal(
        &committed.key,
        &nonce,
        place.as_bytes(),
        &padded,
    ));
    let signature = author.sign(place.bytes(&entry).as_bytes());
    entry.extend_from_slice(&signature);
    entry
}

/// Opens an entry in its place, after checking whose it is.
pub fn open_entry(
    key: &ContentKey,
    context: &EntryContext,
    entry: &[u8],
) -> Result<Zeroizing<Vec<u8>>, Unopenable> {
    let parts = Parts::read(entry)?;
    parts.check_author(context)?;
    let committed = entry_key(key, parts.nonce);
    committed.check(parts.commitment)?;
    let place = context.encode();
    let mut text = aead::open(&committed.key, parts.nonce, place.as_bytes(), parts.sealed)?;
    padding::unpad(&mut text)?;
    match SizeClass::of(text.len()) {
        Ok(class) if class == parts.class => Ok(text),
        _ => Err(Unopenable),
    }
}

/// What can be checked without a key: form, size class, and that the author signed it for this place.
pub fn check_entry(context: &EntryContext, entry: &[u8]) -> Result<SizeClass, Unopenable> {
    let parts = Parts::read(entry)?;
    parts.check_author(context)?;
    Ok(parts.class)
}

/// Bytes of a sealed entry of that class.
pub const fn entry_bytes(class: SizeClass) -> usize {
    HEAD + class.bytes() + TAG + SIGNATURE
}

fn entry_key(key: &ContentKey, nonce: &[u8; NONCE]) -> CommittedKey {
    CommittedKey::derive(&key.0, &Context::new("fyren/entry/key/1").bytes(nonce))
}

struct Parts<'a> {
    class: SizeClass,
    nonce: &'a [u8; NONCE],
    commitment: &'a [u8; COMMITMENT],
    sealed: &'a [u8],
    signed: &'a [u8],
    signature: &'a [u8; SIGNATURE],
}

impl<'a> Parts<'a> {
    fn read(entry: &'a [u8]) -> Result<Self, Unopenable> {
        Self::split(entry).ok_or(Unopenable)
    }

    fn split(entry: &'a [u8]) -> Option<Self> {
        let (signed, signature) = entry.split_last_chunk()?;
        let (&[version, class], rest) = signed.split_first_chunk()?;
        let (nonce, rest) = rest.split_first_chunk()?;
        let (commitment, sealed) = rest.split_first_chunk()?;
        let class = SizeClass::from_code(class)?;
        let whole = version == VERSION && entry.len() == entry_bytes(class);
        whole.then_some(Self {
            class,
            nonce,
            commitment,
            sealed,
            signed,
            signature,
        })
    }

    fn check_author(&self, context: &EntryContext) -> Result<(), Unopenable> {
        let message = context.encode().bytes(self.signed);
        context.author.check(message.as_bytes(), self.signature)
    }
}

#[cfg(all(test, feature = "seeded"))]
mod tests {
    use super::*;
    use crate::{RootKey, SeededChance};

    /// There is one way to seal a text, or the class could carry a message of its own.
    #[test]
    fn a_text_in_a_larger_class_than_it_needs_is_refused() {
        let mut chance = SeededChance::new(b"class");
        let key = ContentKey::make(&mut chance);
        let author = RootKey::make(&mut chance).holder_keys().signing;
        let context = EntryContext {
            centre: "gavleborg",
            vault: "vault",
            number: 1,
            key_number: 1,
            kind: EntryKind::Note,
            author: &author.verifying_key(),
        };
        for (class, opens) in [(SizeClass::K1, true), (SizeClass::K4, false)] {
            let entry = seal_in(class, &mut chance, &key, &author, &context, b"short");
            assert_eq!(check_entry(&context, &entry), Ok(class));
            assert_eq!(open_entry(&key, &context, &entry).is_ok(), opens);
        }
    }
}
