//! Where the project and its build artefacts lie.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use cargo_metadata::MetadataCommand;

use crate::step::Failure;

/// The root of the project and the folder that Cargo builds into.
pub(crate) struct Workspace {
    pub(crate) root: PathBuf,
    pub(crate) target: PathBuf,
}

impl Workspace {
    /// Asks Cargo, so that `CARGO_TARGET_DIR` and configuration files are honoured.
    pub(crate) fn find() -> Result<Self, Failure> {
        let metadata = MetadataCommand::new().no_deps().exec()?;
        Ok(Self {
            root: metadata.workspace_root.into(),
            target: metadata.target_directory.into(),
        })
    }

    /// Cargo with these arguments.
    pub(crate) fn cargo<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Command {
        let mut command = self.command("cargo");
        command.args(arguments);
        command
    }

    /// A program, started in the root as if by hand: the variables that the outer `cargo run`
    /// sets for this one would make build scripts run anew.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        for (name, _) in env::vars_os() {
            if name.to_str().is_some_and(set_by_cargo_run) {
                command.env_remove(name);
            }
        }
        command
    }

    /// The folder with what the browser gets; the build script of `fyren-web` reads it.
    pub(crate) fn bundle(&self) -> PathBuf {
        self.target.join("bundle")
    }
}

fn set_by_cargo_run(name: &str) -> bool {
    [
        "CARGO_PKG_",
        "CARGO_MANIFEST_",
        "CARGO_BIN_",
        "CARGO_CRATE_",
    ]
    .iter()
    .any(|prefix| name.starts_with(prefix))
        || matches!(
            name,
            "CARGO" | "OUT_DIR" | "LD_LIBRARY_PATH" | "CARGO_PRIMARY_PACKAGE"
        )
}
