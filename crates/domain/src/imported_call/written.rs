//! Facts written in the columns of the template: a row for each exposed person, or one where there is none.
//!
//! What is written reads back as the same facts; a test goes there and back with any facts.

use super::{
    Column,
    column::words,
    words::{Lists, normal},
};
use crate::{
    centre::CentreModel,
    code::Code,
    code_list::{ListName, national},
    consultation::{ConsultationFacts, Referral, TimeSpent},
    enquiry::{EnquiryFacts, FamilyContact, Urgency},
    follow_up::FollowUp,
    journey::Journey,
    person::{ExposedPerson, PersonsMentioned},
    sheet::Cell,
    time::{Instant, Time},
};

/// A call to be written.
#[derive(Clone, Copy, Debug)]
pub struct ExportedCall<'a> {
    /// What its rows share.
    pub number: &'a str,
    /// The enquiry's facts.
    pub enquiry: &'a EnquiryFacts,
    /// The consultation's, if it became one.
    pub consultation: Option<&'a ConsultationFacts>,
    /// When it was closed, as either.
    pub closed: Option<Instant>,
}

/// How codes are written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Wording {
    /// As people read them, in Swedish; where that would not read back, as codes.
    Labels,
    /// As codes.
    Codes,
}

/// What is written in one cell.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub enum Written {
    /// Nothing.
    #[default]
    Nothing,
    /// One answer.
    One(String),
    /// A number.
    Count(u32),
    /// Several answers.
    Several(Vec<String>),
}

impl Written {
    /// The cell of a sheet.
    #[must_use]
    pub fn cell(self) -> Cell {
        match self {
            Self::Nothing => Cell::Empty,
            Self::One(text) => Cell::Text(text),
            Self::Count(count) => Cell::Number(count.into()),
            Self::Several(parts) => Cell::Text(parts.join("; ")),
        }
    }
}

/// Writes calls in the words of one centre.
pub struct Writer<'m> {
    model: &'m CentreModel,
    lists: Lists,
    wording: Wording,
}

/// A writer for a centre's calls.
#[must_use]
pub fn write(model: &CentreModel, wording: Wording) -> Writer<'_> {
    Writer {
        model,
        lists: Lists::of(model),
        wording,
    }
}

impl Writer<'_> {
    /// The rows of a call, in the order of [`Column::ALL`].
    #[must_use]
    pub fn rows(&self, call: &ExportedCall<'_>) -> Vec<Vec<Written>> {
        let exposed = call.consultation.map_or(&[][..], |facts| &facts.exposed);
        let row = |person: Option<&ExposedPerson>| {
            let write = |column: &Column| match person {
                _ if !column.is_of_person() => self.of_call(*column, call),
                Some(person) => self.of_person(*column, person),
                None => Written::Nothing,
            };
            Column::ALL.iter().map(write).collect()
        };
        match exposed {
            [] => vec![row(None)],
            exposed => exposed.iter().map(|person| row(Some(person))).collect(),
        }
    }

    fn of_person(&self, column: Column, person: &ExposedPerson) -> Written {
        let unknown = Code::unknown();
        let several = |list, codes: &[Code]| match codes {
            [] => self.one(list, &unknown),
            codes => self.several(list, codes),
        };
        match column {
            Column::Sex => self.one(ListName::Sex, &person.sex),
            Column::AgeBand => self.one(ListName::AgeBand, &person.age_band),
            Column::Exposures => several(ListName::Exposure, &person.exposures),
            _ => several(ListName::Perpetrator, &person.perpetrators),
        }
    }

    fn of_call(&self, column: Column, call: &ExportedCall<'_>) -> Written {
        let enquiry = call.enquiry;
        match column {
            Column::Number => Written::One(call.number.to_owned()),
            Column::Day => Written::One(enquiry.received.swedish_date().to_string()),
            Column::Time => time(enquiry.received).map_or(Written::Nothing, Written::One),
            Column::Channel => self.one(ListName::Channel, &enquiry.channel),
            Column::Profession => self.one(ListName::Profession, &enquiry.profession),
            Column::Organisation => self.one(ListName::Organisation, &enquiry.organisation),
            Column::Kommun => self.one(ListName::Kommun, &enquiry.kommun),
            Column::Kind => self.one(ListName::Kind, &enquiry.kind),
            Column::Concerns => self.several(ListName::Exposure, &enquiry.concerns),
            Column::Language => self.one(ListName::Language, &enquiry.language),
            Column::Urgency => self.urgency(enquiry.urgency),
            Column::FamilyContact => self.family_contact(enquiry.family_contact),
            Column::Journey | Column::JourneyFirst | Column::JourneyLast => {
                self.journey(column, enquiry.journey)
            }
            Column::Minutes => enquiry.minutes.map_or(Written::Nothing, Written::Count),
            Column::TakenOn => match call.consultation {
                None => self.word(&words().no, "no"),
                Some(facts) => Written::One(moment(facts.taken_on)),
            },
            Column::Outcome => {
                let facts = call.consultation.map(|facts| facts.outcome.as_ref());
                let outcome = facts.unwrap_or(enquiry.outcome.as_ref());
                outcome.map_or(Written::Nothing, |code| self.one(ListName::Outcome, code))
            }
            Column::Closed => match call.closed {
                None => self.word(&words().no, "no"),
                Some(closed) => Written::One(moment(closed)),
            },
            column => call.consultation.map_or(Written::Nothing, |facts| {
                self.of_consultation(column, facts)
            }),
        }
    }

    fn of_consultation(&self, column: Column, facts: &ConsultationFacts) -> Written {
        match column {
            Column::CaseType => self.one(ListName::CaseType, &facts.case_type),
            Column::Mentioned => match facts.mentioned {
                PersonsMentioned::Unknown => Written::Nothing,
                PersonsMentioned::Count(count) => Written::Count(count.into()),
            },
            Column::Advice => self.several(ListName::Advice, &facts.advice),
            Column::Referrals => several(
                facts
                    .referrals
                    .iter()
                    .map(|referral| self.referral(referral)),
            ),
            Column::FollowUps => several(facts.follow_ups.iter().map(follow_up)),
            Column::TimeSpent if facts.time_spent.is_empty() => self.word(&words().none, "none"),
            Column::TimeSpent => {
                several(facts.time_spent.iter().map(|spent| self.time_spent(spent)))
            }
            Column::Reopenings => Written::Count(facts.reopenings.into()),
            _ => Written::Nothing,
        }
    }

    fn word(&self, names: &[String], code: &str) -> Written {
        let label = names.first().map_or(code, String::as_str);
        Written::One(match self.wording {
            Wording::Labels => label.to_owned(),
            Wording::Codes => code.to_owned(),
        })
    }

    /// The label of a code, if it reads back as this code and can stand beside others.
    fn name(&self, list: ListName, code: &Code) -> String {
        let label = self.model.list(list).label(code, "sv");
        let reads_back = || self.lists.find(list, label).as_ref() == Some(code);
        let plain = !label.contains([';', '\n', '\r']) && normal(label) == normal(label.trim());
        if self.wording == Wording::Labels && plain && reads_back() {
            label.to_owned()
        } else {
            code.to_string()
        }
    }

    fn one(&self, list: ListName, code: &Code) -> Written {
        Written::One(self.name(list, code))
    }

    fn several(&self, list: ListName, codes: &[Code]) -> Written {
        several(codes.iter().map(|code| self.name(list, code)))
    }

    fn urgency(&self, urgency: Urgency) -> Written {
        match words().urgency.get(&urgency) {
            Some(names) => self.word(names, urgency.as_str()),
            None => self.word(&words().unknown, urgency.as_str()),
        }
    }

    fn family_contact(&self, contact: FamilyContact) -> Written {
        match words().family_contact.get(&contact) {
            Some(names) => self.word(names, contact.as_str()),
            None => self.word(&words().unknown, contact.as_str()),
        }
    }

    fn journey(&self, column: Column, journey: Journey) -> Written {
        let when = match journey {
            Journey::Feared { when } => when,
            Journey::No | Journey::Unknown => None,
        };
        match (column, journey, when) {
            (Column::Journey, Journey::Feared { .. }, _) => self.word(&words().yes, "yes"),
            (Column::Journey, Journey::No, _) => self.word(&words().no, "no"),
            (Column::Journey, Journey::Unknown, _) => self.word(&words().unknown, "unknown"),
            (Column::JourneyFirst, _, Some(when)) => Written::One(when.first.to_string()),
            (_, _, Some(when)) => Written::One(when.last.to_string()),
            _ => Written::Nothing,
        }
    }

    /// `Socialtjänst (Gävle) 2026-11-30`, as far as it is known. A kommun anywhere in Sweden is said by its
    /// name, which no two share.
    fn referral(&self, referral: &Referral) -> String {
        let mut written = self.name(ListName::Organisation, &referral.organisation);
        if !referral.kommun.is_unknown() {
            let kommun = match self.wording {
                Wording::Labels => national(ListName::Kommun).label(&referral.kommun, "sv"),
                Wording::Codes => referral.kommun.as_str(),
            };
            written = format!("{written} ({kommun})");
        }
        match referral.on {
            Some(on) => format!("{written} {on}"),
            None => written,
        }
    }

    fn time_spent(&self, spent: &TimeSpent) -> String {
        let written = format!("{} {}", spent.on, spent.minutes);
        if spent.work.is_unknown() {
            written
        } else {
            format!("{written} {}", self.name(ListName::Work, &spent.work))
        }
    }
}

fn several(parts: impl Iterator<Item = String>) -> Written {
    let parts: Vec<_> = parts.collect();
    if parts.is_empty() {
        Written::Nothing
    } else {
        Written::Several(parts)
    }
}

/// The time of day, unless it is midnight, which an empty cell says too.
fn time(instant: Instant) -> Option<String> {
    let time = instant.in_sweden().time();
    let clock = format!("{:02}:{:02}", time.hour(), time.minute());
    (time != Time::midnight()).then_some(clock)
}

fn moment(instant: Instant) -> String {
    let day = instant.swedish_date();
    time(instant).map_or_else(|| day.to_string(), |time| format!("{day} {time}"))
}

fn follow_up(follow_up: &FollowUp) -> String {
    match (follow_up.done, words().done.first()) {
        (Some(done), Some(word)) => format!("{} {word} {done}", follow_up.due),
        _ => follow_up.due.to_string(),
    }
}
