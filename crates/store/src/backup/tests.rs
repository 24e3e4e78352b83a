//! Backups of older schemas, which only a look behind the store can make.

use sqlx::{ConnectOptions, Connection, PgConnection, SqliteConnection};

use super::*;
use crate::{Location, Store, engine, migration, testing};

const NOON: &str = "2026-11-30T12:00:00Z";

/// What the first schema takes, in statements that both engines read.
const ROWS: [&str; 3] = [
    "insert into installation (only_one, keys_fingerprint) values (1, 'FINGER')",
    "insert into centres (centre_id, model, revision, opened_at) values ('gavleborg', 'name', 1, 0)",
    "insert into limits (centre_id, act, subject, window_start, times)
     values ('gavleborg', 'ask', '0123456789abcdef0123456789abcdef', 0, 3)",
];

async fn make_old_file(connection: &mut SqliteConnection) {
    migration::SQLITE.run_to(1, &mut *connection).await.unwrap();
    for row in ROWS {
        // STRICT tables keep texts and bytes apart.
        let row = row.replace("'FINGER'", "cast('FINGER' as blob)");
        let hash = "'0123456789abcdef0123456789abcdef'";
        let row = row.replace(hash, &format!("cast({hash} as blob)"));
        sqlx::query(sqlx::AssertSqlSafe(row))
            .execute(&mut *connection)
            .await
            .unwrap();
    }
}

async fn make_old_postgres(connection: &mut PgConnection) {
    migration::POSTGRES
        .run_to(1, &mut *connection)
        .await
        .unwrap();
    let mut tx = connection.begin().await.unwrap();
    engine::enter_in(&mut tx, "gavleborg").await.unwrap();
    for row in ROWS {
        sqlx::query(row).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_older_schema_is_backed_up_as_it_is_and_brought_up_to_date_when_restored() {
    testing::on_empty_places(async |[file, server]| {
        let (Location::Sqlite(path), Location::Postgres(options)) = (&file, &server) else {
            unreachable!()
        };
        engine::make_file(path).unwrap();
        let mut connection = engine::sqlite_options(path).connect().await.unwrap();
        make_old_file(&mut connection).await;
        connection.close().await.unwrap();
        make_old_postgres(&mut options.connect().await.unwrap()).await;
        let mut old = Vec::new();
        for place in [&file, &server] {
            let mut lines = Vec::new();
            let header = write(place, NOON, &mut lines).await.unwrap();
            assert_eq!(header.schema, 1);
            old.push(lines);
        }
        assert!(old[0] == old[1]);
        testing::on_empty_places(async |places| {
            for place in places {
                let backup = Reader::open(&old[0][..]).await.unwrap();
                let header = restore(&place, backup).await.unwrap();
                assert_eq!((header.schema, header.rows()), (1, 3));
                let mut lines = Vec::new();
                let header = write(&place, NOON, &mut lines).await.unwrap();
                assert_eq!((header.schema, header.rows()), (migration::newest(), 3));
                Store::open(&place).await.unwrap().close().await;
            }
        })
        .await;
    })
    .await;
}
