//! The columns of the template, by the words of `data/imported_call.toml`.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;

use super::words::normal;
use crate::{
    centre::CentreModel,
    code::written_enum,
    code_list::{ListName, Listed},
    enquiry::{FamilyContact, Urgency},
};

written_enum! {
    /// A column of the template, in its order.
    pub enum Column {
        /// The centre's own number of the call.
        Number = "number",
        /// The day it came; must be said.
        Day = "day",
        /// The time of day.
        Time = "time",
        /// How it came.
        Channel = "channel",
        /// The asker's profession.
        Profession = "profession",
        /// The asker's organisation.
        Organisation = "organisation",
        /// The kommun the asker works in.
        Kommun = "kommun",
        /// What is asked for.
        Kind = "kind",
        /// What it concerns.
        Concerns = "concerns",
        /// The asker's language.
        Language = "language",
        /// How soon somebody had to act.
        Urgency = "urgency",
        /// Whether the family may be contacted.
        FamilyContact = "family_contact",
        /// Worry about a journey abroad.
        Journey = "journey",
        /// The first day it may begin.
        JourneyFirst = "journey_first",
        /// The last day it may begin.
        JourneyLast = "journey_last",
        /// Minutes of the call.
        Minutes = "minutes",
        /// Whether, or when, it was taken on.
        TakenOn = "taken_on",
        /// Whom it is about.
        CaseType = "case_type",
        /// Sex of an exposed person.
        Sex = "sex",
        /// Age of an exposed person.
        AgeBand = "age_band",
        /// What she is exposed to.
        Exposures = "exposures",
        /// Who does it.
        Perpetrators = "perpetrators",
        /// Persons mentioned with unclear exposure.
        Mentioned = "mentioned",
        /// What was advised.
        Advice = "advice",
        /// Where the asker was shown on to.
        Referrals = "referrals",
        /// Days to look at it again.
        FollowUps = "follow_ups",
        /// Working time.
        TimeSpent = "time_spent",
        /// How it ended.
        Outcome = "outcome",
        /// Whether, or when, it was closed.
        Closed = "closed",
        /// How often it was opened again.
        Reopenings = "reopenings",
    }
}

/// What stands above a column, and what it takes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Headed {
    column: Column,
    heading: String,
    others: Vec<String>,
    about: String,
}

/// The words of the template.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) unknown: Vec<String>,
    pub(super) yes: Vec<String>,
    pub(super) no: Vec<String>,
    pub(super) none: Vec<String>,
    pub(super) done: Vec<String>,
    pub(super) minutes: Vec<String>,
    pub(super) kommun: Vec<String>,
    pub(super) or: String,
    pub(super) texts: Vec<String>,
    pub(super) urgency: BTreeMap<Urgency, Vec<String>>,
    pub(super) family_contact: BTreeMap<FamilyContact, Vec<String>>,
    column: Vec<Headed>,
}

/// The words of the template.
pub(super) fn words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| {
        let text = include_str!("../../data/imported_call.toml");
        toml::from_str(text).expect("the built-in file is valid")
    });
    &WORDS
}

impl Column {
    /// The columns a sheet must have; their cells may be empty, but for the day.
    pub const NEEDED: [Self; 5] = [
        Self::Day,
        Self::Channel,
        Self::Profession,
        Self::Kommun,
        Self::Kind,
    ];

    fn headed(self) -> &'static Headed {
        let found = words().column.iter().find(|headed| headed.column == self);
        found.expect("the built-in file has every column")
    }

    /// What stands above the column.
    #[must_use]
    pub fn heading(self) -> &'static str {
        &self.headed().heading
    }

    /// What the column is for and what it takes, in Swedish.
    #[must_use]
    pub fn about(self) -> &'static str {
        &self.headed().about
    }

    /// The column of a heading, by any of its names.
    pub(super) fn named(heading: &str) -> Option<Self> {
        let heading = heading.trim_end_matches([':', '*', '?', ' ']);
        let is = |name: &str| normal(name) == heading;
        let found = words().column.iter().find(|headed| {
            is(&headed.heading)
                || is(headed.column.as_str())
                || headed.others.iter().any(|other| is(other))
        });
        found.map(|headed| headed.column)
    }

    /// Whether it says something of one exposed person and not of the call.
    #[must_use]
    pub fn is_of_person(self) -> bool {
        matches!(
            self,
            Self::Sex | Self::AgeBand | Self::Exposures | Self::Perpetrators
        )
    }

    /// Whether only a consultation has it.
    pub(super) fn is_of_consultation(self) -> bool {
        self.is_of_person()
            || matches!(
                self,
                Self::CaseType
                    | Self::Mentioned
                    | Self::Advice
                    | Self::Referrals
                    | Self::FollowUps
                    | Self::TimeSpent
                    | Self::Reopenings
            )
    }

    /// Whether several answers can stand in one cell.
    #[must_use]
    pub fn takes_several(self) -> bool {
        matches!(
            self,
            Self::Concerns
                | Self::Exposures
                | Self::Perpetrators
                | Self::Advice
                | Self::Referrals
                | Self::FollowUps
                | Self::TimeSpent
        )
    }

    /// The list of the centre that its answers stand in.
    #[must_use]
    pub fn list(self) -> Option<ListName> {
        Some(match self {
            Self::Channel => ListName::Channel,
            Self::Profession => ListName::Profession,
            Self::Organisation | Self::Referrals => ListName::Organisation,
            Self::Kommun => ListName::Kommun,
            Self::Kind => ListName::Kind,
            Self::Concerns | Self::Exposures => ListName::Exposure,
            Self::Language => ListName::Language,
            Self::CaseType => ListName::CaseType,
            Self::Sex => ListName::Sex,
            Self::AgeBand => ListName::AgeBand,
            Self::Perpetrators => ListName::Perpetrator,
            Self::Advice => ListName::Advice,
            Self::Outcome => ListName::Outcome,
            _ => return None,
        })
    }

    /// What can be chosen in the column, as it is written; empty where something is typed.
    #[must_use]
    pub fn choices(self, model: &CentreModel) -> Vec<String> {
        let first = |words: &Vec<String>| words.first().cloned().unwrap_or_default();
        let words = words();
        if let Some(list) = self.list() {
            let label = |listed: &Listed| listed.labels.sv.clone();
            return model.list(list).entries().iter().map(label).collect();
        }
        match self {
            Self::Urgency => words.urgency.values().map(first).collect(),
            Self::FamilyContact => words.family_contact.values().map(first).collect(),
            Self::Journey => [&words.yes, &words.no, &words.unknown].map(first).to_vec(),
            Self::TakenOn | Self::Closed => [&words.yes, &words.no].map(first).to_vec(),
            _ => Vec::new(),
        }
    }
}
