//! `docs/asvs.md` answers every requirement once, and what it points at is there: places exist, tests
//! stand in the file named before them, counts are right, and what is missing is listed at the top.

use std::collections::{BTreeMap, BTreeSet};

use super::{Fault, File, Tree};

const DOCUMENT: &str = "docs/asvs.md";
/// An id and its level on each line.
const ASKED: &str = "xtask/src/tidy/asvs-ids.txt";
const ANSWERS: [&str; 4] = ["holds", "partly", "does not hold", "does not apply"];
const MISSING: &str = "## What is missing";
const NO_TEST: &str = "no test";

/// What the document leaves out, repeats, miscounts or points at in vain.
pub(super) fn faults(tree: &Tree) -> Vec<Fault> {
    let (Some(document), Some(list)) = (tree.file(DOCUMENT), tree.file(ASKED)) else {
        return vec![Fault::new(DOCUMENT, format!("is missing, or `{ASKED}` is"))];
    };
    let rows = rows(&document.text);
    let mut faults = unanswered(&rows, asked(&list.text));
    faults.extend(miscounted(&document.text, &rows));
    faults.extend(unlisted(&document.text, &rows));
    for row in &rows {
        faults.extend(row_faults(tree, row));
    }
    faults
        .into_iter()
        .map(|reason| Fault::new(DOCUMENT, reason))
        .collect()
}

/// One row: requirements, their level, what is asked for, the answer, how, and what shows it.
struct Row<'a> {
    ids: Vec<&'a str>,
    level: &'a str,
    answer: &'a str,
    how: &'a str,
    shown: &'a str,
}

impl Row<'_> {
    fn applies(&self) -> bool {
        self.answer != "does not apply"
    }

    fn is_open(&self) -> bool {
        self.applies() && self.answer != "holds"
    }
}

/// The rows that begin with a requirement; one that is cut otherwise is none.
fn rows(document: &str) -> Vec<Row<'_>> {
    document
        .lines()
        .filter(|line| line.starts_with("| V"))
        .filter_map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let &[ids, level, _, answer, how, shown] = cells.as_slice() else {
                return None;
            };
            Some(Row {
                ids: ids.split(", ").collect(),
                level,
                answer,
                how,
                shown,
            })
        })
        .collect()
}

/// The level of each requirement.
fn asked(list: &str) -> BTreeMap<&str, &str> {
    list.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(' '))
        .collect()
}

/// Requirements without a row or with two, and rows of another level.
fn unanswered(rows: &[Row<'_>], mut asked: BTreeMap<&str, &str>) -> Vec<String> {
    let mut faults = Vec::new();
    for row in rows {
        for id in &row.ids {
            match asked.remove(*id) {
                Some(level) if row.level.contains(level) => {}
                Some(level) => faults.push(format!("`{id}` is of level {level}")),
                None => faults.push(format!("`{id}` stands there twice, or is not asked for")),
            }
        }
    }
    faults.extend(asked.keys().map(|id| format!("`{id}` is not answered")));
    faults
}

/// Answers whose count in the table at the top is another.
fn miscounted(document: &str, rows: &[Row<'_>]) -> Vec<String> {
    let mut faults = Vec::new();
    for answer in ANSWERS {
        let answered = rows.iter().filter(|row| row.answer == answer);
        let count: usize = answered.map(|row| row.ids.len()).sum();
        if !document.contains(&format!("| {answer} | {count} |")) {
            faults.push(format!("`{answer}` is the answer to {count}"));
        }
    }
    faults
}

/// Requirements that do not hold, or not wholly, and are not in the list of what is missing.
fn unlisted(document: &str, rows: &[Row<'_>]) -> Vec<String> {
    let list = document.split_once(MISSING).map_or("", |(_, rest)| rest);
    let list = list.split("\n## ").next().unwrap_or(list);
    let listed: BTreeSet<&str> = list
        .split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '.')
        .collect();
    rows.iter()
        .filter(|row| row.is_open())
        .flat_map(|row| &row.ids)
        .filter(|id| !listed.contains(*id))
        .map(|id| format!("`{id}` is not under `{MISSING}`"))
        .collect()
}

fn row_faults(tree: &Tree, row: &Row<'_>) -> Vec<String> {
    let mut faults = untested(tree, row.shown);
    let paths = spans(row.how).filter(|span| is_path(span));
    let lost = paths.filter(|path| !tree.exists(path));
    faults.extend(lost.map(|path| format!("`{path}` does not exist")));
    if !ANSWERS.contains(&row.answer) {
        faults.push(format!("`{}` is no answer", row.answer));
    }
    let is_shown = row.shown == NO_TEST || spans(row.shown).count() > 1;
    if row.applies() != is_shown {
        let id = row.ids.join(", ");
        faults.push(format!("`{id}` names a test or `{NO_TEST}`, if it applies"));
    }
    faults
}

/// Tests that are not in the file named before them.
fn untested(tree: &Tree, shown: &str) -> Vec<String> {
    let mut file = None;
    let mut faults = Vec::new();
    for span in spans(shown) {
        if is_path(span) {
            file = tree.file(span);
            if file.is_none() {
                faults.push(format!("`{span}` does not exist"));
            }
        } else if file.is_none_or(|file| !holds_test(file, span)) {
            faults.push(format!("`{span}` is not in the file named before it"));
        }
    }
    faults
}

/// A test in Rust is a function; in a script it is the sentence it is called by.
fn holds_test(file: &File, name: &str) -> bool {
    if file.has_ending(&["rs"]) {
        file.text.contains(&format!("fn {name}("))
    } else {
        file.text.contains(name)
    }
}

/// What stands in backticks.
fn spans(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

/// Whether it begins in one of our folders, or is a file of the root.
fn is_path(span: &str) -> bool {
    let folders = [
        "crates/", "docs/", "xtask/", "e2e/", "assets/", "fuzz/", "models/", ".ci/", ".cargo/",
    ];
    let endings = [".md", ".toml", ".lock"];
    folders.iter().any(|folder| span.starts_with(folder))
        || (!span.contains('/') && endings.iter().any(|ending| span.ends_with(ending)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "\
| holds | 1 |
| partly | 1 |
| does not hold | 0 |
| does not apply | 2 |

## What is missing

1. **Something** (V1.1.2). Mend it.

## V1

| V1.1.1 | 1 | this | holds | In `a.rs`. | `crates/a.rs` `it_is_so` |
| V1.1.2 | 2 | that | partly | So. | no test |
| V1.2.1, V1.2.2 | 1, 2 | more | does not apply | There is none. |  |
";

    const LIST: &str = "# where it is from\nV1.1.1 1\nV1.1.2 2\nV1.2.1 1\nV1.2.2 2\n";

    fn found(document: &str) -> Vec<String> {
        let file = |path: &str, text: &str| File {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        let tree = Tree {
            root: "there is no such folder".into(),
            files: vec![
                file(DOCUMENT, document),
                file(ASKED, LIST),
                file("crates/a.rs", "fn it_is_so() {}"),
                file("e2e/a.js", "test('it is so', () => {});"),
            ],
        };
        faults(&tree)
            .into_iter()
            .map(|fault| fault.reason)
            .collect()
    }

    #[test]
    fn a_document_that_answers_everything_once_has_no_fault() {
        assert_eq!(found(GOOD), Vec::<String>::new());
    }

    #[test]
    fn a_requirement_left_out_or_repeated_is_found() {
        assert_eq!(
            found(&GOOD.replace("| V1.1.1 |", "| V1.1.2 |")),
            [
                "`V1.1.2` is of level 2",
                "`V1.1.2` stands there twice, or is not asked for",
                "`V1.1.1` is not answered"
            ]
        );
    }

    #[test]
    fn a_wrong_count_is_found() {
        assert_eq!(
            found(&GOOD.replace("| does not apply | 2 |", "| does not apply | 1 |")),
            ["`does not apply` is the answer to 2"]
        );
    }

    #[test]
    fn what_does_not_hold_is_listed_as_missing() {
        assert_eq!(
            found(&GOOD.replace("(V1.1.2)", "(V1.1.21)")),
            ["`V1.1.2` is not under `## What is missing`"]
        );
    }

    #[test]
    fn a_test_stands_in_the_file_named_before_it() {
        assert_eq!(
            found(&GOOD.replace("`it_is_so`", "`it_is`")),
            ["`it_is` is not in the file named before it"]
        );
        let script = GOOD.replace("`crates/a.rs` `it_is_so`", "`e2e/a.js` `it is so`");
        assert_eq!(found(&script), Vec::<String>::new());
        assert_eq!(
            found(&GOOD.replace("crates/a.rs", "crates/b.rs")),
            [
                "`crates/b.rs` does not exist",
                "`it_is_so` is not in the file named before it"
            ]
        );
    }

    #[test]
    fn a_place_that_is_not_there_is_found() {
        assert_eq!(
            found(&GOOD.replace("`a.rs`", "`docs/a.md`")),
            ["`docs/a.md` does not exist"]
        );
    }

    #[test]
    fn every_answer_says_how_it_is_shown() {
        assert_eq!(
            found(&GOOD.replace("no test", "")),
            ["`V1.1.2` names a test or `no test`, if it applies"]
        );
    }
}
