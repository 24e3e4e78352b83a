//! A staff member's keys: all follow from her root key, which her passphrase wraps. No visitor fetches this.

use fyren_seal::{AtRestKey, HolderKeys, MachineChance, RootKey, Secret, open_row, seal_row};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::fault::Fault;
use crate::holder::{Holder, Keys};
use crate::sign_in::ExportedKey;

const ROOT_ROW: &str = "root";

#[wasm_bindgen]
impl Holder {
    /// Draws the root key of a new staff member.
    #[must_use]
    pub fn make_root() -> Self {
        Self::staff(RootKey::make(&mut MachineChance))
    }

    /// Opens the wrapped root key of a staff member with what the sign-in exported.
    pub fn open_root(exported: &ExportedKey, staff: &str, wrapped: &[u8]) -> Result<Self, Fault> {
        let root = fyren_seal::open_root(&exported.0, wrapped, staff)?;
        Ok(Self::staff(root))
    }

    /// Unlocks what [`Holder::lock`] locked in the same session.
    pub fn unlock(staff: &str, locked: &[u8], session_secret: &[u8]) -> Result<Self, Fault> {
        let lock = session_lock(staff, session_secret)?;
        let root = open_row(&lock, ROOT_ROW, 0, locked)?;
        let root = Secret::from_slice(&root)?;
        Ok(Self::staff(RootKey::from_bytes(root)))
    }

    /// Wraps the root key under what the registration or sign-in exported.
    pub fn wrap_root(&self, exported: &ExportedKey, staff: &str) -> Result<Vec<u8>, Fault> {
        let root = self.root()?;
        let wrapped = fyren_seal::wrap_root(&mut MachineChance, &exported.0, root, staff);
        Ok(wrapped)
    }

    /// Locks the root key with the session's secret of 32 bytes, for the way between two pages.
    pub fn lock(&self, staff: &str, session_secret: &[u8]) -> Result<Vec<u8>, Fault> {
        let lock = session_lock(staff, session_secret)?;
        let root = self.root()?.as_secret().as_bytes();
        Ok(seal_row(&mut MachineChance, &lock, ROOT_ROW, 0, root))
    }

    /// Seals a draft, under its name and a key that only this root key gives.
    pub fn seal_draft(&self, name: &str, draft: &str) -> Result<Vec<u8>, Fault> {
        let key = self.draft_key()?;
        let sealed = seal_row(&mut MachineChance, &key, name, 0, draft.as_bytes());
        Ok(sealed)
    }

    /// Opens a draft.
    pub fn open_draft(&self, name: &str, sealed: &[u8]) -> Result<String, Fault> {
        let draft = open_row(&self.draft_key()?, name, 0, sealed)?;
        String::from_utf8(draft.to_vec()).map_err(|_| Fault::Unopenable)
    }
}

impl Holder {
    pub(crate) fn staff(root: RootKey) -> Self {
        let HolderKeys { opening, signing } = root.holder_keys();
        Self(Box::new(Keys {
            opening,
            signing: Some(signing),
            root: Some(root),
            locator: None,
        }))
    }

    pub(crate) fn root(&self) -> Result<&RootKey, Fault> {
        self.0.root.as_ref().ok_or(Fault::NotYours)
    }

    fn draft_key(&self) -> Result<AtRestKey, Fault> {
        Ok(AtRestKey::derive(self.root()?.as_secret(), "draft", ""))
    }
}

fn session_lock(staff: &str, session_secret: &[u8]) -> Result<AtRestKey, Fault> {
    let secret = Secret::from_slice(session_secret)?;
    Ok(AtRestKey::derive(&secret, "session", staff))
}
