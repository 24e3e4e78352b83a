//! Days on which the centre looks at a consultation again.

use serde::{Deserialize, Serialize};

use crate::time::Date;

/// A promise to look at a consultation again on a day in Sweden.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct FollowUp {
    /// The day it is to be done.
    pub due: Date,
    /// The day it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Date>,
}

/// How an open follow-up stands on a given day.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum FollowUpState {
    /// Its day has passed; so many days ago.
    Overdue(u32),
    /// It is to be done today.
    DueToday,
    /// Its day is to come, in so many days.
    Coming(u32),
}

impl FollowUp {
    /// How it stands today; nothing if it is done.
    #[must_use]
    pub fn state(&self, today: Date) -> Option<FollowUpState> {
        if self.done.is_some() {
            return None;
        }
        let days = days_between(today, self.due);
        Some(match days {
            0 => FollowUpState::DueToday,
            1.. => FollowUpState::Coming(days.unsigned_abs()),
            _ => FollowUpState::Overdue(days.unsigned_abs()),
        })
    }
}

/// The next follow-up to be done: the open one with the earliest day.
#[must_use]
pub fn next(follow_ups: &[FollowUp]) -> Option<Date> {
    follow_ups
        .iter()
        .filter(|follow_up| follow_up.done.is_none())
        .map(|follow_up| follow_up.due)
        .min()
}

/// Days from one date to another; negative if the second is earlier.
#[must_use]
pub fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_follow_up_is_due_on_its_day_and_overdue_the_day_after() {
        let follow_up = FollowUp {
            due: date(2026, 11, 23),
            done: None,
        };
        assert_eq!(
            follow_up.state(date(2026, 11, 21)),
            Some(FollowUpState::Coming(2))
        );
        assert_eq!(
            follow_up.state(date(2026, 11, 23)),
            Some(FollowUpState::DueToday)
        );
        assert_eq!(
            follow_up.state(date(2026, 12, 24)),
            Some(FollowUpState::Overdue(31))
        );
        let done = FollowUp {
            done: Some(date(2026, 11, 23)),
            ..follow_up
        };
        assert_eq!(done.state(date(2027, 1, 1)), None);
    }

    #[test]
    fn the_next_follow_up_is_the_earliest_that_is_not_done() {
        let done = FollowUp {
            due: date(2026, 1, 1),
            done: Some(date(2026, 1, 1)),
        };
        let later = FollowUp {
            due: date(2026, 3, 1),
            done: None,
        };
        let sooner = FollowUp {
            due: date(2026, 2, 1),
            done: None,
        };
        assert_eq!(next(&[done, later, sooner]), Some(date(2026, 2, 1)));
        assert_eq!(next(&[done]), None);
    }
}
