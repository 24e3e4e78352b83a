//! One cell, read as its column says.

use std::fmt;

use jiff::civil::{DateTime, Time};

use super::{
    Column,
    column::words,
    moment,
    refusal::RefusalReason,
    words::{Lists, is_one_of, normal},
};
use crate::{
    code::Code,
    code_list::ListName,
    consultation::{Referral, TimeSpent},
    enquiry::{FamilyContact, Urgency},
    follow_up::FollowUp,
    id::EnquiryNumber,
    sheet::Cell,
    time::Date,
};

/// The most minutes of one call, as in the log of calls.
const CALL_MINUTES_AT_MOST: u32 = 600;
/// The most minutes of one piece of work.
const WORK_MINUTES_AT_MOST: u32 = 10_000;
/// The most persons mentioned in one call.
const MENTIONED_AT_MOST: u32 = 9_999;
const REOPENINGS_AT_MOST: u32 = u16::MAX as u32;
/// The longest number of a centre's own.
const NUMBER_CHARACTERS_AT_MOST: usize = 30;

/// What stands in a cell that has an answer.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Answer {
    /// The centre's own number.
    Number(String),
    /// A day, perhaps with a time.
    Moment(DateTime),
    Time(Time),
    Code(Code),
    Codes(Vec<Code>),
    Urgency(Urgency),
    FamilyContact(FamilyContact),
    Yes,
    No,
    Unknown,
    Count(u32),
    Referrals(Vec<Referral>),
    FollowUps(Vec<FollowUp>),
    TimeSpent(Vec<TimeSpent>),
}

type Read = Result<Answer, RefusalReason>;

/// Reads cells against a centre's lists.
pub(super) struct Reader {
    lists: Lists,
}

impl Reader {
    pub(super) fn new(lists: Lists) -> Self {
        Self { lists }
    }

    /// What a cell answers; nothing where nothing stands.
    pub(super) fn read(&self, column: Column, cell: &Cell) -> Option<Read> {
        if cell.is_blank() {
            return None;
        }
        let text = cell.shown();
        Some(match column {
            Column::Number => own_number(&text),
            Column::Day | Column::JourneyFirst | Column::JourneyLast => {
                moment::read(cell).map(Answer::Moment)
            }
            Column::Time => moment::read_time(cell).map(Answer::Time),
            Column::TakenOn | Column::Closed => {
                yes_no(&text).map_or_else(|| moment::read(cell).map(Answer::Moment), Ok)
            }
            Column::Journey => yes_no(&text).ok_or(RefusalReason::NotListed { near: None }),
            Column::Urgency => urgency(&text),
            Column::FamilyContact => family_contact(&text),
            Column::Minutes => count(cell, CALL_MINUTES_AT_MOST).map(Answer::Count),
            Column::Mentioned => self.mentioned(cell),
            Column::Reopenings => count(cell, REOPENINGS_AT_MOST).map(Answer::Count),
            Column::Referrals => each(&text, |part| self.referral(part)).map(Answer::Referrals),
            Column::FollowUps => each(&text, follow_up).map(Answer::FollowUps),
            Column::TimeSpent if is_one_of(&normal(&text), &words().none) => {
                Ok(Answer::TimeSpent(Vec::new()))
            }
            Column::TimeSpent => each(&text, |part| self.time_spent(part)).map(Answer::TimeSpent),
            Column::Kommun => self.kommun(&text),
            Column::Concerns | Column::Exposures | Column::Perpetrators | Column::Advice => {
                self.codes(column.list().unwrap_or(ListName::Exposure), &text)
            }
            _ => self
                .one(column.list().unwrap_or(ListName::Kind), &text)
                .map(Answer::Code),
        })
    }

    fn one(&self, list: ListName, text: &str) -> Result<Code, RefusalReason> {
        self.lists
            .find(list, text)
            .ok_or_else(|| RefusalReason::NotListed {
                near: self.lists.names(list).near(text),
            })
    }

    /// Several codes, each once; `unknown` beside others says nothing.
    fn codes(&self, list: ListName, text: &str) -> Read {
        // A whole label goes before its parts: a centre's own may have a semicolon in it.
        if let Some(code) = self.lists.find(list, text) {
            return Ok(Answer::Codes(vec![code]));
        }
        let mut codes: Vec<Code> = Vec::new();
        for code in each(text, |part| self.one(list, part))? {
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        if codes.len() > 1 {
            codes.retain(|code| !code.is_unknown());
        }
        Ok(Answer::Codes(codes))
    }

    /// One of the centre's kommuner; another one of Sweden's is the centre's `other`.
    fn kommun(&self, text: &str) -> Read {
        let other = || {
            self.lists.find_national_kommun(text)?;
            self.lists.find(ListName::Kommun, "other")
        };
        match self.lists.find(ListName::Kommun, text).or_else(other) {
            Some(code) => Ok(Answer::Code(code)),
            None => self.one(ListName::Kommun, text).map(Answer::Code),
        }
    }

    fn mentioned(&self, cell: &Cell) -> Read {
        if is_one_of(&normal(&cell.shown()), &words().unknown) {
            return Ok(Answer::Unknown);
        }
        count(cell, MENTIONED_AT_MOST).map(Answer::Count)
    }

    /// `Organisation`, `Organisation (Kommun)`, and a day after either.
    fn referral(&self, part: &str) -> Result<Referral, RefusalReason> {
        let whole = |text: &str| self.lists.find(ListName::Organisation, text);
        if let Some(organisation) = whole(part) {
            return Ok(Referral {
                organisation,
                ..Referral::default()
            });
        }
        let (rest, on) = match part.rsplit_once(' ') {
            Some((rest, day)) => day
                .parse::<Date>()
                .map_or((part, None), |day| (rest.trim_end(), Some(day))),
            None => (part, None),
        };
        let bracketed = rest
            .strip_suffix(')')
            .and_then(|rest| rest.rsplit_once('('));
        let (organisation, kommun) = match bracketed {
            Some((organisation, kommun)) if whole(rest).is_none() => {
                let found = self.lists.find_national_kommun(kommun);
                let found = found.or_else(|| self.lists.find(ListName::Kommun, kommun));
                let near = || self.lists.names(ListName::Kommun).near(kommun);
                let kommun = found.ok_or_else(|| RefusalReason::NotListed { near: near() })?;
                (organisation.trim_end(), kommun)
            }
            _ => (rest, Code::unknown()),
        };
        Ok(Referral {
            organisation: self.one(ListName::Organisation, organisation)?,
            kommun,
            on,
        })
    }

    /// A day, minutes, and perhaps what was done: `2026-11-30 45 Samtal`.
    fn time_spent(&self, part: &str) -> Result<TimeSpent, RefusalReason> {
        let mut words = part.splitn(3, ' ');
        let on = words.next().unwrap_or_default();
        let on = on.parse().map_err(|_| RefusalReason::NotADay)?;
        let minutes = words.next().and_then(|minutes| minutes.parse().ok());
        let minutes = minutes.filter(|minutes| *minutes <= WORK_MINUTES_AT_MOST);
        let minutes = minutes.ok_or(RefusalReason::NotANumber {
            at_most: WORK_MINUTES_AT_MOST,
        })?;
        let work = words.next().map(|work| self.one(ListName::Work, work));
        Ok(TimeSpent {
            on,
            minutes,
            work: work.transpose()?.unwrap_or_default(),
        })
    }
}

/// The parts of a cell, between semicolons or on lines of their own.
fn each<T>(
    text: &str,
    read: impl Fn(&str) -> Result<T, RefusalReason>,
) -> Result<Vec<T>, RefusalReason> {
    text.split([';', '\n'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(read)
        .collect()
}

/// A number of the centre's own. Only a keyed hash of it is kept, yet it must not be anybody's number.
fn own_number(text: &str) -> Read {
    let plain = |c: char| c.is_alphanumeric() || "-/._".contains(c);
    let few = text.chars().count() <= NUMBER_CHARACTERS_AT_MOST;
    // A name has no digit; a number of an enquiry of ours need not have one either.
    let ours = text.starts_with("F-") && EnquiryNumber::parse(text).is_ok();
    let numbered = ours || text.contains(|c: char| c.is_ascii_digit());
    if !few || !numbered || !text.chars().all(plain) {
        return Err(RefusalReason::NotAnOwnNumber);
    }
    if is_like_personal_number(text) {
        return Err(RefusalReason::PersonalNumber);
    }
    Ok(Answer::Number(text.to_uppercase()))
}

/// Ten or twelve digits that begin with a day, also one of a coordination number, whatever stands between.
fn is_like_personal_number(text: &str) -> bool {
    let digits: Vec<u8> = text
        .bytes()
        .filter(u8::is_ascii_digit)
        .map(|digit| digit - b'0')
        .collect();
    let letters = text.chars().any(char::is_alphabetic);
    let day = match digits.as_slice() {
        [_, _, rest @ ..] if rest.len() == 8 => rest,
        [_, _, _, _, rest @ ..] if rest.len() == 8 => rest,
        _ => return false,
    };
    let (month, day) = (day[0] * 10 + day[1], (day[2] * 10 + day[3]) % 60);
    !letters && (1..=12).contains(&month) && (1..=31).contains(&day)
}

fn yes_no(text: &str) -> Option<Answer> {
    let (word, words) = (normal(text), words());
    if is_one_of(&word, &words.yes) {
        Some(Answer::Yes)
    } else if is_one_of(&word, &words.no) {
        Some(Answer::No)
    } else {
        is_one_of(&word, &words.unknown).then_some(Answer::Unknown)
    }
}

fn urgency(text: &str) -> Read {
    let word = normal(text);
    let known = words().urgency.iter();
    let found = known
        .into_iter()
        .find(|(urgency, names)| is_one_of(&word, names) || urgency.as_str() == word);
    match found {
        Some((urgency, _)) => Ok(Answer::Urgency(*urgency)),
        None if is_one_of(&word, &words().unknown) => Ok(Answer::Urgency(Urgency::Unknown)),
        None => Err(RefusalReason::NotListed { near: None }),
    }
}

fn family_contact(text: &str) -> Read {
    let word = normal(text);
    let mut known = words().family_contact.iter();
    let found = known.find(|(contact, names)| is_one_of(&word, names) || contact.as_str() == word);
    match found {
        Some((contact, _)) => Ok(Answer::FamilyContact(*contact)),
        None if is_one_of(&word, &words().unknown) => {
            Ok(Answer::FamilyContact(FamilyContact::Unknown))
        }
        None => Err(RefusalReason::NotListed { near: None }),
    }
}

/// A whole number, also one with its unit: `15 min`.
fn count(cell: &Cell, at_most: u32) -> Result<u32, RefusalReason> {
    let text = normal(&cell.shown());
    let unit = |text: &str| {
        let (number, unit) = text.split_once(' ')?;
        is_one_of(unit, &words().minutes).then(|| number.to_owned())
    };
    let number = unit(&text).unwrap_or(text);
    let number = number.parse().ok().filter(|number| *number <= at_most);
    number.ok_or(RefusalReason::NotANumber { at_most })
}

/// The day it is due, and perhaps the day it was done: `2026-12-14 klar 2026-12-15`.
fn follow_up(part: &str) -> Result<FollowUp, RefusalReason> {
    let day = |text: &str| text.parse::<Date>().map_err(|_| RefusalReason::NotADay);
    let parts: Vec<&str> = part.split_whitespace().collect();
    match parts.as_slice() {
        [due] => Ok(FollowUp {
            due: day(due)?,
            done: None,
        }),
        [due, word, done] if is_one_of(&normal(word), &words().done) => Ok(FollowUp {
            due: day(due)?,
            done: Some(day(done)?),
        }),
        _ => Err(RefusalReason::NotADay),
    }
}

impl Answer {
    /// Whether it says no more than an empty cell does.
    pub(super) fn is_unknown(&self) -> bool {
        match self {
            Self::Code(code) => code.is_unknown(),
            Self::Codes(codes) => codes.iter().all(Code::is_unknown),
            Self::Urgency(urgency) => *urgency == Urgency::Unknown,
            Self::Unknown => true,
            _ => false,
        }
    }
}

/// The same for the same answer, however it was typed. What rows are recognised by: never change it.
impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => f.write_str(number),
            Self::Moment(moment) => write!(f, "{moment}"),
            Self::Time(time) => write!(f, "{time}"),
            Self::Code(code) => write!(f, "{code}"),
            Self::Codes(codes) => {
                let mut codes: Vec<_> = codes.iter().map(Code::as_str).collect();
                codes.sort_unstable();
                f.write_str(&codes.join(";"))
            }
            Self::Urgency(urgency) => write!(f, "{urgency}"),
            Self::FamilyContact(contact) => write!(f, "{contact}"),
            Self::Yes => f.write_str("yes"),
            Self::No => f.write_str("no"),
            Self::Unknown => f.write_str("unknown"),
            Self::Count(count) => write!(f, "{count}"),
            Self::Referrals(referrals) => {
                let on = |referral: &Referral| referral.on.map(|on| on.to_string());
                let line = |referral: &Referral| {
                    let on = on(referral).unwrap_or_default();
                    format!("{},{},{on}", referral.organisation, referral.kommun)
                };
                join(f, referrals.iter().map(line))
            }
            Self::FollowUps(follow_ups) => join(
                f,
                follow_ups.iter().map(|follow_up| {
                    let done = follow_up.done.map(|done| done.to_string());
                    format!("{},{}", follow_up.due, done.unwrap_or_default())
                }),
            ),
            Self::TimeSpent(spent) => join(
                f,
                spent
                    .iter()
                    .map(|spent| format!("{},{},{}", spent.on, spent.minutes, spent.work)),
            ),
        }
    }
}

fn join(f: &mut fmt::Formatter<'_>, parts: impl Iterator<Item = String>) -> fmt::Result {
    f.write_str(&parts.collect::<Vec<_>>().join(";"))
}
