//! `fyren check-model`: what is wrong with a centre model, where, and what to do about it.

use std::fs;
use std::path::{Path, PathBuf};

use fyren_domain::centre::CentreModel;

use crate::failure::Failure;

/// Checks all files and tells the faults of all of them at once.
pub(crate) fn run(files: &[PathBuf]) -> Result<(), Failure> {
    let faults: Vec<String> = files.iter().flat_map(|file| faults_of(file)).collect();
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Failure::Input(faults))
    }
}

fn faults_of(file: &Path) -> Vec<String> {
    match fs::read_to_string(file) {
        Ok(text) => read(&file.display().to_string(), &text)
            .err()
            .unwrap_or_default(),
        Err(fault) => vec![format!(
            "{}:1:1: the file cannot be read: {fault}",
            file.display()
        )],
    }
}

/// Reads a model, or says its faults as `name:line:column: reason`.
pub(crate) fn read(name: &str, text: &str) -> Result<CentreModel, Vec<String>> {
    CentreModel::parse(text).map_err(|faults| {
        let line = |fault: &fyren_domain::centre::ModelFault| {
            format!("{name}:{}:{}: {}", fault.line, fault.column, fault.reason)
        };
        faults.iter().map(line).collect()
    })
}
