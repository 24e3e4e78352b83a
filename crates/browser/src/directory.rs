//! The directory: who can read, checked before it is shown.

use fyren_seal::SealingKey;
use fyren_seal::directory::{self, Answer, DirectoryFault, Entry, Listed, check_answer};
use fyren_seal::log::Verifier;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::fault::Fault;

/// A row of the directory: one person's key, or those who can read.
#[wasm_bindgen]
pub struct Listing(pub(crate) Entry);

#[wasm_bindgen]
impl Listing {
    /// Reads what somebody who asks is told, and refuses what does not stand in the directory under a fresh checkpoint
    /// of the pinned key. `path` is hashes of 32 bytes, `now` seconds since 1970.
    pub fn check_intake(
        pinned: &str,
        entry: &[u8],
        number: u32,
        previous: &[u8],
        path: &[u8],
        note: &str,
        now: u32,
    ) -> Result<Self, Fault> {
        let pinned = Verifier::parse(pinned).map_err(|_| Fault::Untrusted)?;
        let (path, rest) = path.as_chunks();
        if !rest.is_empty() {
            return Err(Fault::Untrusted);
        }
        let answer = Answer {
            entry,
            number: number.into(),
            previous: previous.try_into().map_err(|_| Fault::Untrusted)?,
            path,
            note,
        };
        let audience = check_answer(&pinned, &answer, now.into())?;
        Ok(Self(Entry::Audience(audience)))
    }

    /// At which centre.
    #[must_use]
    pub fn centre(&self) -> String {
        match &self.0 {
            Entry::Key(key) => key.centre.clone(),
            Entry::Audience(audience) => audience.centre.clone(),
        }
    }

    /// The name of the key readers share; empty without one.
    #[must_use]
    pub fn epoch(&self) -> String {
        match &self.0 {
            Entry::Audience(directory::Audience {
                epoch: Some(epoch), ..
            }) => epoch.id.clone(),
            _ => String::new(),
        }
    }

    /// The key readers share.
    #[must_use]
    pub fn sealing(&self) -> Vec<u8> {
        match &self.0 {
            Entry::Audience(directory::Audience {
                epoch: Some(epoch), ..
            }) => epoch.sealing.clone(),
            _ => Vec::new(),
        }
    }

    /// How many are listed.
    #[must_use]
    pub fn count(&self) -> usize {
        self.listed().len()
    }

    /// One of them: her id, name and title, a line each.
    pub fn person(&self, at: usize) -> Result<String, Fault> {
        let one = self.find(at)?;
        Ok([one.staff.as_str(), &one.name, &one.title].join("\n"))
    }

    /// The key to seal for her.
    pub fn sealing_of(&self, at: usize) -> Result<Vec<u8>, Fault> {
        let card = &self.find(at)?.card;
        let key = card.get(1..=SealingKey::BYTES).ok_or(Fault::Malformed)?;
        Ok(key.to_vec())
    }
}

impl Listing {
    fn listed(&self) -> &[Listed] {
        match &self.0 {
            Entry::Key(key) => std::slice::from_ref(&key.listed),
            Entry::Audience(audience) => &audience.readers,
        }
    }

    pub(crate) fn find(&self, at: usize) -> Result<&Listed, Fault> {
        self.listed().get(at).ok_or(Fault::Malformed)
    }
}

impl From<DirectoryFault> for Fault {
    fn from(fault: DirectoryFault) -> Self {
        match fault {
            DirectoryFault::Untrusted => Self::Untrusted,
            DirectoryFault::Outdated => Self::Outdated,
        }
    }
}
