//! Staff sign-in by OPAQUE, the browser's half. The passphrase stays here between the two steps.

use fyren_seal::MachineChance;
use fyren_seal::sign_in::{ClientRegistration, ClientSignIn};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use crate::fault::Fault;
use crate::keyring::{Kept, keep, take};
use crate::message::{Answer, Bytes, bytes, write};

#[derive(Serialize)]
struct StartedRegistration {
    registration: u32,
    request: Bytes,
}

/// Begins to choose a passphrase: `{registration, request}`.
#[wasm_bindgen]
pub fn start_registration(passphrase: String) -> Answer {
    let passphrase = Zeroizing::new(passphrase);
    let (state, request) =
        ClientRegistration::start(&mut MachineChance, &passphrase).map_err(|_| Fault::Refused)?;
    let registration = keep(Kept::Registration(state, passphrase));
    write(&StartedRegistration {
        registration,
        request: Bytes(request),
    })
}

#[derive(Serialize)]
struct Registered {
    upload: Bytes,
    exported: u32,
}

/// Finishes with the server's response (Argon2id): `{upload, exported}`.
#[wasm_bindgen]
pub fn finish_registration(registration: u32, response: &str) -> Answer {
    let Kept::Registration(state, passphrase) = take(registration)? else {
        return Err(Fault::NoSuchHandle);
    };
    let registered = state
        .finish(&mut MachineChance, &passphrase, &bytes(response)?)
        .map_err(|_| Fault::Refused)?;
    write(&Registered {
        upload: Bytes(registered.upload),
        exported: keep(Kept::Exported(registered.export_key)),
    })
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct StartedSignIn {
    sign_in: u32,
    request: Bytes,
}

/// Begins to sign in: `{signIn, request}`.
#[wasm_bindgen]
pub fn start_sign_in(passphrase: String) -> Answer {
    let passphrase = Zeroizing::new(passphrase);
    let (state, request) =
        ClientSignIn::start(&mut MachineChance, &passphrase).map_err(|_| Fault::Refused)?;
    write(&StartedSignIn {
        sign_in: keep(Kept::SignIn(Box::new(state), passphrase)),
        request: Bytes(request),
    })
}

#[derive(Serialize)]
struct SignedIn {
    finalization: Bytes,
    exported: u32,
}

/// Finishes with the server's response (Argon2id): `{finalization, exported}`. A wrong passphrase is refused.
#[wasm_bindgen]
pub fn finish_sign_in(sign_in: u32, response: &str) -> Answer {
    let Kept::SignIn(state, passphrase) = take(sign_in)? else {
        return Err(Fault::NoSuchHandle);
    };
    let signed_in = state
        .finish(&mut MachineChance, &passphrase, &bytes(response)?)
        .map_err(|_| Fault::Refused)?;
    write(&SignedIn {
        finalization: Bytes(signed_in.finalization),
        exported: keep(Kept::Exported(signed_in.export_key)),
    })
}
