//! A transaction on either engine. Dropping it rolls back; its `commit` returns when
//! everything is durable, and the news it told is sent then. Counts that it shifts are kept with the commit.

use fyren_domain::id::CentreId;
use sqlx::{PgConnection, Postgres, Sqlite, SqliteConnection, Transaction};

use crate::{
    engine,
    fault::Fault,
    news::{self, NewsKind, Told},
    outage,
    reader_count::{self, Shifts},
    writer::Turn,
};

/// A transaction, the first argument of every function that reads or writes.
///
/// Hold it for the database's work only: on SQLite all writers wait for one another. After a fault
/// drop it: PostgreSQL takes no further statement then.
#[expect(
    private_interfaces,
    reason = "the drivers are known to this crate alone"
)]
pub enum Tx {
    /// On SQLite.
    Sqlite(SqliteTx),
    /// On PostgreSQL.
    Postgres(PostgresTx),
}

pub(crate) enum SqliteTx {
    Writing(Turn),
    Reading(Transaction<'static, Sqlite>),
}

pub(crate) struct PostgresTx {
    pub(crate) transaction: Transaction<'static, Postgres>,
    /// The centre whose rows are let through.
    pub(crate) entered: Option<CentreId>,
    pub(crate) told: Told,
    pub(crate) shifts: Shifts,
}

impl Tx {
    /// Keeps everything done. Returns when it is durable.
    ///
    /// # Errors
    /// [`Fault::Unavailable`] or [`Fault::Busy`] if it could not be kept.
    pub async fn commit(mut self) -> Result<(), Fault> {
        if let Some(shifts) = self.shifts() {
            let shifts = std::mem::take(shifts);
            reader_count::keep(&mut self, shifts).await?;
        }
        match self {
            Self::Sqlite(SqliteTx::Writing(turn)) => turn.commit().await,
            Self::Sqlite(SqliteTx::Reading(transaction)) => Ok(transaction.commit().await?),
            Self::Postgres(mut tx) => {
                engine::notify(&mut tx).await?;
                tx.transaction.commit().await?;
                outage::over();
                Ok(())
            }
        }
    }

    /// Tells the whole installation, once this is durable, where to look anew.
    pub(crate) fn tell(&mut self, centre: &CentreId, kind: NewsKind) {
        match self {
            Self::Sqlite(SqliteTx::Writing(turn)) => news::tell(&mut turn.told, centre, kind),
            Self::Sqlite(SqliteTx::Reading(_)) => {}
            Self::Postgres(tx) => news::tell(&mut tx.told, centre, kind),
        }
    }

    /// Changes a reader's count of a shelf, with the commit.
    pub(crate) fn shift(&mut self, centre: &CentreId, reader: String, shelf: String, by: i64) {
        if let Some(shifts) = self.shifts() {
            *shifts.entry((centre.clone(), reader, shelf)).or_default() += by;
        }
    }

    /// What was gathered; nothing in a transaction that only reads.
    fn shifts(&mut self) -> Option<&mut Shifts> {
        match self {
            Self::Sqlite(SqliteTx::Writing(turn)) => Some(&mut turn.shifts),
            Self::Sqlite(SqliteTx::Reading(_)) => None,
            Self::Postgres(tx) => Some(&mut tx.shifts),
        }
    }
}

impl SqliteTx {
    pub(crate) fn connection(&mut self) -> &mut SqliteConnection {
        match self {
            Self::Writing(turn) => turn.connection(),
            Self::Reading(transaction) => transaction,
        }
    }

    /// What a statement's failure means, here and for those who write together.
    pub(crate) fn failed(&mut self, error: sqlx::Error) -> Fault {
        match self {
            Self::Writing(turn) => turn.failed(error),
            Self::Reading(_) => error.into(),
        }
    }
}

impl PostgresTx {
    pub(crate) fn connection(&mut self) -> &mut PgConnection {
        &mut self.transaction
    }

    /// What a statement's failure means.
    pub(crate) fn failed(&mut self, error: sqlx::Error) -> Fault {
        error.into()
    }
}
