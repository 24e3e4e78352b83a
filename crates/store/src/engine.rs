//! Where the two engines truly differ. Everything else is one statement for both.

use std::{io, path::Path, time::Duration};

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
    news,
    tx::{PostgresTx, SqliteTx, Tx},
    writer::Writer,
};

const READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 16;
const PATIENCE: Duration = Duration::from_secs(10);

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
    let transaction = pool.begin_with(begin).await?;
    Ok(Tx::Postgres(PostgresTx {
        transaction,
        entered: None,
        told: Vec::new(),
    }))
}

/// Lets the rows of one centre through PostgreSQL's row-level security, and no others.
/// SQLite has no such guard: there the `where` of each statement stands alone.
pub(crate) async fn enter(tx: &mut Tx, centre: &CentreId) -> Result<(), Fault> {
    let Tx::Postgres(tx) = tx else { return Ok(()) };
    if tx.entered.as_ref() == Some(centre) {
        return Ok(());
    }
    let enter = sqlx::query("select set_config('fyren.centre', $1, true)").bind(centre.as_str());
    enter.execute(tx.connection()).await?;
    tx.entered = Some(centre.clone());
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
#[cfg(feature = "testing")]
pub(crate) async fn take_time(tx: &mut Tx) -> Result<(), Fault> {
    if let Tx::Postgres(tx) = tx {
        let take_time = sqlx::query("set local statement_timeout = 0");
        take_time.execute(tx.connection()).await?;
    }
    Ok(())
}

/// What a failure of either engine means to the caller.
pub(crate) fn classify(error: sqlx::Error) -> Fault {
    match &error {
        sqlx::Error::PoolTimedOut => return Fault::Busy,
        sqlx::Error::Database(database) => match database.kind() {
            ErrorKind::UniqueViolation => return Fault::Conflict,
            ErrorKind::ForeignKeyViolation
            | ErrorKind::NotNullViolation
            | ErrorKind::CheckViolation => return Fault::Refused,
            _ => match database.code().as_deref() {
                // PostgreSQL: two changed the same things crosswise, and this one lost.
                Some("40001" | "40P01") => return Fault::Stale,
                // PostgreSQL: lock not available. SQLite: busy, also with a snapshot or in recovery.
                Some("55P03" | "5" | "261" | "517") => return Fault::Busy,
                // PostgreSQL: row-level security.
                Some("42501") => return Fault::Refused,
                _ => {}
            },
        },
        _ => {}
    }
    Fault::Unavailable(Cause(error))
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
