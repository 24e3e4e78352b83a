//! No place of one machine and no host of a package registry stands in the project: packages are
//! named, and each machine knows where it gets them.

use super::{Fault, Tree};

const BANNED: [&str; 9] = [
    "registry.npmjs.org",
    "registry.yarnpkg.com",
    "static.crates.io",
    "index.crates.io",
    "pypi.org",
    "proxy.golang.org",
    "/root/",
    "/home/",
    "/work/",
];

/// Files that contain one of them.
pub(super) fn faults(tree: &Tree) -> Vec<Fault> {
    tree.files
        .iter()
        .filter(|file| file.path != "xtask/src/tidy/hosts.rs")
        .flat_map(|file| {
            file.lines().filter_map(|(number, line)| {
                let banned = BANNED.iter().find(|banned| line.contains(*banned))?;
                Some(Fault::at(
                    file,
                    number,
                    format!("`{banned}` does not belong in the project"),
                ))
            })
        })
        .collect()
}
