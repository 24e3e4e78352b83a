//! Brings the schema up to date. The same numbers on both engines; a test compares
//! what they made.

use std::{cmp::Ordering, path::Path};

use sqlx::{
    ConnectOptions, Connection,
    migrate::{MigrateError, Migrator},
    postgres::PgConnectOptions,
};

use crate::{
    backup, engine,
    fault::{Cause, OpenFault},
};

pub(crate) static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
pub(crate) static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// Number of the newest schema this program knows.
#[must_use]
pub(crate) fn newest() -> i64 {
    SQLITE
        .iter()
        .map(|migration| migration.version)
        .max()
        .unwrap_or_default()
}

pub(crate) async fn run_sqlite(path: &Path) -> Result<(), OpenFault> {
    let filling = backup::unfinished(path);
    if filling.exists() {
        return Err(OpenFault::RestoreCutOff(filling));
    }
    engine::make_file(path)?;
    let connection = engine::sqlite_options(path).connect().await;
    let mut connection = connection.map_err(|error| engine::classify_file(error, path))?;
    let run = SQLITE.run(&mut connection).await;
    let closed = connection.close().await;
    run.map_err(|error| match migration_fault(error) {
        OpenFault::Schema(Cause(error)) => engine::classify_file(error, path),
        other => other,
    })?;
    closed.map_err(|error| engine::classify_file(error, path))
}

pub(crate) async fn run_postgres(options: &PgConnectOptions) -> Result<(), OpenFault> {
    let mut connection = engine::postgres_connection(options).await?;
    POSTGRES
        .run(&mut connection)
        .await
        .map_err(migration_fault)?;
    connection
        .close()
        .await
        .map_err(|error| OpenFault::ServerAway(Cause(error)))
}

/// Looks whether the schema is this program's, and changes nothing.
pub(crate) async fn check_sqlite(path: &Path) -> Result<(), OpenFault> {
    if !path.is_file() {
        return Err(OpenFault::Missing(path.into()));
    }
    let options = engine::sqlite_options(path).read_only(true);
    let classify = |error| engine::classify_file(error, path);
    let mut connection = options.connect().await.map_err(classify)?;
    let found = sqlx::query_scalar(FOUND).fetch_one(&mut connection).await;
    check(found.map_err(classify)?)
}

/// Looks whether the schema is this program's, and changes nothing.
pub(crate) async fn check_postgres(options: &PgConnectOptions) -> Result<(), OpenFault> {
    let mut connection = engine::postgres_connection(options).await?;
    let found = sqlx::query_scalar(FOUND).fetch_one(&mut connection).await;
    check(found.map_err(|error| OpenFault::Schema(Cause(error)))?)
}

const FOUND: &str = "select max(version) from _sqlx_migrations";

fn check(found: i64) -> Result<(), OpenFault> {
    match found.cmp(&newest()) {
        Ordering::Equal => Ok(()),
        Ordering::Less => Err(OpenFault::OlderSchema),
        Ordering::Greater => Err(OpenFault::NewerSchema {
            found,
            known: newest(),
        }),
    }
}

fn migration_fault(error: MigrateError) -> OpenFault {
    match error {
        MigrateError::VersionMissing(found) => OpenFault::NewerSchema {
            found,
            known: newest(),
        },
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => {
            OpenFault::Schema(Cause(error))
        }
        other => OpenFault::Schema(Cause(sqlx::Error::Migrate(Box::new(other)))),
    }
}
