//! `cargo xtask fuzz SECONDS`: anything at all is thrown at every parser of what comes from outside.
//!
//! The targets in `fuzz/` are built as `cargo fuzz` builds them, but with the stable compiler and without
//! sanitizers: there is no unsafe code of ours for them to watch. What is found lies in `fuzz/artifacts`,
//! what was learnt in `fuzz/corpus`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::available_parallelism;

use crate::machine;
use crate::step::{Failure, Outcome, announce, answer, run as step};
use crate::workspace::Workspace;

/// How long each target runs on the build machine.
pub(crate) const BRIEFLY_SECONDS: u32 = 5;

/// Lets libFuzzer see which branches were taken and what was compared.
const COVERAGE: &str = "--cfg fuzzing -Ccodegen-units=1 -Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

/// Runs the targets whose name contains `only`, each for so many seconds, as many at once as there are cores.
pub(crate) fn run(workspace: &Workspace, seconds: u32, only: &str) -> Outcome {
    machine::need_cpp()?;
    let folder = workspace.root.join("fuzz");
    let programs = build(&folder)?;
    let targets: Vec<String> = targets(&folder)?
        .into_iter()
        .filter(|name| name.contains(only))
        .collect();
    announce(&format!("{} fuzz targets, {seconds} s each", targets.len()));
    let at_once = available_parallelism().map_or(1, usize::from);
    let mut failed = Vec::new();
    for together in targets.chunks(at_once) {
        let running: Vec<(&String, Child)> = together
            .iter()
            .map(|name| Ok((name, start(&folder, &programs, name, seconds)?)))
            .collect::<Result<_, Failure>>()?;
        for (name, child) in running {
            if !finish(&folder, name, child)? {
                failed.push(name.as_str());
            }
        }
    }
    if failed.is_empty() {
        return Ok(());
    }
    Err(format!(
        "something was found in {}: see fuzz/artifacts",
        failed.join(", ")
    )
    .into())
}

/// Builds every target and gives the folder in which the programs lie.
fn build(folder: &Path) -> Result<PathBuf, Failure> {
    let host = host()?;
    let mut build = Command::new("cargo");
    build
        .args(["build", "--release", "--bins", "--target", &host])
        .current_dir(folder)
        .env("RUSTFLAGS", COVERAGE)
        .env_remove("CARGO_TARGET_DIR");
    step("building the fuzz targets", &mut build)?;
    Ok(folder.join("target").join(host).join("release"))
}

fn host() -> Result<String, Failure> {
    let version = answer(Command::new("rustc").arg("-vV")).ok_or("rustc does not start")?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host
        .ok_or("rustc does not say for what it builds")?
        .to_owned())
}

fn targets(folder: &Path) -> Result<Vec<String>, Failure> {
    let mut names = Vec::new();
    for file in fs::read_dir(folder.join("fuzz_targets"))? {
        let path = file?.path();
        names.extend(
            path.file_stem()
                .map(|name| name.to_string_lossy().into_owned()),
        );
    }
    names.sort();
    Ok(names)
}

/// What a program says goes to a file, of which only the end is shown.
fn start(folder: &Path, programs: &Path, name: &str, seconds: u32) -> Result<Child, Failure> {
    let corpus = folder.join("corpus").join(name);
    let artifacts = folder.join("artifacts").join(name);
    fs::create_dir_all(&corpus)?;
    fs::create_dir_all(&artifacts)?;
    let log = fs::File::create(log_of(folder, name))?;
    let program = Command::new(programs.join(name))
        .arg(&corpus)
        .arg(format!("-artifact_prefix={}/", artifacts.display()))
        .arg(format!("-max_total_time={seconds}"))
        .args(["-timeout=10", "-print_final_stats=1"])
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()?;
    Ok(program)
}

/// Waits for one target, and says what it came to; whether it found nothing.
fn finish(folder: &Path, name: &str, mut child: Child) -> Result<bool, Failure> {
    let fine = child.wait()?.success();
    let said = fs::read(log_of(folder, name))?;
    let said = String::from_utf8_lossy(&said);
    let inputs = said
        .lines()
        .find_map(|line| line.strip_prefix("stat::number_of_executed_units:"))
        .map_or("no count of", str::trim);
    if fine {
        println!("{name:<20} {inputs} inputs, nothing found");
    } else {
        let last: Vec<&str> = said.lines().rev().take(30).collect();
        println!("{name:<20} found something:");
        for line in last.iter().rev() {
            println!("  {line}");
        }
    }
    Ok(fine)
}

fn log_of(folder: &Path, name: &str) -> PathBuf {
    folder.join("artifacts").join(format!("{name}.log"))
}
