//! Rows the server itself must read, sealed so that the database alone tells nothing.
//!
//! The key follows from the master key, which lies outside the database, for one purpose and one centre.
//! A row opens only as the row and revision it was sealed as; its length is rounded up to 512 bytes.

use zeroize::Zeroizing;

use crate::{
    Chance, Secret, Unopenable,
    aead::{self, NONCE},
    context::Context,
    padding,
};

const VERSION: u8 = 1;
const BLOCK: usize = 512;

/// Seals the rows of one purpose (`facts`, `canned-answers` …) of one centre.
#[derive(Clone)]
pub struct AtRestKey(Secret<32>);

impl AtRestKey {
    /// Derives the key of this purpose and centre.
    pub fn derive(master: &Secret<32>, purpose: &str, centre: &str) -> Self {
        let info = Context::new("fyren/at-rest/key/1")
            .text(purpose)
            .text(centre);
        Self(master.derive(info.as_bytes()))
    }
}

fn place(row: &str, revision: i64) -> Context {
    Context::new("fyren/at-rest/1")
        .text(row)
        .bytes(&revision.to_be_bytes())
}

/// Seals a row: `version 1 · nonce 24 · sealed`.
pub fn seal_row(
    chance: &mut impl Chance,
    key: &AtRestKey,
    row: &str,
    revision: i64,
    bytes: &[u8],
) -> Vec<u8> {
    let mut nonce = [0; NONCE];
    chance.fill(&mut nonce);
    let padded = padding::pad(bytes, padding::in_blocks(bytes.len(), BLOCK));
    let mut sealed = vec![VERSION];
    sealed.extend_from_slice(&nonce);
    sealed.extend(aead::seal(
        &key.0,
        &nonce,
        place(row, revision).as_bytes(),
        &padded,
    ));
    sealed
}

/// The mark of some bytes: always the same under the same key, and telling nothing without it. What a centre sent
/// before is recognised by it, so its making may never change.
#[must_use]
pub fn mark_bytes(key: &AtRestKey, bytes: &[u8]) -> [u8; 32] {
    let info = Context::new("fyren/at-rest/mark/1").bytes(bytes);
    *key.0.derive::<32>(info.as_bytes()).as_bytes()
}

/// Opens a row as the row and revision it was sealed as.
pub fn open_row(
    key: &AtRestKey,
    row: &str,
    revision: i64,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, Unopenable> {
    let rest = sealed.strip_prefix(&[VERSION]).ok_or(Unopenable)?;
    let (nonce, sealed) = rest.split_first_chunk().ok_or(Unopenable)?;
    let mut bytes = aead::open(&key.0, nonce, place(row, revision).as_bytes(), sealed)?;
    let room = bytes.len();
    padding::unpad(&mut bytes)?;
    if padding::in_blocks(bytes.len(), BLOCK) == room {
        Ok(bytes)
    } else {
        Err(Unopenable)
    }
}
