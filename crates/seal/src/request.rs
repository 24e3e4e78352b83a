//! A visitor has no session: each request is signed with the key of the code phrase instead.
//!
//! The signature covers what is asked for, a challenge of the server and the whole body, so that a request
//! cannot be replayed, changed, or used for something else.

use sha2::{Digest, Sha256};

use crate::{SigningKey, Unopenable, VerifyingKey, context::Context};

fn message(operation: &str, challenge: &[u8], body: &[u8]) -> Context {
    Context::new("fyren/request/1")
        .text(operation)
        .bytes(challenge)
        .bytes(&Sha256::digest(body))
}

/// Signs one request.
pub fn sign_request(key: &SigningKey, operation: &str, challenge: &[u8], body: &[u8]) -> [u8; 64] {
    key.sign(message(operation, challenge, body).as_bytes())
}

/// Checks who signed a request. Whether the challenge is ours and fresh is for the caller to know.
pub fn check_request(
    key: &VerifyingKey,
    operation: &str,
    challenge: &[u8],
    body: &[u8],
    signature: &[u8],
) -> Result<(), Unopenable> {
    let signature = signature.try_into().map_err(|_| Unopenable)?;
    key.check(message(operation, challenge, body).as_bytes(), signature)
}
