//! `cargo xtask bench`: what the release binary costs, measured from outside on a demo centre, in
//! CPU seconds, so that a busy machine does not matter.

mod client;

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use self::client::Client;
use crate::release;
use crate::step::{Failure, Outcome, announce, answer, quietly};
use crate::workspace::Workspace;

const REQUESTS: u32 = 20_000;
const PATIENCE_SECONDS: u64 = 300;
const IMPORTED_CALLS: u32 = 10_000;

/// Builds, seeds a demo centre, starts it anew and measures.
pub(crate) fn run(workspace: &Workspace) -> Outcome {
    release::run(workspace)?;
    let binary = workspace.target.join("release/fyren");
    let data = env::temp_dir().join(format!("fyren-bench-{}", std::process::id()));
    announce("seeding the demo centre");
    let seeding = Demo::start(&binary, &data)?;
    println!("{:<44} {:>12}", "what", "measured");
    row(
        "seeding the demo centre, CPU",
        &format!("{:.2} s", seeding.cpu_seconds()?),
    );
    drop(seeding);

    let demo = Demo::start(&binary, &data)?;
    row(
        "start to ready, CPU",
        &format!("{:.2} s", demo.cpu_seconds()?),
    );
    row("memory, idle", &format!("{:.1} MB", demo.memory_mb()?));
    pages(&demo)?;
    weight(&demo, "/fraga")?;
    row(
        "memory, after the load",
        &format!("{:.1} MB", demo.memory_mb()?),
    );
    import(&binary, &data)?;
    drop(demo);
    Ok(fs::remove_dir_all(data)?)
}

/// A year's calls of a large centre out of a spreadsheet, twice, while the demo centre is served.
fn import(binary: &Path, data: &Path) -> Outcome {
    let file = data.join("bench.csv");
    fs::write(&file, calls())?;
    for what in ["importing", "importing again"] {
        let before = cpu_seconds("self", 13)?;
        let mut command = Command::new(binary);
        command.args(["import", "calls", "--import-good", "--data"]);
        quietly(command.arg(data).arg(&file).stdout(Stdio::null()))?;
        let spent = cpu_seconds("self", 13)? - before;
        row(
            &format!("{what} {IMPORTED_CALLS} calls, CPU"),
            &format!("{spent:.2} s"),
        );
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

fn row(what: &str, measured: &str) {
    println!("{what:<44} {measured:>12}");
}

fn pages(demo: &Demo) -> Outcome {
    for path in ["/", "/fraga"] {
        let mut client = Client::connect(demo.port)?;
        client.get(path)?;
        let before = demo.cpu_seconds()?;
        for _ in 0..REQUESTS {
            client.get(path)?;
        }
        let each = (demo.cpu_seconds()? - before) / f64::from(REQUESTS);
        row(
            &format!("{path}, requests per core-second"),
            &format!("{:.0}", 1.0 / each),
        );
    }
    Ok(())
}

/// A page and every static file it names, as they travel.
fn weight(demo: &Demo, path: &str) -> Outcome {
    let mut client = Client::connect(demo.port)?;
    let page = client.get(path)?;
    let files: BTreeSet<String> = client
        .get_plain(path)?
        .split('"')
        .filter(|text| text.starts_with("/static/") || text.starts_with("/s/"))
        .map(str::to_owned)
        .collect();
    let mut bytes = page.len();
    for file in &files {
        let sent = client.get(file)?.len();
        row(&format!("  {file}"), &format!("{:.1} kB", kilobytes(sent)));
        bytes += sent;
    }
    row(
        &format!("{path} and its {} files", files.len()),
        &format!("{:.1} kB", kilobytes(bytes)),
    );
    Ok(())
}

#[allow(clippy::cast_precision_loss, reason = "a page is far below 2^52 bytes")]
fn kilobytes(bytes: usize) -> f64 {
    bytes as f64 / 1000.0
}

/// A running demo centre; dropping it stops the server.
struct Demo {
    server: Child,
    port: u16,
}

impl Demo {
    fn start(binary: &Path, data: &PathBuf) -> Result<Self, Failure> {
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let server = Command::new(binary)
            .args(["demo", "--listen", &format!("127.0.0.1:{port}"), "--data"])
            .arg(data)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let mut demo = Self { server, port };
        for _ in 0..PATIENCE_SECONDS * 50 {
            if Client::connect(port)
                .and_then(|mut client| client.get("/healthz"))
                .is_ok()
            {
                return Ok(demo);
            }
            if let Some(status) = demo.server.try_wait()? {
                return Err(format!("fyren demo ended ({status})").into());
            }
            sleep(Duration::from_millis(20));
        }
        Err("fyren demo did not become ready".into())
    }

    fn cpu_seconds(&self) -> Result<f64, Failure> {
        cpu_seconds(&self.server.id().to_string(), 11)
    }

    fn memory_mb(&self) -> Result<f64, Failure> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.server.id()))?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .unwrap_or_default();
        Ok(line
            .trim()
            .trim_end_matches(" kB")
            .parse::<f64>()
            .unwrap_or_default()
            / 1000.0)
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        quietly(Command::new("kill").arg(self.server.id().to_string())).ok();
        self.server.wait().ok();
    }
}

/// User and system time of a process so far, in seconds: two fields of its `stat` behind its name, the 11th and
/// 12th for itself, the 13th and 14th for its children that have ended.
fn cpu_seconds(process: &str, field: usize) -> Result<f64, Failure> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
    let fields: Vec<&str> = stat
        .rsplit_once(')')
        .map_or("", |(_, rest)| rest)
        .split_whitespace()
        .collect();
    let ticks = |field: usize| {
        fields
            .get(field)
            .and_then(|text| text.parse::<f64>().ok())
            .unwrap_or_default()
    };
    Ok((ticks(field) + ticks(field + 1)) / ticks_per_second())
}

fn ticks_per_second() -> f64 {
    answer(Command::new("getconf").arg("CLK_TCK"))
        .and_then(|text| text.parse().ok())
        .unwrap_or(100.0)
}
