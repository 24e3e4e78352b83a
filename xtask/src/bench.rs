//! `cargo xtask bench`: the measurements, in release.

use crate::step::{self, Outcome};
use crate::workspace::Workspace;

/// Runs the benches of every crate that has some.
pub(crate) fn run(workspace: &Workspace) -> Outcome {
    step::run(
        "benches",
        &mut workspace.cargo(["bench", "--workspace", "--benches"]),
    )
}
