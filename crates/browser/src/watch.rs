//! What a staff member's browser watches the directory for. No visitor fetches this.

use fyren_seal::directory::{self, Entry, Finding};
use fyren_seal::log::Verifier;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::directory::Listing;
use crate::fault::Fault;
use crate::holder::Holder;

#[wasm_bindgen]
impl Listing {
    /// Reads a row that a [`Watch`] has taken.
    pub fn read(entry: &[u8]) -> Result<Self, Fault> {
        Ok(Self(Entry::parse(entry)?))
    }

    /// From which day on, as `2026-11-24`.
    #[must_use]
    pub fn day(&self) -> String {
        match &self.0 {
            Entry::Key(key) => key.day.clone(),
            Entry::Audience(audience) => audience.day.clone(),
        }
    }

    /// Why somebody's key is listed; empty for those who can read.
    #[must_use]
    pub fn act(&self) -> String {
        match &self.0 {
            Entry::Key(key) => key.act.as_str().to_owned(),
            Entry::Audience(_) => String::new(),
        }
    }

    /// Her card.
    pub fn card(&self, at: usize) -> Result<Vec<u8>, Fault> {
        Ok(self.find(at)?.card.clone())
    }
}

/// Digits to compare by voice before somebody's card is trusted.
#[wasm_bindgen]
#[must_use]
pub fn comparison_code(centre: &str, staff: &str, card: &[u8]) -> String {
    directory::comparison_code(centre, staff, card)
}

/// A staff member's view of the directory.
#[wasm_bindgen]
pub struct Watch(directory::Watch);

#[wasm_bindgen]
impl Watch {
    /// Goes on from what was remembered; from the beginning if that is empty.
    pub fn resume(
        holder: &Holder,
        centre: &str,
        staff: &str,
        memory: &[u8],
    ) -> Result<Self, Fault> {
        let card = holder.card()?;
        let watch = if memory.is_empty() {
            directory::Watch::begin(centre, staff, &card)
        } else {
            directory::Watch::resume(centre, staff, &card, memory)?
        };
        Ok(Self(watch))
    }

    /// How many rows have been seen.
    #[must_use]
    pub fn size(&self) -> u32 {
        u32::try_from(self.0.size()).unwrap_or(u32::MAX)
    }

    /// Takes the next row. Says in a word what must not be in it and at which of those it lists; nothing if all is well.
    pub fn take(&mut self, entry: &[u8]) -> Result<String, Fault> {
        Ok(match self.0.take(entry)? {
            None => String::new(),
            Some((Finding::ForeignCard, at)) => format!("foreign_card {at}"),
            Some((Finding::SameName, at)) => format!("same_name {at}"),
        })
    }

    /// Refuses rows that are not those the pinned key signed for. `now` is seconds since 1970.
    pub fn check(&self, pinned: &str, note: &str, now: u32) -> Result<(), Fault> {
        let pinned = Verifier::parse(pinned).map_err(|_| Fault::Untrusted)?;
        Ok(self.0.check(&pinned, note, now.into())?)
    }

    /// What to remember.
    #[must_use]
    pub fn memory(&self) -> Vec<u8> {
        self.0.memory()
    }
}
