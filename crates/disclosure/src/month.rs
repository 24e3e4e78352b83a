//! Months of the Swedish calendar, as small integers.

use std::fmt;

use fyren_domain::time::{Date, Instant};
use serde::{Serialize, Serializer};

/// A month, written `2026-11`.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Month(u16);

/// The year 0, January, is month 0; what lies outside the years 0 to 5460 is held at the ends.
const MONTHS_A_YEAR: i32 = 12;

impl Month {
    /// The month of a date.
    #[must_use]
    pub fn of(date: Date) -> Self {
        let months = i32::from(date.year()) * MONTHS_A_YEAR + i32::from(date.month()) - 1;
        Self(u16::try_from(months.max(0)).unwrap_or(u16::MAX))
    }

    /// The month of an instant, by the Swedish calendar.
    #[must_use]
    pub fn of_instant(instant: Instant) -> Self {
        Self::of(instant.swedish_date())
    }

    /// Reads a written month.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let first: Date = format!("{text}-01").parse().ok()?;
        (text.len() == "2026-11".len()).then(|| Self::of(first))
    }

    /// The month with which twelve months end in this one.
    #[must_use]
    pub fn year_before(self) -> Self {
        Self(self.0.saturating_sub(11))
    }

    pub(crate) fn number(self) -> u16 {
        self.0
    }

    pub(crate) fn numbered(number: u16) -> Self {
        Self(number)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let months = i32::from(self.0);
        write!(
            f,
            "{:04}-{:02}",
            months / MONTHS_A_YEAR,
            months % MONTHS_A_YEAR + 1
        )
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// From one month to another, both counted.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
pub struct Period {
    /// The first month.
    pub first: Month,
    /// The last month.
    pub last: Month,
}

impl Period {
    /// How many months there are in it; none where it ends before it begins.
    #[must_use]
    pub fn months(self) -> u16 {
        self.last.0.saturating_add(1).saturating_sub(self.first.0)
    }

    /// A calendar year.
    #[must_use]
    pub fn year(year: i16) -> Self {
        let january = Month::of(Date::new(year, 1, 1).unwrap_or_default());
        Self {
            first: january,
            last: Month(january.0.saturating_add(11)),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_month_is_written_as_it_is_read() {
        let month = Month::of(date(2026, 11, 30));
        assert_eq!(month.to_string(), "2026-11");
        assert_eq!(Month::parse("2026-11"), Some(month));
        assert_eq!(Month::parse("2026-13"), None);
        assert_eq!(Month::parse("2026-1"), None);
    }

    #[test]
    fn a_month_begins_at_midnight_in_sweden() {
        let new_year = Instant::start_of(date(2027, 1, 1));
        assert_eq!(Month::of_instant(new_year).to_string(), "2027-01");
        assert_eq!(
            Month::of_instant(new_year.plus_seconds(-1)).to_string(),
            "2026-12"
        );
    }

    #[test]
    fn a_year_has_twelve_months() {
        let year = Period::year(2026);
        assert_eq!(
            (year.first.to_string(), year.last.to_string()),
            ("2026-01".into(), "2026-12".into())
        );
        assert_eq!(year.months(), 12);
        let none = Period {
            first: year.last,
            last: year.first,
        };
        assert_eq!(none.months(), 0);
    }
}
