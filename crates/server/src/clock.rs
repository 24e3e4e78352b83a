//! The machine's own clock.

use fyren_domain::clock::Clock;
use fyren_domain::time::Instant;

/// Tells the time of the machine.
pub(crate) struct MachineClock;

impl Clock for MachineClock {
    fn now(&self) -> Instant {
        Instant::from_milliseconds(jiff::Timestamp::now().as_millisecond())
    }
}
