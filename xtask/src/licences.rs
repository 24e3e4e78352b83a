//! `cargo xtask licences`: every crate and npm package we build on is under a licence we allow.
//! A licence is allowed when it lets Fyren be given on under the EUPL-1.2.

use std::fs;
use std::path::Path;

use cargo_metadata::MetadataCommand;
use serde_json::Value;
use spdx::{Expression, ParseMode};

use crate::step::{Failure, Outcome, announce};
use crate::workspace::Workspace;

/// Permissive licences, and the two with copyleft per file that the EUPL names as compatible or
/// that we only link to.
const ALLOWED: [&str; 13] = [
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "EUPL-1.2",
    "ISC",
    "MIT",
    "MPL-2.0",
    "Unicode-3.0",
    "Zlib",
];

/// Compares all of them with the list.
pub(crate) fn run(workspace: &Workspace) -> Outcome {
    announce("licences");
    let mut packages = crates(workspace)?;
    for folder in ["assets", "e2e"] {
        packages.extend(npm_packages(&workspace.root.join(folder))?);
    }
    let faults: Vec<String> = packages
        .iter()
        .filter(|package| !package.is_allowed())
        .map(|package| format!("{}: {}", package.name, package.licence))
        .collect();
    if faults.is_empty() {
        eprintln!("{} packages, all under a licence we allow", packages.len());
        return Ok(());
    }
    Err(format!("licences we do not allow:\n  {}", faults.join("\n  ")).into())
}

struct Package {
    name: String,
    licence: String,
}

impl Package {
    fn is_allowed(&self) -> bool {
        Expression::parse_mode(&self.licence, ParseMode::LAX).is_ok_and(|expression| {
            expression.evaluate(|requirement| {
                requirement
                    .license
                    .id()
                    .is_some_and(|id| ALLOWED.contains(&id.name))
            })
        })
    }
}

fn crates(workspace: &Workspace) -> Result<Vec<Package>, Failure> {
    let metadata = MetadataCommand::new()
        .manifest_path(workspace.root.join("Cargo.toml"))
        .other_options(["--locked".to_owned()])
        .exec()?;
    Ok(metadata
        .packages
        .into_iter()
        .map(|package| Package {
            name: format!("{} {}", package.name, package.version),
            licence: package.license.unwrap_or_else(|| "none stated".into()),
        })
        .collect())
}

fn npm_packages(folder: &Path) -> Result<Vec<Package>, Failure> {
    let lock: Value = serde_json::from_str(&fs::read_to_string(folder.join("package-lock.json"))?)?;
    let packages = lock["packages"]
        .as_object()
        .ok_or("a lock file without packages")?;
    Ok(packages
        .iter()
        .map(|(name, package)| Package {
            name: format!("{name} {}", package["version"].as_str().unwrap_or_default()),
            licence: package["license"]
                .as_str()
                .unwrap_or("none stated")
                .to_owned(),
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_allowed(licence: &str) -> bool {
        Package {
            name: String::new(),
            licence: licence.into(),
        }
        .is_allowed()
    }

    #[test]
    fn one_allowed_licence_of_several_is_enough() {
        assert!(is_allowed("MIT OR Apache-2.0"));
        assert!(is_allowed("MIT/Apache-2.0"));
        assert!(is_allowed("Apache-2.0 OR LGPL-2.1-or-later"));
    }

    #[test]
    fn a_strong_or_missing_licence_is_refused() {
        assert!(!is_allowed("GPL-3.0-only"));
        assert!(!is_allowed("MIT AND AGPL-3.0-only"));
        assert!(!is_allowed("none stated"));
    }
}
