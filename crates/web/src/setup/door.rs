//! The door to setting up: shut, unless the server has opened it with a token at its start.

use std::sync::{Mutex, MutexGuard, PoisonError};

use subtle::ConstantTimeEq as _;

use crate::session::{Token, TokenHash};

/// Knows the hash of the token while the door is open.
#[derive(Default)]
pub(crate) struct Door(Mutex<Option<TokenHash>>);

impl Door {
    /// Opens the door to whoever shows the token.
    pub(crate) fn open(&self, token: &Token) {
        *self.lock() = Some(token.hash());
    }

    pub(crate) fn is_open(&self) -> bool {
        self.lock().is_some()
    }

    /// Whether this is the token the door was opened with.
    pub(super) fn admits(&self, text: &str) -> bool {
        let shown = Token::parse(text.trim()).map(|token| token.hash());
        matches!((*self.lock(), shown), (Some(kept), Some(shown)) if bool::from(kept.ct_eq(&shown)))
    }

    pub(super) fn close(&self) {
        *self.lock() = None;
    }

    fn lock(&self) -> MutexGuard<'_, Option<TokenHash>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
