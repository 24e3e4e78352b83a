//! Both engines hold the same tables, columns, keys and rules.

use std::collections::{BTreeMap, BTreeSet};

use fyren_store::{Location, testing};
use sqlx::{
    ConnectOptions, FromRow, PgConnection, SqliteConnection,
    postgres::PgRow,
    sqlite::{SqliteConnectOptions, SqliteRow},
};

/// Table, column, kind of value, whether it may be null.
type Column = (String, String, String, bool);

/// Everything about a schema that both engines can tell.
#[derive(Debug, Default, Eq, PartialEq)]
struct Schema {
    columns: BTreeSet<Column>,
    /// Table, columns, whether unique, whether partial.
    indexes: BTreeSet<(String, String, bool, bool)>,
    /// Table, columns, table and columns referred to.
    references: BTreeSet<(String, String, String, String)>,
    /// Table and its number of checks.
    checks: BTreeMap<String, usize>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_engines_hold_the_same_schema() {
    let (mut sqlite, mut postgres) = (Schema::default(), Schema::default());
    testing::on_sqlite(async |bench| {
        let Location::Sqlite(path) = &bench.location else {
            unreachable!()
        };
        let mut connection = SqliteConnectOptions::new()
            .filename(path)
            .connect()
            .await
            .unwrap();
        sqlite = read_sqlite(&mut connection).await;
    })
    .await;
    testing::on_postgres(async |bench| {
        let Location::Postgres(options) = &bench.location else {
            unreachable!()
        };
        postgres = read_postgres(&mut options.connect().await.unwrap()).await;
    })
    .await;
    assert!(sqlite.columns.len() > 100 && sqlite.references.len() > 20);
    assert_eq!(sqlite.columns, postgres.columns);
    assert_eq!(sqlite.indexes, postgres.indexes);
    assert_eq!(sqlite.references, postgres.references);
    assert_eq!(sqlite.checks, postgres.checks);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_table_of_a_centre_is_led_and_guarded_by_it() {
    testing::on_postgres(async |bench| {
        let Location::Postgres(options) = &bench.location else { unreachable!() };
        let unguarded: Vec<(String,)> = sqlx::query_as(
            "select relname from pg_class c join pg_namespace s on s.oid = c.relnamespace
             where s.nspname = 'public' and c.relkind = 'r' and not (c.relrowsecurity and c.relforcerowsecurity)
             order by relname",
        )
        .fetch_all(&mut options.connect().await.unwrap())
        .await
        .unwrap();
        let names: Vec<_> = unguarded.iter().map(|(name,)| name.as_str()).collect();
        assert_eq!(names, ["_sqlx_migrations", "centres", "installation"]);
        let schema = read_postgres(&mut options.connect().await.unwrap()).await;
        for (table, columns, _, _) in schema.indexes {
            assert!(columns.starts_with("centre_id") || table == "installation", "{table} ({columns})");
        }
    })
    .await;
}

async fn read_sqlite(connection: &mut SqliteConnection) -> Schema {
    let columns = "select t.name, c.name, lower(c.type), c.\"notnull\" = 0
        from sqlite_master t join pragma_table_info(t.name) c
        where t.type = 'table' and t.name not like 'sqlite%' and t.name not like '\\_%' escape '\\'";
    let indexes = "select t.name,
            (select group_concat(name) from (select name from pragma_index_info(i.name) order by seqno)),
            i.\"unique\" <> 0, i.partial <> 0
        from sqlite_master t join pragma_index_list(t.name) i
        where t.type = 'table' and t.name not like '\\_%' escape '\\'";
    let references = "select t.name, group_concat(f.\"from\"), f.\"table\", group_concat(f.\"to\")
        from sqlite_master t join pragma_foreign_key_list(t.name) f
        where t.type = 'table' group by t.name, f.id, f.\"table\"";
    let made = "select name, sql from sqlite_master where type = 'table' and sql like '%check (%'";
    let made: Vec<(String, String)> = ask_sqlite(connection, made).await;
    let mut indexes: BTreeSet<_> = ask_sqlite(connection, indexes).await.into_iter().collect();
    // The key of a single integer column is the table itself and stands in no list.
    indexes.insert(("installation".into(), "only_one".into(), true, false));
    Schema {
        columns: alike(ask_sqlite(connection, columns).await),
        indexes,
        references: ask_sqlite(connection, references)
            .await
            .into_iter()
            .collect(),
        checks: made
            .into_iter()
            .map(|(table, sql)| (table, sql.matches("check (").count()))
            .collect(),
    }
}

async fn read_postgres(connection: &mut PgConnection) -> Schema {
    let columns = "select table_name::text, column_name::text, data_type::text, is_nullable = 'YES'
        from information_schema.columns where table_schema = 'public' and table_name not like '\\_%'";
    let indexes = "select t.relname::text,
            (select string_agg(a.attname, ',' order by k.place)
                from unnest(i.indkey::int2[]) with ordinality k (attnum, place)
                join pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum),
            i.indisunique, i.indpred is not null
        from pg_index i join pg_class t on t.oid = i.indrelid join pg_namespace s on s.oid = t.relnamespace
        where s.nspname = 'public' and t.relname not like '\\_%'";
    let references = "select t.relname::text,
            (select string_agg(a.attname, ',' order by k.place)
                from unnest(c.conkey) with ordinality k (attnum, place)
                join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.attnum),
            r.relname::text,
            (select string_agg(a.attname, ',' order by k.place)
                from unnest(c.confkey) with ordinality k (attnum, place)
                join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.attnum)
        from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_class r on r.oid = c.confrelid
        where c.contype = 'f'";
    let checks = "select t.relname::text, count(*) from pg_constraint c
        join pg_class t on t.oid = c.conrelid join pg_namespace s on s.oid = t.relnamespace
        where c.contype = 'c' and s.nspname = 'public' group by t.relname";
    let checks: Vec<(String, i64)> = ask_postgres(connection, checks).await;
    Schema {
        columns: alike(ask_postgres(connection, columns).await),
        indexes: ask_postgres(connection, indexes)
            .await
            .into_iter()
            .collect(),
        references: ask_postgres(connection, references)
            .await
            .into_iter()
            .collect(),
        checks: checks
            .into_iter()
            .map(|(table, n)| (table, usize::try_from(n).unwrap()))
            .collect(),
    }
}

async fn ask_sqlite<R>(connection: &mut SqliteConnection, question: &'static str) -> Vec<R>
where
    R: for<'r> FromRow<'r, SqliteRow> + Send + Unpin,
{
    sqlx::query_as(question)
        .fetch_all(connection)
        .await
        .unwrap()
}

async fn ask_postgres<R>(connection: &mut PgConnection, question: &'static str) -> Vec<R>
where
    R: for<'r> FromRow<'r, PgRow> + Send + Unpin,
{
    sqlx::query_as(question)
        .fetch_all(connection)
        .await
        .unwrap()
}

/// Columns with the two kinds of values that the engines call differently under one name.
fn alike(columns: Vec<Column>) -> BTreeSet<Column> {
    let alike = |(table, column, kind, nullable): Column| (table, column, kind_of(&kind), nullable);
    columns.into_iter().map(alike).collect()
}

fn kind_of(kind: &str) -> String {
    match kind {
        "bigint" => "integer",
        "bytea" => "blob",
        same => same,
    }
    .to_owned()
}
