//! A demo centre of the release binary, and what its process has spent.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use super::client::Client;
use crate::step::{Failure, answer, quietly};

const PATIENCE_SECONDS: u64 = 300;

/// A running demo centre; dropping it stops the server.
pub(super) struct Demo {
    /// Its process.
    pub(super) server: Child,
    /// Where it listens.
    pub(super) port: u16,
}

impl Demo {
    /// Starts it and waits until it answers.
    pub(super) fn start(binary: &Path, data: &Path) -> Result<Self, Failure> {
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

    /// User and system time so far.
    pub(super) fn cpu_seconds(&self) -> Result<f64, Failure> {
        cpu_seconds(&self.server.id().to_string(), 11)
    }

    /// Memory that is resident, in MB.
    pub(super) fn memory_mb(&self) -> Result<f64, Failure> {
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
pub(super) fn cpu_seconds(process: &str, field: usize) -> Result<f64, Failure> {
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
