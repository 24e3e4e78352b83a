//! Why the module refused: one word for each, which pages turn into a message. It never says more.

use fyren_seal::{Malformed, TooLong, Unopenable};
use wasm_bindgen::JsValue;

/// A refusal, which scripts see as one word.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Fault {
    /// What was passed in is not of the agreed shape.
    Malformed,
    /// What holds for a day is older, or of a day to come.
    Outdated,
    /// Not this holder's to do: an intake cannot sign, and only staff have a root key.
    NotYours,
    /// A wrong passphrase, or a server that does not know it either.
    Refused,
    /// A text or file larger than its format takes.
    TooLong,
    /// Sealed bytes that these keys cannot open, for whatever reason.
    Unopenable,
    /// A signature that does not hold, or a server with another key than the pinned one.
    Untrusted,
}

impl Fault {
    /// The word scripts see.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::Outdated => "outdated",
            Self::NotYours => "not_yours",
            Self::Refused => "refused",
            Self::TooLong => "too_long",
            Self::Unopenable => "unopenable",
            Self::Untrusted => "untrusted",
        }
    }
}

impl From<Fault> for JsValue {
    fn from(fault: Fault) -> Self {
        Self::from_str(fault.as_str())
    }
}

impl From<Unopenable> for Fault {
    fn from(_: Unopenable) -> Self {
        Self::Unopenable
    }
}

impl From<TooLong> for Fault {
    fn from(_: TooLong) -> Self {
        Self::TooLong
    }
}

impl From<Malformed> for Fault {
    fn from(_: Malformed) -> Self {
        Self::Malformed
    }
}
