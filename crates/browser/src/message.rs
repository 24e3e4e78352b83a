//! What crosses between script and module: JSON, with bytes as base64url without padding.

use data_encoding::BASE64URL_NOPAD;
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::fault::Fault;

/// What every act gives: JSON for the script.
pub(crate) type Answer = Result<String, Fault>;

/// Bytes that are text on the way.
#[derive(Debug)]
pub(crate) struct Bytes(pub(crate) Vec<u8>);

impl Bytes {
    /// The bytes, if they are as many as they must be.
    pub(crate) fn exactly<const N: usize>(&self) -> Result<[u8; N], Fault> {
        self.0.as_slice().try_into().map_err(|_| Fault::Malformed)
    }
}

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64URL_NOPAD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        BASE64URL_NOPAD
            .decode(text.as_bytes())
            .map(Self)
            .map_err(|_| D::Error::custom("not base64url"))
    }
}

/// Bytes given alone, as a script passes them.
pub(crate) fn bytes(text: &str) -> Result<Vec<u8>, Fault> {
    BASE64URL_NOPAD
        .decode(text.as_bytes())
        .map_err(|_| Fault::Malformed)
}

pub(crate) fn text(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}

pub(crate) fn read<T: DeserializeOwned>(json: &str) -> Result<T, Fault> {
    serde_json::from_str(json).map_err(|_| Fault::Malformed)
}

pub(crate) fn write(value: &impl Serialize) -> Answer {
    serde_json::to_string(value).map_err(|_| Fault::Malformed)
}
