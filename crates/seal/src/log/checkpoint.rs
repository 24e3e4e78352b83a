//! Signed checkpoints: so many rows, with this root. The text is C2SP's tlog-checkpoint, signed as a C2SP
//! signed-note with Ed25519, so that tools for transparency logs read them.
//!
//! <https://c2sp.org/tlog-checkpoint>, <https://c2sp.org/signed-note>

use data_encoding::BASE64;
use sha2::{Digest, Sha256};
use thiserror::Error;

use super::{Hash, Tree};
use crate::{ServerKeys, SigningKey, VerifyingKey, context::Context};

const ED25519: u8 = 1;
const DASH: &str = "\u{2014} ";

/// Signs and checks the checkpoints of an installation.
pub struct LogKey {
    signing: SigningKey,
    fingerprint: String,
}

impl LogKey {
    /// The key that follows from the server's keys.
    #[must_use]
    pub fn derive(keys: &ServerKeys) -> Self {
        let info = Context::new("fyren/log/signing/1");
        Self {
            signing: SigningKey::derive(&keys.master.derive(info.as_bytes())),
            fingerprint: keys.fingerprint(),
        }
    }

    /// The name of a centre's log, which is the name of its key too.
    #[must_use]
    pub fn origin(&self, centre: &str) -> String {
        format!("fyren-log/{}/{centre}", self.fingerprint)
    }

    /// The centre whose log a checkpoint of this installation names.
    #[must_use]
    pub fn centre_of<'c>(&self, checkpoint: &'c Checkpoint) -> Option<&'c str> {
        let rest = checkpoint.origin.strip_prefix("fyren-log/")?;
        rest.strip_prefix(&self.fingerprint)?.strip_prefix('/')
    }

    /// Signs as a centre's log.
    #[must_use]
    pub fn signer(&self, centre: &str) -> Signer<'_> {
        Signer {
            name: self.origin(centre),
            key: &self.signing,
        }
    }

    /// Checks what a centre's log signed.
    #[must_use]
    pub fn verifier(&self, centre: &str) -> Verifier {
        self.signer(centre).verifier()
    }
}

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
        let marked = [self.verifier().id().as_slice(), &signature].concat();
        let signature = BASE64.encode(&marked);
        format!("{text}\n{DASH}{} {signature}\n", self.name)
    }
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

    /// The key as tools take it: name, id and key.
    #[must_use]
    pub fn to_text(&self) -> String {
        let id = data_encoding::HEXLOWER.encode(&self.id());
        let key = [[ED25519].as_slice(), &self.key.to_bytes()].concat();
        format!("{}+{id}+{}", self.name, BASE64.encode(&key))
    }

    fn id(&self) -> [u8; 4] {
        let hash = Sha256::new()
            .chain_update(self.name.as_bytes())
            .chain_update([b'\n', ED25519])
            .chain_update(self.key.to_bytes())
            .finalize();
        [hash[0], hash[1], hash[2], hash[3]]
    }

    /// The text of a note that this key signed; signatures of others are passed over.
    pub fn check<'n>(&self, note: &'n str) -> Result<&'n str, NoteFault> {
        let (text, signatures) = split(note)?;
        let mut signed = Err(NoteFault::NotSigned);
        for line in signatures.lines() {
            let line = line.strip_prefix(DASH).ok_or(NoteFault::NotANote)?;
            let (name, signature) = line.split_once(' ').ok_or(NoteFault::NotANote)?;
            let bytes = BASE64.decode(signature.as_bytes());
            let bytes = bytes.map_err(|_| NoteFault::NotANote)?;
            let (id, signature) = bytes.split_first_chunk().ok_or(NoteFault::NotANote)?;
            if name == self.name && *id == self.id() {
                signed = self.check_one(text, signature);
            }
        }
        signed.map(|()| text)
    }

    fn check_one(&self, text: &str, signature: &[u8]) -> Result<(), NoteFault> {
        let signature = signature.try_into().map_err(|_| NoteFault::Forged)?;
        let checked = self.key.check(text.as_bytes(), signature);
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

/// So many rows of a log, with this root.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Checkpoint {
    /// Which log.
    pub origin: String,
    /// How many rows.
    pub size: u64,
    /// The root of the tree over their hashes.
    pub root: Hash,
}

impl Checkpoint {
    /// The checkpoint of a tree.
    #[must_use]
    pub fn of(origin: String, tree: &Tree) -> Self {
        Self {
            origin,
            size: tree.size(),
            root: tree.root(),
        }
    }

    /// Its text, still to be signed.
    #[must_use]
    pub fn to_text(&self) -> String {
        let root = BASE64.encode(&self.root);
        format!("{}\n{}\n{root}\n", self.origin, self.size)
    }

    /// Reads the text of a note without checking who signed it. Lines after the third are for others.
    pub fn parse(note: &str) -> Result<Self, NoteFault> {
        let (text, _) = split(note)?;
        let mut lines = text.lines();
        let mut next = || lines.next().ok_or(NoteFault::NotANote);
        let (origin, size, root) = (next()?, next()?, next()?);
        let number = size.parse().map_err(|_| NoteFault::NotANote)?;
        let bytes = BASE64.decode(root.as_bytes());
        let bytes = bytes.map_err(|_| NoteFault::NotANote)?;
        let read = Self {
            origin: origin.to_owned(),
            size: number,
            root: bytes.try_into().map_err(|_| NoteFault::NotANote)?,
        };
        // One way to write it: no sign before the size, no zeros.
        if origin.is_empty() || number.to_string() != size {
            return Err(NoteFault::NotANote);
        }
        Ok(read)
    }
}

/// The text with the end of its last line, and the lines that sign it.
fn split(note: &str) -> Result<(&str, &str), NoteFault> {
    let at = note.rfind("\n\n").ok_or(NoteFault::NotANote)?;
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
        let seed = BASE64.decode(format!("AY{SECRET}").as_bytes()).unwrap();
        let key = SigningKey::derive(&Secret::from_slice(&seed[1..]).unwrap());
        let signer = Signer::new("PeterNeumann", &key);
        let note = format!("{TEXT}{SIGNATURE}");
        assert_eq!(signer.verifier().to_text(), VERIFIER);
        assert_eq!(signer.sign(TEXT), note);
        assert_eq!(signer.verifier().check(&note), Ok(TEXT));
    }
}
