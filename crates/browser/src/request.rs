//! Signed requests: how a visitor without account shows that the phrase is theirs.

use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::keyring::find;
use crate::message::{Answer, Bytes, bytes, write};

#[derive(Serialize)]
struct Signed {
    signature: Bytes,
}

/// Signs the whole body of a request for one operation under the server's challenge: `{signature}`.
#[wasm_bindgen]
pub fn sign_request(holder: u32, operation: &str, challenge: &str, body: &[u8]) -> Answer {
    let kept = find(holder)?;
    let signature = fyren_seal::sign_request(
        kept.holder()?.signing()?,
        operation,
        &bytes(challenge)?,
        body,
    );
    write(&Signed {
        signature: Bytes(signature.to_vec()),
    })
}
