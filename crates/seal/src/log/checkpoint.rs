//! Signed checkpoints: so many rows, with this root. The text is C2SP's tlog-checkpoint, signed as a C2SP
//! signed-note with Ed25519, so that tools for transparency logs read them.
//!
//! <https://c2sp.org/tlog-checkpoint>

use base64ct::{Base64, Encoding as _};

use super::note::{NoteFault, Signer, Verifier, split};
use super::{Hash, Tree};
use crate::{ServerKeys, SigningKey, context::Context};

/// Signs and checks the checkpoints of an installation's logs of events.
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
        Signer::new(&self.origin(centre), &self.signing)
    }

    /// Checks what a centre's log signed.
    #[must_use]
    pub fn verifier(&self, centre: &str) -> Verifier {
        self.signer(centre).verifier()
    }
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
        let root = Base64::encode_string(&self.root);
        format!("{}\n{}\n{root}\n", self.origin, self.size)
    }

    /// Reads the text of a note without checking who signed it. Lines after the third are for others.
    pub fn parse(note: &str) -> Result<Self, NoteFault> {
        let (text, _) = split(note)?;
        let mut lines = text.lines();
        let mut next = || lines.next().ok_or(NoteFault::NotANote);
        let (origin, size, root) = (next()?, next()?, next()?);
        let number = size.parse().map_err(|_| NoteFault::NotANote)?;
        let bytes = Base64::decode_vec(root);
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
