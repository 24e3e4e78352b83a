//! Backups: every row of one moment, written in a form that belongs to no engine, and read back into an
//! empty database of either. What the lines look like, and why, stands in `BACKUP.md` beside this crate.
//!
//! Nothing is sealed here: whoever calls wraps the stream in age. Memory does not grow with the database.

mod layout;
mod line;
mod reader;
mod restoration;
mod source;

use std::{io, path::PathBuf};

pub use self::{
    line::{Header, TableOf},
    reader::{Reader, check},
    restoration::{restore, unfinished},
    source::write,
};
use crate::{Cause, Fault, OpenFault};

/// Version of the form of the lines.
pub const FORMAT: u32 = 1;

/// Why a backup could not be written, checked or restored. Nothing was restored then.
#[derive(Debug, thiserror::Error)]
pub enum BackupFault {
    /// There is no file at that place.
    #[error("there is no database at {0}: name the folder or the database that is served")]
    NoDatabase(PathBuf),
    /// The database was never served, so it belongs to no keys.
    #[error("there is nothing to back up: this database was never served")]
    NeverServed,
    /// The database cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenFault),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] Fault),
    /// The backup cannot be written.
    #[error("the backup cannot be written: {0}")]
    Output(#[source] io::Error),
    /// The backup cannot be read.
    #[error("the backup cannot be read: {0}")]
    Input(#[source] io::Error),
    /// The form of the lines is of a newer Fyren, or of something else.
    #[error("the backup is of form {found}, and this Fyren reads form {FORMAT}: use a newer one")]
    NewerForm {
        /// The form found.
        found: u32,
    },
    /// The rows are of a newer schema.
    #[error(
        "the backup was made by a newer Fyren (its schema is {found}, this one knows {known}): restore with the newer one"
    )]
    NewerSchema {
        /// Number of the backup's schema.
        found: i64,
        /// Number of the newest schema known.
        known: i64,
    },
    /// A line is not what must stand there.
    #[error("the backup is damaged or cut off at line {line}: {what}")]
    Damaged {
        /// Counted from 1.
        line: u64,
        /// What is wrong with it.
        what: &'static str,
    },
    /// There is something already where the backup was to be restored.
    #[error("{0} is not empty: a backup is restored into an empty folder or database only")]
    NotEmpty(String),
}

impl From<sqlx::Error> for BackupFault {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.into())
    }
}

impl From<sqlx::migrate::MigrateError> for BackupFault {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        Self::Open(OpenFault::Schema(Cause(error.into())))
    }
}

#[cfg(test)]
mod tests;
