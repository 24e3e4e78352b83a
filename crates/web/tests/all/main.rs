//! The pages and addresses, tried as people and scripts use them, on both databases.

#![allow(
    clippy::unwrap_used,
    reason = "a test may unwrap: it is meant to stop there"
)]

mod ask;
mod error;
mod follow;
mod headers;
mod leave;
mod routes;
mod start;
mod support;
