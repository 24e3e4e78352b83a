//! How fast somebody may try. A wrong passphrase makes the next answer for that handle slower,
//! never impossible: whoever knows the passphrase gets in after some seconds, even while others
//! guess now and then. Failures are counted for a browser that is known (see `device`), or else for
//! the handle: strangers share one pace, and work for each guess, twice as long after each failure.
//! So a flood of guesses slows those who come with an unknown browser, and nobody else.
//!
//! Codes of six digits are weaker than a passphrase, so their guesses are counted too: ten at once,
//! then one in five minutes. Counted in memory, by a hash of the handle, for handles that exist and
//! those that do not.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use fyren_domain::time::Instant;

/// Answers come at once until this many failures.
const FREE_FAILURES: u32 = 3;
/// No answer is held back longer than this.
const LONGEST_SECONDS: u64 = 8;
/// A failure is forgotten after so long, one at a time.
const FORGET_MS: i64 = 5 * 60 * 1000;
/// Guesses of a code before the pace of one per `FORGET_MS` applies.
const CODE_GUESSES: u32 = 10;
/// Answers held back at the same time for one handle; more are refused at once.
const WAITING: u32 = 16;
/// Handles remembered before those that have faded are dropped.
const REMEMBERED: usize = 10_000;

/// Remembers failures per handle for this process.
#[derive(Clone, Default)]
pub(crate) struct Pace(Arc<Mutex<Counted>>);

#[derive(Default)]
struct Counted {
    failures: HashMap<[u8; 32], Failures>,
}

#[derive(Clone, Copy, Default)]
struct Failures {
    count: u32,
    counted: i64,
    waiting: u32,
}

/// Too many answers are being held back for this handle: try again shortly.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TooMany;

/// One answer that is being held back; ends when dropped.
pub(crate) struct Waiting {
    pace: Pace,
    key: [u8; 32],
    /// How long to wait before the attempt is looked at.
    pub(crate) delay: Duration,
}

impl Pace {
    /// How many attempts failed lately, as far as it is counted.
    pub(crate) fn failures(&self, key: [u8; 32], now: Instant) -> u32 {
        let mut counted = self.lock();
        counted.failures.get_mut(&key).map_or(0, |failures| {
            failures.fade(now);
            failures.count
        })
    }

    /// Whether so many attempts failed that a known browser is treated as any other.
    pub(crate) fn is_spent(&self, key: [u8; 32], now: Instant) -> bool {
        self.failures(key, now) >= CODE_GUESSES
    }

    /// Admits an attempt, and says how long its answer must wait.
    pub(crate) fn admit(&self, key: [u8; 32], now: Instant) -> Result<Waiting, TooMany> {
        let mut counted = self.lock();
        let failures = counted.failures.entry(key).or_default();
        failures.fade(now);
        if failures.waiting >= WAITING {
            return Err(TooMany);
        }
        failures.waiting += 1;
        let delay = failures.delay();
        Ok(Waiting {
            pace: self.clone(),
            key,
            delay,
        })
    }

    /// Says whether a code of six digits may be tried now, and counts the try as failed until
    /// [`Pace::forget`] says otherwise.
    pub(crate) fn take_guess(&self, key: [u8; 32], now: Instant) -> bool {
        let mut counted = self.lock();
        let failures = counted.failures.entry(key).or_default();
        failures.fade(now);
        let admitted = failures.count < CODE_GUESSES;
        failures.count += u32::from(admitted);
        admitted
    }

    /// Counts a failure.
    pub(crate) fn count_failure(&self, key: [u8; 32], now: Instant) {
        let all = &mut self.lock().failures;
        if all.len() >= REMEMBERED {
            all.retain(|_, failures| {
                failures.fade(now);
                failures.count > 0 || failures.waiting > 0
            });
        }
        let failures = all.entry(key).or_default();
        failures.fade(now);
        failures.count = failures.count.saturating_add(1).min(CODE_GUESSES);
    }

    /// Forgets the failures of a handle whose owner got in.
    pub(crate) fn forget(&self, key: [u8; 32]) {
        if let Some(failures) = self.lock().failures.get_mut(&key) {
            failures.count = 0;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Counted> {
        self.0
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

impl Failures {
    fn fade(&mut self, now: Instant) {
        let faded = (now.milliseconds() - self.counted).max(0) / FORGET_MS;
        if self.count == 0 || faded > 0 {
            self.count = self
                .count
                .saturating_sub(u32::try_from(faded).unwrap_or(u32::MAX));
            self.counted = now.milliseconds();
        }
    }

    fn delay(&self) -> Duration {
        let beyond = self.count.saturating_sub(FREE_FAILURES).min(16);
        Duration::from_secs(((1_u64 << beyond) - 1).min(LONGEST_SECONDS))
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        if let Some(failures) = self.pace.lock().failures.get_mut(&self.key) {
            failures.waiting = failures.waiting.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANNA: [u8; 32] = [1; 32];
    fn start() -> Instant {
        Instant::from_milliseconds(1_000_000)
    }

    fn after(minutes: i64) -> Instant {
        start().plus_seconds(minutes * 60)
    }

    fn failed(times: u32) -> Pace {
        let pace = Pace::default();
        (0..times).for_each(|_| pace.count_failure(ANNA, start()));
        pace
    }

    fn delay(pace: &Pace, now: Instant) -> u64 {
        pace.admit(ANNA, now).unwrap().delay.as_secs()
    }

    #[test]
    fn the_first_failures_cost_nothing_and_the_next_ever_more() {
        let delays: Vec<_> = (0..8).map(|times| delay(&failed(times), start())).collect();
        assert_eq!(delays, [0, 0, 0, 0, 1, 3, 7, 8]);
    }

    #[test]
    fn nobody_is_locked_out_however_many_failed() {
        assert_eq!(delay(&failed(100_000), start()), 8);
    }

    #[test]
    fn failures_fade_one_at_a_time() {
        let pace = failed(5);
        assert_eq!(delay(&pace, start()), 3);
        assert_eq!(delay(&pace, after(5)), 1);
        assert_eq!(delay(&pace, after(10)), 0);
    }

    #[test]
    fn one_persons_failures_do_not_slow_another() {
        assert_eq!(
            failed(9).admit([2; 32], start()).unwrap().delay,
            Duration::ZERO
        );
    }

    #[test]
    fn a_crowd_of_waiting_answers_is_refused_until_one_is_done() {
        let pace = failed(9);
        let mut crowd: Vec<_> = (0..WAITING)
            .map(|_| pace.admit(ANNA, start()).unwrap())
            .collect();
        assert_eq!(pace.admit(ANNA, start()).err(), Some(TooMany));
        crowd.pop();
        assert!(pace.admit(ANNA, start()).is_ok());
    }

    #[test]
    fn ten_thousand_wrong_guesses_do_not_slow_her_own_browser() {
        const HER_BROWSER: [u8; 32] = [3; 32];
        let pace = failed(10_000);
        let crowd: Vec<_> = (0..100).map(|_| pace.admit(ANNA, start())).collect();
        assert!(crowd.iter().any(Result::is_err));
        let hers = pace.admit(HER_BROWSER, start()).unwrap();
        assert_eq!(hers.delay, Duration::ZERO);
        assert_eq!(pace.failures(ANNA, start()), CODE_GUESSES);
        assert!(!pace.is_spent(HER_BROWSER, start()));
    }

    #[test]
    fn a_known_browser_that_only_guesses_is_known_no_more() {
        assert!(!failed(9).is_spent(ANNA, start()));
        assert!(failed(10).is_spent(ANNA, start()));
        assert!(!failed(10).is_spent(ANNA, after(5)));
    }

    #[test]
    fn ten_codes_may_be_guessed_and_then_one_in_five_minutes() {
        let pace = Pace::default();
        let guesses = |now| (0..50).filter(|_| pace.take_guess(ANNA, now)).count();
        assert_eq!(guesses(start()), 10);
        assert_eq!(guesses(after(5)), 1);
        assert_eq!(guesses(after(9)), 0);
        assert_eq!(guesses(after(10)), 1);
    }

    #[test]
    fn getting_in_forgets_the_failures() {
        let pace = failed(9);
        pace.forget(ANNA);
        assert_eq!(delay(&pace, start()), 0);
    }
}
