//! Databases for tests, here and in the crates above: each test gets an empty one of its own,
//! with one centre's schema and nothing in it, and is run on both engines.
//!
//! PostgreSQL is the server of `FYREN_TEST_POSTGRES`, which `cargo xtask test` starts. Without it
//! a test on PostgreSQL fails; none is passed over.

mod cpu;
mod fill;
#[cfg(unix)]
mod own_server;

use std::{
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
};

use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, postgres::PgConnectOptions};

#[cfg(unix)]
pub use self::own_server::{OwnServer, on_own_server};
pub use self::{
    cpu::cpu,
    fill::{Filling, fill},
};
use crate::{Location, Store, migration};

/// Writes each test as `sqlite::name` and `postgres::name`.
///
/// The tests are `async fn name(bench: Bench)`; one that is not listed is dead code, which the lints refuse.
#[macro_export]
macro_rules! on_both_engines {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                $crate::testing::on_sqlite(super::$name).await;
            })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                $crate::testing::on_postgres(super::$name).await;
            })+
        }
    };
}

/// An empty database for one test.
pub struct Bench {
    /// The open database.
    pub store: Store,
    /// Where it is, to open it once more.
    pub location: Location,
}

impl Bench {
    /// Where it is, for another process.
    #[must_use]
    pub fn address(&self) -> String {
        address(&self.location)
    }
}

/// A database of these tests, written so that another process can open it.
#[must_use]
pub fn address(location: &Location) -> String {
    match location {
        Location::Sqlite(path) => format!("sqlite:{}", path.display()),
        Location::Postgres(options) => {
            let mut url = options.to_url_lossy();
            // sqlx writes the authority's file in words that it does not read again.
            let pairs: Vec<(String, String)> = url
                .query_pairs()
                .map(|(name, value)| {
                    let value = value.strip_prefix("file: ").unwrap_or(&value);
                    (name.into_owned(), value.to_owned())
                })
                .chain([("options[role]".to_owned(), ROLE.to_owned())])
                .collect();
            url.query_pairs_mut().clear().extend_pairs(pairs);
            url.into()
        }
    }
}

/// Runs a test on a SQLite file of its own. The file of a failed test stays for a look at it.
pub async fn on_sqlite<F: Future<Output = ()>>(test: impl FnOnce(Bench) -> F) {
    let folder = folder();
    run(Location::Sqlite(folder.join("fyren.db")), test).await;
    std::fs::remove_dir_all(folder).expect("the test's folder can be removed");
}

/// Runs a test on a PostgreSQL database of its own. The database of a failed test stays for a look at it.
pub async fn on_postgres<F: Future<Output = ()>>(test: impl FnOnce(Bench) -> F) {
    let name = make_database().await;
    let options = server().database(&name).options([("role", ROLE)]);
    run(Location::Postgres(Box::new(options)), test).await;
    let mut server = connect("postgres").await;
    execute(&mut server, format!("drop database {name} with (force)")).await;
}

/// Runs a test with places for a database on each engine, SQLite first, where there is nothing yet.
pub async fn on_empty_places<F: Future<Output = ()>>(test: impl FnOnce([Location; 2]) -> F) {
    let folder = folder();
    let mut server = connect("postgres").await;
    // Makes the role that owns the tests' databases, too.
    make_template(&mut server).await;
    let name = format!("fyren_test_{}", unique());
    execute(&mut server, format!("create database {name} owner {ROLE}")).await;
    let options = self::server().database(&name).options([("role", ROLE)]);
    test([
        Location::Sqlite(folder.join("fyren.db")),
        Location::Postgres(Box::new(options)),
    ])
    .await;
    execute(&mut server, format!("drop database {name} with (force)")).await;
    std::fs::remove_dir_all(folder).expect("the test's folder can be removed");
}

/// A fresh folder below the system's temporary one.
#[must_use]
pub fn folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("fyren-test-{}", unique()));
    std::fs::create_dir_all(&folder).expect("a folder can be made for the test");
    folder
}

async fn run<F: Future<Output = ()>>(location: Location, test: impl FnOnce(Bench) -> F) {
    let store = Store::open(&location)
        .await
        .expect("the test's database opens");
    test(Bench {
        store: store.clone(),
        location,
    })
    .await;
    store.close().await;
}

/// A role that row-level security holds, as it would not hold a superuser.
const ROLE: &str = "fyren_test";

fn server() -> PgConnectOptions {
    let url = std::env::var("FYREN_TEST_POSTGRES")
        .expect("tests on PostgreSQL need a server: run `cargo xtask test`, or set FYREN_TEST_POSTGRES to the postgres:// address of one that may be filled with databases");
    url.parse()
        .expect("FYREN_TEST_POSTGRES is a postgres:// address")
}

async fn connect(database: &str) -> PgConnection {
    let server = server().database(database).connect().await;
    server.expect("the server of FYREN_TEST_POSTGRES answers")
}

/// Copies the template, which has the whole schema: faster than running the migrations for each test.
async fn make_database() -> String {
    let mut server = connect("postgres").await;
    let template = make_template(&mut server).await;
    let name = format!("fyren_test_{}", unique());
    execute(
        &mut server,
        format!("create database {name} template {template} owner {ROLE}"),
    )
    .await;
    name
}

/// Makes the template of the present migrations, once for all tests of all processes.
async fn make_template(server: &mut PgConnection) -> String {
    let checksums = migration::POSTGRES
        .iter()
        .flat_map(|migration| migration.checksum.iter());
    let schema = checksums.fold(0u64, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(u64::from(*byte))
    });
    let name = format!("fyren_template_{schema:x}");
    execute(server, "select pg_advisory_lock(4711)".to_owned()).await;
    let made: i64 = sqlx::query_scalar("select count(*) from pg_database where datname = $1")
        .bind(&name)
        .fetch_one(&mut *server)
        .await
        .expect("databases can be listed");
    if made == 0 {
        fill_template(server, &name).await;
    }
    execute(server, "select pg_advisory_unlock(4711)".to_owned()).await;
    name
}

async fn fill_template(server: &mut PgConnection, name: &str) {
    let role: i64 = sqlx::query_scalar("select count(*) from pg_roles where rolname = $1")
        .bind(ROLE)
        .fetch_one(&mut *server)
        .await
        .expect("roles can be listed");
    if role == 0 {
        execute(server, format!("create role {ROLE}")).await;
    }
    // Filled under another name, so that a template found is a whole one.
    let filling = format!("{name}_filling");
    execute(server, format!("drop database if exists {filling}")).await;
    execute(server, format!("create database {filling} owner {ROLE}")).await;
    let options = self::server().database(&filling).options([("role", ROLE)]);
    let mut template = options.connect().await.expect("the template opens");
    migration::POSTGRES
        .run(&mut template)
        .await
        .expect("the migrations run");
    template.close().await.expect("the template closes");
    execute(server, format!("alter database {filling} rename to {name}")).await;
}

async fn execute(server: &mut PgConnection, statement: String) {
    let done = sqlx::query(AssertSqlSafe(statement)).execute(server).await;
    done.expect("the server of FYREN_TEST_POSTGRES obeys");
}

fn unique() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let nanoseconds = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since| since.as_nanos());
    let next = NEXT.fetch_add(1, Ordering::Relaxed);
    format!(
        "{}_{next}_{:x}",
        std::process::id(),
        nanoseconds & 0xffff_ffff
    )
}
