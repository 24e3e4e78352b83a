//! No statement reads a whole centre where a matter was asked for. Planners go by statistics, which a
//! young database has none of: so every statement is looked at as SQLite would run it without any.

use std::collections::BTreeSet;

use fyren_store::{Location, testing};
use sqlx::{AssertSqlSafe, ConnectOptions, SqliteConnection, sqlite::SqliteConnectOptions};

/// Tables that grow with the matters, by the names statements give them.
const LARGE: [&str; 10] = [
    "attachment_chunks",
    "attachments",
    "consultations",
    "enquiries",
    "entries",
    "events",
    "facts",
    "readers",
    "vaults",
    "wraps",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_statement_finds_its_rows_in_large_tables_by_an_index() {
    testing::on_sqlite(async |bench| {
        let Location::Sqlite(path) = &bench.location else {
            unreachable!()
        };
        let mut connection = SqliteConnectOptions::new()
            .filename(path)
            .connect()
            .await
            .unwrap();
        let statements = statements();
        assert!(
            statements.len() > 100,
            "only {} statements were found",
            statements.len()
        );
        let mut wide = BTreeSet::new();
        for statement in &statements {
            for step in plan(&mut connection, statement).await {
                if reads_widely(statement, &step) {
                    wide.insert(format!("{step}: {statement}"));
                }
            }
        }
        assert!(wide.is_empty(), "{wide:#?}");
    })
    .await;
}

/// The statements of the crate's source: every literal that begins as one.
fn statements() -> BTreeSet<String> {
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    let files = std::fs::read_dir(source)
        .unwrap()
        .map(|file| file.unwrap().path());
    let texts = files
        .filter(|path| path.is_file())
        .map(|path| std::fs::read_to_string(path).unwrap());
    let literals = texts.flat_map(|text| text.split('"').map(str::to_owned).collect::<Vec<_>>());
    let begins = |text: &String| {
        ["select ", "update ", "delete from "]
            .iter()
            .any(|verb| text.starts_with(verb))
    };
    // The pattern in the documentation of `sql!` is none.
    let whole = |text: &String| text.contains("centre_id = $1") && !text.contains('…');
    literals.filter(begins).filter(whole).collect()
}

async fn plan(connection: &mut SqliteConnection, statement: &str) -> Vec<String> {
    let explain = AssertSqlSafe(format!("explain query plan {statement}"));
    let steps: Vec<(i64, i64, i64, String)> = sqlx::query_as(explain)
        .fetch_all(connection)
        .await
        .expect(statement);
    steps.into_iter().map(|(_, _, _, step)| step).collect()
}

/// Whether a step goes through a large table by nothing but the centre, or not even that.
fn reads_widely(statement: &str, step: &str) -> bool {
    let mut words = step.split(' ');
    let (verb, name) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    let large = LARGE.iter().any(|table| {
        name == *table
            || statement.contains(&format!("from {table} {name}"))
            || statement.contains(&format!("join {table} {name}"))
    });
    // The index of unanswered enquiries holds no others, nor does that of events from before the chain.
    let few = ["enquiries_unanswered", "events_unchained"];
    let by_centre_alone =
        step.ends_with("(centre_id=?)") && !few.iter().any(|index| step.contains(index));
    large && (verb == "SCAN" || verb == "SEARCH" && by_centre_alone)
}
