//! `cargo xtask conformance FOLDER`: our code against vectors that others made and that are not
//! part of this project. The tests are called `outside_…` and read the folder from `FYREN_OUTSIDE`.

use std::path::Path;

use crate::step::{self, Outcome};
use crate::workspace::Workspace;

/// Runs the tests that need the folder.
pub(crate) fn run(workspace: &Workspace, folder: &Path) -> Outcome {
    let folder = folder
        .canonicalize()
        .map_err(|fault| format!("{} cannot be read: {fault}", folder.display()))?;
    let mut tests = workspace.cargo([
        "test",
        "--workspace",
        "--tests",
        "outside",
        "--",
        "--include-ignored",
    ]);
    step::run("vectors from outside", tests.env("FYREN_OUTSIDE", folder))
}
