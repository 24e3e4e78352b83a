//! Recovery: a lost passphrase is replaced with the help of two of three share holders, after a delay all can see.
//!
//! When it may open and until when is decided here. Who may do what is decided in `access`; that one holder alone
//! opens nothing is cryptography, in `seal`.

use crate::{code::written_enum, time::Instant};

const HOUR_SECONDS: i64 = 60 * 60;
const DAY_SECONDS: i64 = 24 * HOUR_SECONDS;

/// Hours from the beginning until anything can open, unless the centre model says otherwise. Our choice.
pub const USUAL_DELAY_HOURS: u16 = 24;
/// The fewest and the most hours a centre can choose. Less than an hour is seen by nobody.
pub const DELAY_HOURS: std::ops::RangeInclusive<u16> = 1..=336;
/// How long after the delay the link still works.
const OPEN_DAYS: i64 = 7;
/// How long an ended recovery is still told about in the hub.
const TOLD_DAYS: i64 = 7;

written_enum! {
    /// Why somebody's keys are recovered. In codes, as everything in the log.
    pub enum RecoveryReason {
        /// She does not know her passphrase any more.
        Forgotten = "forgotten",
        /// She has been away for long.
        LongAway = "long_away",
        /// Somebody else may have seen it, and she cannot sign in to change it.
        Seen = "seen",
    }
}

written_enum! {
    /// How a recovery ended.
    pub enum RecoveryOutcome {
        /// She has chosen a new passphrase.
        Done = "done",
        /// A coordinator or she herself stopped it, or she left the staff.
        Stopped = "stopped",
    }
}

/// From when to when a recovery can be finished.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Window {
    /// Not before.
    pub opens_at: Instant,
    /// Not from then on.
    pub ends_at: Instant,
}

/// Where in its window a recovery is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Phase {
    /// The delay runs.
    Waiting,
    /// Shares can be passed on.
    Open,
    /// Nobody came in time.
    Over,
}

impl Window {
    /// The window of a recovery that begins now.
    #[must_use]
    pub fn after(begun_at: Instant, delay_hours: u16) -> Self {
        let opens_at = begun_at.plus_seconds(i64::from(delay_hours) * HOUR_SECONDS);
        Self {
            opens_at,
            ends_at: opens_at.plus_seconds(OPEN_DAYS * DAY_SECONDS),
        }
    }

    /// Where it is now.
    #[must_use]
    pub fn phase(self, now: Instant) -> Phase {
        if now < self.opens_at {
            Phase::Waiting
        } else if now < self.ends_at {
            Phase::Open
        } else {
            Phase::Over
        }
    }
}

/// Recoveries that ended after this are still told about.
#[must_use]
pub fn told_since(now: Instant) -> Instant {
    now.plus_seconds(-TOLD_DAYS * DAY_SECONDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recovery_opens_when_its_delay_is_over_and_not_for_ever() {
        let begun = Instant::from_milliseconds(1_000_000);
        let window = Window::after(begun, 24);
        let at = |seconds| window.phase(begun.plus_seconds(seconds));
        assert_eq!(at(0), Phase::Waiting);
        assert_eq!(at(DAY_SECONDS - 1), Phase::Waiting);
        assert_eq!(at(DAY_SECONDS), Phase::Open);
        assert_eq!(at(8 * DAY_SECONDS - 1), Phase::Open);
        assert_eq!(at(8 * DAY_SECONDS), Phase::Over);
    }

    #[test]
    fn the_delay_is_the_centres() {
        let begun = Instant::from_milliseconds(0);
        for hours in [1, 48, 336] {
            let window = Window::after(begun, hours);
            let seconds = i64::from(hours) * HOUR_SECONDS;
            assert_eq!(window.opens_at, begun.plus_seconds(seconds));
        }
        assert!(DELAY_HOURS.contains(&USUAL_DELAY_HOURS));
        assert!(!DELAY_HOURS.contains(&0));
    }
}
