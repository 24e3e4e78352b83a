//! What can go wrong. Nothing here carries a row, a key or a text of anybody:
//! the engines' own messages name tables and constraints, not values.

use std::{fmt, path::PathBuf};

/// Why an act did not take place. Nothing of it was kept.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// Somebody else changed the same thing first: show it anew and let people decide again.
    #[error("somebody else changed this first")]
    Stale,
    /// The number is in use by something else.
    #[error("the number is taken")]
    NumberTaken,
    /// The same ids were sent before with other content.
    #[error("the same ids were used for something else")]
    Conflict,
    /// It would break a rule of the schema, or refer to what is not there.
    #[error("the database refuses this")]
    Refused,
    /// Too many are waiting for the database: try again.
    #[error("the database is busy")]
    Busy,
    /// The database cannot be reached, or its disk is full or fails: try again when it is back.
    #[error("the database is away or cannot write")]
    Away(#[source] Cause),
    /// The database failed at something this program did; whether the act was kept is not known.
    #[error("the database is unavailable")]
    Unavailable(#[source] Cause),
}

impl Fault {
    /// One row was to change; if none did, somebody else was first.
    pub(crate) fn stale_unless(changed: u64) -> Result<(), Self> {
        if changed == 1 {
            Ok(())
        } else {
            Err(Self::Stale)
        }
    }
}

/// Why a store could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenFault {
    /// The file or its folder cannot be written.
    #[error("{0} cannot be written: give Fyren a folder it may write to")]
    NotWritable(PathBuf),
    /// There is no such file.
    #[error("{0} is not there: name the right --data or --database")]
    Missing(PathBuf),
    /// The file is something else.
    #[error("{0} is not a database of Fyren")]
    NotADatabase(PathBuf),
    /// The PostgreSQL server does not answer.
    #[error(
        "the database server does not answer: check that it runs and that the address is right"
    )]
    ServerAway(#[source] Cause),
    /// The PostgreSQL server refuses user, password or database.
    #[error("the database server refuses: check user, password and the database's name")]
    ServerRefuses(#[source] Cause),
    /// The database was last used by an older Fyren.
    #[error(
        "the database was last used by an older Fyren: start the server once, which brings it up to date"
    )]
    OlderSchema,
    /// The database was used by a newer Fyren.
    #[error(
        "the database was made by a newer Fyren (its schema is {found}, this one knows {known}): start the newer one"
    )]
    NewerSchema {
        /// Number of the newest migration found.
        found: i64,
        /// Number of the newest migration known.
        known: i64,
    },
    /// A restore was cut off before it was whole.
    #[error(
        "a restore was cut off: run `fyren restore` again, or remove {0} if another database is to be used"
    )]
    RestoreCutOff(PathBuf),
    /// A migration failed, or the schema is not the one Fyren made.
    #[error("the schema could not be brought up to date")]
    Schema(#[source] Cause),
}

/// The engine's own account of a failure, for the operator's log.
pub struct Cause(pub(crate) sqlx::Error);

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// As it is displayed: PostgreSQL's debug form would quote the row's values.
impl fmt::Debug for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl std::error::Error for Cause {}

impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Self {
        crate::engine::classify(error)
    }
}
