//! Why the module refused: one word for each, which scripts turn into a message. Never says more.

use wasm_bindgen::JsValue;

/// A refusal; `Display` is the word scripts see.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Fault {
    /// What was passed in is not of the agreed shape.
    Malformed,
    /// The handle names nothing, or something of another kind.
    NoSuchHandle,
    /// Sealed text that these keys cannot open, for whatever reason.
    Unopenable,
    /// A wrong passphrase, or a server that does not know it either.
    Refused,
    /// A signature that does not hold, or a server with another key than the pinned one.
    Untrusted,
    /// A text longer than the largest class.
    TooLong,
    /// The machine has no chance or no memory to give.
    Machine,
}

impl Fault {
    /// The word scripts see.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::NoSuchHandle => "no_such_handle",
            Self::Unopenable => "unopenable",
            Self::Refused => "refused",
            Self::Untrusted => "untrusted",
            Self::TooLong => "too_long",
            Self::Machine => "machine",
        }
    }
}

impl From<Fault> for JsValue {
    fn from(fault: Fault) -> Self {
        Self::from_str(fault.as_str())
    }
}
