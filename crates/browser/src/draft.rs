//! Drafts: half-written things of a staff member, under a key only her root key gives.

use fyren_seal::{AtRestKey, MachineChance, open_row, seal_row};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::fault::Fault;
use crate::keyring::{Holder, find};
use crate::message::{Answer, Bytes, bytes, write};

#[derive(Serialize)]
struct Sealed {
    sealed: Bytes,
}

fn key(holder: &Holder) -> Result<AtRestKey, Fault> {
    Ok(AtRestKey::derive(
        holder.root()?.as_secret(),
        "draft",
        holder.id(),
    ))
}

/// Seals a draft, a JSON text, under its name: `{sealed}`.
#[wasm_bindgen]
pub fn seal_draft(root: u32, name: &str, draft: &str) -> Answer {
    let kept = find(root)?;
    let sealed = seal_row(
        &mut MachineChance,
        &key(kept.holder()?)?,
        name,
        0,
        draft.as_bytes(),
    );
    write(&Sealed {
        sealed: Bytes(sealed),
    })
}

/// Opens a draft: the JSON text that was sealed.
#[wasm_bindgen]
pub fn open_draft(root: u32, name: &str, sealed: &str) -> Answer {
    let kept = find(root)?;
    let draft =
        open_row(&key(kept.holder()?)?, name, 0, &bytes(sealed)?).map_err(|_| Fault::Unopenable)?;
    String::from_utf8(draft.to_vec()).map_err(|_| Fault::Unopenable)
}
