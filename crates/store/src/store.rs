//! The open database: transactions and news.

use sqlx::{PgPool, SqlitePool};
use tokio::sync::broadcast;

use crate::{
    engine,
    fault::{Cause, Fault, OpenFault},
    location::Location,
    migration,
    news::{self, News, Newsroom},
    tx::Tx,
    writer::Writer,
};

/// The open database. Clones share it.
#[derive(Clone)]
pub struct Store {
    engine: Engine,
    room: Newsroom,
}

#[derive(Clone)]
enum Engine {
    Sqlite { writer: Writer, readers: SqlitePool },
    Postgres(PgPool),
}

impl Store {
    /// Opens the database and brings its schema up to date.
    ///
    /// # Errors
    /// [`OpenFault`] says what the operator can do.
    pub async fn open(location: &Location) -> Result<Self, OpenFault> {
        let room = Newsroom::open();
        let engine = match location {
            Location::Sqlite(path) => {
                migration::run_sqlite(path).await?;
                let writer = Writer::start(engine::sqlite_options(path), room.clone());
                Engine::Sqlite {
                    writer,
                    readers: engine::sqlite_readers(path),
                }
            }
            Location::Postgres(options) => {
                migration::run_postgres(options).await?;
                let pool = engine::postgres_pool(options);
                let relay = news::relay(&pool, room.clone()).await;
                relay.map_err(|error| OpenFault::ServerAway(Cause(error)))?;
                Engine::Postgres(pool)
            }
        };
        Ok(Self { engine, room })
    }

    /// Opens a database to look at it, also while a server writes it. Its schema is left as it is, and must be this program's.
    ///
    /// # Errors
    /// [`OpenFault`] says what the operator can do.
    pub async fn open_to_read(location: &Location) -> Result<Self, OpenFault> {
        let room = Newsroom::open();
        let engine = match location {
            Location::Sqlite(path) => {
                migration::check_sqlite(path).await?;
                let options = engine::sqlite_options(path).read_only(true);
                Engine::Sqlite {
                    writer: Writer::start(options, room.clone()),
                    readers: engine::sqlite_readers(path),
                }
            }
            Location::Postgres(options) => {
                migration::check_postgres(options).await?;
                Engine::Postgres(engine::postgres_pool(options))
            }
        };
        Ok(Self { engine, room })
    }

    /// Begins a transaction that may write. Dropping it rolls back.
    ///
    /// # Errors
    /// [`Fault::Busy`] after ten seconds of waiting.
    pub async fn begin(&self) -> Result<Tx, Fault> {
        match &self.engine {
            Engine::Sqlite { writer, .. } => engine::begin_sqlite(writer).await,
            Engine::Postgres(pool) => engine::begin_postgres(pool).await,
        }
    }

    /// Begins a transaction that only reads, everything of one moment. It may simply be dropped.
    ///
    /// # Errors
    /// [`Fault::Busy`] after ten seconds of waiting.
    pub async fn read(&self) -> Result<Tx, Fault> {
        match &self.engine {
            Engine::Sqlite { readers, .. } => engine::read_sqlite(readers).await,
            Engine::Postgres(pool) => engine::read_postgres(pool).await,
        }
    }

    /// Whether the database is away or cannot write, as far as anybody has met it; over when something is kept again.
    #[must_use]
    pub fn cannot_write(&self) -> bool {
        crate::outage::lasts()
    }

    /// Hears what changes from now on, in this process and in all others on the same database.
    #[must_use]
    pub fn news(&self) -> broadcast::Receiver<News> {
        self.room.listen()
    }

    /// On SQLite, leaves no trace of destroyed rows in the journal: run it after disposal, and now and
    /// then. PostgreSQL clears its pages by itself (autovacuum) and its journal by its own rules.
    ///
    /// # Errors
    /// [`Fault::Unavailable`] if the file cannot be written.
    pub async fn settle(&self) -> Result<(), Fault> {
        match &self.engine {
            Engine::Sqlite { writer, .. } => writer.settle().await,
            Engine::Postgres(_) => Ok(()),
        }
    }

    /// Lets the SQLite file grow to no more than it is, as on a full disk, until `false` is said.
    #[cfg(feature = "testing")]
    pub async fn set_full(&self, is_full: bool) {
        if let Engine::Sqlite { writer, .. } = &self.engine {
            writer.set_full(is_full).await;
        }
    }

    /// Waits for what is under way and lets go of the database.
    pub async fn close(&self) {
        match &self.engine {
            Engine::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Engine::Postgres(pool) => pool.close().await,
        }
    }
}
