//! Lists of codes with their names in Swedish and English.
//!
//! The national lists are built in, so that figures of different centres can be
//! laid side by side. A centre selects from them, renames, and adds codes of its
//! own, each mapped to a national one.

use crate::code::{Code, written_enum};

written_enum! {
    /// The lists there are.
    pub enum ListName {
        /// How an enquiry came.
        Channel = "channel",
        /// The asker's profession; also the professions of the operative team.
        Profession = "profession",
        /// Kinds of organisations: the asker's, and those referred to.
        Organisation = "organisation",
        /// What is asked for.
        Kind = "kind",
        /// What somebody is exposed to, or what an enquiry concerns.
        Exposure = "exposure",
        /// Whom a consultation is about.
        CaseType = "case_type",
        /// Sex of an exposed person.
        Sex = "sex",
        /// Age of an exposed person; centres have bands of their own.
        AgeBand = "age_band",
        /// How somebody who exposes is related to the exposed person.
        Perpetrator = "perpetrator",
        /// What was advised.
        Advice = "advice",
        /// How an enquiry or consultation ended.
        Outcome = "outcome",
        /// What time was spent on.
        Work = "work",
        /// Languages.
        Language = "language",
    }
}

/// A text in the languages of the lists.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Labels {
    /// Swedish.
    pub sv: String,
    /// English.
    pub en: String,
}

impl Labels {
    /// The text in a language by its tag; Swedish where there is none.
    #[must_use]
    pub fn label(&self, language: &str) -> &str {
        match language.split('-').next() {
            Some("en") if !self.en.is_empty() => &self.en,
            _ => &self.sv,
        }
    }
}

/// A code as it stands in a list.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Listed {
    /// The code.
    pub code: Code,
    /// The national code it is counted as; itself in a national list.
    pub national: Code,
    /// What people read.
    pub labels: Labels,
    /// Key of the source it is taken from; see `docs/glossary.md`.
    pub source: String,
}

/// A list of codes in the order people should meet them; it always contains `unknown`.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct CodeList {
    entries: Vec<Listed>,
}

impl CodeList {
    /// Every code of the list, in order.
    #[must_use]
    pub fn entries(&self) -> &[Listed] {
        &self.entries
    }

    /// Finds a code.
    #[must_use]
    pub fn find(&self, code: &Code) -> Option<&Listed> {
        self.entries.iter().find(|listed| listed.code == *code)
    }

    /// Whether a code stands in the list.
    #[must_use]
    pub fn contains(&self, code: &Code) -> bool {
        self.find(code).is_some()
    }

    /// The name of a code; the code itself if the list no longer has it.
    #[must_use]
    pub fn label<'a>(&'a self, code: &'a Code, language: &str) -> &'a str {
        self.find(code)
            .map_or(code.as_str(), |listed| listed.labels.label(language))
    }
}
