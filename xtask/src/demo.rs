//! `cargo xtask demo`: from a fresh clone to a living demo centre in one command.

use std::process::Command;

use crate::bundle;
use crate::step::{self, Outcome};
use crate::workspace::Workspace;

/// Builds what is missing and serves until interrupted.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Outcome {
    bundle::run(workspace)?;
    let mut build = workspace.cargo(["build", "--package", "fyren-server"]);
    step::run("fyren", &mut build)?;
    let mut demo = Command::new(workspace.target.join("debug/fyren"));
    step::quietly(demo.arg("demo").args(arguments))
}
