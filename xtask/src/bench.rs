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
    drop(demo);
    Ok(fs::remove_dir_all(data)?)
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

    /// User and system time so far: the 14th and 15th field of `stat`, in hundredths.
    fn cpu_seconds(&self) -> Result<f64, Failure> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.server.id()))?;
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
        Ok((ticks(11) + ticks(12)) / ticks_per_second())
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

fn ticks_per_second() -> f64 {
    answer(Command::new("getconf").arg("CLK_TCK"))
        .and_then(|text| text.parse().ok())
        .unwrap_or(100.0)
}
