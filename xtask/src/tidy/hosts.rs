//! No place of one machine and no host of a package registry stands in the project: packages are
//! named, and each machine knows where it gets them.

use super::{Fault, Tree};

/// Written in two parts, so that this file names none of them either.
const BANNED: [&str; 9] = [
    concat!("registry.", "npmjs.org"),
    concat!("registry.", "yarnpkg.com"),
    concat!("static.", "crates.io"),
    concat!("index.", "crates.io"),
    concat!("py", "pi.org"),
    concat!("proxy.", "golang.org"),
    concat!("/root", "/"),
    concat!("/home", "/"),
    concat!("/work", "/"),
];

/// Files that contain one of them.
pub(super) fn faults(tree: &Tree) -> Vec<Fault> {
    tree.files
        .iter()
        .filter(|file| file.path != "xtask/src/tidy/hosts.rs")
        .flat_map(|file| {
            file.lines().filter_map(|(number, line)| {
                let banned = BANNED.iter().find(|banned| names(line, banned))?;
                Some(Fault::at(
                    file,
                    number,
                    format!("`{banned}` does not belong in the project"),
                ))
            })
        })
        .collect()
}

/// A path counts only where it begins: `fyren/root/1` is a label.
fn names(line: &str, banned: &str) -> bool {
    line.match_indices(banned).any(|(at, _)| {
        !(banned.starts_with('/') && line[..at].ends_with(|sign: char| sign.is_alphanumeric()))
    })
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_path_counts_only_where_it_begins() {
        assert!(names("lies in /home/anna", "/home/"));
        assert!(!names("fyren/home/1", "/home/"));
    }
}
