//! A source file stays short: over 400 lines without its tests it is warned about, over 600 refused.

use super::{Fault, File, Tree};

const LONG: usize = 400;
const TOO_LONG: usize = 600;

/// Files that are too long.
pub(super) fn faults(tree: &Tree) -> Vec<Fault> {
    longer_than(tree, TOO_LONG)
}

/// Files that should be cut soon.
pub(super) fn warnings(tree: &Tree) -> Vec<Fault> {
    longer_than(tree, LONG)
}

fn longer_than(tree: &Tree, limit: usize) -> Vec<Fault> {
    tree.files
        .iter()
        .filter(|file| file.has_ending(&["rs", "js"]) && !is_tests(&file.path))
        .map(|file| (file, lines_without_tests(file)))
        .filter(|(_, lines)| *lines > limit)
        .map(|(file, lines)| Fault::new(&file.path, format!("{lines} lines without tests")))
        .collect()
}

fn is_tests(path: &str) -> bool {
    path.contains("/tests/") || path.ends_with("/tests.rs")
}

fn lines_without_tests(file: &File) -> usize {
    file.text
        .lines()
        .take_while(|line| *line != "#[cfg(test)]")
        .count()
}
