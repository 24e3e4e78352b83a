//! Lists of codes with their names in Swedish and English.
//!
//! The national lists are built in, so that figures of different centres can be
//! laid side by side. A centre selects from them, renames, and adds codes of its
//! own, each mapped to a national one.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;

use crate::{
    code::{Code, written_enum},
    kommun,
};

written_enum! {
    /// The lists there are.
    pub enum ListName {
        /// How an enquiry came.
        Channel = "channel",
        /// The asker's profession; also the professions of the operative team.
        Profession = "profession",
        /// Kinds of organisations: the asker's, and those referred to.
        Organisation = "organisation",
        /// Kommuner by SCB code; the asker's, and those referred to.
        Kommun = "kommun",
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
    /// A list in the order given; `unknown` is added from the national list if it is missing.
    #[must_use]
    pub(crate) fn with(mut entries: Vec<Listed>) -> Self {
        if !entries.iter().any(|listed| listed.code.is_unknown()) {
            entries.push(unknown());
        }
        Self { entries }
    }

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

fn unknown() -> Listed {
    let sex = national(ListName::Sex);
    sex.find(&Code::unknown())
        .expect("the national list has it")
        .clone()
}

/// A national list.
#[must_use]
pub fn national(name: ListName) -> &'static CodeList {
    static LISTS: LazyLock<BTreeMap<ListName, CodeList>> = LazyLock::new(read_national);
    LISTS.get(&name).expect("the built-in file has every list")
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NationalLine {
    code: Code,
    sv: String,
    en: String,
    source: String,
}

impl From<NationalLine> for Listed {
    fn from(line: NationalLine) -> Self {
        let labels = Labels {
            sv: line.sv,
            en: line.en,
        };
        Self {
            national: line.code.clone(),
            code: line.code,
            labels,
            source: line.source,
        }
    }
}

fn read_national() -> BTreeMap<ListName, CodeList> {
    let text = include_str!("../data/national.toml");
    let lists: BTreeMap<ListName, Vec<NationalLine>> =
        toml::from_str(text).expect("the built-in file is valid");
    let list = |lines: Vec<NationalLine>| CodeList {
        entries: lines.into_iter().map(Listed::from).collect(),
    };
    let mut lists: BTreeMap<_, _> = lists
        .into_iter()
        .map(|(name, lines)| (name, list(lines)))
        .collect();
    // The built-in file names only what a kommun can be besides a kommun: another one, or unknown.
    let kommuner = kommun::list().iter().map(kommun_listed);
    lists
        .entry(ListName::Kommun)
        .or_default()
        .entries
        .splice(0..0, kommuner);
    lists
}

fn kommun_listed(kommun: &kommun::NationalKommun) -> Listed {
    Listed {
        code: kommun.code.clone(),
        national: kommun.code.clone(),
        labels: Labels {
            sv: kommun.name.into(),
            en: kommun.name.into(),
        },
        source: "SCB".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_has_unknown_last_and_each_code_once() {
        for name in ListName::ALL {
            let codes: Vec<_> = national(*name)
                .entries()
                .iter()
                .map(|listed| &listed.code)
                .collect();
            assert!(codes.last().is_some_and(|code| code.is_unknown()), "{name}");
            let once: std::collections::BTreeSet<_> = codes.iter().collect();
            assert_eq!(once.len(), codes.len(), "{name}");
        }
    }

    #[test]
    fn every_code_has_a_name_in_both_languages_and_a_source() {
        for listed in ListName::ALL
            .iter()
            .flat_map(|name| national(*name).entries())
        {
            assert!(
                !listed.labels.sv.is_empty() && !listed.labels.en.is_empty(),
                "{}",
                listed.code
            );
            assert!(!listed.source.is_empty(), "{}", listed.code);
        }
    }

    #[test]
    fn every_source_is_in_the_glossary() {
        // The glossary is the place where a reader finds what a key stands for.
        let glossary = include_str!("../../../docs/glossary.md");
        for listed in ListName::ALL
            .iter()
            .flat_map(|name| national(*name).entries())
        {
            assert!(
                glossary.contains(&format!("| {} |", listed.source)),
                "{}",
                listed.source
            );
        }
    }

    #[test]
    fn a_code_the_list_has_lost_is_shown_as_itself() {
        let gone = Code::parse("gone").unwrap();
        assert_eq!(national(ListName::Sex).label(&gone, "sv"), "gone");
    }

    #[test]
    fn a_label_falls_back_to_swedish() {
        let nurse = Code::parse("school_nurse").unwrap();
        let list = national(ListName::Profession);
        assert_eq!(list.label(&nurse, "en-GB"), "School nurse");
        assert_eq!(list.label(&nurse, "so"), "Skolsköterska");
    }
}
