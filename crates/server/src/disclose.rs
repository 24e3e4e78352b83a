//! `fyren disclose audit`: what an outsider could conclude from all releases together; and `fyren disclose
//! protect`: which cells of a table may be published. Both read JSON and write JSON.
//!
//! The attack is `fyren_disclosure::audit`, the protection `fyren_disclosure::protect`.

use std::fs::File;
use std::io::{self, Read, Write as _};
use std::path::Path;
use std::time::Instant;

use fyren_disclosure::audit::{Claims, ClaimsFault};
use fyren_disclosure::protect::Table;
use serde::Serialize;

use crate::command::{DiscloseAudit, DiscloseProtect};
use crate::failure::Failure;

/// More than the most statements and targets need.
const MOST_BYTES: u64 = 512 * 1024 * 1024;

/// Reads claims to their end, and then writes the report or nothing.
pub(crate) fn audit(options: &DiscloseAudit) -> Result<(), Failure> {
    let (name, text) = read_input(options.claims.as_deref())?;
    let report = Claims::parse(&text)
        .and_then(|claims| claims.audit())
        .map_err(|fault| {
            let space = match fault {
                ClaimsFault::Json { .. } => "",
                ClaimsFault::Claim { .. } => " ",
            };
            Failure::Input(vec![format!("{name}:{space}{fault}")])
        })?;
    write(&report)
}

/// Reads a table to its end, and then writes what may be published of it or nothing.
pub(crate) fn protect(options: &DiscloseProtect) -> Result<(), Failure> {
    let (name, text) = read_input(options.table.as_deref())?;
    let start = Instant::now();
    let mut protected = Table::parse(&text)
        .and_then(|table| table.protect())
        .map_err(|fault| Failure::Input(vec![format!("{name}:{fault}")]))?;
    protected.report.seconds = Some(start.elapsed().as_secs_f64());
    write(&protected)
}

fn write(answer: &impl Serialize) -> Result<(), Failure> {
    let mut answer = serde_json::to_vec(answer)
        .map_err(|fault| Failure::machine("the answer cannot be written", &fault))?;
    answer.push(b'\n');
    let mut output = io::stdout().lock();
    output
        .write_all(&answer)
        .and_then(|()| output.flush())
        .map_err(|fault| Failure::machine("standard output cannot be written", &fault))
}

/// The name and the text of a file, or of standard input.
fn read_input(path: Option<&Path>) -> Result<(String, String), Failure> {
    match path {
        Some(path) => Ok((path.display().to_string(), read_file(path)?)),
        None => Ok(("stdin".to_owned(), read("stdin", io::stdin().lock())?)),
    }
}

fn read_file(path: &Path) -> Result<String, Failure> {
    let name = path.display().to_string();
    let file = File::open(path).map_err(|fault| {
        Failure::Input(vec![format!("{name}: the file cannot be read: {fault}")])
    })?;
    read(&name, file)
}

fn read(name: &str, input: impl Read) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    input
        .take(MOST_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|fault| Failure::machine(&format!("{name} cannot be read"), &fault))?;
    if bytes.len() as u64 > MOST_BYTES {
        let reason = format!("{name}: is too large: at most {MOST_BYTES} bytes");
        return Err(Failure::Input(vec![reason]));
    }
    String::from_utf8(bytes).map_err(|fault| {
        let valid = &fault.as_bytes()[..fault.utf8_error().valid_up_to()];
        let line = valid.iter().filter(|byte| **byte == b'\n').count() + 1;
        let column = valid
            .iter()
            .rev()
            .take_while(|byte| **byte != b'\n')
            .count()
            + 1;
        Failure::Input(vec![format!(
            "{name}:{line}:{column}: the input is not UTF-8"
        )])
    })
}
