//! A centre's own lists: what it selects, renames and adds, and its age bands.

use std::collections::BTreeMap;

use super::{
    Kommun,
    section::{Placed, Section},
    suggestion::suggest,
};
use crate::{
    code::Code,
    code_list::{CodeList, Labels, ListName, Listed, national},
};

/// The age at which a child becomes an adult in the national bands.
const ADULT: u32 = 18;

/// A set of codes is counted as bits of one number.
const MOST_CODES: usize = 60;

pub(super) fn read(file: &mut Section<'_>) -> BTreeMap<ListName, CodeList> {
    let bands = read_age_bands(file);
    let mut section = file.section("lists");
    let mut lists = BTreeMap::new();
    for name in ListName::ALL
        .iter()
        .filter(|name| **name != ListName::Kommun)
    {
        let below = section
            .as_mut()
            .and_then(|lists| lists.section(name.as_str()));
        lists.insert(
            *name,
            below.map_or_else(|| national(*name).clone(), |below| read_list(*name, below)),
        );
    }
    if let Some(section) = section {
        section.finish();
    }
    if !bands.is_empty() {
        lists.insert(ListName::AgeBand, CodeList::with(bands));
    }
    lists
}

/// The kommuner a centre serves, by code, and what an asker's kommun may be besides.
pub(super) fn of_kommuner(kommuner: &[Kommun]) -> CodeList {
    let served = |listed: &&Listed| kommuner.iter().any(|kommun| kommun.code == listed.code);
    let besides = |listed: &&Listed| listed.source != "SCB";
    let listed = national(ListName::Kommun).entries().iter();
    CodeList::with(
        listed
            .filter(|listed| served(listed) || besides(listed))
            .cloned()
            .collect(),
    )
}

/// Reads a code that must stand in a list.
pub(super) fn read_code(section: &Section<'_>, text: &Placed<&str>, list: &CodeList) -> Code {
    let found = list
        .entries()
        .iter()
        .find(|listed| listed.code.as_str() == text.value);
    if found.is_none() && !text.value.is_empty() {
        let codes: Vec<_> = list
            .entries()
            .iter()
            .map(|listed| listed.code.as_str())
            .collect();
        section.fault(
            text.at,
            format!(
                "the list has no code `{}`{}",
                text.value,
                suggest(text.value, &codes)
            ),
        );
    }
    found.map_or_else(Code::unknown, |listed| listed.code.clone())
}

fn read_list(name: ListName, mut section: Section<'_>) -> CodeList {
    let mut entries = read_selection(name, &mut section);
    if let Some(renames) = section.section("rename") {
        for (code, mut below) in renames.coded_sections() {
            let labels = below.labels();
            match entries
                .iter_mut()
                .find(|listed| listed.code.as_str() == code.value)
            {
                Some(listed) => listed.labels = labels,
                None => below.fault(
                    code.at,
                    format!("the list has no code `{}` to rename", code.value),
                ),
            }
            below.finish();
        }
    }
    let own: Vec<_> = section
        .sections("own")
        .into_iter()
        .filter_map(|own| read_own(name, own, &entries))
        .collect();
    let unknown = entries
        .iter()
        .position(|listed| listed.code.is_unknown())
        .unwrap_or(entries.len());
    entries.splice(unknown..unknown, own);
    if entries.len() > MOST_CODES {
        let reason = format!(
            "a list may have {MOST_CODES} codes; this one has {}",
            entries.len()
        );
        section.fault(section.at(), reason);
    }
    section.finish();
    CodeList::with(entries)
}

fn read_selection(name: ListName, section: &mut Section<'_>) -> Vec<Listed> {
    let Some(selected) = section.texts("select") else {
        return national(name).entries().to_vec();
    };
    let mut entries: Vec<Listed> = Vec::new();
    for text in selected {
        let code = read_code(section, &text, national(name));
        if entries.iter().any(|listed| listed.code == code) {
            section.fault(text.at, format!("`{code}` stands here twice: remove one"));
        }
        entries.extend(national(name).find(&code).cloned());
    }
    entries
}

fn read_own(name: ListName, mut section: Section<'_>, taken: &[Listed]) -> Option<Listed> {
    let code = read_new_code(&mut section, taken);
    let national_text = section.need_text("national");
    let national = read_code(&section, &national_text, national(name));
    let listed = read_listed(&mut section, code?, national);
    section.finish();
    Some(listed)
}

fn read_new_code(section: &mut Section<'_>, taken: &[Listed]) -> Option<Code> {
    let text = section.need_text("code");
    let code = Code::parse(text.value).ok();
    if code.is_none() && !text.value.is_empty() {
        section.fault(
            text.at,
            "a code is one to forty small letters a–z, digits or underscores",
        );
    }
    if taken
        .iter()
        .any(|listed| Some(&listed.code) == code.as_ref())
    {
        section.fault(
            text.at,
            format!("the list already has `{}`: choose another code", text.value),
        );
    }
    code
}

fn read_listed(section: &mut Section<'_>, code: Code, national: Code) -> Listed {
    let labels: Labels = section.labels();
    Listed {
        code,
        national,
        labels,
        source: section.need_text("source").value.into(),
    }
}

fn read_age_bands(file: &mut Section<'_>) -> Vec<Listed> {
    let mut bands: Vec<Listed> = Vec::new();
    let mut free_from = 0;
    for mut section in file.sections("age_band") {
        let code = read_new_code(&mut section, &bands);
        let from = section.number("from", 0..=120).unwrap_or_default();
        let to = section.number("to", 0..=120).unwrap_or(120);
        if from < free_from || to < from {
            section.fault(
                section.at(),
                "age bands must follow each other from young to old without overlap",
            );
        }
        if from < ADULT && to >= ADULT {
            section.fault(
                section.at(),
                "an age band must not reach across 18: national figures part there",
            );
        }
        free_from = to + 1;
        let national = if from < ADULT { "under_18" } else { "18_plus" };
        let national = Code::parse(national).expect("a national code");
        if let Some(code) = code {
            bands.push(read_listed(&mut section, code, national));
        }
        section.finish();
    }
    bands
}
