//! The browser module: a shell over `seal` with no rules of its own. Without its feature `staff` it is the module that
//! visitors fetch, a third smaller.
//!
//! It runs in a worker. Each class is something secret that never leaves this memory; freeing it zeroes it.
//! What goes in and out is bytes, words and numbers: JSON and base64url are the scripts' business, because
//! a browser has both already. An act answers or refuses with one word of [`Fault`]. The scripts' side is
//! `crates/web/assets/acts.js`, and what pages use is `module.js` and `holder.js` beside it.

mod directory;
mod fault;
mod file;
mod holder;
#[cfg(feature = "staff")]
mod intake;
mod phrase;
#[cfg(feature = "staff")]
mod recovery;
#[cfg(feature = "staff")]
mod root;
#[cfg(feature = "staff")]
mod sign_in;
mod vault;
#[cfg(feature = "staff")]
mod watch;
mod work;

pub use directory::Listing;
pub use fault::Fault;
pub use file::File;
pub use holder::Holder;
#[cfg(feature = "staff")]
pub use intake::Intake;
pub use phrase::{MisreadPhrase, Phrase, WordLists};
#[cfg(feature = "staff")]
pub use recovery::{Gathered, Paper, SharedRoot, Sharing, ShownCircle};
#[cfg(feature = "staff")]
pub use sign_in::{ExportedKey, Registration, SignIn};
pub use vault::Vault;
#[cfg(feature = "staff")]
pub use watch::{Watch, comparison_code};
pub use work::Work;

#[cfg(test)]
#[cfg(feature = "staff")]
mod tests;
