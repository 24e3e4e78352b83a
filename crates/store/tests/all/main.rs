//! The store on both engines, through its public functions alone.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod actor;
mod attachment;
mod canned_answer;
mod centre;
mod consultation;
mod enquiry;
mod entry;
mod event;
mod fact;
mod intake;
mod reader;
mod session;
mod sign_in;
mod staff;
