//! Working days in Sweden: weekdays that are no public holiday.
//!
//! Public holidays are those of lagen (1989:253) om allmänna helgdagar; Midsummer
//! Eve, Christmas Eve and New Year's Eve are counted as holidays because offices
//! are closed. Easter is reckoned by the Gregorian rule (Meeus, Jones and Butcher).

use jiff::{ToSpan, civil::Weekday};

use crate::time::Date;

/// Whether offices are open on this day.
#[must_use]
pub fn is_working_day(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !is_holiday(day)
}

/// The day so many working days after another. Zero gives the day itself.
#[must_use]
pub fn after_working_days(day: Date, working_days: u8) -> Date {
    let mut last = day;
    for _ in 0..working_days {
        last = next_working_day(last);
    }
    last
}

/// The day so many days after another, whatever days they are.
#[must_use]
pub fn after_days(day: Date, days: u16) -> Date {
    day.saturating_add(i64::from(days).days())
}

/// The day so many days before another, whatever days they are.
#[must_use]
pub fn before_days(day: Date, days: u16) -> Date {
    day.saturating_sub(i64::from(days).days())
}

/// Whether the day is a public holiday, or an eve on which offices are closed.
#[must_use]
pub fn is_holiday(day: Date) -> bool {
    is_fixed_holiday(day) || is_easter_holiday(day) || is_floating_saturday(day)
}

/// Easter Sunday of a year.
#[must_use]
pub fn easter(year: i16) -> Date {
    let year = i32::from(year);
    let (golden, century, in_century) = (year % 19, year / 100, year % 100);
    let moon_shift =
        (century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 19 * golden + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - moon_shift - in_century % 4) % 7;
    let late = (golden + 11 * moon_shift + 22 * weekday) / 451;
    let days = moon_shift + weekday - 7 * late + 114;
    let first = Date::new(year as i16, 1, 1).unwrap_or_default();
    first
        .with()
        .month((days / 31) as i8)
        .day((days % 31 + 1) as i8)
        .build()
        .unwrap_or(first)
}

fn next_working_day(day: Date) -> Date {
    let mut next = after_days(day, 1);
    while !is_working_day(next) && next < Date::MAX {
        next = after_days(next, 1);
    }
    next
}

fn is_fixed_holiday(day: Date) -> bool {
    matches!(
        (day.month(), day.day()),
        (1, 1 | 6) | (5, 1) | (6, 6) | (12, 24 | 25 | 26 | 31)
    )
}

fn is_easter_holiday(day: Date) -> bool {
    const GOOD_FRIDAY: i32 = -2;
    const EASTER_MONDAY: i32 = 1;
    const ASCENSION: i32 = 39;
    const PENTECOST: i32 = 49;
    let after = crate::follow_up::days_between(easter(day.year()), day);
    matches!(
        after,
        GOOD_FRIDAY | 0 | EASTER_MONDAY | ASCENSION | PENTECOST
    )
}

/// Midsummer's Eve and Day, 19–20 to 25–26 June, and All Saints' Day, the Saturday of 31 October to 6 November.
fn is_floating_saturday(day: Date) -> bool {
    matches!(
        (day.weekday(), day.month(), day.day()),
        (Weekday::Friday, 6, 19..=25)
            | (Weekday::Saturday, 6, 20..=26)
            | (Weekday::Saturday, 10, 31)
            | (Weekday::Saturday, 11, 1..=6)
    )
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn easter_falls_on_its_published_days() {
        let known = [
            (2000, 4, 23),
            (2008, 3, 23),
            (2024, 3, 31),
            (2025, 4, 20),
            (2026, 4, 5),
            (2027, 3, 28),
            (2038, 4, 25),
        ];
        for (year, month, day) in known {
            assert_eq!(easter(year), date(year, month, day));
        }
    }

    #[test]
    fn easter_is_a_sunday_between_22_march_and_25_april_in_every_year() {
        for year in 1600..=2999 {
            let day = easter(year);
            assert_eq!(day.weekday(), Weekday::Sunday, "{year}");
            assert!(
                day >= date(year, 3, 22) && day <= date(year, 4, 25),
                "{year}"
            );
        }
    }

    #[test]
    fn the_holidays_of_2026_are_those_of_the_almanac() {
        let closed = [
            date(2026, 1, 1),
            date(2026, 1, 6),
            date(2026, 4, 3),
            date(2026, 4, 6),
            date(2026, 5, 1),
            date(2026, 5, 14),
            date(2026, 6, 19),
            date(2026, 12, 24),
            date(2026, 12, 25),
            date(2026, 12, 31),
        ];
        let first = date(2026, 1, 1);
        let year = first.series(1.day()).take_while(|day| day.year() == 2026);
        let weekday = |day: &Date| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        let found: Vec<_> = year
            .filter(|day| weekday(day) && is_holiday(*day))
            .collect();
        assert_eq!(found, closed);
    }

    #[test]
    fn saturdays_of_midsummer_and_all_saints_are_holidays() {
        assert!(is_holiday(date(2026, 6, 20)));
        assert!(is_holiday(date(2026, 10, 31)));
        assert!(is_holiday(date(2027, 11, 6)));
        assert!(!is_holiday(date(2026, 11, 7)));
    }

    #[test]
    fn working_days_pass_over_the_whole_of_easter() {
        assert_eq!(after_working_days(date(2026, 4, 2), 1), date(2026, 4, 7));
        assert_eq!(
            after_working_days(date(2026, 12, 22), 3),
            date(2026, 12, 29)
        );
        assert_eq!(
            after_working_days(date(2026, 11, 21), 0),
            date(2026, 11, 21)
        );
    }
}
