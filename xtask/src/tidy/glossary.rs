//! One noun in one spelling. The glossary ends with the words we do not use for a thing; they stand
//! in no name of a file, table or item.

use super::{Fault, File, Tree};

const GLOSSARY: &str = "docs/glossary.md";
const HEADING: &str = "## Words we do not use";

/// Rejected words used as names.
pub(super) fn faults(tree: &Tree) -> Vec<Fault> {
    let Some(glossary) = tree.file(GLOSSARY) else {
        return vec![Fault::new(GLOSSARY, "is missing")];
    };
    let rejected = rejected(&glossary.text);
    if rejected.is_empty() {
        return vec![Fault::new(
            GLOSSARY,
            format!("has no table under `{HEADING}`"),
        )];
    }
    let named = tree
        .files
        .iter()
        .filter(|file| file.has_ending(&["rs", "sql", "ftl", "html", "js"]));
    named
        .flat_map(|file| file_faults(file, &rejected))
        .collect()
}

fn file_faults(file: &File, rejected: &[(String, String)]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (word, instead) in rejected {
        let in_path = parts(&file.path).any(|part| part == *word);
        let in_items = file
            .lines()
            .find(|(_, line)| names(line).any(|name| parts(name).any(|part| part == *word)));
        if let Some(line) = in_path.then_some(0).or(in_items.map(|(number, _)| number)) {
            faults.push(Fault::at(
                file,
                line,
                format!("`{word}`: the word is `{instead}`"),
            ));
        }
    }
    faults
}

/// `(rejected word, the word instead)` of each row of the last table: `| instead | `not`, `not` |`.
fn rejected(glossary: &str) -> Vec<(String, String)> {
    let table = glossary.split_once(HEADING).map_or("", |(_, rest)| rest);
    let table = table.split("\n## ").next().unwrap_or(table);
    let mut pairs = Vec::new();
    for line in table.lines().filter(|line| line.starts_with('|')) {
        if let Some((instead, not)) = line.trim_matches('|').split_once('|') {
            let words = not.split('`').skip(1).step_by(2);
            pairs.extend(words.map(|word| (word.to_lowercase(), instead.trim().to_owned())));
        }
    }
    pairs
}

/// The names that a line gives to things: items, tables, messages.
fn names(line: &str) -> impl Iterator<Item = &str> {
    let line = line.trim_start();
    let line = line
        .strip_prefix("pub ")
        .or_else(|| line.strip_prefix("pub(crate) "))
        .unwrap_or(line);
    [
        "fn ",
        "struct ",
        "enum ",
        "mod ",
        "trait ",
        "create table ",
        "function ",
    ]
    .into_iter()
    .filter_map(move |keyword| line.strip_prefix(keyword))
    .filter_map(|rest| {
        rest.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-'))
            .next()
    })
}

/// The words of a name in any of our spellings: `a_b`, `a-b`, `AB`.
fn parts(name: &str) -> impl Iterator<Item = String> {
    let mut words = vec![String::new()];
    for sign in name.chars() {
        if sign.is_uppercase() || !sign.is_alphanumeric() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| sign.is_alphanumeric()) {
            word.extend(sign.to_lowercase());
        }
    }
    words.into_iter().filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_table_holds_the_rejected_words() {
        let glossary = "| a | `b` |\n## Words we do not use\n| matter | `ticket`, `Issue` |";
        let pairs = rejected(glossary);
        assert_eq!(
            pairs,
            [
                ("ticket".into(), "matter".into()),
                ("issue".into(), "matter".into())
            ]
        );
    }

    #[test]
    fn names_of_items_are_cut_into_words() {
        assert_eq!(
            names("pub(crate) struct CaseNote {").collect::<Vec<_>>(),
            ["CaseNote"]
        );
        assert_eq!(parts("CaseNote").collect::<Vec<_>>(), ["case", "note"]);
        assert_eq!(parts("open_case").collect::<Vec<_>>(), ["open", "case"]);
    }
}
