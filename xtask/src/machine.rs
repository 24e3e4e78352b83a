//! What the machine must have. What is missing is fetched through its ordinary installer: rustup
//! for Rust targets, npm for packages, apt (as root) for programs. Where we may not, the person at
//! the keyboard is told what to install; nothing is skipped.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};

use crate::step::{self, Failure, Outcome, answer};

/// The oldest Node that the packages we use support.
const OLDEST_NODE: u32 = 18;

/// A target of the Rust compiler, through rustup.
pub(crate) fn need_rust_target(target: &str) -> Outcome {
    let sysroot = answer(Command::new("rustc").args(["--print", "sysroot"])).unwrap_or_default();
    if Path::new(&sysroot)
        .join("lib/rustlib")
        .join(target)
        .join("lib")
        .is_dir()
    {
        return Ok(());
    }
    let mut rustup = Command::new("rustup");
    step::run(
        &format!("rustup target add {target}"),
        rustup.args(["target", "add", target]),
    )
    .map_err(|fault| format!("the Rust target {target} is missing: {fault}").into())
}

/// A compiler of C++, for what drives the fuzz targets.
pub(crate) fn need_cpp() -> Outcome {
    if answer(Command::new("c++").arg("--version")).is_some() {
        return Ok(());
    }
    install("a C++ compiler", &["g++"])
}

/// Node and npm.
pub(crate) fn need_node() -> Outcome {
    if major("node").is_none() {
        install("Node", &["nodejs", "npm"])?;
    } else if major("npm").is_none() {
        install("npm", &["npm"])?;
    }
    match major("node") {
        Some(version) if version >= OLDEST_NODE => Ok(()),
        Some(version) => Err(format!(
            "Node {version} is too old: install Node {OLDEST_NODE} or newer, with npm, and run this again"
        )
        .into()),
        None => Err("Node does not start though it was installed".into()),
    }
}

/// The folder with `initdb` and `postgres`.
pub(crate) fn need_postgres() -> Result<PathBuf, Failure> {
    if let Some(folder) = postgres_folder() {
        return Ok(folder);
    }
    install("PostgreSQL", &["postgresql"])?;
    postgres_folder().ok_or_else(|| "PostgreSQL was installed but `initdb` is not found".into())
}

/// The program of Chromium; `FYREN_CHROMIUM` names another.
pub(crate) fn need_chromium() -> Result<PathBuf, Failure> {
    if let Some(named) = env::var_os("FYREN_CHROMIUM") {
        return Ok(named.into());
    }
    if let Some(program) = chromium() {
        return Ok(program);
    }
    install("Chromium", &["chromium"]).map_err(|fault| {
        format!("{fault}\nAnother Chromium or Chrome will do: set FYREN_CHROMIUM to its program.")
    })?;
    chromium().ok_or_else(|| "Chromium was installed but is not found".into())
}

/// The packages that a folder's lock file names, exactly.
pub(crate) fn npm_ci(folder: &Path) -> Outcome {
    let lock = fs::read(folder.join("package-lock.json"))?;
    let seal = Sha256::digest(&lock)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect::<String>();
    let sealed = folder.join("node_modules/.installed");
    if fs::read_to_string(&sealed).is_ok_and(|installed| installed == seal) {
        return Ok(());
    }
    let mut npm = Command::new("npm");
    let what = format!(
        "npm ci in {}",
        folder.file_name().unwrap_or_default().display()
    );
    step::run(
        &what,
        npm.args(["ci", "--no-audit", "--no-fund"])
            .current_dir(folder),
    )?;
    Ok(fs::write(sealed, seal)?)
}

/// Whether we are root, who alone may install programs or become another user.
pub(crate) fn is_root() -> bool {
    answer(Command::new("id").arg("-u")).as_deref() == Some("0")
}

fn install(what: &str, packages: &[&str]) -> Outcome {
    let by_hand = format!(
        "install it, for instance: sudo apt-get install {}",
        packages.join(" ")
    );
    if answer(Command::new("apt-get").arg("--version")).is_none() {
        return Err(format!("{what} is missing, and this machine has no apt: {by_hand}").into());
    }
    if !is_root() {
        return Err(format!("{what} is missing and only root may add it: {by_hand}").into());
    }
    step::run(
        &format!("{what} is missing: apt-get update"),
        &mut apt(&["update", "--quiet"]),
    )?;
    let mut arguments = vec!["install", "--yes", "--quiet", "--no-install-recommends"];
    arguments.extend(packages);
    step::run(
        &format!("apt-get install {}", packages.join(" ")),
        &mut apt(&arguments),
    )
    .map_err(|fault| format!("{what} could not be installed ({fault}): {by_hand}").into())
}

fn apt(arguments: &[&str]) -> Command {
    let mut command = Command::new("apt-get");
    command
        .args(["-o", "DPkg::Lock::Timeout=300"])
        .args(arguments)
        .env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn major(program: &str) -> Option<u32> {
    major_of(&answer(Command::new(program).arg("--version"))?)
}

fn major_of(version: &str) -> Option<u32> {
    version
        .trim_start_matches('v')
        .split('.')
        .next()?
        .parse()
        .ok()
}

fn postgres_folder() -> Option<PathBuf> {
    if answer(Command::new("postgres").arg("--version")).is_some()
        && answer(Command::new("initdb").arg("--version")).is_some()
    {
        return Some(PathBuf::new());
    }
    let mut folders: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .flatten()
        .filter_map(|entry| {
            Some((
                entry.file_name().to_str()?.parse().ok()?,
                entry.path().join("bin"),
            ))
        })
        .filter(|(_, folder)| folder.join("initdb").exists() && folder.join("postgres").exists())
        .collect();
    folders.sort();
    folders.pop().map(|(_, folder)| folder)
}

fn chromium() -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .flat_map(|folder| names.map(|name| folder.join(name)))
        .find(|program| program.exists())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_programs_print_them() {
        assert_eq!(major_of("v20.20.2"), Some(20));
        assert_eq!(major_of("9.2.0"), Some(9));
        assert_eq!(major_of("none"), None);
    }
}
