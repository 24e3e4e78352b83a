//! The queue: what has to be looked at first, and why.
//!
//! Urgent new enquiries, what is overdue, what is due today, a journey soon, other
//! new enquiries, the rest. Whoever has waited longest comes first among equals.

use crate::{
    calendar,
    enquiry::{FamilyContact, Urgency},
    follow_up::days_between,
    id::{EnquiryNumber, MatterId},
    journey::Journey,
    time::{Date, Instant},
};

/// A feared journey within so many days stands out in the queue.
pub const JOURNEY_SOON_DAYS: u32 = 28;

/// Whether somebody has decided about a matter.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum QueueStage {
    /// An enquiry that is open.
    New,
    /// A consultation, or an enquiry that was decided about.
    TakenOn,
}

/// What the queue needs to know of a matter.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct QueueItem {
    /// The matter.
    pub matter: MatterId,
    /// What people call it.
    pub number: EnquiryNumber,
    /// Whether somebody has decided about it.
    pub stage: QueueStage,
    /// When it came.
    pub received: Instant,
    /// How soon somebody has to act.
    pub urgency: Urgency,
    /// Whether the family may be contacted.
    pub family_contact: FamilyContact,
    /// Worry about a journey abroad.
    pub journey: Journey,
    /// The next follow-up that is not done.
    pub follow_up: Option<Date>,
    /// Since when the asker has waited for an answer; none if she has one.
    pub waiting_since: Option<Instant>,
}

/// Why a matter stands where it stands.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum QueueReason {
    /// New, and judged or marked urgent.
    UrgentNew,
    /// A follow-up or a promised answer is late, by so many days.
    Overdue {
        /// Days since the day.
        days: u32,
    },
    /// A follow-up or a promised answer is due today.
    DueToday,
    /// A journey is feared, in so many days or on an unknown day.
    JourneySoon {
        /// Days until it may begin; none if nobody knows.
        days: Option<u32>,
    },
    /// New.
    New,
    /// The asker has written again.
    NewMessage,
    /// Nothing is waiting.
    Rest,
}

/// A matter in its place.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Queued {
    /// The matter.
    pub item: QueueItem,
    /// Why it stands here.
    pub reason: QueueReason,
}

/// Puts matters in order for a day in Sweden. `answer_within` is the centre's promise in working days, if it has one.
#[must_use]
pub fn order(items: Vec<QueueItem>, today: Date, answer_within: Option<u8>) -> Vec<Queued> {
    let place = |item: QueueItem| Queued {
        reason: item.reason(today, answer_within),
        item,
    };
    let mut queue: Vec<_> = items.into_iter().map(place).collect();
    queue.sort_by_key(|queued| {
        (
            rank(queued.reason),
            queued.item.received,
            queued.item.matter,
        )
    });
    queue
}

impl QueueItem {
    /// Why the matter has to be looked at on a day.
    #[must_use]
    pub fn reason(&self, today: Date, answer_within: Option<u8>) -> QueueReason {
        let new = self.stage == QueueStage::New;
        let until_due = self.due(answer_within).map(|due| days_between(today, due));
        match until_due {
            _ if new && self.urgency == Urgency::Urgent => QueueReason::UrgentNew,
            Some(days) if days < 0 => QueueReason::Overdue {
                days: days.unsigned_abs(),
            },
            Some(0) => QueueReason::DueToday,
            _ => self
                .journey_soon(today)
                .unwrap_or(match self.waiting_since {
                    _ if new => QueueReason::New,
                    Some(_) => QueueReason::NewMessage,
                    None => QueueReason::Rest,
                }),
        }
    }

    /// The first day something was promised for: a follow-up, or an answer to whoever waits.
    #[must_use]
    pub fn due(&self, answer_within: Option<u8>) -> Option<Date> {
        let promised = |days| {
            Some(calendar::after_working_days(
                self.waiting_since?.swedish_date(),
                days,
            ))
        };
        [self.follow_up, answer_within.and_then(promised)]
            .into_iter()
            .flatten()
            .min()
    }

    fn journey_soon(&self, today: Date) -> Option<QueueReason> {
        let Journey::Feared { when } = self.journey else {
            return None;
        };
        let Some(time) = when else {
            return Some(QueueReason::JourneySoon { days: None });
        };
        let days = days_between(today, time.first).max(0).unsigned_abs();
        let soon = days <= JOURNEY_SOON_DAYS && today <= time.last;
        soon.then_some(QueueReason::JourneySoon { days: Some(days) })
    }
}

/// The class of a reason, and its place within the class: the latest and the nearest first.
fn rank(reason: QueueReason) -> (u8, u32) {
    match reason {
        QueueReason::UrgentNew => (0, 0),
        QueueReason::Overdue { days } => (1, u32::MAX - days),
        QueueReason::DueToday => (2, 0),
        QueueReason::JourneySoon { days } => (3, days.unwrap_or(u32::MAX)),
        QueueReason::New => (4, 0),
        QueueReason::NewMessage => (5, 0),
        QueueReason::Rest => (6, 0),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::journey::JourneyTime;

    const MONDAY: Date = date(2026, 11, 23);

    fn item(number: u8, stage: QueueStage) -> QueueItem {
        QueueItem {
            matter: MatterId::from_bytes([number; 16]),
            number: EnquiryNumber::from_bytes([number; 4]),
            stage,
            received: Instant::start_of(date(2026, 11, 2)),
            urgency: Urgency::Unknown,
            family_contact: FamilyContact::No,
            journey: Journey::Unknown,
            follow_up: None,
            waiting_since: None,
        }
    }

    fn feared(first: Date, last: Date) -> Journey {
        Journey::Feared {
            when: Some(JourneyTime { first, last }),
        }
    }

    #[test]
    fn the_queue_goes_from_urgent_to_rest() {
        let taken_on = |number| item(number, QueueStage::TakenOn);
        let rest = taken_on(1);
        let message = QueueItem {
            waiting_since: Some(Instant::start_of(MONDAY)),
            ..taken_on(2)
        };
        let new = item(3, QueueStage::New);
        let journey = QueueItem {
            journey: feared(date(2026, 12, 18), date(2026, 12, 23)),
            ..taken_on(4)
        };
        let today = QueueItem {
            follow_up: Some(MONDAY),
            ..taken_on(5)
        };
        let late = QueueItem {
            follow_up: Some(date(2026, 11, 20)),
            ..taken_on(6)
        };
        let urgent = QueueItem {
            urgency: Urgency::Urgent,
            ..item(7, QueueStage::New)
        };
        let queue = order(
            vec![rest, message, new, journey, today, late, urgent],
            MONDAY,
            None,
        );
        let reasons: Vec<_> = queue.iter().map(|queued| queued.reason).collect();
        assert_eq!(
            reasons,
            [
                QueueReason::UrgentNew,
                QueueReason::Overdue { days: 3 },
                QueueReason::DueToday,
                QueueReason::JourneySoon { days: Some(25) },
                QueueReason::New,
                QueueReason::NewMessage,
                QueueReason::Rest,
            ]
        );
    }

    #[test]
    fn the_latest_the_nearest_and_the_longest_waiting_come_first() {
        let late = |number, day| QueueItem {
            follow_up: Some(date(2026, 11, day)),
            ..item(number, QueueStage::TakenOn)
        };
        let older = QueueItem {
            received: Instant::start_of(date(2026, 10, 1)),
            ..item(3, QueueStage::New)
        };
        let newer = item(4, QueueStage::New);
        let (a, b) = (late(1, 20), late(2, 16));
        let queue = order(vec![newer, a, older, b], MONDAY, None);
        let numbers: Vec<_> = queue
            .iter()
            .map(|queued| queued.item.matter.to_bytes()[0])
            .collect();
        assert_eq!(numbers, [2, 1, 3, 4]);
    }

    #[test]
    fn a_promised_answer_falls_due_after_working_days() {
        let friday = Instant::start_of(date(2026, 11, 20));
        let waiting = QueueItem {
            waiting_since: Some(friday),
            ..item(1, QueueStage::New)
        };
        assert_eq!(waiting.reason(MONDAY, Some(1)), QueueReason::DueToday);
        assert_eq!(waiting.reason(MONDAY, Some(2)), QueueReason::New);
        assert_eq!(
            waiting.reason(date(2026, 11, 25), Some(2)),
            QueueReason::Overdue { days: 1 }
        );
        assert_eq!(waiting.reason(date(2026, 12, 24), None), QueueReason::New);
    }

    #[test]
    fn a_journey_is_soon_four_weeks_before_and_until_its_last_day() {
        let with = |journey| {
            QueueItem {
                journey,
                ..item(1, QueueStage::TakenOn)
            }
            .reason(MONDAY, None)
        };
        let soon = |days| QueueReason::JourneySoon { days: Some(days) };
        assert_eq!(with(feared(date(2026, 12, 21), date(2027, 1, 7))), soon(28));
        assert_eq!(
            with(feared(date(2026, 12, 22), date(2027, 1, 7))),
            QueueReason::Rest
        );
        assert_eq!(with(feared(date(2026, 11, 1), MONDAY)), soon(0));
        assert_eq!(
            with(feared(date(2026, 11, 1), date(2026, 11, 22))),
            QueueReason::Rest
        );
        assert_eq!(
            with(Journey::Feared { when: None }),
            QueueReason::JourneySoon { days: None }
        );
    }
}
