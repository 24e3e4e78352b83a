//! A log that was tampered with behind the program's back says where.

use fyren_domain::{access::Action, id::StaffId, staff::Role, time::Instant};
use fyren_seal::{
    SeededChance, ServerKeys,
    log::{Checkpoint as Signed, LogFault, LogKey},
};
use fyren_store::{
    Location, OpenFault, Store,
    event::{self, NewEvent},
    log::{self, Chained, Checkpoint, Examination, Signing},
    on_both_engines,
    testing::Bench,
};
use sqlx::{AssertSqlSafe, ConnectOptions, sqlite::SqliteConnectOptions};

use crate::actor::*;

on_both_engines!(
    an_untouched_log_is_whole,
    each_changed_column_names_its_row,
    a_removed_row_is_named,
    a_removed_tail_is_named,
    a_tail_cut_off_with_its_count_does_not_match_what_was_signed,
    swapped_rows_are_named,
    an_inserted_row_is_named,
    an_old_row_put_back_is_named,
    a_log_written_anew_matches_no_checkpoint_kept_elsewhere,
    a_forged_checkpoint_is_named,
    a_log_that_is_not_whole_is_not_signed,
    a_checkpoint_is_signed_once_for_as_many_rows,
    rows_from_before_the_chain_are_chained_once,
    a_chain_that_was_signed_for_is_not_made_anew,
    a_log_is_read_while_the_server_writes_and_when_it_does_not,
    a_tampered_row_never_goes_unseen,
);

const ROWS: i64 = 20;

fn key() -> LogKey {
    LogKey::derive(&ServerKeys::make(&mut SeededChance::new(b"log")))
}

/// A centre with a log of twenty rows, the first twelve of which are signed for.
async fn write_log(bench: &Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    hire(&bench.store, 2, Role::Coordinator).await;
    call(&bench.store, &anna, 1).await;
    call(&bench.store, &anna, 2).await;
    append(bench, &anna, 12).await;
    assert_eq!(sign(bench).await, Signing::Signed(12));
    append(bench, &anna, ROWS - 12).await;
}

async fn append(bench: &Bench, who: &Somebody, rows: i64) {
    let mut tx = bench.store.begin().await.unwrap();
    for row in 0..rows {
        let event = NewEvent {
            at: at(row),
            action: "read_matter",
            matter: Some(matter(1)),
            subject: Some("print"),
        };
        let scope = who.may(Action::ReadEvents);
        event::record(&mut tx, &scope, &event).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn sign(bench: &Bench) -> Signing {
    let signed = log::sign(&bench.store, &machine(), &key(), Instant::default()).await;
    signed.unwrap()
}

async fn examine(bench: &Bench) -> Examination {
    examine_with(&bench.store, &[]).await
}

async fn examine_with(store: &Store, brought: &[Signed]) -> Examination {
    let mut tx = store.read().await.unwrap();
    let found = log::examine(&mut tx, &machine(), &key(), brought).await;
    found.unwrap()
}

/// Does to the database what the program would not do; each statement changes something.
pub(crate) async fn tamper(bench: &Bench, statements: &[&str]) {
    for statement in statements {
        assert!(tamper_with(bench, statement).await > 0, "{statement}");
    }
}

async fn tamper_with(bench: &Bench, statement: &str) -> u64 {
    let statement = AssertSqlSafe(statement.to_owned());
    match &bench.location {
        Location::Sqlite(path) => {
            let options = SqliteConnectOptions::new().filename(path);
            let mut connection = options.connect().await.unwrap();
            sqlx::query(statement)
                .execute(&mut connection)
                .await
                .unwrap()
                .rows_affected()
        }
        Location::Postgres(options) => {
            let mut connection = options.connect().await.unwrap();
            let enter = sqlx::query("select set_config('fyren.centre', 'gavleborg', false)");
            enter.execute(&mut connection).await.unwrap();
            sqlx::query(statement)
                .execute(&mut connection)
                .await
                .unwrap()
                .rows_affected()
        }
    }
}

async fn faults_after(bench: &Bench, statements: &[&str]) -> Vec<LogFault> {
    write_log(bench).await;
    tamper(bench, statements).await;
    examine(bench).await.verdict.faults
}

const NOT_MATCHED: LogFault = LogFault::NotMatched { size: 12, more: 0 };

async fn an_untouched_log_is_whole(bench: Bench) {
    write_log(&bench).await;
    let found = examine(&bench).await;
    assert!(found.is_whole(), "{found:?}");
    assert_eq!((found.verdict.rows, found.verdict.checkpoints), (20, 1));
}

async fn each_changed_column_names_its_row(bench: Bench) {
    write_log(&bench).await;
    let other = StaffId::from_bytes(bytes(2));
    let columns = [
        ("at", "3600000".to_owned(), "18000000"),
        (
            "actor",
            "'system', staff_id = null".to_owned(),
            "'staff', staff_id = (select staff_id from events where number = 1)",
        ),
        (
            "staff_id",
            format!("'{other}'"),
            "(select staff_id from events where number = 1)",
        ),
        ("action", "'count'".to_owned(), "'read_matter'"),
        (
            "matter_id",
            format!("'{}'", matter(2)),
            "(select matter_id from events where number = 1)",
        ),
        (
            "matter_id",
            "null".to_owned(),
            "(select matter_id from events where number = 1)",
        ),
        ("subject", "'file'".to_owned(), "'print'"),
        ("subject", "null".to_owned(), "'print'"),
    ];
    for (column, value, original) in &columns {
        tamper(
            &bench,
            &[&format!(
                "update events set {column} = {value} where number = 6"
            )],
        )
        .await;
        let found = examine(&bench).await.verdict.faults;
        assert_eq!(found, [LogFault::Changed { number: 6 }], "{column}");
        tamper(
            &bench,
            &[&format!(
                "update events set {column} = {original} where number = 6"
            )],
        )
        .await;
        assert!(examine(&bench).await.is_whole(), "{column}");
    }
    tamper(
        &bench,
        &["update events set hash = (select hash from events where number = 9) where number = 6"],
    )
    .await;
    let found = examine(&bench).await.verdict.faults;
    assert_eq!(found, [LogFault::Changed { number: 6 }, NOT_MATCHED]);
    tamper(&bench, &["update events set hash = null where number = 6"]).await;
    let found = examine(&bench).await.verdict.faults;
    assert_eq!(found, [LogFault::Changed { number: 6 }, NOT_MATCHED]);
}

async fn a_removed_row_is_named(bench: Bench) {
    let found = faults_after(&bench, &["delete from events where number = 7"]).await;
    assert_eq!(
        found,
        [LogFault::Removed { first: 7, last: 7 }, NOT_MATCHED]
    );
}

async fn a_removed_tail_is_named(bench: Bench) {
    let found = faults_after(&bench, &["delete from events where number > 17"]).await;
    assert_eq!(
        found,
        [LogFault::Removed {
            first: 18,
            last: 20
        }]
    );
}

async fn a_tail_cut_off_with_its_count_does_not_match_what_was_signed(bench: Bench) {
    let cut = [
        "delete from events where number > 8",
        "update counters set event_number = 8, event_hash = (select hash from events where number = 8)",
    ];
    let found = faults_after(&bench, &cut).await;
    assert_eq!(found, [LogFault::CutOff { rows: 8, size: 12 }]);
}

async fn swapped_rows_are_named(bench: Bench) {
    let swap = [
        "update events set number = 1000 where number = 4",
        "update events set number = 4 where number = 15",
        "update events set number = 15 where number = 1000",
    ];
    let moved = |number, from| LogFault::Moved { number, from };
    let found = faults_after(&bench, &swap).await;
    assert_eq!(found, [moved(4, 15), NOT_MATCHED, moved(15, 4)]);
}

async fn an_inserted_row_is_named(bench: Bench) {
    let insert = "insert into events (centre_id, number, at, actor, staff_id, action, matter_id, subject, hash)
        select centre_id, 21, at, actor, staff_id, action, matter_id, subject, hash from events where number = 3";
    let found = faults_after(&bench, &[insert]).await;
    assert_eq!(found, [LogFault::Inserted { number: 21 }]);
}

async fn an_old_row_put_back_is_named(bench: Bench) {
    let put_back = [
        "delete from events where number = 18",
        "insert into events (centre_id, number, at, actor, staff_id, action, matter_id, subject, hash)
         select centre_id, 18, at, actor, staff_id, action, matter_id, subject, hash from events where number = 3",
    ];
    let found = faults_after(&bench, &put_back).await;
    let (changed, after) = (
        LogFault::Changed { number: 18 },
        LogFault::Unclear { number: 19 },
    );
    assert_eq!(found, [changed, after]);
}

/// Somebody who knows how the chain is reckoned writes the whole log anew, and the kept checkpoints away.
async fn a_log_written_anew_matches_no_checkpoint_kept_elsewhere(bench: Bench) {
    write_log(&bench).await;
    let mut tx = bench.store.read().await.unwrap();
    let kept = log::last_checkpoint(&mut tx, &machine())
        .await
        .unwrap()
        .unwrap();
    drop(tx);
    let anew = [
        "update events set action = 'count' where number = 6",
        "delete from checkpoints",
        "update events set hash = null",
        "update counters set event_hash = null",
    ];
    tamper(&bench, &anew).await;
    assert_eq!(chain(&bench).await, Chained::Whole);
    assert!(examine(&bench).await.is_whole());
    let brought = Signed::parse(&kept.note).unwrap();
    let found = examine_with(&bench.store, &[brought]).await;
    assert_eq!(found.verdict.faults, [NOT_MATCHED]);
}

async fn a_forged_checkpoint_is_named(bench: Bench) {
    write_log(&bench).await;
    let other = LogKey::derive(&ServerKeys::make(&mut SeededChance::new(b"other")));
    let found = examine(&bench).await;
    let forged = Signed::of(key().origin("gavleborg"), &found.verdict.tree);
    let forged = Checkpoint {
        size: ROWS,
        tree: found.verdict.tree.to_bytes(),
        note: other.signer("gavleborg").sign(&forged.to_text()),
        signed_at: Instant::default(),
    };
    let mut tx = bench.store.begin().await.unwrap();
    log::record_checkpoint(&mut tx, &machine(), &forged)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let found = examine(&bench).await;
    assert_eq!(
        (found.forged.as_slice(), found.is_whole()),
        ([ROWS].as_slice(), false)
    );
    assert_eq!(sign(&bench).await, Signing::NotWhole);
}

async fn a_log_that_is_not_whole_is_not_signed(bench: Bench) {
    write_log(&bench).await;
    tamper(
        &bench,
        &["update events set action = 'count' where number = 14"],
    )
    .await;
    assert_eq!(sign(&bench).await, Signing::NotWhole);
    tamper(
        &bench,
        &["update events set action = 'read_matter' where number = 14"],
    )
    .await;
    assert_eq!(sign(&bench).await, Signing::Signed(20));
}

async fn a_checkpoint_is_signed_once_for_as_many_rows(bench: Bench) {
    open_centre(&bench.store).await;
    assert_eq!(sign(&bench).await, Signing::NothingNew);
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    call(&bench.store, &anna, 1).await;
    append(&bench, &anna, 3).await;
    assert_eq!(sign(&bench).await, Signing::Signed(3));
    assert_eq!(sign(&bench).await, Signing::NothingNew);
    append(&bench, &anna, 2).await;
    assert_eq!(sign(&bench).await, Signing::Signed(5));
    let found = examine(&bench).await;
    assert_eq!((found.is_whole(), found.verdict.checkpoints), (true, 2));
}

async fn chain(bench: &Bench) -> Chained {
    loop {
        let mut tx = bench.store.begin().await.unwrap();
        let chained = log::chain_older(&mut tx, &machine(), 7).await.unwrap();
        tx.commit().await.unwrap();
        if chained != Chained::More {
            return chained;
        }
    }
}

async fn rows_from_before_the_chain_are_chained_once(bench: Bench) {
    write_log(&bench).await;
    let before = examine(&bench).await.verdict.tree;
    let older = [
        "delete from checkpoints",
        "update events set hash = null",
        "update counters set event_hash = null",
    ];
    tamper(&bench, &older).await;
    let mut tx = bench.store.begin().await.unwrap();
    let first = log::chain_older(&mut tx, &machine(), 7).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(first, Chained::More);
    assert_eq!(chain(&bench).await, Chained::Whole);
    let found = examine(&bench).await;
    assert!(found.is_whole(), "{found:?}");
    assert_eq!(found.verdict.tree, before);
    tamper(&bench, &["update events set hash = null where number = 3"]).await;
    assert_eq!(chain(&bench).await, Chained::Whole);
    assert!(!examine(&bench).await.is_whole());
}

async fn a_chain_that_was_signed_for_is_not_made_anew(bench: Bench) {
    write_log(&bench).await;
    let lost = [
        "update events set hash = null",
        "update counters set event_hash = null",
    ];
    tamper(&bench, &lost).await;
    assert_eq!(chain(&bench).await, Chained::Lost);
}

async fn a_log_is_read_while_the_server_writes_and_when_it_does_not(bench: Bench) {
    write_log(&bench).await;
    let looking = Store::open_to_read(&bench.location).await.unwrap();
    let mut tx = bench.store.begin().await.unwrap();
    let event = NewEvent {
        at: at(30),
        action: "count",
        matter: None,
        subject: None,
    };
    event::record_system(&mut tx, &machine(), &event)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(examine_with(&looking, &[]).await.verdict.rows, 21);
    bench.store.close().await;
    assert!(examine_with(&looking, &[]).await.is_whole());
    looking.close().await;
    let looking = Store::open_to_read(&bench.location).await.unwrap();
    assert_eq!(examine_with(&looking, &[]).await.verdict.rows, 21);
    let mut tx = looking.read().await.unwrap();
    let written = log::chain_older(&mut tx, &machine(), 1).await;
    assert!(written.is_err());
    drop(tx);
    looking.close().await;
}

#[tokio::test]
async fn a_database_that_is_not_there_is_not_made_by_looking() {
    let folder = fyren_store::testing::folder();
    let path = folder.join("fyren.db");
    let fault = Store::open_to_read(&Location::Sqlite(path.clone()))
        .await
        .err()
        .unwrap();
    assert!(matches!(fault, OpenFault::Missing(_)), "{fault:?}");
    assert!(!path.exists());
    std::fs::remove_dir_all(folder).unwrap();
}

/// One column of every row, changed to something else.
async fn a_tampered_row_never_goes_unseen(bench: Bench) {
    write_log(&bench).await;
    let other = matter(2);
    let values = [
        ("at", "at + 3600000".to_owned()),
        ("action", "'count'".to_owned()),
        ("matter_id", format!("'{other}'")),
        ("subject", "null".to_owned()),
        (
            "hash",
            "(select hash from kept where kept.number = 21 - events.number)".to_owned(),
        ),
    ];
    let keep = "create table kept as select * from events";
    tamper_with(&bench, keep).await;
    for number in 1..=ROWS {
        let (column, value) = &values[usize::try_from(number).unwrap() % values.len()];
        let change = format!("update events set {column} = {value} where number = {number}");
        tamper(&bench, &[&change]).await;
        let found = examine(&bench).await.verdict.faults;
        assert!(
            found.contains(&LogFault::Changed { number }),
            "{change}: {found:?}"
        );
        let original = format!("(select {column} from kept where number = {number})");
        let put_back = format!("update events set {column} = {original} where number = {number}");
        tamper(&bench, &[&put_back]).await;
        assert!(examine(&bench).await.is_whole());
    }
}
