//! The place something belongs to, as bytes that can be read in one way only.
//!
//! Each field is its length (eight bytes, big-endian) and then itself, the first field names the format.
//! No two lists of fields give the same bytes, so nothing sealed for one place opens in another.

use sha2::{Digest, Sha256};

pub(crate) struct Context(Vec<u8>);

impl Context {
    pub(crate) fn new(format: &str) -> Self {
        Self(Vec::with_capacity(256)).text(format)
    }

    pub(crate) fn text(self, field: &str) -> Self {
        self.bytes(field.as_bytes())
    }

    pub(crate) fn number(self, field: u64) -> Self {
        self.bytes(&field.to_be_bytes())
    }

    pub(crate) fn bytes(mut self, field: &[u8]) -> Self {
        let length = field.len() as u64;
        self.0.extend_from_slice(&length.to_be_bytes());
        self.0.extend_from_slice(field);
        self
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    pub(crate) fn digest(&self) -> [u8; 32] {
        Sha256::digest(&self.0).into()
    }
}
