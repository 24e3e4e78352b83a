//! `fyren disclose audit`: what an outsider could conclude from all releases together, as JSON.
//!
//! It reads claims and writes the report; the attack is `fyren_disclosure::audit`.

use std::fs::File;
use std::io::{self, Read, Write as _};
use std::path::Path;

use fyren_disclosure::audit::{Claims, ClaimsFault};

use crate::command::DiscloseAudit;
use crate::failure::Failure;

/// More than the most statements and targets need.
const MOST_BYTES: u64 = 512 * 1024 * 1024;

/// Reads claims to their end, and then writes the report or nothing.
pub(crate) fn audit(options: &DiscloseAudit) -> Result<(), Failure> {
    let (name, text) = match &options.claims {
        Some(path) => (path.display().to_string(), read_file(path)?),
        None => ("stdin".to_owned(), read("stdin", io::stdin().lock())?),
    };
    let report = Claims::parse(&text)
        .and_then(|claims| claims.audit())
        .map_err(|fault| {
            let space = match fault {
                ClaimsFault::Json { .. } => "",
                ClaimsFault::Claim { .. } => " ",
            };
            Failure::Input(vec![format!("{name}:{space}{fault}")])
        })?;
    let mut answer = serde_json::to_vec(&report)
        .map_err(|fault| Failure::machine("the report cannot be written", &fault))?;
    answer.push(b'\n');
    let mut output = io::stdout().lock();
    output
        .write_all(&answer)
        .and_then(|()| output.flush())
        .map_err(|fault| Failure::machine("standard output cannot be written", &fault))
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
