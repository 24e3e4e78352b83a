//! `cargo xtask check`: what the build machine runs, in the order in which faults are cheapest to
//! find. The tests come last, so that their own closing lines end the log.

use crate::bundle;
use crate::fuzz;
use crate::licences;
use crate::step::{self, Outcome};
use crate::suite;
use crate::tidy;
use crate::workspace::Workspace;

/// Runs every check.
pub(crate) fn run(workspace: &Workspace) -> Outcome {
    step::run(
        "format",
        &mut workspace.cargo(["fmt", "--all", "--", "--check"]),
    )?;
    tidy::run(workspace)?;
    licences::run(workspace)?;
    bundle::run(workspace)?;
    step::run(
        "clippy",
        &mut workspace.cargo([
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]),
    )?;
    step::run(
        "rustdoc",
        workspace
            .cargo(["doc", "--workspace", "--no-deps"])
            .env("RUSTDOCFLAGS", "-D warnings"),
    )?;
    fuzz::run(workspace, fuzz::BRIEFLY_SECONDS, "")?;
    suite::run(workspace)
}
