//! Enquiries (förfrågningar): somebody asks the centre for something.
//!
//! An enquiry is either taken on and becomes a consultation, or closed at once.
//! Its facts say how it came, from which profession and what it concerns; there
//! is no place in them for who it is about.

use serde::{Deserialize, Serialize};

use crate::{
    code::{Code, written_enum},
    facts::{self, UnreadableFacts},
    journey::Journey,
    time::Instant,
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
    /// The kommun the asker works in, by its SCB code: not the exposed person's home.
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
