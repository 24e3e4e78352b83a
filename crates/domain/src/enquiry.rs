//! Enquiries (förfrågningar): somebody asks the centre for something.
//!
//! An enquiry is either taken on and becomes a consultation, or closed at once.
//! Its facts say how it came, from which profession and what it concerns; there
//! is no place in them for who it is about.

use serde::{Deserialize, Serialize};

use crate::{
    calendar,
    centre::CentreModel,
    code::{Code, written_enum},
    code_list::ListName,
    consultation::{Consultation, ConsultationFacts},
    facts::{self, FactFault, FactField, FactProblem, UnreadableFacts},
    id::{EnquiryNumber, MatterId},
    journey::Journey,
    revision::Revision,
    time::{Date, Instant},
};

written_enum! {
    /// Where an enquiry stands.
    pub enum EnquiryState {
        /// Nobody has decided about it yet.
        Open = "open",
        /// It has become a consultation.
        TakenOn = "taken_on",
        /// It was closed at once.
        Closed = "closed",
    }
}

written_enum! {
    /// How soon somebody has to act.
    #[derive(Default)]
    pub enum Urgency {
        /// At once.
        Urgent = "urgent",
        /// Within days.
        Soon = "soon",
        /// In its turn.
        Normal = "normal",
        /// Not yet judged.
        #[default]
        Unknown = "unknown",
    } else Unknown
}

written_enum! {
    /// Whether the family may be contacted. Shown first wherever a matter is shown.
    #[derive(Default)]
    pub enum FamilyContact {
        /// It may not. So it is until somebody says otherwise.
        #[default]
        No = "no",
        /// It may.
        Yes = "yes",
        /// Asked, and not known. Means no.
        Unknown = "unknown",
    } else No
}

impl FamilyContact {
    /// Whether anybody may contact the family: only if it was said in plain words.
    #[must_use]
    pub fn is_allowed(self) -> bool {
        self == Self::Yes
    }
}

/// The coded facts of an enquiry.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EnquiryFacts {
    /// When it came: to the minute if staff logged it, to the hour if a visitor wrote it.
    pub received: Instant,
    /// Of the list `channel`.
    pub channel: Code,
    /// The asker's profession, of the list `profession`.
    pub profession: Code,
    /// The kind of organisation the asker works for, of the list `organisation`.
    pub organisation: Code,
    /// The kommun the asker works in, of the list `kommun`: not the exposed person's home.
    pub kommun: Code,
    /// What is asked for, of the list `kind`.
    pub kind: Code,
    /// What it concerns, of the list `exposure`, several. Empty means unknown.
    pub concerns: Vec<Code>,
    /// How soon somebody has to act.
    pub urgency: Urgency,
    /// Whether the family may be contacted.
    pub family_contact: FamilyContact,
    /// Worry about a journey abroad.
    pub journey: Journey,
    /// Minutes the call or visit took, if it was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// The language the asker writes or speaks, of the list `language`.
    pub language: Code,
    /// How it ended if it was closed at once, of the list `outcome`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Code>,
}

impl Default for EnquiryFacts {
    /// An enquiry of which nothing is known; received at instant zero.
    fn default() -> Self {
        Self::received(Instant::default())
    }
}

impl EnquiryFacts {
    /// An enquiry of which only the time is known.
    #[must_use]
    pub fn received(received: Instant) -> Self {
        Self {
            received,
            channel: Code::unknown(),
            profession: Code::unknown(),
            organisation: Code::unknown(),
            kommun: Code::unknown(),
            kind: Code::unknown(),
            concerns: Vec::new(),
            urgency: Urgency::default(),
            family_contact: FamilyContact::default(),
            journey: Journey::default(),
            minutes: None,
            language: Code::unknown(),
            outcome: None,
        }
    }

    /// The facts as bytes for sealing; see [`crate::facts`].
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        facts::write(self)
    }

    /// Reads facts written by this or another version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, UnreadableFacts> {
        facts::read(bytes)
    }
}

impl EnquiryFacts {
    /// Checks that every code stands in the centre's lists.
    pub fn check(&self, model: &CentreModel) -> Result<(), Vec<FactFault>> {
        let mut check = facts::Check::against(model);
        check.one(FactField::Channel, ListName::Channel, &self.channel);
        check.one(
            FactField::Profession,
            ListName::Profession,
            &self.profession,
        );
        check.one(
            FactField::Organisation,
            ListName::Organisation,
            &self.organisation,
        );
        check.one(FactField::Kommun, ListName::Kommun, &self.kommun);
        check.one(FactField::Kind, ListName::Kind, &self.kind);
        check.several(FactField::Concerns, ListName::Exposure, &self.concerns);
        if self.journey.is_out_of_order() {
            check.add(FactField::Journey, FactProblem::OutOfOrder);
        }
        check.one(FactField::Language, ListName::Language, &self.language);
        check.several(
            FactField::Outcome,
            ListName::Outcome,
            self.outcome.as_slice(),
        );
        check.finish()
    }
}

/// An enquiry and where it stands.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Enquiry {
    /// The matter it belongs to.
    pub matter: MatterId,
    /// What people call it.
    pub number: EnquiryNumber,
    /// Where it stands.
    pub state: EnquiryState,
    /// Which writing this is.
    pub revision: Revision,
    /// What is known of it.
    pub facts: EnquiryFacts,
}

/// What cannot be done with an enquiry as it stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum EnquiryFault {
    /// Somebody has already decided about it.
    #[error("this enquiry has already been taken on or closed")]
    Decided,
    /// Only what was closed at once can be opened again; a consultation is reopened itself.
    #[error("this enquiry is not closed")]
    NotClosed,
}

impl Enquiry {
    /// A new enquiry that nobody has decided about.
    #[must_use]
    pub fn open(matter: MatterId, number: EnquiryNumber, facts: EnquiryFacts) -> Self {
        Self {
            matter,
            number,
            state: EnquiryState::Open,
            revision: Revision::FIRST,
            facts,
        }
    }

    /// Takes the enquiry on: it becomes a consultation of the same matter.
    pub fn take_on(self, now: Instant) -> Result<(Self, Consultation), EnquiryFault> {
        let taken_on = self.decide(EnquiryState::TakenOn)?;
        let facts = ConsultationFacts {
            taken_on: now.whole_minute(),
            ..ConsultationFacts::default()
        };
        let consultation = Consultation::open(taken_on.matter, facts);
        Ok((taken_on, consultation))
    }

    /// Closes the enquiry at once: answered, or not for the centre.
    pub fn close_at_once(self, outcome: Code) -> Result<Self, EnquiryFault> {
        let mut closed = self.decide(EnquiryState::Closed)?;
        closed.facts.outcome = Some(outcome);
        Ok(closed)
    }

    /// Opens again what was closed at once.
    pub fn reopen(mut self) -> Result<Self, EnquiryFault> {
        if self.state != EnquiryState::Closed {
            return Err(EnquiryFault::NotClosed);
        }
        self.state = EnquiryState::Open;
        self.revision = self.revision.next();
        self.facts.outcome = None;
        Ok(self)
    }

    /// Replaces what is known, as triage does; when it came and how it ended stay as they are.
    #[must_use]
    pub fn record(mut self, facts: EnquiryFacts) -> Self {
        self.facts = EnquiryFacts {
            received: self.facts.received,
            outcome: self.facts.outcome,
            ..facts
        };
        self.revision = self.revision.next();
        self
    }

    fn decide(mut self, state: EnquiryState) -> Result<Self, EnquiryFault> {
        if self.state != EnquiryState::Open {
            return Err(EnquiryFault::Decided);
        }
        self.state = state;
        self.revision = self.revision.next();
        Ok(self)
    }
}

/// The day by which the centre has promised an answer, if it promises one: working days after the day it came.
#[must_use]
pub fn answer_due(received: Instant, model: &CentreModel) -> Option<Date> {
    let days = model.answer_within_working_days?;
    Some(calendar::after_working_days(received.swedish_date(), days))
}

#[cfg(test)]
mod tests;
