//! The browser module: a shell over `seal` with no rules of its own.
//!
//! It runs in a worker. Each class is something secret that never leaves this memory; freeing it zeroes it.
//! What goes in and out is bytes, words and numbers: JSON and base64url are the scripts' business, because
//! a browser has both already. An act answers or refuses with one word of [`Fault`]. The scripts' side is
//! `crates/web/assets/acts.js`, and what pages use is `module.js` and `holder.js` beside it.

mod fault;
mod file;
mod holder;
mod intake;
mod phrase;
mod sign_in;
mod vault;
mod work;

pub use fault::Fault;
pub use file::File;
pub use holder::Holder;
pub use intake::{Intake, check_intake};
pub use phrase::{MisreadPhrase, Phrase, WordLists};
pub use sign_in::{ExportedKey, Registration, SignIn};
pub use vault::Vault;
pub use work::Work;

#[cfg(test)]
mod tests;
