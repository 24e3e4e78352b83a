//! The pages and addresses, tried as people and scripts use them, on both databases.

#![allow(
    clippy::unwrap_used,
    reason = "a test may unwrap: it is meant to stop there"
)]

mod account;
mod ask;
mod canned_answer;
mod closure;
mod consultation;
mod count;
mod directory;
mod enrolment;
mod entry;
mod error;
mod event;
mod exclusion;
mod flood;
mod follow;
mod follow_up;
mod headers;
mod held;
mod imported_call;
mod intake;
mod interruption;
mod key_request;
mod leave;
mod matter;
mod model;
mod naughty;
mod outage;
mod phone_call;
mod queue;
mod reader;
mod recovery;
mod reopening;
mod review;
mod routes;
mod session;
mod setup;
mod sign_in;
mod staff;
mod start;
mod support;
mod triage;
