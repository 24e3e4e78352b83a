//! Instants and dates. An instant is counted in UTC; whatever people call a day
//! is a day in Sweden.

use std::sync::LazyLock;

use jiff::{Timestamp, ToSpan as _, Zoned, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// A date without time of day, written `2026-11-21`.
pub use jiff::civil::Date;
/// A time of day, and a date with one: what a clock on a wall shows, `2026-11-21T14:05:00`.
pub use jiff::civil::{DateTime, Time};

/// A point in time: milliseconds since 1970-01-01 00:00 UTC.
#[derive(
    Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize,
)]
#[serde(from = "i64", into = "i64")]
pub struct Instant(i64);

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;

impl Instant {
    /// The instant so many milliseconds after the beginning of 1970; held within the years −9999 to 9999.
    #[must_use]
    pub fn from_milliseconds(milliseconds: i64) -> Self {
        let (first, last) = (
            Timestamp::MIN.as_millisecond(),
            Timestamp::MAX.as_millisecond(),
        );
        Self(milliseconds.clamp(first + HOUR * 24, last - HOUR * 24))
    }

    /// The first instant of a day in Sweden.
    #[must_use]
    pub fn start_of(day: Date) -> Self {
        let zoned = day
            .to_zoned(sweden())
            .map(|start| start.timestamp().as_millisecond());
        Self::from_milliseconds(zoned.unwrap_or_default())
    }

    /// The instant at which a clock on a wall in Sweden shows this; the first of two in autumn, and past the gap in spring.
    #[must_use]
    pub fn at_swedish_clock(shown: DateTime) -> Self {
        let zoned = shown
            .to_zoned(sweden())
            .map(|moment| moment.timestamp().as_millisecond());
        Self::from_milliseconds(zoned.unwrap_or_default())
    }

    /// Milliseconds since the beginning of 1970.
    #[must_use]
    pub fn milliseconds(self) -> i64 {
        self.0
    }

    /// The same instant without seconds: how finely staff's acts are kept in facts.
    #[must_use]
    pub fn whole_minute(self) -> Self {
        Self(self.0 - self.0.rem_euclid(MINUTE))
    }

    /// The same instant without minutes: how finely visitors' acts are kept.
    #[must_use]
    pub fn whole_hour(self) -> Self {
        Self(self.0 - self.0.rem_euclid(HOUR))
    }

    /// So many seconds later; earlier if negative.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self::from_milliseconds(self.0.saturating_add(seconds.saturating_mul(SECOND)))
    }

    /// Whole minutes from an earlier instant to this one; zero if the other is later.
    #[must_use]
    pub fn minutes_since(self, earlier: Self) -> u32 {
        let minutes = (self.0 - earlier.0) / MINUTE;
        u32::try_from(minutes.max(0)).unwrap_or(u32::MAX)
    }

    /// The day in Sweden.
    #[must_use]
    pub fn swedish_date(self) -> Date {
        self.in_sweden().date()
    }

    /// The ISO 8601 week in Sweden, so many weeks on, written `2026-W47`.
    #[must_use]
    pub fn swedish_week(self, ahead: u8) -> String {
        let day = self.swedish_date();
        let week = day.saturating_add(i64::from(ahead).weeks()).iso_week_date();
        format!("{:04}-W{:02}", week.year(), week.week())
    }

    /// The instant as a clock on a wall in Sweden shows it.
    #[must_use]
    pub fn in_sweden(self) -> Zoned {
        let timestamp = Timestamp::from_millisecond(self.0);
        timestamp
            .expect("an instant lies within jiff's years")
            .to_zoned(sweden())
    }
}

impl From<i64> for Instant {
    fn from(milliseconds: i64) -> Self {
        Self::from_milliseconds(milliseconds)
    }
}

impl From<Instant> for i64 {
    fn from(instant: Instant) -> Self {
        instant.0
    }
}

fn sweden() -> TimeZone {
    static SWEDEN: LazyLock<TimeZone> = LazyLock::new(|| {
        TimeZone::get("Europe/Stockholm").expect("the time zone is built into the program")
    });
    SWEDEN.clone()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn at(text: &str) -> Instant {
        Instant::from_milliseconds(text.parse::<Timestamp>().unwrap().as_millisecond())
    }

    #[test]
    fn a_day_begins_at_midnight_in_sweden() {
        assert_eq!(
            at("2026-11-21T22:59:59Z").swedish_date(),
            date(2026, 11, 21)
        );
        assert_eq!(
            at("2026-11-21T23:00:00Z").swedish_date(),
            date(2026, 11, 22)
        );
        assert_eq!(at("2026-06-30T22:00:00Z").swedish_date(), date(2026, 7, 1));
        assert_eq!(
            Instant::start_of(date(2026, 7, 1)),
            at("2026-06-30T22:00:00Z")
        );
    }

    #[test]
    fn weeks_are_of_iso_8601_and_begin_in_sweden() {
        assert_eq!(at("2026-11-22T22:59:00Z").swedish_week(0), "2026-W47");
        assert_eq!(at("2026-11-22T23:01:00Z").swedish_week(0), "2026-W48");
        assert_eq!(at("2026-12-28T12:00:00Z").swedish_week(0), "2026-W53");
        assert_eq!(at("2026-12-28T12:00:00Z").swedish_week(1), "2027-W01");
    }

    #[test]
    fn instants_are_rounded_down_also_before_1970() {
        assert_eq!(
            at("2026-11-21T10:59:59.999Z").whole_hour(),
            at("2026-11-21T10:00:00Z")
        );
        assert_eq!(
            at("2026-11-21T10:59:59.999Z").whole_minute(),
            at("2026-11-21T10:59:00Z")
        );
        assert_eq!(
            at("1969-12-31T23:59:30Z").whole_minute(),
            at("1969-12-31T23:59:00Z")
        );
    }

    #[test]
    fn any_number_is_an_instant_with_a_date() {
        for number in [i64::MIN, -1, 0, i64::MAX] {
            let _ = Instant::from_milliseconds(number).swedish_date();
        }
    }
}
