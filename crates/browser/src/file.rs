//! Attached files: sealed before they leave the browser, opened after they came.

use fyren_domain::id::AttachmentId;
use fyren_seal::{Chance, FileContext, MachineChance};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::fault::Fault;
use crate::keyring::find;
use crate::message::{read, write};
use crate::vault::Vault;

/// Bytes, and a JSON text that says what they are.
#[wasm_bindgen]
pub struct Parcel {
    about: String,
    bytes: Vec<u8>,
}

#[wasm_bindgen]
impl Parcel {
    /// What the bytes are, as JSON.
    #[must_use]
    pub fn about(&self) -> String {
        self.about.clone()
    }

    /// The bytes; the parcel is spent.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

#[derive(Serialize, Deserialize)]
struct About {
    name: String,
    #[serde(rename = "type")]
    media_type: String,
}

#[derive(Serialize, Deserialize)]
struct Announced {
    attachment: AttachmentId,
    key_number: u32,
}

impl Announced {
    fn place<'a>(&'a self, vault: &'a Vault) -> FileContext<'a> {
        FileContext {
            centre: &vault.centre,
            vault: &vault.vault,
            attachment: self.attachment.as_str(),
        }
    }
}

/// Seals a file, `{name, type}`, under the newest key: a parcel about `{attachment, key_number}`.
#[wasm_bindgen]
pub fn seal_file(vault: u32, about: &str, bytes: &[u8]) -> Result<Parcel, Fault> {
    let kept = find(vault)?;
    let vault = kept.vault()?;
    let about: About = read(about)?;
    let mut id = [0; 16];
    MachineChance.fill(&mut id);
    let announced = Announced {
        attachment: AttachmentId::from_bytes(id),
        key_number: vault.newest(),
    };
    let sealed = vault.with_key(announced.key_number, |key| {
        fyren_seal::seal_file(
            &mut MachineChance,
            key,
            &announced.place(vault),
            &about.name,
            &about.media_type,
            bytes,
        )
        .map_err(|_| Fault::TooLong)
    })?;
    Ok(Parcel {
        about: write(&announced)?,
        bytes: sealed,
    })
}

/// Opens a file announced as `{attachment, key_number}`: a parcel about `{name, type}`.
#[wasm_bindgen]
pub fn open_file(vault: u32, announced: &str, sealed: &[u8]) -> Result<Parcel, Fault> {
    let kept = find(vault)?;
    let vault = kept.vault()?;
    let announced: Announced = read(announced)?;
    let mut file = vault.with_key(announced.key_number, |key| {
        fyren_seal::open_file(key, &announced.place(vault), sealed).map_err(|_| Fault::Unopenable)
    })?;
    let about = About {
        name: std::mem::take(&mut *file.name),
        media_type: std::mem::take(&mut *file.media_type),
    };
    Ok(Parcel {
        about: write(&about)?,
        bytes: std::mem::take(&mut *file.bytes),
    })
}
