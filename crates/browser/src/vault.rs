//! Vaults: opened with a holder's wraps, wrapped for others, written and read.

use std::collections::BTreeMap;

use fyren_seal::{
    ContentKey, EntryContext, EntryKind, FileContext, HolderCard, MachineChance, SealingKey,
    VerifyingKey, WrapContext,
};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::fault::Fault;
use crate::file::File;
use crate::holder::Holder;

/// A vault and those of its content keys this page has.
#[wasm_bindgen]
pub struct Vault {
    centre: String,
    vault: String,
    keys: BTreeMap<u32, ContentKey>,
}

#[wasm_bindgen]
impl Vault {
    /// A vault none of whose keys is known yet.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(centre: String, vault: String) -> Self {
        Self {
            centre,
            vault,
            keys: BTreeMap::new(),
        }
    }

    /// Makes the next key, for what is written from now on; its number.
    pub fn make_key(&mut self) -> u32 {
        let number = self.newest() + 1;
        self.keys
            .insert(number, ContentKey::make(&mut MachineChance));
        number
    }

    /// The number of the newest key this page has; 0 if it has none.
    #[must_use]
    pub fn newest(&self) -> u32 {
        self.keys.last_key_value().map_or(0, |(number, _)| *number)
    }

    /// The number of the oldest key this page has; 0 if it has none.
    #[must_use]
    pub fn oldest(&self) -> u32 {
        self.keys.first_key_value().map_or(0, |(number, _)| *number)
    }

    /// Takes in a key from the wrap made for a holder under this name.
    pub fn open_wrap(
        &mut self,
        holder: &Holder,
        name: &str,
        key_number: u32,
        wrap: &[u8],
    ) -> Result<(), Fault> {
        let place = self.place(key_number, name);
        let key = fyren_seal::open_wrap(holder.opening(), wrap, &place)?;
        self.keys.insert(key_number, key);
        Ok(())
    }

    /// Wraps a key for a holder of this name, known by a sealing key or a whole card.
    pub fn make_wrap(&self, key_number: u32, name: &str, to: &[u8]) -> Result<Vec<u8>, Fault> {
        let sealing = if to.len() == HolderCard::BYTES {
            HolderCard::from_bytes(to)?.sealing
        } else {
            SealingKey::from_bytes(to)?
        };
        let place = self.place(key_number, name);
        let key = self.key(key_number)?;
        let wrap = fyren_seal::make_wrap(&mut MachineChance, &sealing, key, &place);
        Ok(wrap)
    }

    /// Seals a text under the newest key, signed by its author.
    pub fn seal_entry(
        &self,
        author: &Holder,
        number: u32,
        kind: &str,
        text: &str,
    ) -> Result<Vec<u8>, Fault> {
        let author = author.signing()?;
        let author_key = author.verifying_key();
        let place = self.entry(number, self.newest(), kind, &author_key)?;
        let key = self.key(self.newest())?;
        let text = text.as_bytes();
        let sealed = fyren_seal::seal_entry(&mut MachineChance, key, author, &place, text)?;
        Ok(sealed)
    }

    /// Opens a text in its place, after checking whose it is.
    pub fn open_entry(
        &self,
        number: u32,
        key_number: u32,
        kind: &str,
        author: &[u8],
        sealed: &[u8],
    ) -> Result<String, Fault> {
        let author = VerifyingKey::from_bytes(author)?;
        let place = self.entry(number, key_number, kind, &author)?;
        let text = fyren_seal::open_entry(self.key(key_number)?, &place, sealed)?;
        String::from_utf8(text.to_vec()).map_err(|_| Fault::Unopenable)
    }

    /// Seals a file under the newest key.
    pub fn seal_file(
        &self,
        attachment: &str,
        name: &str,
        media_type: &str,
        bytes: &[u8],
    ) -> Result<Vec<u8>, Fault> {
        let (key, place) = (self.key(self.newest())?, self.file(attachment));
        let chance = &mut MachineChance;
        let sealed = fyren_seal::seal_file(chance, key, &place, name, media_type, bytes)?;
        Ok(sealed)
    }

    /// Opens a file.
    pub fn open_file(
        &self,
        attachment: &str,
        key_number: u32,
        sealed: &[u8],
    ) -> Result<File, Fault> {
        let key = self.key(key_number)?;
        let file = fyren_seal::open_file(key, &self.file(attachment), sealed)?;
        Ok(File(file))
    }
}

impl Vault {
    fn key(&self, number: u32) -> Result<&ContentKey, Fault> {
        self.keys.get(&number).ok_or(Fault::Unopenable)
    }

    fn place<'a>(&'a self, key_number: u32, holder: &'a str) -> WrapContext<'a> {
        WrapContext {
            centre: &self.centre,
            vault: &self.vault,
            key_number,
            holder,
        }
    }

    fn entry<'a>(
        &'a self,
        number: u32,
        key_number: u32,
        kind: &str,
        author: &'a VerifyingKey,
    ) -> Result<EntryContext<'a>, Fault> {
        Ok(EntryContext {
            centre: &self.centre,
            vault: &self.vault,
            number,
            key_number,
            kind: EntryKind::from_name(kind).ok_or(Fault::Malformed)?,
            author,
        })
    }

    fn file<'a>(&'a self, attachment: &'a str) -> FileContext<'a> {
        FileContext {
            centre: &self.centre,
            vault: &self.vault,
            attachment,
        }
    }
}
