//! The log of events as a chain: each row's hash covers its content, its number and the row before it, and
//! signed checkpoints cover all rows so far.
//!
//! The hashes are public arithmetic. Whoever writes the database can reckon them anew; only the key of the
//! checkpoints, which follows from the server's keys, is out of her reach.

mod check;
mod checkpoint;
mod note;
mod proof;
mod tree;

use crate::context::Context;

pub use check::{Check, Counted, Link, LogFault, Verdict};
pub use checkpoint::{Checkpoint, LogKey};
pub use note::{NoteFault, Signer, Verifier};
pub use proof::{check_inclusion, leaf_hash, make_inclusion, make_tile, root_of};
pub use tree::Tree;

/// A SHA-256 of this module.
pub type Hash = [u8; 32];

/// What a row of the log says, apart from its place.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Content<'a> {
    /// The centre whose log it is.
    pub centre: &'a str,
    /// When, in milliseconds.
    pub at: i64,
    /// What kind of actor.
    pub actor: &'a str,
    /// The staff member who acted.
    pub staff: Option<&'a str>,
    /// What was done.
    pub action: &'a str,
    /// In which matter.
    pub matter: Option<&'a str>,
    /// To whom or what.
    pub subject: Option<&'a str>,
}

impl Content<'_> {
    /// The hash of the content alone.
    #[must_use]
    pub fn digest(&self) -> Hash {
        Context::new("fyren/log/content/1")
            .text(self.centre)
            .bytes(&self.at.to_be_bytes())
            .text(self.actor)
            .optional(self.staff)
            .text(self.action)
            .optional(self.matter)
            .optional(self.subject)
            .digest()
    }
}

/// What the first row of a centre's log follows.
#[must_use]
pub fn genesis(centre: &str) -> Hash {
    Context::new("fyren/log/genesis/1").text(centre).digest()
}

/// The hash of a row with this number (from 1) and content that follows a row with that hash.
#[must_use]
pub fn chain(number: i64, content: &Hash, previous: &Hash) -> Hash {
    Context::new("fyren/log/row/1")
        .bytes(&number.to_be_bytes())
        .bytes(content)
        .bytes(previous)
        .digest()
}
