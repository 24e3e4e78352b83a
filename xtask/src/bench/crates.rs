//! What the crates measure of themselves (`cargo bench`), read from what they print.

use std::process::Command;

use super::report::{Report, Target};
use crate::postgres::Postgres;
use crate::step::Failure;
use crate::workspace::Workspace;

const MATTERS: &str = "1000000";
const MESSAGES: &str = "20000";

/// The store on both engines, the cross table, and the search for what identifies.
pub(super) fn measure(workspace: &Workspace, report: &mut Report) -> Result<(), Failure> {
    lists(workspace, report)?;
    table(workspace, report)?;
    texts(workspace, report)
}

fn lists(workspace: &Workspace, report: &mut Report) -> Result<(), Failure> {
    let postgres = Postgres::start()?;
    report.group("The database");
    let written = bench(workspace, &postgres, "fyren-store", "write", MESSAGES)?;
    for engine in ["sqlite", "postgres"] {
        let line = line(&written, &format!("{engine}: "))?;
        let each = before(line, "ms of CPU here")?;
        let what = format!("keep a sealed message of 4 KiB, {engine}, CPU of the server");
        report.row(&what, each, "ms", Target::AtMost(1.0));
    }
    let listed = bench(workspace, &postgres, "fyren-store", "list", MATTERS)?;
    for (engine, who, name) in [
        ("sqlite", "coordinator", "all, 949 000 closed"),
        ("sqlite", "member", "member reading 20 000"),
        ("postgres", "coordinator", "all, 949 000 closed"),
        ("postgres", "member", "member reading 20 000"),
    ] {
        let line = line(&listed, &format!("{engine} {who} closed: "))?;
        let what = format!("list page and exact count of a million matters, {engine}, {name}");
        let clock = before(line, "ms by the clock")?;
        let (spent, unit) = match engine {
            // The engine runs in our process.
            "sqlite" => (before(line, "ms of CPU here")?, "ms CPU"),
            _ => (clock, "ms by the clock"),
        };
        report.row(&what, spent, unit, Target::AtMost(5.0));
    }
    Ok(())
}

fn table(workspace: &Workspace, report: &mut Report) -> Result<(), Failure> {
    report.group("Counting");
    let said = cargo_bench(workspace, "fyren-disclosure", "cross_table", &[], None)?;
    for (begins, what) in [
        ("cross table, 4 dimensions  ", "four dimensions"),
        (
            "cross table, 4 dimensions, one several",
            "four dimensions, one with several answers",
        ),
    ] {
        let nanoseconds = before(line(&said, begins)?, " ns")?;
        let what = format!("cross table of a million persons, {what}");
        report.row(&what, nanoseconds / 1e6, "ms", Target::AtMost(50.0));
    }
    Ok(())
}

fn texts(workspace: &Workspace, report: &mut Report) -> Result<(), Failure> {
    report.group("Looking for what identifies, outside a browser");
    let said = cargo_bench(workspace, "fyren-deidentify", "thousand_words", &[], None)?;
    for what in ["a text of the field", "nothing but findings"] {
        let milliseconds = before(line(&said, what)?, "ms for")?;
        let what = format!("a thousand words, {what}");
        report.row(&what, milliseconds, "ms", Target::AtMost(10.0));
    }
    Ok(())
}

fn bench(
    workspace: &Workspace,
    postgres: &Postgres,
    package: &str,
    name: &str,
    size: &str,
) -> Result<String, Failure> {
    cargo_bench(workspace, package, name, &["--", size], Some(postgres))
}

fn cargo_bench(
    workspace: &Workspace,
    package: &str,
    name: &str,
    more: &[&str],
    postgres: Option<&Postgres>,
) -> Result<String, Failure> {
    let mut command: Command = workspace.cargo(["bench", "--package", package, "--bench", name]);
    command.args(more);
    if let Some(postgres) = postgres {
        command.env("FYREN_TEST_POSTGRES", postgres.url());
    }
    let output = command.stderr(std::process::Stdio::inherit()).output()?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(format!("cargo bench --package {package} --bench {name} failed").into())
}

/// The line of a measurement.
pub(super) fn line<'a>(said: &'a str, begins: &str) -> Result<&'a str, Failure> {
    let found = said.lines().find(|line| line.starts_with(begins));
    found.ok_or_else(|| format!("no measurement begins with \"{begins}\"").into())
}

/// The number that stands before these words.
pub(super) fn before(line: &str, words: &str) -> Result<f64, Failure> {
    let number = line
        .split_once(words)
        .and_then(|(head, _)| head.split_whitespace().last()?.parse().ok());
    number.ok_or_else(|| format!("no number before \"{words}\" in \"{line}\"").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: &str = "sqlite member closed: 20000 matters; page and count 4.25 ms of CPU here, 5.10 ms by the clock";

    #[test]
    fn a_number_is_read_by_the_words_behind_it() {
        assert_eq!(before(SAID, "ms of CPU here").unwrap(), 4.25);
        assert_eq!(before(SAID, "ms by the clock").unwrap(), 5.10);
        assert!(before(SAID, "seconds").is_err());
        let table = "cross table, 4 dimensions     3843977 ns    0.148 of the plain loop";
        assert_eq!(before(table, " ns").unwrap(), 3_843_977.0);
    }

    #[test]
    fn a_measurement_that_is_not_printed_is_a_failure() {
        assert!(line(SAID, "sqlite member closed: ").is_ok());
        assert!(line(SAID, "postgres").is_err());
    }
}
