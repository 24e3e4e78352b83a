//! The binary as an operator meets it. Needs the bundle inside it, as `cargo xtask test` puts it there.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod backup;
mod commands;
mod import_calls;
mod outage;
mod running;
mod serve;
