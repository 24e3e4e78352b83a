//! Whether the database is away or cannot write: said once in the log when it begins and once when it is over,
//! however many requests meet it. A process has one database, so this is the process's own.

use std::sync::atomic::{AtomicBool, Ordering};

static AWAY: AtomicBool = AtomicBool::new(false);

/// Somebody met it.
pub(crate) fn met(cause: &sqlx::Error) {
    if !AWAY.swap(true, Ordering::Relaxed) {
        tracing::error!(%cause, "the database is away or cannot write: pages say so until it is back");
    }
}

/// Something was kept, or the connection that was lost is there again.
pub(crate) fn over() {
    if AWAY.swap(false, Ordering::Relaxed) {
        tracing::info!("the database is back");
    }
}

/// Whether it lasts, as far as anybody has met it.
pub(crate) fn lasts() -> bool {
    AWAY.load(Ordering::Relaxed)
}
