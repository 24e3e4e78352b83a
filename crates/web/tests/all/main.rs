//! The pages and addresses, tried as people and scripts use them, on both databases.

#![allow(
    clippy::unwrap_used,
    reason = "a test may unwrap: it is meant to stop there"
)]

mod account;
mod ask;
mod enrolment;
mod error;
mod follow;
mod headers;
mod intake;
mod leave;
mod model;
mod routes;
mod session;
mod setup;
mod sign_in;
mod staff;
mod start;
mod support;
