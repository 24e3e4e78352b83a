//! The directory: an append-only log of whose keys are whose, and of who can read what is sealed from now on.
//!
//! Its rows are chained, its tree and checkpoints are those of [`crate::log`]; here is what a row says, and how
//! somebody who asks and somebody who works there check what a server tells them. Outsiders see hashes alone:
//! every row is salted, so a hash tells no name.

mod answer;
mod entry;
mod watch;

use crate::{
    Chance, Secret, ServerKeys, SigningKey,
    context::Context,
    log::{Checkpoint, Hash, NoteFault, Signer, Tree, Verifier},
};

pub use answer::{Answer, DirectoryFault, FRESH_SECONDS, check_answer};
pub use entry::{Act, Audience, Entry, EpochKey, Key, Listed, Salt, comparison_code};
pub use watch::{Finding, Watch};

/// Signs and checks the directory of one centre.
pub struct DirectoryKey {
    signing: SigningKey,
    name: String,
}

impl DirectoryKey {
    /// The key that follows from the server's keys, one for each centre.
    #[must_use]
    pub fn derive(keys: &ServerKeys, centre: &str) -> Self {
        let info = Context::new("fyren/directory/signing/1").text(centre);
        Self {
            signing: SigningKey::derive(&keys.master.derive(info.as_bytes())),
            name: format!("fyren-directory/{}/{centre}", keys.fingerprint()),
        }
    }

    /// Checks what this signs. Its text stands in every page that seals.
    #[must_use]
    pub fn verifier(&self) -> Verifier {
        self.signer().verifier()
    }

    /// The signed checkpoint of a tree.
    #[must_use]
    pub fn sign(&self, tree: &Tree) -> String {
        let checkpoint = Checkpoint::of(self.name.clone(), tree);
        self.signer().sign(&checkpoint.to_text())
    }

    /// A checkpoint this key signed, and that it is the newest one at this time, in seconds since 1970.
    pub fn add_time(&self, note: &str, seconds: u64) -> Result<String, NoteFault> {
        self.signer().add_time(note, seconds)
    }

    fn signer(&self) -> Signer<'_> {
        Signer::new(&self.name, &self.signing)
    }
}

/// Chance for the rows one act writes, however many they are.
pub struct Salts(Secret<32>);

impl Salts {
    /// Draws it.
    pub fn make(chance: &mut impl Chance) -> Self {
        Self(Secret::make(chance))
    }

    /// The salt of the row with this number.
    #[must_use]
    pub fn derive(&self, number: u64) -> Salt {
        let info = Context::new("fyren/directory/salt/1").number(number);
        *self.0.derive(info.as_bytes()).as_bytes()
    }
}

/// What the first row of a centre's directory follows.
#[must_use]
pub fn genesis(centre: &str) -> Hash {
    Context::new("fyren/directory/genesis/1")
        .text(centre)
        .digest()
}
