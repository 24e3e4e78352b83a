//! What was measured, beside what it is measured against: printed as it comes, and at the end put into
//! `docs/benchmarks.md`, between the lines that say where.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::step::{Failure, Outcome, announce, answer};

const BEGINS: &str = "<!-- measured: begins -->";
const ENDS: &str = "<!-- measured: ends -->";

/// What a figure should be.
#[derive(Clone, Copy)]
pub(super) enum Target {
    /// Not more than this.
    AtMost(f64),
    /// Not less than this.
    AtLeast(f64),
    /// Nothing was promised; kept to see it change.
    None,
}

impl Target {
    fn words(self, unit: &str) -> String {
        match self {
            Self::AtMost(most) => format!("≤ {} {unit}", figure(most)),
            Self::AtLeast(least) => format!("≥ {} {unit}", figure(least)),
            Self::None => String::new(),
        }
    }

    fn verdict(self, measured: f64) -> &'static str {
        match self {
            Self::AtMost(most) if measured <= most => "met",
            Self::AtLeast(least) if measured >= least => "met",
            Self::AtMost(_) | Self::AtLeast(_) => "**missed**",
            Self::None => "",
        }
    }
}

/// All rows of one run, in the order in which they came.
#[derive(Default)]
pub(super) struct Report {
    rows: String,
}

impl Report {
    /// Begins a group of rows.
    pub(super) fn group(&mut self, what: &str) {
        announce(what);
        writeln!(self.rows, "| **{what}** | | | |").ok();
    }

    /// A figure and its target.
    pub(super) fn row(&mut self, what: &str, measured: f64, unit: &str, target: Target) {
        let (said, wanted) = (format!("{} {unit}", figure(measured)), target.words(unit));
        let verdict = target.verdict(measured);
        println!("{what:<58} {said:>16} {wanted:>16} {verdict}");
        writeln!(self.rows, "| {what} | {said} | {wanted} | {verdict} |").ok();
    }

    /// Puts the rows into the page, in place of those of the run before.
    pub(super) fn write(&self, page: &Path, day: &str) -> Outcome {
        let text = fs::read_to_string(page)?;
        let (before, rest) = text.split_once(BEGINS).ok_or_else(|| missing(page))?;
        let (_, after) = rest.split_once(ENDS).ok_or_else(|| missing(page))?;
        let head = "| what | measured | target | |\n|---|---:|---:|---|\n";
        let (machine, rows) = (machine(), &self.rows);
        let written =
            format!("{before}{BEGINS}\nOn {day}, {machine}.\n\n{head}{rows}{ENDS}{after}");
        fs::write(page, written)?;
        println!("\nwritten to {}", page.display());
        Ok(())
    }
}

fn missing(page: &Path) -> Failure {
    format!("{} has no place for what was measured", page.display()).into()
}

/// Three figures, or all before the point.
fn figure(value: f64) -> String {
    let digits = match value.abs() {
        0.0 => 0,
        size if size < 0.1 => 3,
        size if size < 10.0 => 2,
        size if size < 100.0 => 1,
        _ => 0,
    };
    format!("{value:.digits$}")
}

/// The processor and how many cores of it, as the machine says.
fn machine() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("an unknown processor", |line| {
            line.trim_start_matches([' ', '\t', ':'])
        });
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let compiler = answer(std::process::Command::new("rustc").arg("-V")).unwrap_or_default();
    format!("{model}, {cores} cores, {compiler}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_above_what_is_allowed_is_missed() {
        assert_eq!(Target::AtMost(1.0).verdict(1.0), "met");
        assert_eq!(Target::AtMost(1.0).verdict(1.01), "**missed**");
        assert_eq!(Target::AtLeast(20_000.0).verdict(19_999.0), "**missed**");
        assert_eq!(Target::None.verdict(9.0), "");
    }

    #[test]
    fn figures_are_as_exact_as_they_are_read() {
        let said: Vec<String> = [0.0, 0.034, 4.567, 33.25, 31_234.4].map(figure).into();
        assert_eq!(said, ["0", "0.034", "4.57", "33.2", "31234"]);
    }
}
