//! The browser module: a shell over `seal` and `domain` with no rules of its own.
//!
//! It runs in a worker. Scripts hold handles; keys stay in this module's memory until [`wipe`]. Structured
//! values cross as JSON with bytes as base64url, files as bytes. Every act either answers or refuses with
//! one word of [`Fault`]. The scripts' side, with the shape of every value, is `crates/web/assets/module.js`
//! and `holder.js`.

mod draft;
mod fault;
mod file;
mod intake;
mod keyring;
mod message;
mod phrase;
mod question;
mod request;
mod root;
mod sign_in;
mod vault;

pub use draft::{open_draft, seal_draft};
pub use fault::Fault;
pub use file::{Parcel, open_file, seal_file};
pub use intake::{make_intake, open_intake, share_intake};
pub use keyring::{forget, wipe};
pub use phrase::{blind_phrase, finish_phrase, make_phrase, parse_phrase, pin_phrase_key};
pub use question::{check_intake, seal_question};
pub use request::sign_request;
pub use root::{lock_root, make_root, open_root, unlock_root, wrap_root};
pub use sign_in::{finish_registration, finish_sign_in, start_registration, start_sign_in};
pub use vault::{make_vault, make_wraps, open_entries, open_vault, rotate_key, seal_entry};

#[cfg(test)]
mod tests;
