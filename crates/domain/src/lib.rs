//! The words and rules of a regional resource centre.
//!
//! Everything here is pure: no input or output, no clock, no chance. Time and
//! random bytes are passed in. No type in this crate can hold a name, a number
//! or a text that would identify the person a matter is about: facts are codes,
//! counts and dates, and "unknown" is an answer to every question.

pub mod access;
pub mod calendar;
pub mod centre;
pub mod clock;
pub mod closure;
pub mod code;
pub mod code_list;
pub mod consultation;
pub mod demand;
pub mod enquiry;
pub mod facts;
pub mod follow_up;
pub mod id;
pub mod imported_call;
pub mod journey;
pub mod key_request;
pub mod kommun;
pub mod person;
pub mod phone_call;
pub mod queue;
pub mod recovery;
pub mod review;
pub mod revision;
pub mod room;
pub mod sheet;
pub mod staff;
pub mod time;
