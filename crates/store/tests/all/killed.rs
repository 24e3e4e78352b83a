//! A process that is killed at any moment, a hundred times on each engine, loses no act it answered and leaves no half of one;
//! nor does a PostgreSQL server that is cut down.

use std::{
    collections::BTreeSet,
    io::{BufRead as _, BufReader, Read as _},
    process::{Child, ChildStdout, Command, Stdio},
    time::Duration,
};

use fyren_domain::{access::Action, staff::Role};
use fyren_store::{
    Fault, Location, Store, Tx, enquiry, entry,
    event::{self, NewEvent},
    reader::{self, ReaderWrap},
    testing::{self, Bench},
};
use sqlx::{ConnectOptions, Connection, PgConnection, SqliteConnection};

use crate::actor::*;

/// Where a child writes until it is killed, and the first number it may use.
const WRITES_TO: &str = "FYREN_TEST_WRITES_TO";
const BEGINS_AT: &str = "FYREN_TEST_BEGINS_AT";
/// Repeats the moments of an earlier run.
const SEED: &str = "FYREN_TEST_SEED";

const KILLS: u32 = 100;
const CRASHES: u32 = 5;
/// The longest that a child writes. One of four is killed that long after it was started, when its database is hardly open; the others after their first answer.
const LIFE_MILLISECONDS: u64 = 150;
const WRITERS: u32 = 4;
const NUMBERS: u32 = 100_000;

mod sqlite {
    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_process_killed_a_hundred_times_loses_nothing_it_answered() {
        match std::env::var(WRITES_TO) {
            Ok(address) => write_until_killed(&address).await,
            Err(_) => testing::on_sqlite(async |bench| kill(bench, "sqlite").await).await,
        }
    }
}

mod postgres {
    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_process_killed_a_hundred_times_loses_nothing_it_answered() {
        match std::env::var(WRITES_TO) {
            Ok(address) => write_until_killed(&address).await,
            Err(_) => testing::on_postgres(async |bench| kill(bench, "postgres").await).await,
        }
    }

    /// The server of the other tests does not wait for the disk; this one does.
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_server_cut_down_loses_nothing_it_answered() {
        testing::on_own_server(async |mut server, bench| {
            open(&bench).await;
            let (mut moments, mut answered) = (Moments::new(), BTreeSet::new());
            for crash in 0..CRASHES {
                let mut child = Killable::start(&bench, "postgres", crash * WRITERS * NUMBERS);
                child.wait_until_it_answers();
                tokio::time::sleep(moments.next()).await;
                server.crash();
                answered.extend(child.kill());
                server.start_again().await;
                check(&bench.location, &answered).await;
            }
            assert!(answered.len() > 20, "only {} acts", answered.len());
        })
        .await;
    }
}

/// Random moments that can be had again.
struct Moments(u64);

impl Moments {
    fn new() -> Self {
        let chance = || {
            let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
            since.unwrap().as_micros().to_string()
        };
        let seed = std::env::var(SEED).unwrap_or_else(|_| chance());
        // Shown if the test fails.
        println!("{SEED}={seed}");
        Self(seed.parse().unwrap())
    }

    /// SplitMix64 (Steele, Lea, Flood 2014).
    fn next(&mut self) -> Duration {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        Duration::from_micros(mixed % (LIFE_MILLISECONDS * 1000))
    }
}

async fn open(bench: &Bench) {
    open_centre(&bench.store).await;
    hire(&bench.store, 1, Role::Coordinator).await;
    hire(&bench.store, 2, Role::Member).await;
    // The killed one must be the last to leave the database, not this one.
    bench.store.close().await;
}

async fn kill(bench: Bench, engine: &str) {
    open(&bench).await;
    let (mut moments, mut answered) = (Moments::new(), BTreeSet::new());
    for kill in 0..KILLS {
        let mut child = Killable::start(&bench, engine, kill * WRITERS * NUMBERS);
        if kill % 4 > 0 {
            child.wait_until_it_answers();
        }
        tokio::time::sleep(moments.next()).await;
        answered.extend(child.kill());
        check(&bench.location, &answered).await;
    }
    println!("{} acts answered", answered.len());
    assert!(answered.len() > 150, "only {} acts", answered.len());
}

/// This test program, writing in a process of its own.
struct Killable {
    process: Child,
    output: BufReader<ChildStdout>,
    said: String,
}

impl Killable {
    fn start(bench: &Bench, engine: &str, begins_at: u32) -> Self {
        let test = "a_process_killed_a_hundred_times_loses_nothing_it_answered";
        let child = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "--nocapture",
                &format!("killed::{engine}::{test}"),
            ])
            .env(WRITES_TO, bench.address())
            .env(BEGINS_AT, begins_at.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut process = child.unwrap();
        let output = BufReader::new(process.stdout.take().unwrap());
        let said = String::new();
        Self {
            process,
            output,
            said,
        }
    }

    fn wait_until_it_answers(&mut self) {
        while !self.said.contains("answered ") {
            let read = self.output.read_line(&mut self.said).unwrap();
            assert!(read > 0, "it ended by itself: {}", self.said);
        }
    }

    /// Kills it (SIGKILL), and says which acts it had answered.
    fn kill(mut self) -> Vec<String> {
        self.process.kill().unwrap();
        self.output.read_to_string(&mut self.said).unwrap();
        self.process.wait().unwrap();
        // A last line without an end was cut off: it answers nothing.
        let whole = self.said.rsplit_once('\n').map_or("", |(whole, _)| whole);
        let answers = whole
            .lines()
            .filter_map(|line| line.strip_prefix("answered "));
        answers.map(str::to_owned).collect()
    }
}

async fn write_until_killed(address: &str) {
    let begins_at: u32 = std::env::var(BEGINS_AT).unwrap().parse().unwrap();
    let store = Store::open(&address.parse().unwrap()).await.unwrap();
    for writer in 0..WRITERS {
        let store = store.clone();
        tokio::spawn(async move {
            for n in 0..NUMBERS {
                let n = begins_at + writer * NUMBERS + n + 1;
                // A server that was cut down answers nothing more; this process is killed soon.
                let _ = write_matter(&store, n).await;
                // Enough acts to be halved, and few enough to look at all of them a hundred times.
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        });
    }
    tokio::time::sleep(Duration::from_secs(60)).await;
}

/// The life of a matter in four acts, each with its event in one transaction.
async fn write_matter(store: &Store, n: u32) -> Result<(), Fault> {
    let mut tx = store.begin().await?;
    ask_in(&mut tx, &visitor(), n, at(1)).await?;
    end(tx, "asked", n).await?;

    let anna = Somebody::hired(&machine(), 1, Role::Coordinator);
    let bea = Somebody::hired(&machine(), 2, Role::Member);
    let mut tx = store.begin().await?;
    let name = anna.may_over(Action::AssignReader, &bea);
    let wrap = ReaderWrap {
        vault_id: vault(n),
        key_number: 1,
        staff_id: bea.id,
        wrap: b"wrap",
    };
    reader::replace(&mut tx, &name, matter(n), 1, &[bea.id], &[wrap], at(2)).await?;
    end(tx, "named", n).await?;

    let mut tx = store.begin().await?;
    entry::record_asker(&mut tx, &visitor(), &hash(n), &new_entry(vault(n), 2)).await?;
    end(tx, "wrote", n).await?;

    let mut tx = store.begin().await?;
    let close = anna.may_in_matter(Action::CloseEnquiry);
    let found = enquiry::find(&mut tx, &close, matter(n)).await?;
    let revision = found.ok_or(Fault::Refused)?.revision;
    enquiry::close(&mut tx, &close, matter(n), revision, at(3)).await?;
    end(tx, "closed", n).await
}

async fn end(mut tx: Tx, action: &str, n: u32) -> Result<(), Fault> {
    let subject = format!("{action}-{n}");
    let done = NewEvent {
        at: at(1),
        action,
        matter: Some(matter(n)),
        subject: Some(&subject),
    };
    event::record_system(&mut tx, &machine(), &done).await?;
    tx.commit().await?;
    println!("answered {subject}");
    Ok(())
}

/// Questions whose answer is 0 where no act was halved.
const HALVES: [&str; 11] = [
    "select count(*) from enquiries where matter_id not in (select matter_id from vaults)",
    "select count(*) from enquiries where matter_id not in (select matter_id from facts)",
    "select count(*) from vaults where vault_id not in (select vault_id from entries where number = 1)",
    "select count(*) from vaults where vault_id not in (select vault_id from wraps where holder_kind = 'phrase')",
    "select count(*) from readers where matter_id not in
        (select v.matter_id from wraps w cross join vaults v
         where w.holder_kind = 'staff' and v.centre_id = w.centre_id and v.vault_id = w.vault_id)",
    "select count(*) from counters c where c.event_number <> (select count(*) from events)
        or c.event_number <> (select coalesce(max(number), 0) from events)",
    "select count(*) from counters c
        where c.new_matters <> (select count(*) from enquiries where shelf = 'new')
        or c.closed_matters <> (select count(*) from enquiries where shelf = 'closed')
        or c.fact_clock <> (select coalesce(max(fact_clock), 0) from facts)",
    "select (select count(*) from enquiries) - (select count(*) from events where action = 'asked')",
    "select (select count(*) from readers) - (select count(*) from events where action = 'named')",
    "select count(*) from reader_counts c where c.matters <> (select count(*) from readers r
        where r.centre_id = c.centre_id and r.staff_id = c.staff_id and r.shelf = c.shelf and r.held = 0)",
    "select (select count(*) from entries where number = 2) - (select count(*) from events where action = 'wrote')
        + 2 * ((select count(*) from enquiries where shelf = 'closed') - (select count(*) from events where action = 'closed'))",
];

/// Opens the database as the next start would, and looks for what was lost or halved.
async fn check(location: &Location, answered: &BTreeSet<String>) {
    Store::open(location).await.unwrap().close().await;
    let mut database = Behind::open(location).await;
    let kept: BTreeSet<String> = database.subjects().await.into_iter().collect();
    let lost: Vec<_> = answered.difference(&kept).collect();
    assert!(lost.is_empty(), "answered and lost: {lost:?}");
    for question in HALVES {
        assert_eq!(database.number(question).await, 0, "{question}");
    }
    database.close().await;
}

/// A look behind the store.
enum Behind {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Behind {
    async fn open(location: &Location) -> Self {
        match location {
            Location::Sqlite(path) => {
                let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path);
                Self::Sqlite(options.connect().await.unwrap())
            }
            Location::Postgres(options) => {
                let mut connection = options.connect().await.unwrap();
                let enter = "select set_config('fyren.centre', 'gavleborg', false)";
                sqlx::query(enter).execute(&mut connection).await.unwrap();
                Self::Postgres(connection)
            }
        }
    }

    async fn number(&mut self, question: &'static str) -> i64 {
        match self {
            Self::Sqlite(connection) => sqlx::query_scalar(question).fetch_one(connection).await,
            Self::Postgres(connection) => sqlx::query_scalar(question).fetch_one(connection).await,
        }
        .unwrap()
    }

    async fn subjects(&mut self) -> Vec<String> {
        let subjects = "select subject from events where subject is not null";
        match self {
            Self::Sqlite(connection) => sqlx::query_scalar(subjects).fetch_all(connection).await,
            Self::Postgres(connection) => sqlx::query_scalar(subjects).fetch_all(connection).await,
        }
        .unwrap()
    }

    async fn close(self) {
        match self {
            Self::Sqlite(connection) => connection.close().await,
            Self::Postgres(connection) => connection.close().await,
        }
        .unwrap();
    }
}
