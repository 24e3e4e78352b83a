//! The store on both engines, through its public functions; `schema`, `opening` and `news` also look
//! behind them.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod actor;
mod attachment;
mod backup;
mod canned_answer;
mod centre;
mod consultation;
mod directory;
mod durability;
mod enquiry;
mod entry;
mod event;
mod fact;
mod held;
mod imported_call;
mod intake;
mod killed;
mod log;
mod news;
mod opening;
mod outage;
mod plan;
mod reader;
mod recovery;
mod schema;
mod session;
mod sign_in;
mod staff;
