//! Words as people type them, and the codes they stand for.

use std::collections::HashMap;

use super::column::words;
use crate::{
    centre::{CentreModel, suggestion},
    code::Code,
    code_list::{CodeList, ListName, national},
};

/// A word without the differences nobody means: case, white space, kinds of dashes.
pub(super) fn normal(word: &str) -> String {
    let words: Vec<_> = word.split_whitespace().collect();
    words.join(" ").to_lowercase().replace(['–', '—', '‑'], "-")
}

/// Whether a word is one of some others.
pub(super) fn is_one_of(word: &str, others: &[String]) -> bool {
    others.iter().any(|other| normal(other) == word)
}

/// What people call the codes of a list.
pub(super) struct Names {
    codes: HashMap<String, Option<Code>>,
    shown: Vec<String>,
}

impl Names {
    /// Codes, labels in both languages, and the parts of labels that say `A or B`. A name of two codes is
    /// nobody's; a whole label goes before the part of another.
    fn of(list: &CodeList) -> Self {
        let mut codes: HashMap<String, Option<Code>> = HashMap::new();
        let mut name = |name: &str, code: &Code, whole: bool| {
            let named = codes.get(&normal(name)).cloned();
            match named {
                Some(Some(other)) if other == *code => {}
                Some(_) if !whole => {}
                Some(_) => _ = codes.insert(normal(name), None),
                None => _ = codes.insert(normal(name), Some(code.clone())),
            }
        };
        for listed in list.entries() {
            name(&listed.labels.sv, &listed.code, true);
            name(&listed.labels.en, &listed.code, true);
        }
        for listed in list.entries() {
            for part in listed.labels.sv.split(words().or.as_str()) {
                name(part, &listed.code, false);
            }
        }
        // A code is always itself, whatever labels say.
        for listed in list.entries() {
            codes.insert(listed.code.to_string(), Some(listed.code.clone()));
        }
        let label = |listed: &crate::code_list::Listed| listed.labels.sv.clone();
        Self {
            codes,
            shown: list.entries().iter().map(label).collect(),
        }
    }

    /// The code of a word as it stands in a cell.
    fn find(&self, word: &str) -> Option<Code> {
        self.codes.get(word).cloned().flatten()
    }

    /// The label that was perhaps meant.
    pub(super) fn near(&self, word: &str) -> Option<String> {
        let word = normal(word);
        let holding = |label: &&String| word.chars().count() >= 3 && normal(label).contains(&word);
        let normals: Vec<_> = self.shown.iter().map(|label| normal(label)).collect();
        let near = suggestion::nearest(&word, normals.iter().map(String::as_str));
        near.map(|place| self.shown[place].clone())
            .or_else(|| self.shown.iter().find(holding).cloned())
    }
}

/// The lists of a centre by what people call their codes.
pub(super) struct Lists {
    names: HashMap<ListName, Names>,
    national_kommuner: Names,
    ages: Vec<(Code, u8, u8)>,
}

impl Lists {
    pub(super) fn of(model: &CentreModel) -> Self {
        let names = |name: &ListName| (*name, Names::of(model.list(*name)));
        let ages = model.list(ListName::AgeBand).entries().iter();
        Self {
            names: ListName::ALL.iter().map(names).collect(),
            national_kommuner: Names::of(national(ListName::Kommun)),
            ages: ages.filter_map(|listed| age_span(&listed.code)).collect(),
        }
    }

    pub(super) fn names(&self, list: ListName) -> &Names {
        self.names.get(&list).expect("a model has every list")
    }

    /// The code of a word in a list; `unknown` for the words that say so.
    pub(super) fn find(&self, list: ListName, typed: &str) -> Option<Code> {
        let word = normal(typed);
        let found = self.names(list).find(&word);
        let found = found.or_else(|| is_one_of(&word, &words().unknown).then(Code::unknown));
        match list {
            ListName::AgeBand => found.or_else(|| self.age(&word)),
            ListName::Kommun => found.or_else(|| self.names(list).find(&kommun(&word))),
            _ => found,
        }
    }

    /// A kommun anywhere in Sweden.
    pub(super) fn find_national_kommun(&self, typed: &str) -> Option<Code> {
        let word = normal(typed);
        let found = self.national_kommuner.find(&word);
        let found = found.or_else(|| self.national_kommuner.find(&kommun(&word)));
        found.or_else(|| is_one_of(&word, &words().unknown).then(Code::unknown))
    }

    /// The band of an age in whole years.
    fn age(&self, word: &str) -> Option<Code> {
        let age: u8 = word.trim_end_matches(" år").parse().ok()?;
        let band = self
            .ages
            .iter()
            .find(|(_, from, to)| (*from..=*to).contains(&age));
        band.map(|(code, _, _)| code.clone())
    }
}

/// A kommun's name without the word that says it is one.
fn kommun(word: &str) -> String {
    let ending = words()
        .kommun
        .iter()
        .find_map(|ending| word.strip_suffix(ending));
    ending.unwrap_or(word).to_owned()
}

/// The ages of a band, if its code says them: `13_17`, `27_plus`, `under_18`.
fn age_span(code: &Code) -> Option<(Code, u8, u8)> {
    let (from, to) = match code.as_str().split_once('_')? {
        ("under", to) => (0, to.parse::<u8>().ok()?.checked_sub(1)?),
        (from, "plus") => (from.parse().ok()?, u8::MAX),
        (from, to) => (from.parse().ok()?, to.parse().ok()?),
    };
    Some((code.clone(), from, to))
}
