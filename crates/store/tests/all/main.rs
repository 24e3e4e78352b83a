//! The store on both engines, through its public functions alone.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod actor;
mod centre;
mod enquiry;
mod entry;
mod event;
mod fact;
mod session;
mod staff;
