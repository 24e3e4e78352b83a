//! Signed notes: a text and the lines that sign it, with Ed25519, and with Ed25519 and a time.
//!
//! <https://c2sp.org/signed-note>, <https://c2sp.org/tlog-cosignature>

use base64ct::{Base64, Encoding as _};
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::{Malformed, SigningKey, VerifyingKey};

/// The type of a signature by the log itself, and of one that says when.
const ED25519: u8 = 1;
const TIMED: u8 = 4;
const DASH: &str = "\u{2014} ";

/// Signs notes under a name.
pub struct Signer<'k> {
    name: String,
    key: &'k SigningKey,
}

impl<'k> Signer<'k> {
    /// A signer of this name, which holds no space and no plus.
    #[must_use]
    pub fn new(name: &str, key: &'k SigningKey) -> Self {
        Self {
            name: name.to_owned(),
            key,
        }
    }

    /// The one who checks what this signs.
    #[must_use]
    pub fn verifier(&self) -> Verifier {
        Verifier {
            name: self.name.clone(),
            key: self.key.verifying_key(),
        }
    }

    /// The text, which ends its last line, as a signed note.
    #[must_use]
    pub fn sign(&self, text: &str) -> String {
        let signature = self.key.sign(text.as_bytes());
        format!("{text}\n{}", self.line(ED25519, &signature))
    }

    /// A note this key signed, with one more line by the same key: that so it stood at this time, in seconds since 1970.
    ///
    /// The message begins with a line no log is called by, so one key can do both (tlog-cosignature).
    pub fn add_time(&self, note: &str, seconds: u64) -> Result<String, NoteFault> {
        let text = self.verifier().check(note)?;
        let signature = self.key.sign(timed(text, seconds).as_bytes());
        let marked = [seconds.to_be_bytes().as_slice(), &signature].concat();
        Ok(format!("{note}{}", self.line(TIMED, &marked)))
    }

    fn line(&self, kind: u8, signature: &[u8]) -> String {
        let marked = [self.verifier().id(kind).as_slice(), signature].concat();
        format!("{DASH}{} {}\n", self.name, Base64::encode_string(&marked))
    }
}

/// What is signed to say when: the header, the time, the text.
fn timed(text: &str, seconds: u64) -> String {
    format!("cosignature/v1\ntime {seconds}\n{text}")
}

/// Checks notes of one name.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Verifier {
    name: String,
    key: VerifyingKey,
}

impl Verifier {
    /// A verifier of this name and key.
    #[must_use]
    pub fn new(name: &str, key: VerifyingKey) -> Self {
        Self {
            name: name.to_owned(),
            key,
        }
    }

    /// The name of its log.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The key as tools take it: name, id and key.
    #[must_use]
    pub fn to_text(&self) -> String {
        let id = format!("{:08x}", u32::from_be_bytes(self.id(ED25519)));
        let key = [[ED25519].as_slice(), &self.key.to_bytes()].concat();
        format!("{}+{id}+{}", self.name, Base64::encode_string(&key))
    }

    /// Reads what [`Self::to_text`] gives; the id must be the key's own.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let (name, rest) = text.split_once('+').ok_or(Malformed)?;
        let (_, key) = rest.split_once('+').ok_or(Malformed)?;
        let key = Base64::decode_vec(key).map_err(|_| Malformed)?;
        let key = key.strip_prefix(&[ED25519]).ok_or(Malformed)?;
        let read = Self::new(name, VerifyingKey::from_bytes(key)?);
        let named = !name.is_empty() && !name.contains(char::is_whitespace);
        (named && read.to_text() == text)
            .then_some(read)
            .ok_or(Malformed)
    }

    fn id(&self, kind: u8) -> [u8; 4] {
        let hash = Sha256::new()
            .chain_update(self.name.as_bytes())
            .chain_update([b'\n', kind])
            .chain_update(self.key.to_bytes())
            .finalize();
        [hash[0], hash[1], hash[2], hash[3]]
    }

    /// The text of a note that this key signed; signatures of others are passed over.
    pub fn check<'n>(&self, note: &'n str) -> Result<&'n str, NoteFault> {
        let (text, signature) = self.find(note, ED25519)?;
        self.check_one(text, &signature)?;
        Ok(text)
    }

    /// When this key last said that so it stood, in seconds since 1970; the note itself is for [`Self::check`].
    pub fn check_time(&self, note: &str) -> Result<u64, NoteFault> {
        let (text, marked) = self.find(note, TIMED)?;
        let (seconds, signature) = marked.split_first_chunk().ok_or(NoteFault::Forged)?;
        let seconds = u64::from_be_bytes(*seconds);
        self.check_one(&timed(text, seconds), signature)?;
        Ok(seconds)
    }

    /// The text of a note, and the last signature of this name and kind.
    fn find<'n>(&self, note: &'n str, kind: u8) -> Result<(&'n str, Vec<u8>), NoteFault> {
        let (text, signatures) = split(note)?;
        let mut found = Err(NoteFault::NotSigned);
        for line in signatures.lines() {
            let line = line.strip_prefix(DASH).ok_or(NoteFault::NotANote)?;
            let (name, signature) = line.split_once(' ').ok_or(NoteFault::NotANote)?;
            let bytes = Base64::decode_vec(signature);
            let bytes = bytes.map_err(|_| NoteFault::NotANote)?;
            let (id, signature) = bytes.split_first_chunk().ok_or(NoteFault::NotANote)?;
            if name == self.name && *id == self.id(kind) {
                found = Ok((text, signature.to_vec()));
            }
        }
        found
    }

    fn check_one(&self, message: &str, signature: &[u8]) -> Result<(), NoteFault> {
        let signature = signature.try_into().map_err(|_| NoteFault::Forged)?;
        let checked = self.key.check(message.as_bytes(), signature);
        checked.map_err(|_| NoteFault::Forged)
    }
}

/// Why a note is refused.
#[derive(Clone, Copy, Debug, Error, Eq, PartialEq)]
pub enum NoteFault {
    /// It has not the form of one.
    #[error(
        "this is no signed checkpoint: the first line must name a log, and the last ones sign it"
    )]
    NotANote,
    /// The key that should have signed did not.
    #[error("the checkpoint is not signed with the key of this installation")]
    NotSigned,
    /// Its signature does not fit its text.
    #[error("the checkpoint's signature does not fit: its text or its signature was changed")]
    Forged,
}

/// The text with the end of its last line, and the lines that sign it.
pub(super) fn split(note: &str) -> Result<(&str, &str), NoteFault> {
    // By bytes: the search for a text is a large part of what a browser would fetch.
    let ends = note.as_bytes().windows(2).rposition(|two| two == b"\n\n");
    let at = ends.ok_or(NoteFault::NotANote)?;
    let (text, signatures) = (&note[..=at], &note[at + 2..]);
    if signatures.is_empty() || !note.ends_with('\n') {
        return Err(NoteFault::NotANote);
    }
    Ok((text, signatures))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Secret;

    /// The example of the reference implementation, golang.org/x/mod/sumdb/note.
    const SECRET: &str = "EKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    const VERIFIER: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const TEXT: &str = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    const SIGNATURE: &str = "\n\u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    #[test]
    fn a_note_is_signed_as_the_reference_implementation_signs_it() {
        let seed = Base64::decode_vec(&format!("AY{SECRET}")).unwrap();
        let key = SigningKey::derive(&Secret::from_slice(&seed[1..]).unwrap());
        let signer = Signer::new("PeterNeumann", &key);
        let note = format!("{TEXT}{SIGNATURE}");
        assert_eq!(signer.verifier().to_text(), VERIFIER);
        assert_eq!(signer.sign(TEXT), note);
        assert_eq!(signer.verifier().check(&note), Ok(TEXT));
    }
}
