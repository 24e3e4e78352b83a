//! The rows of one call, made into the facts the log of calls makes.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{
    Column, ImportedCall,
    answer::Answer,
    refusal::{Refusal, RefusalReason},
};
use crate::{
    centre::CentreModel,
    code::Code,
    consultation::{ConsultationFacts, TimeSpent},
    enquiry::{EnquiryFacts, FamilyContact, Urgency},
    facts::{FactFault, FactField},
    journey::{Journey, JourneyTime},
    person::{ExposedPerson, PersonsMentioned},
    phone_call::PhoneCallDraft,
    time::{DateTime, Instant},
};

/// No call is older: the first centres and lines for this came later.
const FIRST_YEAR: i16 = 1990;

/// A row whose cells are all right.
pub(super) struct AnsweredRow {
    pub(super) line: usize,
    pub(super) answers: BTreeMap<Column, Answer>,
}

/// What the rows of a call are read for.
pub(super) struct Making<'m> {
    pub(super) model: &'m CentreModel,
    pub(super) now: Instant,
}

/// The answers of a call, and of the persons it is about.
struct Told<'r> {
    first: &'r AnsweredRow,
    call: BTreeMap<Column, &'r Answer>,
    persons: Vec<&'r AnsweredRow>,
}

type Wrong = (Column, RefusalReason);

impl Making<'_> {
    /// Makes a call of its rows, of which there is one at least.
    pub(super) fn make(&self, rows: &[AnsweredRow]) -> Result<ImportedCall, Refusal> {
        let told = Told::of(rows)?;
        self.make_told(&told, rows).map_err(|(column, reason)| {
            let found = told.call.get(&column).map(ToString::to_string);
            Refusal::new(told.first.line, column, &found.unwrap_or_default(), reason)
        })
    }

    fn make_told(&self, told: &Told<'_>, rows: &[AnsweredRow]) -> Result<ImportedCall, Wrong> {
        let moment = told.received()?;
        let received = self.past(Column::Day, moment)?;
        let taken_on = self.taken_on(told, received)?;
        let begun = taken_on.unwrap_or(received);
        let (outcome, closed) = self.closed(told, begun)?;
        let draft = told.draft()?;
        let mut enquiry = draft
            .log(received, self.model)
            .map_err(|faults| wrong(&faults))?;
        enquiry.language = told.code(Column::Language);
        let consultation = taken_on.map(|taken_on| {
            let facts = told.consultation(taken_on, &enquiry);
            ConsultationFacts {
                outcome: outcome.clone(),
                closed,
                ..facts
            }
        });
        if let Some(facts) = &consultation {
            facts.check(self.model).map_err(|faults| wrong(&faults))?;
        } else {
            enquiry.outcome = outcome;
        }
        enquiry.check(self.model).map_err(|faults| wrong(&faults))?;
        Ok(ImportedCall {
            lines: rows.iter().map(|row| row.line).collect(),
            number: told.number(),
            enquiry,
            consultation,
            closed,
            content: told.content(moment),
        })
    }

    /// An instant that is not to come, to the minute.
    fn past(&self, column: Column, moment: DateTime) -> Result<Instant, Wrong> {
        let instant = Instant::at_swedish_clock(moment).whole_minute();
        if moment.year() < FIRST_YEAR || instant > self.now {
            return Err((column, RefusalReason::OutsideTime));
        }
        Ok(instant)
    }

    /// When it became a consultation: as the row says, or with the call if only a consultation has what it says.
    fn taken_on(&self, told: &Told<'_>, received: Instant) -> Result<Option<Instant>, Wrong> {
        let of_consultation = told.of_consultation();
        match told.call.get(&Column::TakenOn) {
            Some(Answer::Moment(moment)) => {
                let taken_on = self.past(Column::TakenOn, *moment)?;
                // A day without a time: not before the call of that day.
                let same_day = taken_on.swedish_date() == received.swedish_date();
                if taken_on >= received || same_day {
                    Ok(Some(taken_on.max(received)))
                } else {
                    Err((Column::TakenOn, RefusalReason::OutOfOrder))
                }
            }
            Some(Answer::Yes) => Ok(Some(received)),
            Some(Answer::No) => match of_consultation {
                Some(column) => Err((column, RefusalReason::NotTakenOn)),
                None => Ok(None),
            },
            _ => Ok(of_consultation.map(|_| received)),
        }
    }

    /// How and when it ended, if it did.
    fn closed(
        &self,
        told: &Told<'_>,
        begun: Instant,
    ) -> Result<(Option<Code>, Option<Instant>), Wrong> {
        let outcome = told.code(Column::Outcome);
        let closed = match told.call.get(&Column::Closed) {
            Some(Answer::Moment(moment)) => {
                let closed = self.past(Column::Closed, *moment)?;
                if closed < begun && closed.swedish_date() != begun.swedish_date() {
                    return Err((Column::Closed, RefusalReason::OutOfOrder));
                }
                Some(closed.max(begun))
            }
            Some(Answer::Yes) => Some(begun),
            Some(Answer::No) if !outcome.is_unknown() => {
                return Err((Column::Closed, RefusalReason::NotListed { near: None }));
            }
            Some(Answer::No) => None,
            _ => (!outcome.is_unknown()).then_some(begun),
        };
        Ok((closed.map(|_| outcome), closed))
    }
}

impl<'r> Told<'r> {
    /// Lays rows together. What is said of the call need stand in one row alone, and must not differ.
    fn of(rows: &'r [AnsweredRow]) -> Result<Self, Refusal> {
        let mut call: BTreeMap<Column, (&Answer, usize)> = BTreeMap::new();
        for row in rows {
            let of_call = row
                .answers
                .iter()
                .filter(|(column, _)| !column.is_of_person());
            for (column, answer) in of_call.filter(|(_, answer)| !answer.is_unknown()) {
                let (said, line) = *call.entry(*column).or_insert((answer, row.line));
                if said != answer {
                    let reason = RefusalReason::Contradicts { line };
                    return Err(Refusal::new(row.line, *column, &answer.to_string(), reason));
                }
            }
        }
        let is_person = |row: &&AnsweredRow| row.answers.keys().any(|column| column.is_of_person());
        Ok(Self {
            first: &rows[0],
            call: call
                .into_iter()
                .map(|(column, (answer, _))| (column, answer))
                .collect(),
            persons: rows.iter().filter(is_person).collect(),
        })
    }

    fn number(&self) -> Option<String> {
        match self.call.get(&Column::Number) {
            Some(Answer::Number(number)) => Some(number.clone()),
            _ => None,
        }
    }

    fn received(&self) -> Result<DateTime, Wrong> {
        let Some(Answer::Moment(day)) = self.call.get(&Column::Day) else {
            return Err((Column::Day, RefusalReason::Missing));
        };
        Ok(match self.call.get(&Column::Time) {
            Some(Answer::Time(time)) => day.date().to_datetime(*time),
            _ => *day,
        })
    }

    fn code(&self, column: Column) -> Code {
        match self.call.get(&column) {
            Some(Answer::Code(code)) => code.clone(),
            _ => Code::unknown(),
        }
    }

    fn codes(&self, column: Column) -> Vec<Code> {
        codes(self.call.get(&column).copied())
    }

    fn count(&self, column: Column) -> Option<u32> {
        match self.call.get(&column) {
            Some(Answer::Count(count)) => Some(*count),
            _ => None,
        }
    }

    fn draft(&self) -> Result<PhoneCallDraft, Wrong> {
        Ok(PhoneCallDraft {
            channel: Some(self.code(Column::Channel)),
            profession: Some(self.code(Column::Profession)),
            organisation: Some(self.code(Column::Organisation)),
            kommun: Some(self.code(Column::Kommun)),
            kind: Some(self.code(Column::Kind)),
            concerns: self.codes(Column::Concerns),
            urgency: match self.call.get(&Column::Urgency) {
                Some(Answer::Urgency(urgency)) => *urgency,
                _ => Urgency::default(),
            },
            family_contact: match self.call.get(&Column::FamilyContact) {
                Some(Answer::FamilyContact(contact)) => *contact,
                _ => FamilyContact::default(),
            },
            journey: self.journey()?,
            minutes: self.count(Column::Minutes),
            language: Some(self.code(Column::Language)),
        })
    }

    /// Days say that somebody fears a journey, unless the row says that nobody does.
    fn journey(&self) -> Result<Journey, Wrong> {
        let day = |column| match self.call.get(&column) {
            Some(Answer::Moment(moment)) => Some(moment.date()),
            _ => None,
        };
        let (first, last) = (day(Column::JourneyFirst), day(Column::JourneyLast));
        let when = first.or(last).map(|first| JourneyTime {
            first,
            last: last.unwrap_or(first),
        });
        let journey = match self.call.get(&Column::Journey) {
            Some(Answer::No) if when.is_some() => {
                let reason = RefusalReason::NotListed { near: None };
                return Err((Column::Journey, reason));
            }
            Some(Answer::No) => Journey::No,
            Some(Answer::Yes) => Journey::Feared { when },
            _ if when.is_some() => Journey::Feared { when },
            _ => Journey::Unknown,
        };
        if journey.is_out_of_order() {
            return Err((Column::JourneyLast, RefusalReason::OutOfOrder));
        }
        Ok(journey)
    }

    /// The first thing said that only a consultation has.
    fn of_consultation(&self) -> Option<Column> {
        let person = self.persons.first().and_then(|row| {
            let mut columns = row.answers.keys().copied();
            columns.find(|column| column.is_of_person())
        });
        let said = |(column, answer): (&Column, &&Answer)| {
            let none = matches!(answer, Answer::TimeSpent(spent) if spent.is_empty())
                || matches!((column, answer), (Column::Reopenings, Answer::Count(0)));
            (column.is_of_consultation() && !none).then_some(*column)
        };
        person.or_else(|| self.call.iter().find_map(said))
    }

    fn consultation(&self, taken_on: Instant, enquiry: &EnquiryFacts) -> ConsultationFacts {
        let person = |row: &&AnsweredRow| ExposedPerson {
            sex: code(row.answers.get(&Column::Sex)),
            age_band: code(row.answers.get(&Column::AgeBand)),
            exposures: codes(row.answers.get(&Column::Exposures)),
            perpetrators: codes(row.answers.get(&Column::Perpetrators)),
        };
        let mentioned = self.count(Column::Mentioned);
        let reopenings = self.count(Column::Reopenings).unwrap_or_default();
        ConsultationFacts {
            taken_on,
            case_type: self.code(Column::CaseType),
            exposed: self.persons.iter().map(person).collect(),
            mentioned: PersonsMentioned::from(mentioned.and_then(|count| count.try_into().ok())),
            advice: self.codes(Column::Advice),
            referrals: match self.call.get(&Column::Referrals) {
                Some(Answer::Referrals(referrals)) => referrals.clone(),
                _ => Vec::new(),
            },
            follow_ups: match self.call.get(&Column::FollowUps) {
                Some(Answer::FollowUps(follow_ups)) => follow_ups.clone(),
                _ => Vec::new(),
            },
            time_spent: self.time_spent(enquiry),
            reopenings: reopenings.try_into().unwrap_or(u16::MAX),
            ..ConsultationFacts::default()
        }
    }

    /// As the row says, else the time the call took, as in the log of calls.
    fn time_spent(&self, enquiry: &EnquiryFacts) -> Vec<TimeSpent> {
        if let Some(Answer::TimeSpent(spent)) = self.call.get(&Column::TimeSpent) {
            return spent.clone();
        }
        let spent = enquiry.minutes.map(|minutes| TimeSpent {
            on: enquiry.received.swedish_date(),
            minutes,
            work: Code::unknown(),
        });
        spent.into_iter().collect()
    }

    /// What is said, the same however it was typed. Rows are recognised by it: never change its form, and let
    /// a new column that is empty not show in it.
    fn content(&self, received: DateTime) -> String {
        let mut content = format!("received={received}\n");
        let shown =
            |column: &Column| !matches!(column, Column::Number | Column::Day | Column::Time);
        for (column, answer) in self.call.iter().filter(|(column, _)| shown(column)) {
            _ = writeln!(content, "{column}={answer}");
        }
        for row in &self.persons {
            content.push_str("person");
            let said = row
                .answers
                .iter()
                .filter(|(column, _)| column.is_of_person());
            for (column, answer) in said.filter(|(_, answer)| !answer.is_unknown()) {
                _ = write!(content, " {column}={answer}");
            }
            content.push('\n');
        }
        content
    }
}

fn code(answer: Option<&Answer>) -> Code {
    match answer {
        Some(Answer::Code(code)) => code.clone(),
        _ => Code::unknown(),
    }
}

fn codes(answer: Option<&Answer>) -> Vec<Code> {
    match answer {
        Some(Answer::Codes(codes)) => codes
            .iter()
            .filter(|code| !code.is_unknown())
            .cloned()
            .collect(),
        _ => Vec::new(),
    }
}

/// What the rules of the log refuse beyond the cells themselves.
fn wrong(faults: &[FactFault]) -> Wrong {
    let column = match faults.first().map(|fault| fault.field) {
        Some(FactField::Profession) => Column::Profession,
        Some(FactField::Organisation) => Column::Organisation,
        Some(FactField::Kommun) => Column::Kommun,
        Some(FactField::Kind) => Column::Kind,
        Some(FactField::Concerns) => Column::Concerns,
        Some(FactField::Journey) => Column::Journey,
        Some(FactField::Language) => Column::Language,
        Some(FactField::CaseType) => Column::CaseType,
        Some(FactField::Sex) => Column::Sex,
        Some(FactField::AgeBand) => Column::AgeBand,
        Some(FactField::Exposures) => Column::Exposures,
        Some(FactField::Perpetrators) => Column::Perpetrators,
        Some(FactField::Advice) => Column::Advice,
        Some(FactField::Referrals) => Column::Referrals,
        Some(FactField::TimeSpent) => Column::TimeSpent,
        Some(FactField::Outcome) => Column::Outcome,
        Some(FactField::Channel) | None => Column::Channel,
    };
    (column, RefusalReason::NotListed { near: None })
}
