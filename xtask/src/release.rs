//! `cargo xtask build`: the binary as it is installed, with the browser module, texts and styles
//! inside.

use crate::bundle;
use crate::step::{self, Outcome};
use crate::workspace::Workspace;

/// Builds and prints the path, alone on standard output.
pub(crate) fn run(workspace: &Workspace) -> Outcome {
    bundle::run(workspace)?;
    let mut build = workspace.cargo(["build", "--release", "--package", "fyren-server"]);
    step::run("release binary", &mut build)?;
    println!("{}", workspace.target.join("release/fyren").display());
    Ok(())
}
