//! Writes a backup: one reading transaction, table by table and centre by centre, while others go on writing.

use std::io::{self, Write};

use futures_util::TryStreamExt as _;
use fyren_domain::id::CentreId;
use sha2::{Digest as _, Sha256};
use sqlx::{AssertSqlSafe, ColumnIndex, Database, Decode, Postgres, Row, Sqlite, Type};

use super::{
    BackupFault, FORMAT,
    layout::{self, Kind, Table},
    line::{Header, TableOf, Trailer, Value},
};
use crate::{Fault, Location, OpenFault, engine, migration, statement::sql, tx::Tx};

/// Writes every row of the database as it is now, and says what that was. `made_at` is that moment in UTC.
///
/// The schema is left as it is: an older one is written as an older one.
///
/// # Errors
/// [`BackupFault`]; what was written by then is no backup.
pub async fn write(
    location: &Location,
    made_at: &str,
    out: impl Write,
) -> Result<Header, BackupFault> {
    let mut tx = begin(location).await?;
    let schema = schema(&mut tx).await?;
    let tables = layout::of(schema).await?;
    let centres = centres(&mut tx).await?;
    let mut header = Header {
        form: FORMAT,
        schema,
        made_at: made_at.to_owned(),
        keys: keys(&mut tx).await?,
        centres: centres.iter().map(|centre| centre.to_string()).collect(),
        tables: Vec::new(),
    };
    for table in &tables {
        header.tables.push(TableOf {
            name: table.name.clone(),
            columns: table.columns.clone(),
            rows: count(&mut tx, table, &centres).await?,
        });
    }
    let mut lines = Lines::to(out);
    lines.write(&header)?;
    for table in &tables {
        write_table(&mut tx, table, &centres, &mut lines).await?;
    }
    lines.end()?;
    Ok(header)
}

/// One moment, for as long as it takes.
async fn begin(location: &Location) -> Result<Tx, BackupFault> {
    let mut tx = match location {
        Location::Sqlite(path) if !path.exists() => {
            return Err(BackupFault::NoDatabase(path.clone()));
        }
        Location::Sqlite(path) => engine::read_sqlite(&engine::sqlite_readers(path)).await?,
        Location::Postgres(options) => {
            let pool = engine::postgres_pool(options);
            // Says at once what is wrong, which a pool does not.
            drop(engine::postgres_connection(options).await?);
            engine::read_postgres(&pool).await?
        }
    };
    engine::take_time(&mut tx).await?;
    Ok(tx)
}

async fn schema(tx: &mut Tx) -> Result<i64, BackupFault> {
    let found: Option<(Option<i64>,)> = sql!(
        everywhere,
        find,
        tx,
        "select max(version) from _sqlx_migrations"
    )
    .map_err(|fault| match fault {
        Fault::Unavailable(_) => BackupFault::NeverServed,
        other => other.into(),
    })?;
    let found = found
        .and_then(|(version,)| version)
        .ok_or(BackupFault::NeverServed)?;
    let known = migration::newest();
    if found > known {
        return Err(OpenFault::NewerSchema { found, known }.into());
    }
    Ok(found)
}

async fn keys(tx: &mut Tx) -> Result<String, BackupFault> {
    let found: Option<(Vec<u8>,)> = sql!(
        everywhere,
        find,
        tx,
        "select keys_fingerprint from installation where only_one = 1"
    )?;
    let (bytes,) = found.ok_or(BackupFault::NeverServed)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

async fn centres(tx: &mut Tx) -> Result<Vec<CentreId>, BackupFault> {
    let found = crate::centre::list(tx).await?;
    let mut centres: Vec<_> = found.into_iter().map(|centre| centre.centre_id).collect();
    centres.sort_by(|a, b| a.as_str().cmp(b.as_str()));
    Ok(centres)
}

async fn count(tx: &mut Tx, table: &Table, centres: &[CentreId]) -> Result<u64, BackupFault> {
    let mut rows = 0;
    for centre in whose(table, centres) {
        rows += count_of(tx, table, centre).await?.unsigned_abs();
    }
    Ok(rows)
}

/// Once for each centre, or once for a table that belongs to none.
fn whose<'c>(table: &Table, centres: &'c [CentreId]) -> Vec<Option<&'c CentreId>> {
    match table.centre() {
        Some(_) => centres.iter().map(Some).collect(),
        None => vec![None],
    }
}

async fn count_of(
    tx: &mut Tx,
    table: &Table,
    centre: Option<&CentreId>,
) -> Result<i64, BackupFault> {
    macro_rules! count {
        ($engine:ty, $tx:expr) => {{
            let query = sqlx::query_scalar::<$engine, i64>(AssertSqlSafe(table.count()));
            let query = match centre {
                Some(centre) => query.bind(centre.as_str()),
                None => query,
            };
            query.fetch_one($tx.connection()).await?
        }};
    }
    enter(tx, centre).await?;
    Ok(match tx {
        Tx::Sqlite(tx) => count!(Sqlite, tx),
        Tx::Postgres(tx) => count!(Postgres, tx),
    })
}

async fn write_table<W: Write>(
    tx: &mut Tx,
    table: &Table,
    centres: &[CentreId],
    lines: &mut Lines<W>,
) -> Result<(), BackupFault> {
    macro_rules! write_all {
        ($engine:ty, $tx:expr, $by_bytes:literal, $centre:expr) => {{
            let query = sqlx::query::<$engine>(AssertSqlSafe(table.select($by_bytes)));
            let query = match $centre {
                Some(centre) => query.bind(centre.as_str()),
                None => query,
            };
            let mut rows = query.fetch($tx.connection());
            while let Some(row) = rows.try_next().await? {
                lines.row(table, &values(&row, table)?)?;
            }
        }};
    }
    for centre in whose(table, centres) {
        enter(tx, centre).await?;
        match tx {
            Tx::Sqlite(tx) => write_all!(Sqlite, tx, "binary", centre),
            Tx::Postgres(tx) => write_all!(Postgres, tx, "\"C\"", centre),
        }
    }
    Ok(())
}

async fn enter(tx: &mut Tx, centre: Option<&CentreId>) -> Result<(), Fault> {
    match centre {
        Some(centre) => engine::enter(tx, centre).await,
        None => Ok(()),
    }
}

fn values<R: Row>(row: &R, table: &Table) -> Result<Vec<Value>, sqlx::Error>
where
    usize: ColumnIndex<R>,
    for<'r> i64: Decode<'r, R::Database> + Type<R::Database>,
    for<'r> String: Decode<'r, R::Database> + Type<R::Database>,
    for<'r> Vec<u8>: Decode<'r, R::Database> + Type<R::Database>,
    R::Database: Database,
{
    let columns = table.columns.iter().enumerate();
    columns
        .map(|(column, (_, kind))| {
            Ok(match kind {
                Kind::Integer => row.try_get::<Option<i64>, _>(column)?.map(Value::Integer),
                Kind::Text => row.try_get::<Option<String>, _>(column)?.map(Value::Text),
                Kind::Blob => row.try_get::<Option<Vec<u8>>, _>(column)?.map(Value::Blob),
            }
            .unwrap_or(Value::Null))
        })
        .collect()
}

/// Lines on their way out, counted and hashed.
struct Lines<W> {
    out: W,
    hash: Sha256,
    line: Vec<u8>,
    rows: u64,
}

impl<W: Write> Lines<W> {
    fn to(out: W) -> Self {
        Self {
            out,
            hash: Sha256::new(),
            line: Vec::new(),
            rows: 0,
        }
    }

    fn row(&mut self, table: &Table, values: &[Value]) -> Result<(), BackupFault> {
        self.rows += 1;
        self.write(&(&table.name, values))
    }

    fn write(&mut self, line: &impl serde::Serialize) -> Result<(), BackupFault> {
        self.line.clear();
        serde_json::to_writer(&mut self.line, line)
            .map_err(|fault| BackupFault::Output(io::Error::other(fault)))?;
        self.line.push(b'\n');
        self.hash.update(&self.line);
        self.out.write_all(&self.line).map_err(BackupFault::Output)
    }

    fn end(mut self) -> Result<(), BackupFault> {
        let hash = std::mem::take(&mut self.hash).finalize();
        let trailer = Trailer {
            rows: self.rows,
            sha256: data_encoding::HEXLOWER.encode(&hash),
        };
        self.write(&trailer)?;
        self.out.flush().map_err(BackupFault::Output)
    }
}
