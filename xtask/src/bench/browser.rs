//! What a visitor's browser fetches and spends, measured in a Chromium on a demo centre.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde::Deserialize;

use super::report::{Report, Target};
use crate::machine;
use crate::step::Failure;
use crate::workspace::Workspace;

/// Words of a phrase.
const WORDS: f64 = 5.0;

#[derive(Deserialize)]
struct Measured {
    page_requests: f64,
    page_kilobytes: f64,
    all_requests: f64,
    all_kilobytes: f64,
    open_phrase_seconds: f64,
    thousand_words_milliseconds: f64,
}

/// The page on which somebody asks, opening five words, looking through a text, and how strong five words are.
pub(super) fn measure(
    workspace: &Workspace,
    port: u16,
    report: &mut Report,
) -> Result<(), Failure> {
    let list = workspace.target.join("bundle/words-sv.txt");
    let measured = ask(workspace, port, &list)?;
    report.group("A visitor's browser");
    let mut row = |what, figure, unit, target| report.row(what, figure, unit, target);
    let (most, no) = (Target::AtMost, Target::None);
    row(
        "`/fraga` without the module",
        measured.page_kilobytes,
        "kB",
        most(60.0),
    );
    row("its requests", measured.page_requests, "", most(8.0));
    row(
        "`/fraga` ready to write, all of it",
        measured.all_kilobytes,
        "kB",
        most(150.0),
    );
    row("its requests", measured.all_requests, "", no);
    let seconds = measured.open_phrase_seconds;
    row(
        "open five words, CPU of the page's process",
        seconds,
        "s",
        most(0.3),
    );
    let milliseconds = measured.thousand_words_milliseconds;
    row(
        "look through a thousand words, by the clock",
        milliseconds,
        "ms",
        most(10.0),
    );
    let strength = WORDS * count(&list)?.log2();
    row(
        "strength of five words",
        strength,
        "bits",
        Target::AtLeast(64.0),
    );
    Ok(())
}

fn ask(workspace: &Workspace, port: u16, list: &Path) -> Result<Measured, Failure> {
    machine::need_node()?;
    let chromium = machine::need_chromium()?;
    let folder = workspace.root.join("e2e");
    machine::npm_ci(&folder)?;
    let output = Command::new("node")
        .arg("measure/browser.js")
        .arg(format!("http://localhost:{port}"))
        .arg(list)
        .current_dir(folder)
        .env("FYREN_CHROMIUM", chromium)
        .stderr(std::process::Stdio::inherit())
        .output()?;
    if output.status.success() {
        return Ok(serde_json::from_slice(&output.stdout)?);
    }
    Err("the measurement in the browser failed".into())
}

#[allow(
    clippy::cast_precision_loss,
    reason = "a list of words is far below 2^52 lines"
)]
fn count(list: &Path) -> Result<f64, Failure> {
    Ok(fs::read_to_string(list)?.lines().count() as f64)
}
