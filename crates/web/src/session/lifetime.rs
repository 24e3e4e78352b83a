//! How long a session lives: thirty minutes without a request, twelve hours in all; ten minutes
//! to show the second factor.

use fyren_domain::time::Instant;

const HALF_SECONDS: i64 = 10 * 60;
const IDLE_SECONDS: i64 = 30 * 60;
const WHOLE_SECONDS: i64 = 12 * 60 * 60;
/// A session seen so recently is not written again.
const UNWRITTEN_SECONDS: i64 = 60;

/// When a half session ends.
pub(crate) fn half_ends(made_at: Instant) -> Instant {
    made_at.plus_seconds(HALF_SECONDS)
}

/// When a session ends if nothing more is heard of it after `seen_at`.
pub(crate) fn full_ends(made_at: Instant, seen_at: Instant) -> Instant {
    seen_at
        .plus_seconds(IDLE_SECONDS)
        .min(made_at.plus_seconds(WHOLE_SECONDS))
}

/// Whether it is time to write down that the session was seen.
pub(crate) fn is_worth_noting(seen_at: Instant, now: Instant) -> bool {
    now >= seen_at.plus_seconds(UNWRITTEN_SECONDS)
}
