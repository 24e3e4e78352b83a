//! Documents point at what exists: every path in ARCHITECTURE.md and README.md, and every relative
//! link in any document.

use super::{Fault, Tree};

/// Paths that lead nowhere.
pub(super) fn faults(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in tree.files.iter().filter(|file| file.has_ending(&["md"])) {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (number, line) in file.lines() {
            let links = links(line).map(|link| joined(folder, link));
            let named = names_paths(&file.path)
                .then(|| paths(line))
                .into_iter()
                .flatten();
            for path in links.chain(named).filter(|path| !tree.exists(path)) {
                faults.push(Fault::at(file, number, format!("`{path}` does not exist")));
            }
        }
    }
    for needed in [
        "ARCHITECTURE.md",
        "README.md",
        "SECURITY.md",
        "docs/threat-model.md",
        "docs/operating.md",
    ] {
        if !tree.exists(needed) {
            faults.push(Fault::new(needed, "is missing"));
        }
    }
    faults
}

fn names_paths(document: &str) -> bool {
    matches!(document, "ARCHITECTURE.md" | "README.md" | "SECURITY.md")
}

/// Targets of `[text](target)` that are files of ours.
fn links(line: &str) -> impl Iterator<Item = &str> {
    line.split("](")
        .skip(1)
        .filter_map(|rest| rest.split_once(')').map(|(target, _)| target))
        .map(|target| target.split('#').next().unwrap_or(target))
        .filter(|target| !target.is_empty() && !target.contains(':'))
}

fn joined(folder: &str, link: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in link.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// What stands in backticks and begins in one of our folders, braces written out.
fn paths(line: &str) -> Vec<String> {
    line.split('`')
        .skip(1)
        .step_by(2)
        .filter(|text| {
            [
                "crates/", "docs/", "xtask/", "e2e/", "assets/", "fuzz/", "models/", ".ci/",
                ".cargo/",
            ]
            .iter()
            .any(|folder| text.starts_with(folder))
        })
        .filter(|text| !text.contains(['<', '*', '…', ' ']))
        .flat_map(written_out)
        .collect()
}

fn written_out(path: &str) -> Vec<String> {
    match path
        .split_once('{')
        .and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        Some((before, (choices, after))) => choices
            .split(',')
            .map(|choice| format!("{before}{}{after}", choice.trim()))
            .collect(),
        None => vec![path.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_in_backticks_are_found_and_braces_written_out() {
        assert_eq!(
            paths("see `docs/{a,b}.md` and `cargo`"),
            ["docs/a.md", "docs/b.md"]
        );
    }

    #[test]
    fn links_are_followed_from_where_the_document_lies() {
        assert_eq!(
            links("[x](../SECURITY.md#top), [y](https://a.b)").collect::<Vec<_>>(),
            ["../SECURITY.md"]
        );
        assert_eq!(joined("docs", "../SECURITY.md"), "SECURITY.md");
    }
}
