//! Days and times as spreadsheets and people write them.

use jiff::civil::{DateTime, Time, date};
use jiff::{Span, ToSpan as _};

use super::refusal::RefusalReason;
use crate::{sheet::Cell, time::Date};

/// Days by number that can be meant: 1954 to 2119. What is smaller or larger is some other number.
const DAY_NUMBERS: std::ops::Range<f64> = 20_000.0..80_000.0;
const MINUTES_OF_DAY: f64 = 24.0 * 60.0;

/// Reads a day, perhaps with a time, to the minute.
pub(super) fn read(cell: &Cell) -> Result<DateTime, RefusalReason> {
    let read = match cell {
        Cell::Number(number) => of_number(*number),
        Cell::Text(text) => of_text(text.trim()),
        Cell::Empty => None,
    };
    read.ok_or(RefusalReason::NotADay)
}

/// Reads a time of day, to the minute.
pub(super) fn read_time(cell: &Cell) -> Result<Time, RefusalReason> {
    let read = match cell {
        Cell::Number(number) if (0.0..1.0).contains(number) => {
            of_minutes(number * MINUTES_OF_DAY).map(|moment| moment.time())
        }
        Cell::Number(number) => of_number(*number).map(|moment| moment.time()),
        Cell::Text(text) => clock(text.trim()),
        Cell::Empty => None,
    };
    read.ok_or(RefusalReason::NotATime)
}

/// Days since 1899-12-30, with the time as a part of a day.
fn of_number(days: f64) -> Option<DateTime> {
    if !DAY_NUMBERS.contains(&days) {
        return None;
    }
    of_minutes(days * MINUTES_OF_DAY)
}

fn of_minutes(minutes: f64) -> Option<DateTime> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "both callers have bounded it"
    )]
    let minutes: Span = (minutes.round() as i64).minutes();
    let first = date(1899, 12, 30).to_datetime(Time::midnight());
    first.checked_add(minutes).ok()
}

/// `2026-11-30`, `2026-11-30 14:05`, `2026-11-30T14:05:00`, `30/11 2026`, `30.11.2026 14.05`, `46356`.
fn of_text(text: &str) -> Option<DateTime> {
    if let Some(moment) = text.replace(',', ".").parse().ok().and_then(of_number) {
        return Some(moment);
    }
    let (day, time) = match text.rsplit_once(['T', ' ']) {
        Some((day, time)) if clock(time).is_some() && is_clock(time) => (day, clock(time)?),
        _ => (text, Time::midnight()),
    };
    Some(day_of(day.trim())?.to_datetime(time))
}

fn is_clock(text: &str) -> bool {
    text.contains(':') || (text.contains('.') && text.len() <= 5)
}

fn day_of(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text
        .split(['-', '/', '.', ' '])
        .filter(|part| !part.is_empty())
        .collect();
    let [first, month, last] = parts.as_slice() else {
        return None;
    };
    let (year, day) = match (first.len(), last.len()) {
        (4, 1 | 2) => (first, last),
        (1 | 2, 4) => (last, first),
        _ => return None,
    };
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if ![year, month, day].iter().all(|part| plain(part)) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// `14:05`, `14.05`, `14:05:30`.
fn clock(text: &str) -> Option<Time> {
    let parts: Vec<&str> = text.split([':', '.']).collect();
    let number = |part: &&str| {
        let digits = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| part.parse::<i8>().ok()).flatten()
    };
    let numbers: Option<Vec<i8>> = parts.iter().map(number).collect();
    match numbers?.as_slice() {
        [hour, minute] | [hour, minute, _] => Time::new(*hour, *minute, 0, 0).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[test]
    fn a_day_is_read_in_every_form_it_is_written_in() {
        let day = date(2026, 11, 30);
        for form in [
            "2026-11-30",
            " 2026-11-30 ",
            "30/11 2026",
            "30/11/2026",
            "30.11.2026",
            "2026/11/30",
            "46356",
        ] {
            let read = read(&text(form)).unwrap();
            assert_eq!(read, day.to_datetime(Time::midnight()), "{form}");
        }
        let moment = day.at(14, 5, 0, 0);
        for form in [
            "2026-11-30 14:05",
            "2026-11-30T14:05:59",
            "30/11 2026 14:05",
            "30/11 2026 14.05",
            "46356,586805556",
        ] {
            assert_eq!(read(&text(form)), Ok(moment), "{form}");
        }
        assert_eq!(read(&Cell::Number(46_356.586_805_556)), Ok(moment));
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for form in [
            "i höstas",
            "2026-13-01",
            "2026-02-30",
            "30/11",
            "11/30 2026",
            "26-11-30",
            "12",
            "-1-1-1",
            "2026-11-30 25:00",
            "NaN",
            "inf",
            "",
            "2026-+1-01",
        ] {
            assert_eq!(read(&text(form)), Err(RefusalReason::NotADay), "{form}");
        }
        for number in [f64::NAN, f64::INFINITY, -1.0, 0.5, 1e300] {
            assert!(read(&Cell::Number(number)).is_err(), "{number}");
        }
    }

    #[test]
    fn a_time_is_a_clock_or_a_part_of_a_day() {
        let time = Time::constant(14, 5, 0, 0);
        for form in ["14:05", "14.05", "14:05:30"] {
            assert_eq!(read_time(&text(form)), Ok(time), "{form}");
        }
        assert_eq!(read_time(&Cell::Number(0.586_805_556)), Ok(time));
        assert_eq!(read_time(&Cell::Number(46_356.586_805_556)), Ok(time));
        for form in ["14", "25:00", "14:60", "kväll", "1:2:3:4"] {
            assert_eq!(
                read_time(&text(form)),
                Err(RefusalReason::NotATime),
                "{form}"
            );
        }
    }
}
