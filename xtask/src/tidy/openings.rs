//! Each crate and module opens with `//!`: what it is for and what it must not do.

use super::{Fault, Tree};

/// Rust files that begin otherwise.
pub(super) fn faults(tree: &Tree) -> Vec<Fault> {
    tree.files
        .iter()
        .filter(|file| file.has_ending(&["rs"]) && !file.text.starts_with("//!"))
        .map(|file| Fault::new(&file.path, "does not open with `//!`"))
        .collect()
}
