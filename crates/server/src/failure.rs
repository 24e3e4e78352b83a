//! Why a command ended: what to tell the operator, and which exit code.

use std::process::ExitCode;

use fyren_store::backup::BackupFault;
use fyren_store::{Fault, OpenFault};

/// A command that did not end well. Its text says what the operator can do.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The input is at fault; each line stands by itself.
    #[error("{}", .0.join("\n"))]
    Input(Vec<String>),
    /// The machine, the disk or the database is at fault.
    #[error("{0}")]
    Machine(String),
}

impl Failure {
    /// Prints what went wrong and gives the exit code.
    pub(crate) fn tell(&self) -> ExitCode {
        eprintln!("{self}");
        match self {
            Self::Input(_) => ExitCode::from(1),
            Self::Machine(_) => ExitCode::from(3),
        }
    }

    /// The machine is at fault while something was done.
    pub(crate) fn machine(doing: &str, fault: &dyn std::fmt::Display) -> Self {
        Self::Machine(format!("{doing}: {fault}"))
    }
}

impl From<OpenFault> for Failure {
    fn from(fault: OpenFault) -> Self {
        let cause = std::error::Error::source(&fault);
        let cause = cause.map_or(String::new(), |cause| format!(" ({cause})"));
        match fault {
            OpenFault::Missing(_) => Self::Input(vec![fault.to_string()]),
            _ => Self::Machine(format!("{fault}{cause}")),
        }
    }
}

impl From<BackupFault> for Failure {
    fn from(fault: BackupFault) -> Self {
        match fault {
            BackupFault::Open(fault) => fault.into(),
            BackupFault::Database(fault) => fault.into(),
            BackupFault::Output(_) | BackupFault::Input(_) => Self::Machine(fault.to_string()),
            BackupFault::NoDatabase(_)
            | BackupFault::NeverServed
            | BackupFault::NewerForm { .. }
            | BackupFault::NewerSchema { .. }
            | BackupFault::Damaged { .. }
            | BackupFault::NotEmpty(_) => Self::Input(vec![fault.to_string()]),
        }
    }
}

impl From<fyren_web::Error> for Failure {
    fn from(fault: fyren_web::Error) -> Self {
        Self::Machine(fault.to_string())
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        let cause = std::error::Error::source(&fault);
        let cause = cause.map_or(String::new(), |cause| format!(" ({cause})"));
        Self::Machine(format!("{fault}{cause}"))
    }
}
