//! Intake epochs are weeks: the ISO 8601 week of a day in Sweden, written `2026-W47`.

use fyren_domain::time::Instant;
use jiff::ToSpan;

/// Weeks that should have a key at any time: this one and the next three, so that a coordinator
/// on holiday does not close the door.
pub(crate) const AHEAD: usize = 4;

/// The epochs that should exist now, the running one first.
pub(crate) fn wanted(now: Instant) -> Vec<String> {
    let today = now.swedish_date();
    (0..AHEAD)
        .filter_map(|week| today.checked_add((week as i64).weeks()).ok())
        .map(|day| {
            let week = day.iso_week_date();
            format!("{:04}-W{:02}", week.year(), week.week())
        })
        .collect()
}

/// The running epoch.
pub(crate) fn current(now: Instant) -> Option<String> {
    wanted(now).into_iter().next()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn at(text: &str) -> Instant {
        Instant::from_milliseconds(text.parse::<Timestamp>().unwrap().as_millisecond())
    }

    #[test]
    fn this_week_and_the_next_three_are_wanted() {
        assert_eq!(
            wanted(at("2026-11-22T12:00:00Z")),
            ["2026-W47", "2026-W48", "2026-W49", "2026-W50"]
        );
    }

    #[test]
    fn the_turn_of_the_year_follows_iso_8601() {
        assert_eq!(
            wanted(at("2026-12-28T12:00:00Z")),
            ["2026-W53", "2027-W01", "2027-W02", "2027-W03"]
        );
    }

    #[test]
    fn a_week_begins_at_midnight_in_sweden() {
        assert_eq!(current(at("2026-11-22T22:59:00Z")).unwrap(), "2026-W47");
        assert_eq!(current(at("2026-11-22T23:01:00Z")).unwrap(), "2026-W48");
    }
}
