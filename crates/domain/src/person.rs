//! The persons a consultation is about, known only by codes.
//!
//! There is no single perpetrator and no next of kin: several may be dangerous,
//! and any relative may be one of them.

use serde::{Deserialize, Serialize};

use crate::code::Code;

/// Somebody exposed to honour-related violence or oppression, or at risk of it.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExposedPerson {
    /// Of the list `sex`.
    pub sex: Code,
    /// Of the centre's list `age_band`.
    pub age_band: Code,
    /// What the person is exposed to; of the list `exposure`, several. Empty means unknown.
    pub exposures: Vec<Code>,
    /// How those who do it are related to the person; of the list `perpetrator`, several. Empty means unknown.
    pub perpetrators: Vec<Code>,
}

/// Persons who were mentioned but whose exposure is unclear, such as brothers and sisters. Counted apart.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(into = "Option<u16>", from = "Option<u16>")]
pub enum PersonsMentioned {
    /// Not known whether anybody was mentioned.
    #[default]
    Unknown,
    /// So many, perhaps none.
    Count(u16),
}

impl From<Option<u16>> for PersonsMentioned {
    fn from(count: Option<u16>) -> Self {
        count.map_or(Self::Unknown, Self::Count)
    }
}

impl From<PersonsMentioned> for Option<u16> {
    fn from(mentioned: PersonsMentioned) -> Self {
        match mentioned {
            PersonsMentioned::Unknown => None,
            PersonsMentioned::Count(count) => Some(count),
        }
    }
}
