//! `cargo xtask bench flood`: junk and honest contacts against the release binary on a demo centre of its own, on this
//! machine alone. What is sent stands in `xtask/examples/flood/`.

use std::env;
use std::fs;
use std::process::{Command, Stdio};

use super::crates::{before, line};
use super::demo::Demo;
use super::report::{Report, Target};
use crate::release;
use crate::step::{self, Failure, Outcome, announce};
use crate::workspace::Workspace;

/// How long a flood takes among the other measurements.
const BRIEFLY_SECONDS: u32 = 60;
const HONEST: f64 = 50.0;

/// Builds both, seeds the centre, floods it, and prints what came of it.
pub(crate) fn run(workspace: &Workspace, seconds: u32) -> Outcome {
    release::run(workspace)?;
    print!("{}", flood(workspace, seconds)?);
    Ok(())
}

/// Adds what matters of it to the report.
pub(super) fn measure(workspace: &Workspace, report: &mut Report) -> Result<(), Failure> {
    let said = flood(workspace, BRIEFLY_SECONDS)?;
    report.group("A flood of 10 000 contacts an hour");
    let each = before(line(&said, "  Cheap, each")?, "ms")?;
    let what = "take a sealed question with its work, CPU of the server";
    report.row(what, each, "ms", Target::AtMost(1.0));
    let arrived = last(line(&said, "honest contacts in the queue")?)?;
    let what = "of 50 honest contacts from one address in ten minutes, in the queue";
    report.row(what, arrived, "", Target::AtLeast(HONEST));
    Ok(())
}

fn last(line: &str) -> Result<f64, Failure> {
    let number = line.split_whitespace().last().unwrap_or_default();
    Ok(number.parse()?)
}

fn flood(workspace: &Workspace, seconds: u32) -> Result<String, Failure> {
    let example = [
        "build",
        "--release",
        "--package",
        "xtask",
        "--example",
        "flood",
    ];
    step::run("build the flood", &mut workspace.cargo(example))?;
    let binary = workspace.target.join("release/fyren");
    let data = env::temp_dir().join(format!("fyren-flood-{}", std::process::id()));
    announce("a flood");
    let demo = Demo::start(&binary, &data)?;
    let flooded = Command::new(workspace.target.join("release/examples/flood"))
        .arg(demo.port.to_string())
        .arg(demo.server.id().to_string())
        .arg(&binary)
        .arg(&data)
        .arg(seconds.to_string())
        .stderr(Stdio::inherit())
        .output();
    drop(demo);
    fs::remove_dir_all(data)?;
    let flooded = flooded?;
    let said = String::from_utf8_lossy(&flooded.stdout).into_owned();
    if flooded.status.success() {
        return Ok(said);
    }
    Err(format!("the flood failed:\n{said}").into())
}
