//! A database that cannot be opened says what to do; one that can is guarded.

use fyren_domain::{access::MachineScope, staff::Role};
use fyren_store::testing::Bench;
use fyren_store::{Location, OpenFault, Store, on_both_engines, testing};
use sqlx::ConnectOptions;

use crate::actor::*;

on_both_engines!(
    a_database_is_opened_again_as_it_was,
    a_newer_schema_is_refused,
);

async fn a_database_is_opened_again_as_it_was(bench: Bench) {
    open_centre(&bench.store).await;
    bench.store.close().await;
    let again = Store::open(&bench.location).await.unwrap();
    let mut tx = again.read().await.unwrap();
    assert_eq!(fyren_store::centre::list(&mut tx).await.unwrap().len(), 1);
    drop(tx);
    again.close().await;
}

async fn a_newer_schema_is_refused(bench: Bench) {
    bench.store.close().await;
    let newer = "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
        select 9999, description, success, checksum, execution_time from _sqlx_migrations where version = 1";
    match &bench.location {
        Location::Sqlite(path) => {
            let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path);
            sqlx::query(newer)
                .execute(&mut options.connect().await.unwrap())
                .await
                .unwrap();
        }
        Location::Postgres(options) => {
            sqlx::query(newer)
                .execute(&mut options.connect().await.unwrap())
                .await
                .unwrap();
        }
    }
    let refused = Store::open(&bench.location).await.err().unwrap();
    assert!(
        matches!(
            refused,
            OpenFault::NewerSchema {
                found: 9999,
                known: 11
            }
        ),
        "{refused:?}"
    );
}

/// The server of the tests is its own authority, and another one says nothing about it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_cannot_prove_who_it_is_is_refused() {
    testing::on_postgres(async |bench| {
        let address = bench.address();
        let (without_authority, _) = address.split_once("&sslrootcert").unwrap();
        let fault = refused(without_authority).await;
        assert!(matches!(fault, OpenFault::ServerAway(_)), "{fault:?}");
    })
    .await;
}

async fn refused(address: &str) -> OpenFault {
    Store::open(&address.parse().unwrap()).await.err().unwrap()
}

#[tokio::test]
async fn a_file_that_cannot_be_made_is_named() {
    let folder = testing::folder();
    for path in [folder.join("missing/fyren.db"), folder.clone()] {
        let fault = refused(&format!("sqlite:{}", path.display())).await;
        assert!(
            matches!(&fault, OpenFault::NotWritable(named) if *named == path),
            "{fault:?}"
        );
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn a_file_that_is_something_else_is_left_alone() {
    let folder = testing::folder();
    let path = folder.join("letter.txt");
    let letter = "Dear reader, this is no database. ".repeat(100);
    std::fs::write(&path, &letter).unwrap();
    let fault = refused(&format!("sqlite:{}", path.display())).await;
    assert!(matches!(fault, OpenFault::NotADatabase(_)), "{fault:?}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), letter);
    std::fs::remove_dir_all(folder).unwrap();
}

#[cfg(unix)]
#[tokio::test]
async fn a_new_file_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = testing::folder();
    let path = folder.join("fyren.db");
    let store = Store::open(&Location::Sqlite(path.clone())).await.unwrap();
    assert_eq!(
        std::fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
    store.close().await;
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn a_server_that_is_away_is_said_to_be() {
    let fault = refused("postgres://fyren@127.0.0.1:1/fyren").await;
    assert!(matches!(fault, OpenFault::ServerAway(_)), "{fault:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_missing_database_on_the_server_is_said_to_be() {
    testing::on_postgres(async |bench| {
        let Location::Postgres(options) = &bench.location else {
            unreachable!()
        };
        let elsewhere = Location::Postgres(Box::new(options.as_ref().clone().database("nowhere")));
        let fault = Store::open(&elsewhere).await.err().unwrap();
        assert!(matches!(fault, OpenFault::ServerRefuses(_)), "{fault:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_statement_that_forgets_its_centre_sees_no_other() {
    testing::on_postgres(async |bench| {
        let dalarna = MachineScope::at(centre_id("dalarna"));
        open_centre(&bench.store).await;
        open_another_centre(&bench.store, &dalarna).await;
        hire(&bench.store, 1, Role::Coordinator).await;
        let Location::Postgres(options) = &bench.location else {
            unreachable!()
        };
        let mut connection = options.connect().await.unwrap();
        for (entered, expected) in [("", 0i64), ("dalarna", 0), ("gavleborg", 1)] {
            let enter = sqlx::query("select set_config('fyren.centre', $1, false)").bind(entered);
            enter.execute(&mut connection).await.unwrap();
            let seen: i64 = sqlx::query_scalar("select count(*) from staff")
                .fetch_one(&mut connection)
                .await
                .unwrap();
            assert_eq!(seen, expected, "as {entered}");
        }
        let moved = sqlx::query("update staff set centre_id = 'dalarna'")
            .execute(&mut connection)
            .await;
        assert_eq!(
            moved
                .unwrap_err()
                .as_database_error()
                .unwrap()
                .code()
                .unwrap(),
            "42501"
        );
    })
    .await;
}
