//! `cargo xtask advisories`: known faults in our dependencies. A command of its own, since its
//! answer changes with the world and not with our code.

use std::process::Command;

use crate::machine;
use crate::step::{self, Outcome, answer};
use crate::workspace::Workspace;

/// Asks for the crates through cargo-audit and for the npm packages through npm.
pub(crate) fn run(workspace: &Workspace) -> Outcome {
    if answer(workspace.cargo(["audit", "--version"]).arg("--quiet")).is_none() {
        step::run(
            "cargo-audit is missing",
            &mut workspace.cargo(["install", "--locked", "cargo-audit"]),
        )?;
    }
    step::run("crates", &mut workspace.cargo(["audit"]))?;
    machine::need_node()?;
    for folder in ["assets", "e2e"] {
        let mut npm = Command::new("npm");
        step::run(
            &format!("npm packages of {folder}"),
            npm.arg("audit").current_dir(workspace.root.join(folder)),
        )?;
    }
    Ok(())
}
