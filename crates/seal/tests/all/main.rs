//! Sealing, tried as it is used: round trips, refusals, published vectors, frozen formats.
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod phrase;
mod published;
mod sign_in;
mod vault;
