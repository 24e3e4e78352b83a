//! Coded facts as bytes, for sealing at rest.
//!
//! The bytes are the JSON text `[version, facts]`. Facts written by a later
//! version can be read: what is unknown to this version is passed over, and what
//! is missing is unknown. Only a version that says it cannot be read so is refused.

use serde::{Serialize, de::DeserializeOwned};

use crate::{
    centre::CentreModel,
    code::{Code, written_enum},
    code_list::{ListName, national},
    consultation::Referral,
};

/// The version written now.
pub const FACTS_VERSION: u16 = 1;

/// The first version that readers of this one cannot understand.
const FIRST_FOREIGN_VERSION: u16 = 1_000;

/// Bytes that are no facts, or facts of a generation this program does not know.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("these facts cannot be read")]
pub struct UnreadableFacts;

pub(crate) fn write(facts: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(&(FACTS_VERSION, facts)).expect("facts are codes, numbers and dates")
}

pub(crate) fn read<F: DeserializeOwned>(bytes: &[u8]) -> Result<F, UnreadableFacts> {
    let (version, facts): (u16, F) = serde_json::from_slice(bytes).map_err(|_| UnreadableFacts)?;
    if version < FIRST_FOREIGN_VERSION {
        Ok(facts)
    } else {
        Err(UnreadableFacts)
    }
}

written_enum! {
    /// A field of a form or of facts, by the name it has there.
    pub enum FactField {
        /// How it came.
        Channel = "channel",
        /// The asker's profession.
        Profession = "profession",
        /// The asker's organisation.
        Organisation = "organisation",
        /// The asker's kommun.
        Kommun = "kommun",
        /// What is asked for.
        Kind = "kind",
        /// What it concerns.
        Concerns = "concerns",
        /// A feared journey.
        Journey = "journey",
        /// The asker's language.
        Language = "language",
        /// Whom it is about.
        CaseType = "case_type",
        /// Sex of an exposed person.
        Sex = "sex",
        /// Age of an exposed person.
        AgeBand = "age_band",
        /// What a person is exposed to.
        Exposures = "exposures",
        /// Who does it.
        Perpetrators = "perpetrators",
        /// What was advised.
        Advice = "advice",
        /// Where the asker was shown on to.
        Referrals = "referrals",
        /// What time was spent on.
        TimeSpent = "time_spent",
        /// How it ended.
        Outcome = "outcome",
    }
}

/// What is wrong with one field.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{field}: {problem}")]
pub struct FactFault {
    /// The field.
    pub field: FactField,
    /// What is wrong with it.
    pub problem: FactProblem,
}

/// What can be wrong with a field.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum FactProblem {
    /// It must be said, if only as unknown.
    #[error("nothing was chosen")]
    Missing,
    /// The centre's list does not have it.
    #[error("the list does not have this")]
    NotListed,
    /// The same was chosen twice.
    #[error("the same stands here twice")]
    Repeated,
    /// The last day lies before the first.
    #[error("the last day lies before the first")]
    OutOfOrder,
}

/// Compares codes with a centre's lists.
pub(crate) struct Check<'m> {
    model: &'m CentreModel,
    found: Vec<FactFault>,
}

impl<'m> Check<'m> {
    pub(crate) fn against(model: &'m CentreModel) -> Self {
        Self {
            model,
            found: Vec::new(),
        }
    }

    pub(crate) fn one(&mut self, field: FactField, list: ListName, code: &Code) {
        if !self.model.list(list).contains(code) {
            self.add(field, FactProblem::NotListed);
        }
    }

    pub(crate) fn several(&mut self, field: FactField, list: ListName, codes: &[Code]) {
        for (place, code) in codes.iter().enumerate() {
            self.one(field, list, code);
            if codes[..place].contains(code) {
                self.add(field, FactProblem::Repeated);
            }
        }
    }

    pub(crate) fn referral(&mut self, referral: &Referral) {
        self.one(
            FactField::Referrals,
            ListName::Organisation,
            &referral.organisation,
        );
        if !national(ListName::Kommun).contains(&referral.kommun) {
            self.add(FactField::Referrals, FactProblem::NotListed);
        }
    }

    pub(crate) fn add(&mut self, field: FactField, problem: FactProblem) {
        self.found.push(FactFault { field, problem });
    }

    pub(crate) fn finish(self) -> Result<(), Vec<FactFault>> {
        if self.found.is_empty() {
            Ok(())
        } else {
            Err(self.found)
        }
    }
}

#[cfg(test)]
mod tests;
