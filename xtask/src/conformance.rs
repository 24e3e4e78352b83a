//! `cargo xtask conformance FOLDER`: our code against vectors that others made and that are not
//! part of this project. What is judged stands in `xtask/examples/conformance.rs`.

use std::path::Path;
use std::process::Command;

use crate::step::{self, Outcome};
use crate::workspace::Workspace;

/// Judges every file of the folder that we have something to say about.
pub(crate) fn run(workspace: &Workspace, folder: &Path) -> Outcome {
    let folder = folder
        .canonicalize()
        .map_err(|fault| format!("{} cannot be read: {fault}", folder.display()))?;
    // The whole workspace is named so that what is built here serves the tests too.
    step::run(
        "build",
        &mut workspace.cargo(["build", "--workspace", "--example", "conformance"]),
    )?;
    let mut judge = Command::new(workspace.target.join("debug/examples/conformance"));
    step::run("vectors from outside", judge.arg(folder))
}
