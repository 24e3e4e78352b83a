//! The clock is passed in, so that every rule can be tried at any hour.
//!
//! The machine's own clock is read by the server, not here.

use std::sync::atomic::{AtomicI64, Ordering};

use crate::time::Instant;

/// Tells what time it is.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> Instant;
}

/// A clock that stands still until somebody moves it: for tests and for seeding a demonstration.
#[derive(Debug)]
pub struct StillClock(AtomicI64);

impl StillClock {
    /// A clock standing at an instant.
    #[must_use]
    pub fn at(instant: Instant) -> Self {
        Self(AtomicI64::new(instant.milliseconds()))
    }

    /// Moves the clock to an instant.
    pub fn set(&self, instant: Instant) {
        self.0.store(instant.milliseconds(), Ordering::SeqCst);
    }

    /// Moves the clock on; back if negative.
    pub fn pass_seconds(&self, seconds: i64) {
        self.set(self.now().plus_seconds(seconds));
    }
}

impl Clock for StillClock {
    fn now(&self) -> Instant {
        Instant::from_milliseconds(self.0.load(Ordering::SeqCst))
    }
}
