//! A file, sealed in chunks of 256 KiB.
//!
//! STREAM (Hoang, Reyhanitabar, Rogaway, Vizár, "Online Authenticated-Encryption and its Nonce-Reuse
//! Misuse-Resistance", CRYPTO 2015): the nonce of each chunk is a random prefix, the chunk's number and
//! whether it is the last one. A file that was cut, or whose chunks were swapped or repeated, does not open.
//! Name and media type are sealed inside, and the last chunk is padded to a size class.

use zeroize::Zeroizing;

use crate::{
    Chance, ContentKey, SizeClass, TooLong, Unopenable,
    aead::{self, COMMITMENT, CommittedKey, NONCE, TAG},
    context::Context,
    padding,
};

const VERSION: u8 = 1;
const PREFIX: usize = NONCE - 5;
const HEAD: usize = 1 + PREFIX + COMMITMENT;
const CHUNK: usize = SizeClass::K256.bytes();

/// Bytes a file's content may have: 10 MiB.
pub const FILE_LIMIT: usize = 10 * 1024 * 1024;
/// Bytes a name, and a media type, may have.
pub const NAME_LIMIT: usize = 1024;
/// Bytes the largest sealed file has.
pub const SEALED_FILE_LIMIT: usize = HEAD + chunks(INNER_LIMIT) * (CHUNK + TAG);
/// Bytes of everything that is chunked: two lengths, two texts, the content.
const INNER_LIMIT: usize = 2 * (2 + NAME_LIMIT) + FILE_LIMIT;

/// Where a file belongs. It opens nowhere else.
#[derive(Clone, Copy)]
pub struct FileContext<'a> {
    /// The centre's slug.
    pub centre: &'a str,
    /// The vault.
    pub vault: &'a str,
    /// The attachment's id.
    pub attachment: &'a str,
}

impl FileContext<'_> {
    fn encode(&self) -> Context {
        Context::new("fyren/file/1")
            .text(self.centre)
            .text(self.vault)
            .text(self.attachment)
    }
}

/// A file as it was before it was sealed.
pub struct OpenedFile {
    /// The name it was given.
    pub name: Zeroizing<String>,
    /// Its media type as its sender's browser told it: a claim, not a finding.
    pub media_type: Zeroizing<String>,
    /// Its content.
    pub bytes: Zeroizing<Vec<u8>>,
}

/// Seals a file of at most [`FILE_LIMIT`] bytes.
pub fn seal_file(
    chance: &mut impl Chance,
    key: &ContentKey,
    context: &FileContext,
    name: &str,
    media_type: &str,
    bytes: &[u8],
) -> Result<Vec<u8>, TooLong> {
    let inner = join(name, media_type, bytes)?;
    let mut prefix = [0; PREFIX];
    chance.fill(&mut prefix);
    let committed = file_key(key, &prefix);
    let place = context.encode();

    let mut sealed = Vec::with_capacity(HEAD + inner.len() + CHUNK / 2);
    sealed.push(VERSION);
    sealed.extend_from_slice(&prefix);
    sealed.extend_from_slice(&committed.commitment);
    let last = chunks(inner.len()) - 1;
    let (whole, rest) = inner.split_at(last * CHUNK);
    for (number, chunk) in (0..).zip(whole.chunks(CHUNK)) {
        let nonce = nonce(&prefix, number, Place::Before);
        sealed.extend(aead::seal(&committed.key, &nonce, place.as_bytes(), chunk));
    }
    let padded = padding::pad(rest, SizeClass::of(rest.len())?.bytes());
    let nonce = nonce(&prefix, last as u32, Place::Last);
    sealed.extend(aead::seal(
        &committed.key,
        &nonce,
        place.as_bytes(),
        &padded,
    ));
    Ok(sealed)
}

/// Opens a file in its place.
pub fn open_file(
    key: &ContentKey,
    context: &FileContext,
    sealed: &[u8],
) -> Result<OpenedFile, Unopenable> {
    let parts = Parts::read(sealed)?;
    let committed = file_key(key, parts.prefix);
    committed.check(parts.commitment)?;
    let place = context.encode();

    let mut inner = Zeroizing::new(Vec::with_capacity(sealed.len()));
    let mut number = 0;
    for chunk in parts.whole.chunks(CHUNK + TAG) {
        let nonce = nonce(parts.prefix, number, Place::Before);
        inner.extend_from_slice(&aead::open(
            &committed.key,
            &nonce,
            place.as_bytes(),
            chunk,
        )?);
        number += 1;
    }
    let nonce = nonce(parts.prefix, number, Place::Last);
    let mut last = aead::open(&committed.key, &nonce, place.as_bytes(), parts.last)?;
    let class = SizeClass::with_bytes(last.len()).ok_or(Unopenable)?;
    padding::unpad(&mut last)?;
    if SizeClass::of(last.len()) != Ok(class) {
        return Err(Unopenable);
    }
    inner.extend_from_slice(&last);
    split(&inner).ok_or(Unopenable)
}

/// What can be checked without a key: that these bytes have the form of a sealed file within the limit.
pub fn check_file(sealed: &[u8]) -> Result<(), Unopenable> {
    Parts::read(sealed).map(|_| ())
}

/// How many chunks `length` bytes take; the last always has room for the padding's mark.
const fn chunks(length: usize) -> usize {
    length / CHUNK + 1
}

fn file_key(key: &ContentKey, prefix: &[u8; PREFIX]) -> CommittedKey {
    CommittedKey::derive(&key.0, &Context::new("fyren/file/key/1").bytes(prefix))
}

enum Place {
    Before,
    Last,
}

fn nonce(prefix: &[u8; PREFIX], number: u32, place: Place) -> [u8; NONCE] {
    let mut nonce = [0; NONCE];
    nonce[..PREFIX].copy_from_slice(prefix);
    nonce[PREFIX..NONCE - 1].copy_from_slice(&number.to_be_bytes());
    nonce[NONCE - 1] = matches!(place, Place::Last).into();
    nonce
}

struct Parts<'a> {
    prefix: &'a [u8; PREFIX],
    commitment: &'a [u8; COMMITMENT],
    whole: &'a [u8],
    last: &'a [u8],
}

impl<'a> Parts<'a> {
    fn read(sealed: &'a [u8]) -> Result<Self, Unopenable> {
        Self::split(sealed).ok_or(Unopenable)
    }

    fn split(sealed: &'a [u8]) -> Option<Self> {
        let rest = sealed.strip_prefix(&[VERSION])?;
        let (prefix, rest) = rest.split_first_chunk()?;
        let (commitment, rest) = rest.split_first_chunk()?;
        let last = match rest.len() % (CHUNK + TAG) {
            0 => CHUNK + TAG,
            length => length,
        };
        let (whole, last) = rest.split_at_checked(rest.len().checked_sub(last)?)?;
        SizeClass::with_bytes(last.len().checked_sub(TAG)?)?;
        let allowed = sealed.len() <= SEALED_FILE_LIMIT;
        allowed.then_some(Self {
            prefix,
            commitment,
            whole,
            last,
        })
    }
}

fn join(name: &str, media_type: &str, bytes: &[u8]) -> Result<Zeroizing<Vec<u8>>, TooLong> {
    if bytes.len() > FILE_LIMIT {
        return Err(TooLong);
    }
    let mut inner = Zeroizing::new(Vec::with_capacity(INNER_LIMIT.min(bytes.len() + 4096)));
    for text in [name, media_type] {
        let length = u16::try_from(text.len()).map_err(|_| TooLong)?;
        if text.len() > NAME_LIMIT {
            return Err(TooLong);
        }
        inner.extend_from_slice(&length.to_be_bytes());
        inner.extend_from_slice(text.as_bytes());
    }
    inner.extend_from_slice(bytes);
    Ok(inner)
}

fn split(inner: &[u8]) -> Option<OpenedFile> {
    let (name, rest) = split_text(inner)?;
    let (media_type, bytes) = split_text(rest)?;
    (bytes.len() <= FILE_LIMIT).then(|| OpenedFile {
        name,
        media_type,
        bytes: Zeroizing::new(bytes.to_vec()),
    })
}

fn split_text(bytes: &[u8]) -> Option<(Zeroizing<String>, &[u8])> {
    let (length, rest) = bytes.split_first_chunk()?;
    let (text, rest) = rest.split_at_checked(u16::from_be_bytes(*length).into())?;
    let text = std::str::from_utf8(text).ok()?;
    (text.len() <= NAME_LIMIT).then(|| (Zeroizing::new(text.to_owned()), rest))
}
