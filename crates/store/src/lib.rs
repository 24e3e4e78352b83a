//! The database of Fyren, on SQLite or PostgreSQL: the only crate that knows SQL.
//!
//! Opaque bytes in, opaque bytes out: everything that must be secret was sealed or
//! hashed before it came here. No function acts without a scope of
//! `fyren_domain::access`, and every statement begins with that scope's centre, so
//! that another centre's row is simply not found. `backup` alone, which an operator runs beside the server, reads
//! and writes whole tables, by statements made from the schema.
//!
//! A statement is written once, as a literal, in the subset both engines share: no
//! arrays, no JSON, no `now()`, no engine functions. `engine` holds the differences.

mod engine;
mod fault;
mod location;
mod migration;
mod news;
mod outage;
mod reader_count;
mod statement;
mod store;
mod tx;
mod writer;

pub mod attachment;
pub mod backup;
pub mod canned_answer;
pub mod centre;
pub mod consultation;
pub mod directory;
pub mod enquiry;
pub mod entry;
pub mod event;
pub mod exclusion;
pub mod fact;
pub mod held;
pub mod imported_call;
pub mod installation;
pub mod intake;
pub mod invitation;
pub mod key_request;
pub mod leaving;
pub mod limit;
pub mod log;
pub mod matter;
pub mod passkey;
pub mod reader;
pub mod recovery;
pub mod recovery_circle;
pub mod recovery_code;
pub mod recovery_share;
pub mod review;
pub mod session;
pub mod sign_in_attempt;
pub mod spent_challenge;
pub mod staff;
pub mod unknown_browser;
pub mod vault;

#[cfg(feature = "testing")]
pub mod testing;

pub use fault::{Cause, Fault, OpenFault};
pub use location::{Location, LocationFault};
pub use news::{News, NewsKind};
pub use store::Store;
pub use tx::Tx;
