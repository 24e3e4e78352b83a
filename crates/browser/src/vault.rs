//! Vaults: opened with a holder's wraps, wrapped for others, written and read.

use std::cell::RefCell;
use std::collections::BTreeMap;

use fyren_domain::id::VaultId;
use fyren_seal::{
    Chance, ContentKey, EntryContext, EntryKind, HolderCard, MachineChance, SealingKey, SigningKey,
    VerifyingKey, WrapContext, make_wrap, open_wrap,
};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::fault::Fault;
use crate::keyring::{Holder, Kept, find, keep};
use crate::message::{Answer, Bytes, read, write};

/// A vault whose keys this page has.
pub(crate) struct Vault {
    pub(crate) centre: String,
    pub(crate) vault: String,
    keys: RefCell<BTreeMap<u32, ContentKey>>,
}

/// A content key of a vault, wrapped for one holder.
#[derive(Serialize, Deserialize)]
pub(crate) struct Wrap {
    #[serde(default)]
    holder: Option<String>,
    key_number: u32,
    wrap: Bytes,
}

/// What is sealed in an entry: a text, or the announcement of a file.
#[derive(Serialize, Deserialize)]
pub(crate) struct Content {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    attachment: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    media_type: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bytes: Option<u64>,
}

/// An entry, sealed, with what the server must know of it.
#[derive(Serialize)]
pub(crate) struct SealedEntry {
    number: u32,
    key_number: u32,
    kind: String,
    pub(crate) sealed: Bytes,
}

impl Vault {
    /// A new vault with its first key.
    pub(crate) fn make(centre: String, vault: String) -> Self {
        let keys = BTreeMap::from([(1, ContentKey::make(&mut MachineChance))]);
        Self {
            centre,
            vault,
            keys: RefCell::new(keys),
        }
    }

    fn place<'a>(&'a self, key_number: u32, holder: &'a str) -> WrapContext<'a> {
        WrapContext {
            centre: &self.centre,
            vault: &self.vault,
            key_number,
            holder,
        }
    }

    /// Takes in the wraps that are this holder's and open.
    fn open(&self, holder: &Holder, wraps: &[Wrap]) -> Result<(), Fault> {
        let mut keys = self.keys.borrow_mut();
        for wrap in wraps
            .iter()
            .filter(|wrap| wrap.holder.as_ref().is_none_or(|name| *name == holder.name))
        {
            let place = self.place(wrap.key_number, &holder.name);
            if let Ok(key) = open_wrap(&holder.opening, &wrap.wrap.0, &place) {
                keys.insert(wrap.key_number, key);
            }
        }
        if keys.is_empty() {
            Err(Fault::Unopenable)
        } else {
            Ok(())
        }
    }

    /// The keys from a number on, wrapped for one holder.
    pub(crate) fn wraps_for(&self, holder: &str, sealing: &SealingKey, from: u32) -> Vec<Wrap> {
        let keys = self.keys.borrow();
        let wrap = |(&key_number, key): (&u32, &ContentKey)| Wrap {
            holder: Some(holder.to_owned()),
            key_number,
            wrap: Bytes(make_wrap(
                &mut MachineChance,
                sealing,
                key,
                &self.place(key_number, holder),
            )),
        };
        keys.range(from..).map(wrap).collect()
    }

    pub(crate) fn newest(&self) -> u32 {
        self.keys
            .borrow()
            .last_key_value()
            .map_or(0, |(number, _)| *number)
    }

    /// Does something with one of the keys.
    pub(crate) fn with_key<T>(
        &self,
        number: u32,
        act: impl FnOnce(&ContentKey) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        act(self.keys.borrow().get(&number).ok_or(Fault::Unopenable)?)
    }

    /// Seals an entry under the newest key.
    pub(crate) fn seal(
        &self,
        author: &SigningKey,
        number: u32,
        kind: &str,
        content: &Content,
    ) -> Result<SealedEntry, Fault> {
        let text = zeroize::Zeroizing::new(write(content)?);
        let key_number = self.newest();
        let author_key = author.verifying_key();
        let place = self.entry(number, key_number, kind, &author_key)?;
        let sealed = self.with_key(key_number, |key| {
            fyren_seal::seal_entry(&mut MachineChance, key, author, &place, text.as_bytes())
                .map_err(|_| Fault::TooLong)
        })?;
        Ok(SealedEntry {
            number,
            key_number,
            kind: kind.to_owned(),
            sealed: Bytes(sealed),
        })
    }

    fn entry<'a>(
        &'a self,
        number: u32,
        key_number: u32,
        kind: &str,
        author: &'a VerifyingKey,
    ) -> Result<EntryContext<'a>, Fault> {
        let kind = EntryKind::from_name(kind).ok_or(Fault::Malformed)?;
        Ok(EntryContext {
            centre: &self.centre,
            vault: &self.vault,
            number,
            key_number,
            kind,
            author,
        })
    }

    fn open_entry(&self, entry: &GivenEntry) -> Result<Content, Fault> {
        let author =
            VerifyingKey::from_bytes(&entry.author_verifying.0).map_err(|_| Fault::Unopenable)?;
        let place = self.entry(entry.number, entry.key_number, &entry.kind, &author)?;
        let open = |key: &ContentKey| {
            fyren_seal::open_entry(key, &place, &entry.sealed.0).map_err(|_| Fault::Unopenable)
        };
        let text = self.with_key(entry.key_number, open)?;
        read(std::str::from_utf8(&text).map_err(|_| Fault::Unopenable)?)
    }
}

#[derive(Deserialize)]
struct GivenVault {
    centre: String,
    vault: String,
    wraps: Vec<Wrap>,
}

/// Opens a vault with every wrap that is this holder's; gives the handle to it.
#[wasm_bindgen]
pub fn open_vault(holder: u32, vault: &str) -> Result<u32, Fault> {
    let given: GivenVault = read(vault)?;
    let opened = Vault {
        centre: given.centre,
        vault: given.vault,
        keys: RefCell::default(),
    };
    opened.open(find(holder)?.holder()?, &given.wraps)?;
    Ok(keep(Kept::Vault(opened)))
}

#[derive(Serialize)]
struct MadeVault {
    handle: u32,
    vault: VaultId,
}

/// Makes an empty vault: `{handle, vault}`.
#[wasm_bindgen]
pub fn make_vault(centre: &str) -> Answer {
    let mut bytes = [0; 16];
    MachineChance.fill(&mut bytes);
    let vault = VaultId::from_bytes(bytes);
    let made = Vault::make(centre.to_owned(), vault.to_string());
    write(&MadeVault {
        handle: keep(Kept::Vault(made)),
        vault,
    })
}

/// Somebody to wrap for, known by a sealing key or a whole card.
#[derive(Deserialize)]
struct GivenHolder {
    holder: String,
    #[serde(default)]
    sealing: Option<Bytes>,
    #[serde(default)]
    card: Option<Bytes>,
}

impl GivenHolder {
    fn sealing_key(&self) -> Result<SealingKey, Fault> {
        let key = match (&self.sealing, &self.card) {
            (Some(sealing), _) => SealingKey::from_bytes(&sealing.0),
            (None, Some(card)) => HolderCard::from_bytes(&card.0).map(|card| card.sealing),
            (None, None) => return Err(Fault::Malformed),
        };
        key.map_err(|_| Fault::Malformed)
    }
}

/// Wraps every key from a number on for each of the holders: a list of `{holder, key_number, wrap}`.
#[wasm_bindgen]
pub fn make_wraps(vault: u32, holders: &str, from: u32) -> Answer {
    let kept = find(vault)?;
    let vault = kept.vault()?;
    let mut wraps = Vec::new();
    for holder in read::<Vec<GivenHolder>>(holders)? {
        wraps.extend(vault.wraps_for(&holder.holder, &holder.sealing_key()?, from));
    }
    write(&wraps)
}

#[derive(Serialize)]
struct Rotated {
    key_number: u32,
}

/// Makes a new key for what is written from now on: `{key_number}`.
#[wasm_bindgen]
pub fn rotate_key(vault: u32) -> Answer {
    let kept = find(vault)?;
    let vault = kept.vault()?;
    let key_number = vault.newest() + 1;
    vault
        .keys
        .borrow_mut()
        .insert(key_number, ContentKey::make(&mut MachineChance));
    write(&Rotated { key_number })
}

#[derive(Deserialize)]
struct NewEntry {
    number: u32,
    kind: String,
    content: Content,
}

/// Seals an entry under the newest key, signed by the author: `{number, key_number, kind, sealed}`.
#[wasm_bindgen]
pub fn seal_entry(vault: u32, author: u32, entry: &str) -> Answer {
    let new: NewEntry = read(entry)?;
    let (vault, author) = (find(vault)?, find(author)?);
    write(&vault.vault()?.seal(
        author.holder()?.signing()?,
        new.number,
        &new.kind,
        &new.content,
    )?)
}

#[derive(Deserialize)]
struct GivenEntry {
    number: u32,
    key_number: u32,
    kind: String,
    author_verifying: Bytes,
    sealed: Bytes,
}

/// Opens entries: a list as long as the one given, with null for what does not open.
#[wasm_bindgen]
pub fn open_entries(vault: u32, entries: &str) -> Answer {
    let kept = find(vault)?;
    let vault = kept.vault()?;
    let entries: Vec<GivenEntry> = read(entries)?;
    let opened: Vec<Option<Content>> = entries
        .iter()
        .map(|entry| vault.open_entry(entry).ok())
        .collect();
    write(&opened)
}
