//! Restores a backup into an empty database, all of it or nothing.
//!
//! The schema is first the one of the backup, then the rows are added, then the newer migrations run, and all of
//! that is one transaction. On SQLite it happens in a file of another name, which takes its place when it is whole.

use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, BufRead},
    path::{Path, PathBuf},
};

use sqlx::{
    ConnectOptions, Connection, Database, PgConnection, Postgres, QueryBuilder, Sqlite,
    SqliteConnection,
    postgres::PgConnectOptions,
    sqlite::{SqliteJournalMode, SqliteSynchronous},
};

use super::{
    BackupFault,
    layout::{Kind, Table},
    line::{Header, Value},
    reader::Reader,
};
use crate::{Location, engine, migration};

/// Rows added by one statement, and about how many bytes; far below what either engine takes at once.
const ROWS_AT_ONCE: usize = 100;
const BYTES_AT_ONCE: usize = 1 << 20;

/// Restores a backup into an empty database and says what it was of. On PostgreSQL the database must exist.
///
/// # Errors
/// [`BackupFault`]; the database is then as empty as before.
pub async fn restore<R: BufRead>(
    location: &Location,
    backup: Reader<R>,
) -> Result<Header, BackupFault> {
    match location {
        Location::Sqlite(path) => restore_file(path, backup).await,
        Location::Postgres(options) => restore_postgres(options, backup).await,
    }
}

/// The file that a restore into this one is filling; there if it was cut off.
#[must_use]
pub fn unfinished(path: &Path) -> PathBuf {
    with_ending(path, ".restoring")
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name: OsString = path.into();
    name.push(ending);
    name.into()
}

async fn restore_file<R: BufRead>(path: &Path, backup: Reader<R>) -> Result<Header, BackupFault> {
    if path.exists() {
        return Err(BackupFault::NotEmpty(path.display().to_string()));
    }
    let filling = unfinished(path);
    remove(&filling);
    let filled = fill_file(&filling, backup).await;
    let moved = match &filled {
        Ok(_) => put_in_place(&filling, path).map_err(BackupFault::Output),
        Err(_) => Ok(()),
    };
    if filled.is_err() || moved.is_err() {
        remove(&filling);
    }
    moved.and(filled)
}

async fn fill_file<R: BufRead>(
    filling: &Path,
    mut backup: Reader<R>,
) -> Result<Header, BackupFault> {
    engine::make_file(filling)?;
    // Durable when it is whole: until then nobody looks at it.
    let options = engine::sqlite_options(filling)
        .journal_mode(SqliteJournalMode::Delete)
        .synchronous(SqliteSynchronous::Off);
    let connection = options.connect().await;
    let mut connection = connection.map_err(|error| engine::classify_file(error, filling))?;
    let mut tx = connection.begin().await?;
    let schema = backup.header().schema;
    migration::SQLITE.run_to(schema, &mut *tx).await?;
    fill_sqlite(&mut tx, &mut backup).await?;
    migration::SQLITE.run(&mut *tx).await?;
    tx.commit().await?;
    // As the server uses it, so that whoever only reads need not change it.
    sqlx::query("pragma journal_mode = wal")
        .execute(&mut connection)
        .await?;
    connection.close().await?;
    Ok(backup.header().clone())
}

fn put_in_place(filling: &Path, path: &Path) -> io::Result<()> {
    File::open(filling)?.sync_all()?;
    fs::rename(filling, path)?;
    match path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}

/// Removes what a restore left behind; what is not there need not be removed.
fn remove(filling: &Path) {
    for ending in ["", "-journal", "-wal", "-shm"] {
        let _ = fs::remove_file(with_ending(filling, ending));
    }
}

async fn restore_postgres<R: BufRead>(
    options: &PgConnectOptions,
    mut backup: Reader<R>,
) -> Result<Header, BackupFault> {
    let mut connection = engine::postgres_connection(options).await?;
    let mut tx = connection.begin().await?;
    check_empty(&mut tx, options).await?;
    let schema = backup.header().schema;
    migration::POSTGRES.run_to(schema, &mut *tx).await?;
    fill_postgres(&mut tx, &mut backup).await?;
    migration::POSTGRES.run(&mut *tx).await?;
    tx.commit().await?;
    // Everything is kept already.
    let _ = connection.close().await;
    Ok(backup.header().clone())
}

async fn check_empty(tx: &mut PgConnection, options: &PgConnectOptions) -> Result<(), BackupFault> {
    let tables = "select count(*) from pg_tables where schemaname = current_schema()";
    let tables: i64 = sqlx::query_scalar(tables).fetch_one(tx).await?;
    if tables > 0 {
        let name = Location::Postgres(Box::new(options.clone())).to_string();
        return Err(BackupFault::NotEmpty(name));
    }
    Ok(())
}

/// Rows of one table and one centre on their way in.
#[derive(Default)]
struct Together {
    table: usize,
    rows: Vec<Vec<Value>>,
    bytes: usize,
}

impl Together {
    /// Whether one more row would make it a statement of another kind, or too large a one.
    fn is_full_before(&self, table: usize, centre: Option<&Value>, tables: &[Table]) -> bool {
        let Some(first) = self.rows.first() else {
            return false;
        };
        self.table != table
            || centre_of(&tables[table], first) != centre
            || self.rows.len() == ROWS_AT_ONCE
            || self.bytes > BYTES_AT_ONCE
    }

    fn add(&mut self, table: usize, values: Vec<Value>) {
        self.table = table;
        self.bytes += values.iter().map(Value::bytes).sum::<usize>();
        self.rows.push(values);
    }
}

fn centre_of<'v>(table: &Table, values: &'v [Value]) -> Option<&'v Value> {
    values.get(table.centre()?)
}

/// The same for either engine: what differs is the connection.
macro_rules! fill {
    ($fill:ident, $connection:ty, $engine:ty, $enter:ident) => {
        async fn $fill<R: BufRead>(
            connection: &mut $connection,
            backup: &mut Reader<R>,
        ) -> Result<(), BackupFault> {
            let mut together = Together::default();
            loop {
                let next = backup.next_row()?;
                let full = next.as_ref().is_none_or(|(table, values)| {
                    let centre = centre_of(&backup.tables[*table], values);
                    together.is_full_before(*table, centre, &backup.tables)
                });
                if full && !together.rows.is_empty() {
                    let Together { table, rows, .. } = std::mem::take(&mut together);
                    let table = &backup.tables[table];
                    $enter(connection, centre_of(table, &rows[0])).await?;
                    insert::<$engine>(table, rows)
                        .build()
                        .execute(&mut *connection)
                        .await
                        .map_err(|error| backup.refused(error))?;
                }
                match next {
                    Some((table, values)) => together.add(table, values),
                    None => return Ok(()),
                }
            }
        }
    };
}

fill!(fill_sqlite, SqliteConnection, Sqlite, enter_sqlite);
fill!(fill_postgres, PgConnection, Postgres, enter_postgres);

/// SQLite lets every row through.
async fn enter_sqlite(_: &mut SqliteConnection, _: Option<&Value>) -> Result<(), BackupFault> {
    Ok(())
}

async fn enter_postgres(
    connection: &mut PgConnection,
    centre: Option<&Value>,
) -> Result<(), BackupFault> {
    if let Some(Value::Text(centre)) = centre {
        engine::enter_in(connection, centre).await?;
    }
    Ok(())
}

fn insert<D: Database>(table: &Table, rows: Vec<Vec<Value>>) -> QueryBuilder<D>
where
    D::Arguments: Default,
    for<'q> Option<i64>: sqlx::Encode<'q, D> + sqlx::Type<D>,
    for<'q> Option<String>: sqlx::Encode<'q, D> + sqlx::Type<D>,
    for<'q> Option<Vec<u8>>: sqlx::Encode<'q, D> + sqlx::Type<D>,
{
    let mut statement = QueryBuilder::<D>::new(table.insert());
    statement.push_values(rows, |mut row, values| {
        for ((_, kind), value) in table.columns.iter().zip(values) {
            match (kind, value) {
                (_, Value::Integer(number)) => row.push_bind(Some(number)),
                (_, Value::Text(text)) => row.push_bind(Some(text)),
                (_, Value::Blob(bytes)) => row.push_bind(Some(bytes)),
                (Kind::Integer, Value::Null) => row.push_bind(None::<i64>),
                (Kind::Text, Value::Null) => row.push_bind(None::<String>),
                (Kind::Blob, Value::Null) => row.push_bind(None::<Vec<u8>>),
            };
        }
    });
    statement
}
