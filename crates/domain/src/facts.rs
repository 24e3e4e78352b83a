//! Coded facts as bytes, for sealing at rest.
//!
//! The bytes are the JSON text `[version, facts]`. Facts written by a later
//! version can be read: what is unknown to this version is passed over, and what
//! is missing is unknown. Only a version that says it cannot be read so is refused.

use serde::{Serialize, de::DeserializeOwned};

/// The version written now.
pub const FACTS_VERSION: u16 = 1;

/// The first version that readers of this one cannot understand.
const FIRST_FOREIGN_VERSION: u16 = 1_000;

/// Bytes that are no facts, or facts of a generation this program does not know.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("these facts cannot be read")]
pub struct UnreadableFacts;

pub(crate) fn write(facts: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(&(FACTS_VERSION, facts)).expect("facts are codes, numbers and dates")
}

pub(crate) fn read<F: DeserializeOwned>(bytes: &[u8]) -> Result<F, UnreadableFacts> {
    let (version, facts): (u16, F) = serde_json::from_slice(bytes).map_err(|_| UnreadableFacts)?;
    if version < FIRST_FOREIGN_VERSION {
        Ok(facts)
    } else {
        Err(UnreadableFacts)
    }
}
