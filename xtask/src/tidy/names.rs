//! A file is called after what it holds. Names that hold anything are the sign of a wrong cut.

use super::{Fault, Tree};

const BANNED: [&str; 12] = [
    "util", "utils", "helper", "helpers", "common", "misc", "types", "models", "manager",
    "service", "shared", "stuff",
];

/// Source files and folders with such a name; `models/` in the root holds data.
pub(super) fn faults(tree: &Tree) -> Vec<Fault> {
    tree.files
        .iter()
        .filter(|file| file.has_ending(&["rs", "js", "css", "html", "sql", "ftl"]))
        .filter_map(|file| {
            let name = banned_part(&file.path)?;
            Some(Fault::new(
                &file.path,
                format!("`{name}` says nothing: name it after what it holds"),
            ))
        })
        .collect()
}

fn banned_part(path: &str) -> Option<&str> {
    path.split('/')
        .map(|part| part.split('.').next().unwrap_or(part))
        .find(|part| BANNED.contains(part))
}

#[cfg(test)]
mod tests {
    use super::banned_part;

    #[test]
    fn folders_and_files_are_looked_at() {
        assert_eq!(banned_part("crates/web/src/helpers/x.rs"), Some("helpers"));
        assert_eq!(banned_part("crates/web/src/types.rs"), Some("types"));
        assert_eq!(banned_part("crates/domain/src/centre_model.rs"), None);
    }
}
