//! Consultations (ärenden): enquiries the centre has taken on.
//!
//! The centre advises those who own the case; it owns none. A consultation
//! counts persons and says what was advised, and cannot say who they are.

use serde::{Deserialize, Serialize};

use crate::{
    code::{Code, written_enum},
    facts::{self, UnreadableFacts},
    follow_up::FollowUp,
    person::{ExposedPerson, PersonsMentioned},
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
    /// By its SCB code.
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
