//! Looking back on readings: which of them a coordinator is shown, and why.
//!
//! A reading is listed when it was outside the reader's own matters, or outside the
//! centre's working hours. It says nothing about right or wrong: there may be a good
//! reason, and the one who read can be asked for it.

use std::collections::BTreeMap;

use crate::{
    access::Relation,
    calendar,
    code::written_enum,
    id::{MatterId, StaffId},
    time::Instant,
};

/// For so many days back readings are listed.
pub const REVIEWED_DAYS: u16 = 30;

/// What an event says of a reading by somebody who was no reader of the matter, though others were.
pub const NOT_READER: &str = "not_reader";

/// How an event marks a reading. Before a matter has readers, looking at it is part of triage.
#[must_use]
pub fn mark(relation: Relation, has_readers: bool) -> Option<&'static str> {
    (relation == Relation::NotReader && has_readers).then_some(NOT_READER)
}

written_enum! {
    /// Days of work, as a centre model writes them.
    pub enum WorkDay {
        /// Monday.
        Monday = "monday",
        /// Tuesday.
        Tuesday = "tuesday",
        /// Wednesday.
        Wednesday = "wednesday",
        /// Thursday.
        Thursday = "thursday",
        /// Friday.
        Friday = "friday",
        /// Saturday.
        Saturday = "saturday",
        /// Sunday.
        Sunday = "sunday",
        /// A public holiday, whatever day of the week it is.
        Holiday = "holiday",
    }
}

impl WorkDay {
    fn of(day: crate::time::Date) -> Self {
        if calendar::is_holiday(day) {
            return Self::Holiday;
        }
        let monday_first = usize::try_from(day.weekday().to_monday_zero_offset());
        monday_first.map_or(Self::Holiday, |day| Self::ALL[day])
    }
}

/// When people at the centre usually work, by the clock in Sweden.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct WorkingHours {
    /// The hour work begins, 0 to 23.
    pub from: u8,
    /// The hour work ends, after `from`, at most 24.
    pub until: u8,
    /// On which days.
    pub days: Vec<WorkDay>,
}

/// Weekdays from 6 to 20 that are no public holiday: our choice, wide enough for flexible hours.
impl Default for WorkingHours {
    fn default() -> Self {
        Self {
            from: 6,
            until: 20,
            days: WorkDay::ALL[..5].to_vec(),
        }
    }
}

impl WorkingHours {
    /// Whether an instant lies outside them.
    #[must_use]
    pub fn is_outside(&self, at: Instant) -> bool {
        let zoned = at.in_sweden();
        let hour = u8::try_from(zoned.hour()).unwrap_or_default();
        let day = WorkDay::of(zoned.date());
        !self.days.contains(&day) || !(self.from..self.until).contains(&hour)
    }
}

written_enum! {
    /// Why somebody read. In codes, since a text could tell what only readers may know.
    pub enum ReadingReason {
        /// It is a matter of mine.
        OwnMatter = "own_matter",
        /// A colleague asked me to look.
        AskedByColleague = "asked_by_colleague",
        /// I had the rota.
        DutyRota = "duty_rota",
        /// I opened the wrong one.
        Mistake = "mistake",
        /// Something else, told aloud.
        Other = "other",
    }
}

/// A reading, as the log of events has it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Reading {
    /// The number of its event.
    pub number: i64,
    /// When.
    pub at: Instant,
    /// Who read.
    pub staff: StaffId,
    /// What was read.
    pub matter: MatterId,
    /// Whether the event marks it as by no reader, see [`mark`].
    pub by_no_reader: bool,
}

/// The listed readings of one matter by one colleague.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Reviewed {
    /// Who read.
    pub staff: StaffId,
    /// What was read.
    pub matter: MatterId,
    /// The first of them.
    pub first: Instant,
    /// The last of them.
    pub last: Instant,
    /// The number of the last one's event.
    pub last_event: i64,
    /// How many.
    pub readings: u32,
    /// How many of them by no reader.
    pub by_no_reader: u32,
    /// How many of them outside working hours.
    pub at_odd_hours: u32,
}

/// Lists readings by colleague and matter, whoever and whatever was read last first.
#[must_use]
pub fn review(readings: impl IntoIterator<Item = Reading>, hours: &WorkingHours) -> Vec<Reviewed> {
    let mut listed = BTreeMap::<_, Reviewed>::new();
    for reading in readings {
        let odd = hours.is_outside(reading.at);
        if !reading.by_no_reader && !odd {
            continue;
        }
        let key = (reading.staff, reading.matter);
        let line = listed.entry(key).or_insert_with(|| Reviewed::of(&reading));
        line.first = line.first.min(reading.at);
        line.last = line.last.max(reading.at);
        line.last_event = line.last_event.max(reading.number);
        line.readings += 1;
        line.by_no_reader += u32::from(reading.by_no_reader);
        line.at_odd_hours += u32::from(odd);
    }
    let mut lines: Vec<_> = listed.into_values().collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.last_event));
    lines
}

impl Reviewed {
    fn of(reading: &Reading) -> Self {
        Self {
            staff: reading.staff,
            matter: reading.matter,
            first: reading.at,
            last: reading.at,
            last_event: reading.number,
            readings: 0,
            by_no_reader: 0,
            at_odd_hours: 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::time::Date;

    const MONDAY: Date = date(2026, 11, 23);

    fn at(day: Date, hour: i64) -> Instant {
        Instant::start_of(day).plus_seconds(hour * 3600)
    }

    fn reading(number: i64, staff: u8, matter: u8, at: Instant) -> Reading {
        Reading {
            number,
            at,
            staff: StaffId::from_bytes([staff; 16]),
            matter: MatterId::from_bytes([matter; 16]),
            by_no_reader: false,
        }
    }

    #[test]
    fn who_is_no_reader_is_marked_once_others_read_the_matter() {
        assert_eq!(mark(Relation::NotReader, true), Some(NOT_READER));
        assert_eq!(mark(Relation::NotReader, false), None);
        assert_eq!(mark(Relation::Reader, true), None);
    }

    #[test]
    fn working_hours_begin_and_end_on_the_hour_in_sweden() {
        let hours = WorkingHours::default();
        let minute = 60;
        assert!(hours.is_outside(at(MONDAY, 6).plus_seconds(-minute)));
        assert!(!hours.is_outside(at(MONDAY, 6)));
        assert!(!hours.is_outside(at(MONDAY, 20).plus_seconds(-minute)));
        assert!(hours.is_outside(at(MONDAY, 20)));
        let summer = date(2026, 7, 1);
        assert!(!hours.is_outside(at(summer, 6)));
        assert!(hours.is_outside(at(summer, 6).plus_seconds(-minute)));
    }

    #[test]
    fn weekends_and_holidays_are_odd_unless_the_centre_works_then() {
        let mut hours = WorkingHours::default();
        let saturday = at(date(2026, 11, 21), 12);
        let epiphany = at(date(2026, 1, 6), 12);
        assert!(hours.is_outside(saturday) && hours.is_outside(epiphany));
        hours.days.push(WorkDay::Saturday);
        assert!(!hours.is_outside(saturday) && hours.is_outside(epiphany));
        hours.days.push(WorkDay::Holiday);
        assert!(!hours.is_outside(epiphany));
        let christmas_on_saturday = at(date(2027, 12, 25), 12);
        assert!(!hours.is_outside(christmas_on_saturday));
    }

    #[test]
    fn what_is_read_at_work_by_a_reader_is_not_listed() {
        let usual = reading(1, 1, 1, at(MONDAY, 9));
        assert_eq!(review([usual], &WorkingHours::default()), []);
    }

    #[test]
    fn readings_are_counted_by_colleague_and_matter_with_why_they_are_listed() {
        let outside = |reading| Reading {
            by_no_reader: true,
            ..reading
        };
        let readings = [
            outside(reading(1, 1, 1, at(MONDAY, 9))),
            reading(2, 1, 1, at(MONDAY, 10)),
            outside(reading(3, 1, 1, at(MONDAY, 22))),
            reading(4, 1, 2, at(MONDAY, 23)),
            outside(reading(5, 2, 1, at(MONDAY, 11))),
        ];
        let lines = review(readings, &WorkingHours::default());
        let told: Vec<_> = lines
            .iter()
            .map(|line| {
                let counts = (line.readings, line.by_no_reader, line.at_odd_hours);
                (
                    line.staff.to_bytes()[0],
                    line.matter.to_bytes()[0],
                    line.last_event,
                    counts,
                )
            })
            .collect();
        let expected = [
            (2, 1, 5, (1, 1, 0)),
            (1, 2, 4, (1, 0, 1)),
            (1, 1, 3, (2, 2, 1)),
        ];
        assert_eq!(told, expected);
        assert_eq!(
            (lines[2].first, lines[2].last),
            (at(MONDAY, 9), at(MONDAY, 22))
        );
    }
}
