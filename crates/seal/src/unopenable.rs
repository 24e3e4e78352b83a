//! The few errors of this crate. They tell a caller what to do, and an attacker nothing.

use thiserror::Error;

/// What was to be opened or checked does not open: the wrong key, the wrong place, a changed byte, a bad
/// signature or no such format. Which of them is never told apart.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("this cannot be opened")]
pub struct Unopenable;

/// Public bytes that are no key or message of the kind asked for.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("these bytes are not of the form expected")]
pub struct Malformed;

/// A text or file larger than its format takes.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("this is too long to be sealed")]
pub struct TooLong;
