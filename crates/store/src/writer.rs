//! The one writer of SQLite. Who asks for a transaction waits for her turn at the desk and
//! works in a savepoint; one outer transaction holds all who waited together, and a single
//! COMMIT to the disk answers them all.
//!
//! Turns are first come, first served, and so is the committer: it queues up behind those
//! who wait already and commits when its own turn comes. Nobody is answered before that
//! commit. Dropping a turn rolls its savepoint back, wherever its work was cut off: the
//! driver nests transactions on the connection's own thread, in the order asked for, and
//! undoes by itself what nobody was left to hear the answer of.

use std::{sync::Arc, time::Duration};

use sqlx::{
    ConnectOptions, Connection, SqlSafeStr, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteTransactionManager as Nested},
};
use sqlx_core::transaction::TransactionManager;
use tokio::{
    sync::{Mutex, OwnedMutexGuard, mpsc, oneshot},
    time::timeout,
};

use crate::{
    fault::Fault,
    news::{Newsroom, Told},
    outage,
    reader_count::Shifts,
};

/// How long a request waits for its turn.
const PATIENCE: Duration = Duration::from_secs(10);

/// Gives turns at the one writing connection.
#[derive(Clone)]
pub(crate) struct Writer {
    desk: Arc<Mutex<Desk>>,
    wake: mpsc::Sender<()>,
}

struct Desk {
    options: SqliteConnectOptions,
    room: Newsroom,
    connection: Option<SqliteConnection>,
    /// Whether the outer transaction is open.
    open: bool,
    /// Whether a statement failed in a way that may have undone the outer transaction (a full or failing disk):
    /// SQLite then rolls back all of it, also what others released.
    broken: bool,
    /// Those whose savepoints are released and who wait for the outer commit.
    waiting: Vec<Waiting>,
}

struct Waiting {
    told: Told,
    answer: oneshot::Sender<Result<(), Fault>>,
}

impl Writer {
    /// Begins to give turns; ends when the last clone and the last turn are dropped.
    pub(crate) fn start(options: SqliteConnectOptions, room: Newsroom) -> Self {
        let desk = Arc::new(Mutex::new(Desk {
            options,
            room,
            connection: None,
            open: false,
            broken: false,
            waiting: Vec::new(),
        }));
        let (wake, woken) = mpsc::channel(1);
        tokio::spawn(commit_when_woken(Arc::clone(&desk), woken));
        Self { desk, wake }
    }

    /// Waits for a turn and opens its savepoint.
    pub(crate) async fn begin(&self) -> Result<Turn, Fault> {
        let waited = timeout(PATIENCE, Arc::clone(&self.desk).lock_owned()).await;
        let desk = waited.map_err(|_| Fault::Busy)?;
        let mut seat = Seat {
            desk,
            wake: self.wake.clone(),
        };
        if seat.desk.broken {
            seat.desk.settle().await;
        }
        let begun = Nested::begin(seat.desk.open().await?, None).await;
        let mut turn = Turn {
            seat,
            released: false,
            told: Told::new(),
            shifts: Shifts::new(),
        };
        match begun {
            Ok(()) => Ok(turn),
            Err(error) => Err(turn.failed(error)),
        }
    }

    /// Brings everything handed in into the main file and empties the journal, in which rows that
    /// were destroyed would otherwise lie for a while.
    pub(crate) async fn settle(&self) -> Result<(), Fault> {
        let mut desk = self.desk.lock().await;
        desk.settle().await;
        if let Some(connection) = &mut desk.connection {
            sqlx::query("pragma wal_checkpoint(truncate)")
                .execute(connection)
                .await?;
        }
        Ok(())
    }

    /// Lets the file grow to no more than it is, as a full disk would, or lets it grow again.
    #[cfg(feature = "testing")]
    pub(crate) async fn set_full(&self, is_full: bool) {
        let mut desk = self.desk.lock().await;
        desk.settle().await;
        desk.connection = None;
        // The engine takes a smaller number for the present size.
        let pages = if is_full { "1" } else { "4294967294" };
        desk.options = desk.options.clone().pragma("max_page_count", pages);
    }

    /// Waits until everything handed in is committed, and lets go of the file.
    pub(crate) async fn close(&self) {
        let mut desk = self.desk.lock().await;
        desk.settle().await;
        if let Some(connection) = desk.connection.take() {
            // Everything is on the disk already; a fault here changes nothing.
            let _ = connection.close().await;
        }
    }
}

/// Holds the desk, and wakes the committer when it is left.
struct Seat {
    desk: OwnedMutexGuard<Desk>,
    wake: mpsc::Sender<()>,
}

impl Drop for Seat {
    fn drop(&mut self) {
        // Full means that the committer is woken already.
        let _ = self.wake.try_send(());
    }
}

/// A turn at the desk: one savepoint in the outer transaction.
pub(crate) struct Turn {
    seat: Seat,
    released: bool,
    pub(crate) told: Told,
    pub(crate) shifts: Shifts,
}

impl Turn {
    pub(crate) fn connection(&mut self) -> &mut SqliteConnection {
        self.seat.desk.connected()
    }

    /// Releases the savepoint, leaves the desk and waits until all of it is on the disk.
    pub(crate) async fn commit(mut self) -> Result<(), Fault> {
        if self.seat.desk.broken {
            return Err(Fault::Busy);
        }
        let released = Nested::commit(self.connection()).await;
        released.map_err(|error| self.failed(error))?;
        self.released = true;
        let (answer, answered) = oneshot::channel();
        let told = std::mem::take(&mut self.told);
        self.seat.desk.waiting.push(Waiting { told, answer });
        drop(self);
        answered.await.unwrap_or(Err(Fault::Busy))
    }

    /// What a statement's failure means; one that may have undone more than its own turn gives up the connection.
    pub(crate) fn failed(&mut self, error: sqlx::Error) -> Fault {
        let fault = Fault::from(error);
        self.seat.desk.broken |= matches!(fault, Fault::Away(_));
        fault
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if !self.released
            && !self.seat.desk.broken
            && let Some(connection) = &mut self.seat.desk.connection
        {
            Nested::start_rollback(connection);
        }
    }
}

impl Desk {
    /// The connection with its outer transaction open.
    async fn open(&mut self) -> Result<&mut SqliteConnection, Fault> {
        if self.connection.is_none() {
            self.open = false;
            self.connection = Some(self.options.connect().await?);
        }
        if !self.open {
            let begin = "begin immediate".into_sql_str();
            Nested::begin(self.connected(), Some(begin)).await?;
            self.open = true;
        }
        Ok(self.connected())
    }

    fn connected(&mut self) -> &mut SqliteConnection {
        self.connection
            .as_mut()
            .expect("whoever sits at the desk opened the connection")
    }

    /// Commits the outer transaction and answers those who wait for it.
    async fn settle(&mut self) {
        let committed = self.commit().await;
        let waiting = std::mem::take(&mut self.waiting);
        let kept = committed.is_ok();
        let mut cause = committed.err();
        for Waiting { told, answer } in waiting {
            // The cause is told once; the others hear that it failed.
            let outcome = match cause.take() {
                Some(error) => Err(not_kept(error)),
                None if kept => Ok(()),
                None => Err(Fault::Busy),
            };
            if kept {
                outage::over();
                self.room.send_all(told);
            }
            // Whoever stopped waiting has been served all the same.
            let _ = answer.send(outcome);
        }
    }

    /// Commits the outer transaction. If that fails the connection is given up, and all of it with it.
    async fn commit(&mut self) -> Result<(), sqlx::Error> {
        if self.broken {
            self.connection = None;
            (self.open, self.broken) = (false, false);
            return Err(sqlx::Error::WorkerCrashed);
        }
        if !self.open {
            return Ok(());
        }
        let connection = self.connected();
        let committed = Nested::commit(connection).await;
        let whole = Nested::get_transaction_depth(connection) == 0;
        self.open = false;
        if committed.is_err() || !whole {
            self.connection = None;
        }
        committed.and(if whole {
            Ok(())
        } else {
            Err(sqlx::Error::WorkerCrashed)
        })
    }
}

/// Nothing of a commit that failed was kept, whatever the engine says of it: the same can be tried again.
fn not_kept(error: sqlx::Error) -> Fault {
    match Fault::from(error) {
        Fault::Unavailable(cause) => Fault::Away(cause),
        other => other,
    }
}

async fn commit_when_woken(desk: Arc<Mutex<Desk>>, mut woken: mpsc::Receiver<()>) {
    while woken.recv().await.is_some() {
        desk.lock().await.settle().await;
    }
}
