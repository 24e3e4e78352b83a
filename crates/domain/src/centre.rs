//! The centre model: everything in which one county's centre differs from another's.
//!
//! A model is a reviewed TOML file. Each fact in it says where it is from and when
//! somebody checked it; what was looked for and not found is said to be unknown.

mod contact;
mod lists;
mod parse;
mod place;
mod section;
pub(crate) mod suggestion;

use std::collections::BTreeMap;

use crate::{
    code::{Code, written_enum},
    code_list::{CodeList, Labels, ListName},
    follow_up::days_between,
    id::CentreId,
    review::WorkingHours,
    staff::Role,
    time::Date,
};

/// Where a fact is from, and when somebody last checked it.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Source {
    /// A key of the list of sources in `docs/glossary.md`, or an address.
    pub key: String,
    /// What visitors know it by, such as `polisen.se`; the key where there is none.
    pub name: Option<String>,
    /// How old the source is, in its own words; none if it does not say.
    pub dated: Option<String>,
    /// The day somebody compared the fact with its source.
    pub checked_on: Date,
}

/// A fact that nobody has compared with its source for so many days is shown as overdue.
pub const CHECK_AGAIN_AFTER_DAYS: i32 = 180;

impl Source {
    /// What visitors are shown.
    #[must_use]
    pub fn shown(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.key)
    }

    /// Whether somebody should compare the fact with its source again.
    #[must_use]
    pub fn is_overdue(&self, today: Date) -> bool {
        days_between(self.checked_on, today) > CHECK_AGAIN_AFTER_DAYS
    }
}

/// A fact with its source.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Sourced<T> {
    /// The fact.
    pub value: T,
    /// Where it is from.
    pub source: Source,
}

/// An organisation that hosts or pays for the centre.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Host {
    /// Its name.
    pub name: String,
    /// Of the list `organisation`.
    pub organisation: Code,
}

/// A kommun the centre serves.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Kommun {
    /// Its SCB code: `2101`.
    pub code: Code,
    /// Its name.
    pub name: String,
    /// Inhabitants, if the model states them.
    pub population: Option<u32>,
}

/// Ages the centre is for, in whole years. Without `oldest` there is no upper limit.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct AgeSpan {
    /// The youngest.
    pub youngest: u8,
    /// The oldest.
    pub oldest: Option<u8>,
}

written_enum! {
    /// Who answers a telephone.
    pub enum TelephoneOwner {
        /// The centre itself.
        Centre = "centre",
        /// Another support function.
        Other = "other",
    }
}

/// A telephone number visitors may be shown.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Telephone {
    /// Whose number it is.
    pub label: Labels,
    /// As it is read aloud: `010-223 57 60`.
    pub number: String,
    /// When somebody answers; none if not known.
    pub hours: Option<Labels>,
    /// Who answers.
    pub owner: TelephoneOwner,
}

/// When the centre can be visited.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct VisitingHours {
    /// Where, as far as it may be told.
    pub place: Labels,
    /// When.
    pub hours: Labels,
}

written_enum! {
    /// Classes of what is kept, each with its own time.
    pub enum RetentionClass {
        /// What asker and centre wrote to each other, and files.
        Thread = "thread",
        /// Notes between colleagues.
        Notes = "notes",
        /// Coded facts.
        Facts = "facts",
        /// The log of acts and readings.
        Event = "event",
        /// Staff accounts that have ended.
        Staff = "staff",
    }
}

/// How long a class is kept.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Retention {
    /// Months after closing; none if nobody has decided.
    pub months: Option<u16>,
    /// On what ground, in the archivist's words.
    pub ground: String,
}

written_enum! {
    /// Texts that a centre may word in its own way.
    pub enum Notice {
        /// On the first public page: what the centre is.
        Welcome = "welcome",
        /// Before the text field: what not to write.
        BeforeText = "before_text",
        /// What the centre can and cannot promise.
        Promise = "promise",
        /// After an enquiry is sent.
        Sent = "sent",
    }
}

written_enum! {
    /// What staff can be told by a mail that says nothing but "you have something new".
    pub enum MailOccasion {
        /// An enquiry has come.
        NewEnquiry = "new_enquiry",
        /// An asker has written again.
        NewMessage = "new_message",
        /// Somebody was made a reader.
        Assigned = "assigned",
        /// A follow-up is due.
        FollowUpDue = "follow_up_due",
    }
}

written_enum! {
    /// How long an intake key lives.
    pub enum EpochLength {
        /// From Monday to Sunday.
        Week = "week",
    }
}

/// What a page says about the law, and how well it is known.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LawReference {
    /// The rule in plain words.
    pub text: Labels,
    /// The act it stands in.
    pub act: String,
    /// Chapter and section; none if not known.
    pub section: Option<String>,
}

/// Everything in which a centre differs from others.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CentreModel {
    /// The centre's key.
    pub id: CentreId,
    /// Its name, as colleagues say it.
    pub name: Sourced<Labels>,
    /// The title of public pages; tells nothing to whoever sees it over a shoulder.
    pub public_title: Labels,
    /// Who hosts it.
    pub hosts: Vec<Sourced<Host>>,
    /// County code of SCB: `21`.
    pub county: String,
    /// The kommuner it serves.
    pub kommuner: Vec<Kommun>,
    /// Where the populations are from; none if the model states none.
    pub population_source: Option<PopulationSource>,
    /// Whom it is for; none if not decided.
    pub target_group: Option<Sourced<AgeSpan>>,
    /// Professions of the operative team, of the list `profession`; none if not known.
    pub team: Option<Sourced<Vec<Code>>>,
    /// The lists as this centre has them; see [`CentreModel::list`].
    pub lists: BTreeMap<ListName, CodeList>,
    /// Numbers to show, the centre's own first.
    pub telephones: Vec<Sourced<Telephone>>,
    /// When and where to visit.
    pub visiting_hours: Vec<Sourced<VisitingHours>>,
    /// Where "leave" leads: an ordinary page anybody might read.
    pub leave_address: String,
    /// Working days until an answer is promised; none if nothing is promised.
    pub answer_within_working_days: Option<u8>,
    /// Days until a new follow-up, unless somebody says otherwise.
    pub follow_up_days: u16,
    /// How long each class is kept.
    pub retention: BTreeMap<RetentionClass, Retention>,
    /// How long an intake key lives.
    pub intake_epoch: EpochLength,
    /// The centre's own wording of notices; the built-in texts stand for the others.
    pub notices: BTreeMap<Notice, Labels>,
    /// Which roles are mailed when; nobody unless the model says so.
    pub mail: BTreeMap<MailOccasion, Vec<Role>>,
    /// The duty to report worry about a child.
    pub duty_to_report: Option<Sourced<LawReference>>,
    /// When people at the centre usually work: a reading at other times is listed for the coordinators.
    pub working_hours: WorkingHours,
    /// Hours from the beginning of a recovery until a share can be passed on.
    pub recovery_delay_hours: u16,
    /// Sections of the model that were looked for and not found.
    pub unknown: Vec<String>,
}

/// Where populations are from.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PopulationSource {
    /// The day or year they were counted, as the source says it.
    pub as_of: String,
    /// The source.
    pub source: Source,
}

/// What is wrong with a model file, where, and what to do about it.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("line {line}, column {column}: {reason}")]
pub struct ModelFault {
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
    /// What is wrong and what to do.
    pub reason: String,
}

impl CentreModel {
    /// Reads a model file; all its faults are found at once, in the order of the text.
    pub fn parse(text: &str) -> Result<Self, Vec<ModelFault>> {
        parse::parse(text)
    }

    /// A list as this centre has it.
    ///
    /// # Panics
    /// Never: a model has every list.
    #[must_use]
    pub fn list(&self, name: ListName) -> &CodeList {
        self.lists.get(&name).expect("a model has every list")
    }

    /// Finds one of the centre's kommuner.
    #[must_use]
    pub fn kommun(&self, code: &Code) -> Option<&Kommun> {
        self.kommuner.iter().find(|kommun| kommun.code == *code)
    }
}

#[cfg(test)]
mod tests;
