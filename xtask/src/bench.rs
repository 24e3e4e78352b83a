//! `cargo xtask bench`: what the release binary costs, as CPU per operation beside what was promised, so that
//! a busy machine matters little. Prints the rows and puts them into `docs/benchmarks.md`.

mod browser;
mod client;
mod crates;
mod demo;
pub(crate) mod flood;
mod report;

use std::env;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use self::client::Client;
use self::demo::{Demo, cpu_seconds};
use self::report::{Report, Target};
use crate::release;
use crate::step::{Failure, Outcome, answer, quietly};
use crate::workspace::Workspace;

const REQUESTS: u32 = 20_000;
const IMPORTED_CALLS: u32 = 10_000;

/// Builds, seeds a demo centre, starts it anew and measures.
pub(crate) fn run(workspace: &Workspace) -> Outcome {
    release::run(workspace)?;
    let mut report = Report::default();
    let data = env::temp_dir().join(format!("fyren-bench-{}", std::process::id()));
    let measured = measure(workspace, &data, &mut report);
    fs::remove_dir_all(&data).ok();
    measured?;
    let day = answer(Command::new("date").arg("+%Y-%m-%d")).unwrap_or_default();
    report.write(&workspace.root.join("docs/benchmarks.md"), &day)
}

fn measure(workspace: &Workspace, data: &Path, report: &mut Report) -> Outcome {
    let binary = workspace.target.join("release/fyren");
    report.group("The server");
    let seeding = Demo::start(&binary, data)?.cpu_seconds()?;
    report.row("seed the demo centre, CPU", seeding, "s", Target::None);
    let demo = Demo::start(&binary, data)?;
    start(&demo, report)?;
    pages(&demo, report)?;
    let after = demo.memory_mb()?;
    report.row("memory, after the load", after, "MB", Target::None);
    import(&binary, data, report)?;
    browser::measure(workspace, demo.port, report)?;
    drop(demo);
    flood::measure(workspace, report)?;
    crates::measure(workspace, report)
}

fn start(demo: &Demo, report: &mut Report) -> Result<(), Failure> {
    let (spent, held) = (demo.cpu_seconds()?, demo.memory_mb()?);
    report.row("start to ready, CPU", spent, "s", Target::AtMost(0.1));
    report.row("memory, idle", held, "MB", Target::AtMost(40.0));
    Ok(())
}

fn pages(demo: &Demo, report: &mut Report) -> Outcome {
    for path in ["/", "/fraga"] {
        let mut client = Client::connect(demo.port)?;
        client.get(path)?;
        let before = demo.cpu_seconds()?;
        for _ in 0..REQUESTS {
            client.get(path)?;
        }
        let each = (demo.cpu_seconds()? - before) / f64::from(REQUESTS);
        let what = format!("`{path}`, requests per core-second");
        report.row(&what, 1.0 / each, "", Target::AtLeast(20_000.0));
    }
    Ok(())
}

/// A year's calls of a large centre out of a spreadsheet, twice, while the demo centre is served.
fn import(binary: &Path, data: &Path, report: &mut Report) -> Outcome {
    let file = data.join("bench.csv");
    fs::write(&file, calls())?;
    for what in ["import", "import again"] {
        let before = cpu_seconds("self", 13)?;
        let mut command = Command::new(binary);
        command.args(["import", "calls", "--import-good", "--data"]);
        quietly(command.arg(data).arg(&file).stdout(Stdio::null()))?;
        let spent = cpu_seconds("self", 13)? - before;
        let what = format!("{what} {IMPORTED_CALLS} calls, CPU");
        report.row(&what, spent, "s", Target::None);
    }
    Ok(())
}

/// Calls of which each second is about an exposed person.
fn calls() -> String {
    let mut sheet = String::from(
        "Löpnummer;Datum;Kanal;Yrke;Kommun;Typ;Minuter;Kön;Ålder;Utsatthet;Förövare;Utfall\n",
    );
    for number in 1..=IMPORTED_CALLS {
        let (month, day) = (number % 10 + 1, number % 28 + 1);
        let person = match number % 2 {
            0 => "Flicka;15;Fysiskt våld; ;",
            _ => ";;;;",
        };
        sheet.push_str(&format!(
            "{number};2026-{month:02}-{day:02};Telefon;Polis;Gävle;Råd i ett ärende;15;{person}Råd har getts\n"
        ));
    }
    sheet
}
