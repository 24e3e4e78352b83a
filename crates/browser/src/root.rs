//! A staff member's root key: made once, wrapped by the sign-in, locked for the way between two pages.

use fyren_seal::{AtRestKey, MachineChance, RootKey, Secret, open_row, seal_row};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::fault::Fault;
use crate::keyring::{Holder, find, keep_holder};
use crate::message::{Answer, Bytes, bytes, write};

#[derive(Serialize)]
struct Root {
    root: u32,
    card: Bytes,
}

/// Draws the root key of a new staff member: `{root, card}`.
#[wasm_bindgen]
pub fn make_root(staff: &str) -> Answer {
    remember(RootKey::make(&mut MachineChance), staff)
}

fn remember(root: RootKey, staff: &str) -> Answer {
    let (keys, card) = (root.holder_keys(), Bytes(root.card().to_bytes()));
    let holder = Holder {
        name: format!("staff:{staff}"),
        opening: keys.opening,
        signing: Some(keys.signing),
        root: Some(root),
    };
    write(&Root {
        root: keep_holder(holder),
        card,
    })
}

#[derive(Serialize)]
struct Wrapped {
    wrapped_root: Bytes,
}

/// Wraps the root key under what registration or sign-in exported: `{wrapped_root}`.
#[wasm_bindgen]
pub fn wrap_root(root: u32, exported: u32) -> Answer {
    let (root, exported) = (find(root)?, find(exported)?);
    let holder = root.holder()?;
    let wrapped = fyren_seal::wrap_root(
        &mut MachineChance,
        exported.exported()?,
        holder.root()?,
        holder.id(),
    );
    write(&Wrapped {
        wrapped_root: Bytes(wrapped),
    })
}

/// Opens the wrapped root key of a staff member: `{root, card}`.
#[wasm_bindgen]
pub fn open_root(exported: u32, staff: &str, wrapped_root: &str) -> Answer {
    let exported = find(exported)?;
    let root = fyren_seal::open_root(exported.exported()?, &bytes(wrapped_root)?, staff);
    remember(root.map_err(|_| Fault::Unopenable)?, staff)
}

#[derive(Serialize)]
struct Locked {
    locked: Bytes,
}

const ROW: &str = "root";

/// The lock of one session: its secret, which only the server gives back, bound to the staff member.
fn lock(session_secret: &str, staff: &str) -> Result<AtRestKey, Fault> {
    let secret = Secret::from_slice(&bytes(session_secret)?).map_err(|_| Fault::Malformed)?;
    Ok(AtRestKey::derive(&secret, "session", staff))
}

/// Locks the root key with the session's secret of 32 bytes: `{locked}`.
#[wasm_bindgen]
pub fn lock_root(root: u32, session_secret: &str) -> Answer {
    let kept = find(root)?;
    let holder = kept.holder()?;
    let lock = lock(session_secret, holder.id())?;
    let locked = seal_row(
        &mut MachineChance,
        &lock,
        ROW,
        0,
        holder.root()?.as_secret().as_bytes(),
    );
    write(&Locked {
        locked: Bytes(locked),
    })
}

/// Unlocks what [`lock_root`] locked in the same session: `{root, card}`.
#[wasm_bindgen]
pub fn unlock_root(staff: &str, locked: &str, session_secret: &str) -> Answer {
    let lock = lock(session_secret, staff)?;
    let root = open_row(&lock, ROW, 0, &bytes(locked)?).map_err(|_| Fault::Unopenable)?;
    let root = Secret::from_slice(&root).map_err(|_| Fault::Unopenable)?;
    remember(RootKey::from_bytes(root), staff)
}
