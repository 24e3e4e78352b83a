//! One step of a command: said aloud, run with its output shown, and stopped at when it fails.

use std::error::Error;
use std::process::{Command, Stdio};

/// Why a command stopped, in words for whoever runs it.
pub(crate) type Failure = Box<dyn Error>;

/// What every command comes to.
pub(crate) type Outcome = Result<(), Failure>;

/// Says what begins now.
pub(crate) fn announce(what: &str) {
    eprintln!("\n\x1b[1m== {what}\x1b[0m");
}

/// Runs a program with its output shown.
pub(crate) fn run(what: &str, command: &mut Command) -> Outcome {
    announce(what);
    quietly(command)
}

/// Runs a program without saying so first; its output is still shown.
pub(crate) fn quietly(command: &mut Command) -> Outcome {
    let status = command
        .status()
        .map_err(|fault| format!("{} does not start: {fault}", name(command)))?;
    if status.success() {
        return Ok(());
    }
    Err(format!("{} failed ({status}): {command:?}", name(command)).into())
}

/// What a program prints, when it starts and succeeds.
pub(crate) fn answer(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}
