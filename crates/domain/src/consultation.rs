//! Consultations (ärenden): enquiries the centre has taken on.
//!
//! The centre advises those who own the case; it owns none. A consultation
//! counts persons and says what was advised, and cannot say who they are.

use serde::{Deserialize, Serialize};

use crate::{
    centre::CentreModel,
    closure::{Closure, ClosureFault},
    code::{Code, written_enum},
    code_list::ListName,
    facts::{self, FactFault, FactField, UnreadableFacts},
    follow_up::{self, FollowUp},
    id::MatterId,
    person::{ExposedPerson, PersonsMentioned},
    revision::Revision,
    time::{Date, Instant},
};

written_enum! {
    /// Where a consultation stands.
    pub enum ConsultationState {
        /// It is worked on.
        Open = "open",
        /// It has been closed with an outcome.
        Closed = "closed",
    }
}

/// A step to the unit that can act: which kind, in which kommun.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Referral {
    /// Of the list `organisation`.
    pub organisation: Code,
    /// Of the national list `kommun`: help may be in another county.
    pub kommun: Code,
    /// The day it was made, if known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
}

/// Working time on a consultation.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct TimeSpent {
    /// The day.
    pub on: Date,
    /// Minutes.
    pub minutes: u32,
    /// Of the list `work`.
    #[serde(default)]
    pub work: Code,
}

/// The coded facts of a consultation.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ConsultationFacts {
    /// When the enquiry was taken on, to the minute.
    pub taken_on: Instant,
    /// Of the list `case_type`.
    pub case_type: Code,
    /// Those exposed or at risk; none until triage says so.
    pub exposed: Vec<ExposedPerson>,
    /// Those mentioned with unclear exposure.
    pub mentioned: PersonsMentioned,
    /// Of the list `advice`, several.
    pub advice: Vec<Code>,
    /// Where the asker was shown on to.
    pub referrals: Vec<Referral>,
    /// Days to look at it again.
    pub follow_ups: Vec<FollowUp>,
    /// Working time.
    pub time_spent: Vec<TimeSpent>,
    /// How it ended, of the list `outcome`; none while it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Code>,
    /// When it was closed, to the minute; none while it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed: Option<Instant>,
    /// How often it has been opened again.
    pub reopenings: u16,
}

impl ConsultationFacts {
    /// The facts as bytes for sealing; see [`crate::facts`].
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        facts::write(self)
    }

    /// Reads facts written by this or another version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, UnreadableFacts> {
        facts::read(bytes)
    }

    /// Minutes spent in all.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        self.time_spent
            .iter()
            .fold(0, |sum, spent| sum.saturating_add(spent.minutes))
    }
}

impl ConsultationFacts {
    /// Checks that every code stands in the centre's lists.
    pub fn check(&self, model: &CentreModel) -> Result<(), Vec<FactFault>> {
        let mut check = facts::Check::against(model);
        check.one(FactField::CaseType, ListName::CaseType, &self.case_type);
        for person in &self.exposed {
            check.one(FactField::Sex, ListName::Sex, &person.sex);
            check.one(FactField::AgeBand, ListName::AgeBand, &person.age_band);
            check.several(FactField::Exposures, ListName::Exposure, &person.exposures);
            check.several(
                FactField::Perpetrators,
                ListName::Perpetrator,
                &person.perpetrators,
            );
        }
        check.several(FactField::Advice, ListName::Advice, &self.advice);
        for referral in &self.referrals {
            check.referral(referral);
        }
        for spent in &self.time_spent {
            check.one(FactField::TimeSpent, ListName::Work, &spent.work);
        }
        check.several(
            FactField::Outcome,
            ListName::Outcome,
            self.outcome.as_slice(),
        );
        check.finish()
    }
}

/// A consultation and where it stands.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Consultation {
    /// The matter it belongs to.
    pub matter: MatterId,
    /// Where it stands.
    pub state: ConsultationState,
    /// Which writing this is.
    pub revision: Revision,
    /// What is known of it.
    pub facts: ConsultationFacts,
}

impl Consultation {
    /// A consultation just taken on.
    #[must_use]
    pub fn open(matter: MatterId, facts: ConsultationFacts) -> Self {
        Self {
            matter,
            state: ConsultationState::Open,
            revision: Revision::FIRST,
            facts,
        }
    }

    /// Closes it. Follow-ups that are not done must be done or dropped first; the closure may set one
    /// last day to look back on it.
    pub fn close(mut self, closure: Closure, now: Instant) -> Result<Self, ClosureFault> {
        self.check_open()?;
        if let Some(due) = follow_up::next(&self.facts.follow_ups) {
            return Err(ClosureFault::FollowUpOpen(due));
        }
        if closure
            .look_back
            .is_some_and(|day| day <= now.swedish_date())
        {
            return Err(ClosureFault::LookBackPast);
        }
        closure.record_in(&mut self.facts, now);
        Ok(self.turned(ConsultationState::Closed))
    }

    /// Takes up again what was closed.
    pub fn reopen(mut self) -> Result<Self, ClosureFault> {
        if self.state != ConsultationState::Closed {
            return Err(ClosureFault::NotClosed);
        }
        self.facts.outcome = None;
        self.facts.closed = None;
        self.facts.reopenings = self.facts.reopenings.saturating_add(1);
        Ok(self.turned(ConsultationState::Open))
    }

    /// Replaces what is known. When it was taken on, and how often reopened, stay as they are.
    pub fn record(mut self, facts: ConsultationFacts) -> Result<Self, ClosureFault> {
        self.check_open()?;
        self.facts = ConsultationFacts {
            taken_on: self.facts.taken_on,
            reopenings: self.facts.reopenings,
            outcome: None,
            closed: None,
            ..facts
        };
        Ok(self.turned(ConsultationState::Open))
    }

    /// Sets a day to look at it again.
    pub fn follow_up(mut self, due: Date) -> Result<Self, ClosureFault> {
        self.check_open()?;
        self.facts.follow_ups.push(FollowUp { due, done: None });
        Ok(self.turned(ConsultationState::Open))
    }

    /// Marks every follow-up due up to and on this day as done; also on a closed consultation.
    #[must_use]
    pub fn finish_follow_ups(mut self, today: Date) -> Self {
        for follow_up in &mut self.facts.follow_ups {
            if follow_up.done.is_none() && follow_up.due <= today {
                follow_up.done = Some(today);
            }
        }
        let state = self.state;
        self.turned(state)
    }

    /// Marks the follow-ups of one day as done; also on a closed consultation.
    #[must_use]
    pub fn finish_follow_up(mut self, due: Date, today: Date) -> Self {
        for follow_up in &mut self.facts.follow_ups {
            if follow_up.done.is_none() && follow_up.due == due {
                follow_up.done = Some(today);
            }
        }
        let state = self.state;
        self.turned(state)
    }

    /// Drops the follow-ups that are not done.
    #[must_use]
    pub fn drop_follow_ups(mut self) -> Self {
        self.facts
            .follow_ups
            .retain(|follow_up| follow_up.done.is_some());
        let state = self.state;
        self.turned(state)
    }

    fn check_open(&self) -> Result<(), ClosureFault> {
        match self.state {
            ConsultationState::Open => Ok(()),
            ConsultationState::Closed => Err(ClosureFault::Closed),
        }
    }

    fn turned(mut self, state: ConsultationState) -> Self {
        self.state = state;
        self.revision = self.revision.next();
        self
    }
}

#[cfg(test)]
mod tests;
