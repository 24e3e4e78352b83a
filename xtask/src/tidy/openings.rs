//! Each crate and module opens with `//!`: what it is for and what it must not do. In a folder of
//! tests only the first file does; the others' names are sentences enough.

use super::{Fault, Tree};

/// Rust files that begin otherwise.
pub(super) fn faults(tree: &Tree) -> Vec<Fault> {
    tree.files
        .iter()
        .filter(|file| file.has_ending(&["rs"]) && !is_one_of_many_tests(&file.path))
        .filter(|file| !file.text.starts_with("//!"))
        .map(|file| Fault::new(&file.path, "does not open with `//!`"))
        .collect()
}

fn is_one_of_many_tests(path: &str) -> bool {
    path.contains("/tests/") && !path.ends_with("/main.rs")
}
