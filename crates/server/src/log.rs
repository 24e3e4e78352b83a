//! The log: one line for each thing an operator should know, on stderr.
//!
//! No line holds a visitor's address, a path with an id, or anything somebody wrote. `FYREN_LOG` chooses the
//! level, as in `FYREN_LOG=debug`.

use std::io::IsTerminal as _;

use tracing_subscriber::EnvFilter;

/// Begins to log.
pub(crate) fn start() {
    let level = std::env::var("FYREN_LOG").unwrap_or_else(|_| "info".to_owned());
    let filter =
        EnvFilter::try_new(format!("{level},sqlx=warn")).unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_target(false)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    // Fails only where a log has begun already.
    let _ = lines.try_init();
}
