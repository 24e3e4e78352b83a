//! Where the database is: a SQLite file or a PostgreSQL server.

use std::{fmt, path::PathBuf, str::FromStr};

use sqlx::postgres::PgConnectOptions;

/// Where the database is.
#[derive(Clone)]
pub enum Location {
    /// A file on this machine; made at the first start.
    Sqlite(PathBuf),
    /// A database on a PostgreSQL server; it must exist.
    Postgres(Box<PgConnectOptions>),
}

/// A text that names no database.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("a database is written sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME")]
pub struct LocationFault;

impl FromStr for Location {
    type Err = LocationFault;

    fn from_str(text: &str) -> Result<Self, LocationFault> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            return if path.is_empty() {
                Err(LocationFault)
            } else {
                Ok(Self::Sqlite(path.into()))
            };
        }
        if !text.starts_with("postgres://") && !text.starts_with("postgresql://") {
            return Err(LocationFault);
        }
        let options: PgConnectOptions = text.parse().map_err(|_| LocationFault)?;
        Ok(Self::Postgres(Box::new(options)))
    }
}

/// Without user and password, so that it may stand in a log.
impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(options) => {
                let name = options.get_database().unwrap_or(options.get_username());
                write!(
                    f,
                    "postgres://{}:{}/{name}",
                    options.get_host(),
                    options.get_port()
                )
            }
        }
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        let location: Location = "postgres://fyren:hemligt@db.example/fyren".parse().unwrap();
        assert_eq!(location.to_string(), "postgres://db.example:5432/fyren");
        assert!(!format!("{location:?}").contains("hemligt"));
    }

    #[test]
    fn a_file_may_be_written_with_or_without_slashes() {
        for text in ["sqlite:data/fyren.db", "sqlite://data/fyren.db"] {
            assert_eq!(
                text.parse::<Location>().unwrap().to_string(),
                "sqlite:data/fyren.db"
            );
        }
    }

    #[test]
    fn anything_else_is_no_database() {
        for text in [
            "",
            "fyren.db",
            "sqlite:",
            "mysql://localhost/fyren",
            "postgres://host:x/y",
        ] {
            assert!(text.parse::<Location>().is_err(), "{text}");
        }
    }
}
