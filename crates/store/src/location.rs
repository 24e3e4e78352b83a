//! Where the database is: a SQLite file or a PostgreSQL server.

use std::{fmt, net::IpAddr, path::PathBuf, str::FromStr};

use sqlx::postgres::{PgConnectOptions, PgSslMode};

/// Where the database is.
#[derive(Clone)]
pub enum Location {
    /// A file on this machine; made at the first start.
    Sqlite(PathBuf),
    /// A database on a PostgreSQL server; it must exist. On another machine it is reached by TLS
    /// whose certificate is checked, unless the address says otherwise (`sslmode`).
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
        let options = if says_how_to_connect(text) || is_on_this_machine(&options) {
            options
        } else {
            options.ssl_mode(PgSslMode::VerifyFull)
        };
        Ok(Self::Postgres(Box::new(options)))
    }
}

fn says_how_to_connect(address: &str) -> bool {
    address.contains("sslmode=") || address.contains("ssl-mode=")
}

fn is_on_this_machine(options: &PgConnectOptions) -> bool {
    let host = options.get_host();
    let loopback = host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
    loopback || host == "localhost" || host.starts_with('/') || options.get_socket().is_some()
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
    fn another_machine_must_prove_who_it_is_unless_told_otherwise() {
        let mode = |text: &str| match text.parse().unwrap() {
            Location::Postgres(options) => format!("{:?}", options.get_ssl_mode()),
            Location::Sqlite(_) => panic!("{text} is no file"),
        };
        assert_eq!(mode("postgres://fyren@db.example/fyren"), "VerifyFull");
        assert_eq!(mode("postgres://fyren@10.0.0.2/fyren"), "VerifyFull");
        assert_eq!(
            mode("postgres://fyren@db.example/fyren?sslmode=disable"),
            "Disable"
        );
        for here in ["localhost", "127.0.0.1", "%2Fvar%2Frun%2Fpostgresql"] {
            let address = format!("postgres://fyren@{here}/fyren");
            assert_eq!(mode(&address), "Prefer", "{here}");
        }
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
