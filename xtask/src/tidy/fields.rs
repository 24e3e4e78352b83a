//! `docs/fields.md` says what each field takes: the places it names exist, and the limits it names are those of the code.

use super::{Fault, Tree};

const DOCUMENT: &str = "docs/fields.md";

/// Places that are not there, and limits that are others in the code.
pub(super) fn faults(tree: &Tree) -> Vec<Fault> {
    let Some(document) = tree.file(DOCUMENT) else {
        return vec![Fault::new(DOCUMENT, "is missing")];
    };
    let rows = document.text.lines().filter(|line| line.starts_with('|'));
    let last_cells = rows.filter_map(|row| row.trim_end_matches(['|', ' ']).rsplit('|').next());
    let reasons = last_cells.flat_map(|cell| cell_faults(tree, cell));
    reasons.map(|reason| Fault::new(DOCUMENT, reason)).collect()
}

/// A cell names files, and after a file the constants it holds as `NAME = value`.
fn cell_faults(tree: &Tree, cell: &str) -> Vec<String> {
    let mut file = None;
    let mut faults = Vec::new();
    for span in cell.split('`').skip(1).step_by(2) {
        let Some((name, value)) = span.split_once(" = ") else {
            file = tree.file(span);
            if file.is_none() {
                faults.push(format!("`{span}` does not exist"));
            }
            continue;
        };
        let holds = |line: &str| {
            let rest = line.trim_start_matches("pub ").strip_prefix("const ");
            let rest = rest.and_then(|rest| rest.strip_prefix(name));
            rest.is_some_and(|rest| {
                rest.starts_with([':', ' ']) && rest.ends_with(&format!("= {value};"))
            })
        };
        if !file.is_some_and(|file| file.text.lines().any(holds)) {
            faults.push(format!("`{span}` is not in the file named before it"));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::super::File;
    use super::*;

    fn found(cell: &str) -> Vec<String> {
        let file = |path: &str, text: String| File {
            path: path.to_owned(),
            text,
        };
        let tree = Tree {
            root: "there is no such folder".into(),
            files: vec![
                file(
                    DOCUMENT,
                    format!("| form | kept in |\n|---|---|\n| a | {cell} |\n"),
                ),
                file("a.rs", "pub const LONGEST: usize = 100;\n".to_owned()),
                file("a.js", "const SHORTEST = 12;\n".to_owned()),
            ],
        };
        let faults = faults(&tree);
        faults.into_iter().map(|fault| fault.reason).collect()
    }

    #[test]
    fn limits_are_those_of_the_code() {
        for good in [
            "`a.rs`",
            "`a.rs` `LONGEST = 100`",
            "`a.js` `SHORTEST = 12`, `a.rs`",
        ] {
            assert_eq!(found(good), Vec::<String>::new(), "{good}");
        }
        let wrong = "`LONGEST = 10` is not in the file named before it";
        assert_eq!(found("`a.rs` `LONGEST = 10`"), [wrong]);
        let elsewhere = "`LONGEST = 100` is not in the file named before it";
        assert_eq!(found("`a.js` `LONGEST = 100`"), [elsewhere]);
        assert_eq!(found("`b.rs`"), ["`b.rs` does not exist"]);
    }
}
