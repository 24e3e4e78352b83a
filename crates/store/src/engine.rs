//! Where the two engines truly differ. Everything else is one statement for both.

use std::{collections::BTreeMap, io, path::Path, time::Duration};

use fyren_domain::id::CentreId;
use sqlx::{
    ConnectOptions, PgConnection, PgPool, SqlitePool,
    error::ErrorKind,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use tokio::time::timeout;

use crate::{
    fault::{Cause, Fault, OpenFault},
    news, outage,
    tx::{PostgresTx, SqliteTx, Tx},
    writer::Writer,
};

const READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 16;
const PATIENCE: Duration = Duration::from_secs(10);
const SHORT_PATIENCE: Duration = Duration::from_secs(1);

/// A file of WAL journal, every commit on the disk before it is answered.
pub(crate) fn sqlite_options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        .pragma("secure_delete", "on")
        .pragma("trusted_schema", "off")
}

/// Makes the file if there is none, readable by its owner alone.
pub(crate) fn make_file(path: &Path) -> Result<(), OpenFault> {
    let mut options = std::fs::OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
        .open(path)
        .map(drop)
        .map_err(|_| OpenFault::NotWritable(path.into()))
}

/// Connections that can only read, beside the one writer.
pub(crate) fn sqlite_readers(path: &Path) -> SqlitePool {
    SqlitePoolOptions::new()
        .max_connections(READERS)
        .acquire_timeout(PATIENCE)
        .connect_lazy_with(sqlite_options(path).read_only(true))
}

/// One connection by itself, which may take its time: for migrations, and to say at once what is wrong.
pub(crate) async fn postgres_connection(
    options: &PgConnectOptions,
) -> Result<PgConnection, OpenFault> {
    let options = options.clone().application_name("fyren");
    let connected = timeout(PATIENCE, options.connect()).await;
    connected
        .unwrap_or(Err(sqlx::Error::PoolTimedOut))
        .map_err(|error| match error {
            sqlx::Error::Database(_) => OpenFault::ServerRefuses(Cause(error)),
            _ => OpenFault::ServerAway(Cause(error)),
        })
}

/// Connections for requests, each of which has its limits.
pub(crate) fn postgres_pool(options: &PgConnectOptions) -> PgPool {
    let limits = [
        ("statement_timeout", "30s"),
        ("lock_timeout", "10s"),
        ("idle_in_transaction_session_timeout", "60s"),
    ];
    let options = options.clone().application_name("fyren").options(limits);
    let pool = PgPoolOptions::new().max_connections(POSTGRES_CONNECTIONS);
    pool.acquire_timeout(PATIENCE).connect_lazy_with(options)
}

pub(crate) async fn begin_sqlite(writer: &Writer) -> Result<Tx, Fault> {
    Ok(Tx::Sqlite(SqliteTx::Writing(writer.begin().await?)))
}

/// What is read in one transaction is of one moment: SQLite gives that by itself.
pub(crate) async fn read_sqlite(readers: &SqlitePool) -> Result<Tx, Fault> {
    Ok(Tx::Sqlite(SqliteTx::Reading(readers.begin().await?)))
}

pub(crate) async fn begin_postgres(pool: &PgPool) -> Result<Tx, Fault> {
    postgres_tx(pool, "begin isolation level read committed").await
}

/// What is read in one transaction is of one moment: PostgreSQL must be asked for it.
pub(crate) async fn read_postgres(pool: &PgPool) -> Result<Tx, Fault> {
    postgres_tx(pool, "begin isolation level repeatable read read only").await
}

async fn postgres_tx(pool: &PgPool, begin: &'static str) -> Result<Tx, Fault> {
    // While it is known to be away nobody need wait long to hear so.
    let patience = if outage::lasts() {
        SHORT_PATIENCE
    } else {
        PATIENCE
    };
    // Whoever asked may go away meanwhile. A beginning that is cut off would leave its connection within a transaction
    // that nobody knows of, so it goes on by itself, and is rolled back when nobody takes it.
    let pool = pool.clone();
    let beginning = tokio::spawn(async move { pool.begin_with(begin).await });
    let begun = timeout(patience, beginning).await;
    let transaction = begun.map_err(|_| Fault::Busy)?.map_err(|_| Fault::Busy)??;
    Ok(Tx::Postgres(PostgresTx {
        transaction,
        entered: None,
        told: Vec::new(),
        shifts: BTreeMap::new(),
    }))
}

/// Lets the rows of one centre through PostgreSQL's row-level security, and no others.
/// SQLite has no such guard: there the `where` of each statement stands alone.
pub(crate) async fn enter(tx: &mut Tx, centre: &CentreId) -> Result<(), Fault> {
    let Tx::Postgres(tx) = tx else { return Ok(()) };
    if tx.entered.as_ref() == Some(centre) {
        return Ok(());
    }
    enter_in(tx.connection(), centre.as_str()).await?;
    tx.entered = Some(centre.clone());
    Ok(())
}

/// The same, on a connection of PostgreSQL by itself.
pub(crate) async fn enter_in(connection: &mut PgConnection, centre: &str) -> Result<(), Fault> {
    let enter = sqlx::query("select set_config('fyren.centre', $1, true)").bind(centre);
    enter.execute(connection).await?;
    Ok(())
}

/// Hands the news to PostgreSQL, which gives it to all nodes when the transaction commits.
/// SQLite has one process, whose writer sends it after the commit.
pub(crate) async fn notify(tx: &mut PostgresTx) -> Result<(), Fault> {
    for (centre, kind) in std::mem::take(&mut tx.told) {
        let notify = sqlx::query("select pg_notify($1, $2)").bind(news::CHANNEL);
        notify
            .bind(news::write(&centre, kind))
            .execute(tx.connection())
            .await?;
    }
    Ok(())
}

/// Lets this transaction take as long as it needs; SQLite sets no time.
pub(crate) async fn take_time(tx: &mut Tx) -> Result<(), Fault> {
    if let Tx::Postgres(tx) = tx {
        for limit in [
            "set local statement_timeout = 0",
            "set local idle_in_transaction_session_timeout = 0",
        ] {
            sqlx::query(limit).execute(tx.connection()).await?;
        }
    }
    Ok(())
}

/// What a failure of either engine means to the caller.
pub(crate) fn classify(error: sqlx::Error) -> Fault {
    if is_away(&error) {
        outage::met(&error);
        return Fault::Away(Cause(error));
    }
    match &error {
        sqlx::Error::PoolTimedOut => return Fault::Busy,
        sqlx::Error::Database(database) => match database.kind() {
            ErrorKind::UniqueViolation => return Fault::Conflict,
            ErrorKind::ForeignKeyViolation
            | ErrorKind::NotNullViolation
            | ErrorKind::CheckViolation => return Fault::Refused,
            _ => {
                if let Some(fault) = database.code().as_deref().and_then(of_code) {
                    return fault;
                }
            }
        },
        _ => {}
    }
    Fault::Unavailable(Cause(error))
}

/// What codes of the engines mean that say no more about the act than this.
fn of_code(code: &str) -> Option<Fault> {
    Some(match code {
        // PostgreSQL: two changed the same things crosswise, and this one lost.
        "40001" | "40P01" => Fault::Stale,
        // PostgreSQL: lock not available; a statement, or what stood between two, took too long.
        "55P03" | "57014" | "25P03" => Fault::Busy,
        // SQLite: busy, also with a snapshot or in recovery.
        "5" | "261" | "517" => Fault::Busy,
        // PostgreSQL: row-level security.
        "42501" => Fault::Refused,
        _ => return None,
    })
}

/// Whether the engine cannot be reached, or has no room or a failing disk.
fn is_away(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::WorkerCrashed => true,
        sqlx::Error::Database(database) => database.code().is_some_and(|code| says_away(&code)),
        _ => false,
    }
}

fn says_away(code: &str) -> bool {
    match (code.len(), code.parse::<i32>()) {
        // PostgreSQL, five signs: connection lost, no room or memory left, shut down or starting, failing disk.
        (5, _) => {
            code.starts_with("08")
                || code.starts_with("53")
                || matches!(code, "57P01" | "57P02" | "57P03" | "58030")
        }
        // SQLite, the primary code in the low byte: no memory, failing disk, full disk, cannot be opened.
        (_, Ok(code)) => matches!(code & 0xff, 7 | 10 | 13 | 14),
        _ => false,
    }
}

/// What a failure to open a SQLite file means.
pub(crate) fn classify_file(error: sqlx::Error, path: &Path) -> OpenFault {
    let code = match &error {
        sqlx::Error::Database(database) => database.code(),
        sqlx::Error::Io(io) if io.kind() == io::ErrorKind::PermissionDenied => {
            return OpenFault::NotWritable(path.into());
        }
        _ => None,
    };
    // Extended result codes carry the primary code in their low byte.
    match code
        .and_then(|code| code.parse::<i32>().ok())
        .map(|code| code & 0xff)
    {
        Some(3 | 8 | 14) => OpenFault::NotWritable(path.into()),
        Some(11 | 26) => OpenFault::NotADatabase(path.into()),
        _ => OpenFault::Schema(Cause(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_engine_that_is_too_slow_is_busy_and_no_fault_of_ours() {
        for code in ["57014", "25P03", "55P03", "5"] {
            assert!(matches!(of_code(code), Some(Fault::Busy)), "{code}");
        }
        assert!(of_code("42P01").is_none());
    }
}
