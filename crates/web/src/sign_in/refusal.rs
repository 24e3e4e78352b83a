//! Why somebody was not let in, in words that help her and tell nobody else anything.

use axum::http::StatusCode;

use crate::texts::{Texts, fl};

/// A step of the sign-in that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Handle and passphrase do not belong together, or there is no such handle.
    #[error("wrong handle or passphrase")]
    Passphrase,
    /// The exchange was begun too long ago, or finished before.
    #[error("the exchange is over")]
    TooOld,
    /// The code is wrong, or was used before.
    #[error("wrong code")]
    Code,
    /// Too many codes were guessed for now.
    #[error("too many wrong codes")]
    TooManyCodes,
    /// The passkey's proof does not hold.
    #[error("wrong passkey")]
    Passkey,
    /// A passkey without a name to know it by.
    #[error("no name")]
    PasskeyName,
}

impl Refusal {
    pub(crate) fn status(self) -> StatusCode {
        match self {
            Self::TooManyCodes => StatusCode::TOO_MANY_REQUESTS,
            _ => StatusCode::FORBIDDEN,
        }
    }

    pub(crate) fn words(self, texts: Texts) -> (String, String) {
        match self {
            Self::Passphrase => (fl!(texts, "sign-in-refused"), String::new()),
            Self::TooOld => (fl!(texts, "sign-in-too-old"), String::new()),
            Self::Code => (
                fl!(texts, "sign-in-wrong-code"),
                fl!(texts, "sign-in-wrong-code-detail"),
            ),
            Self::TooManyCodes => (
                fl!(texts, "sign-in-wait-for-code"),
                fl!(texts, "sign-in-wait-for-code-detail"),
            ),
            Self::PasskeyName => (fl!(texts, "account-passkey-name-missing"), String::new()),
            Self::Passkey => (
                fl!(texts, "sign-in-wrong-passkey"),
                fl!(texts, "sign-in-wrong-passkey-detail"),
            ),
        }
    }
}
