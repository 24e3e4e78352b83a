//! The directory of keys and readers: what is appended, and what is noticed when it was tampered with.

use fyren_domain::{access::Action, staff::Role};
use fyren_seal::{
    SeededChance, ServerKeys,
    directory::{DirectoryKey, Entry, Salts},
    log::{Checkpoint, LogFault},
};
use fyren_store::{
    Fault,
    directory::{self, Hand, Row},
    log::Examination,
    on_both_engines,
    testing::Bench,
};

use crate::{actor::*, log::tamper};

on_both_engines!(
    each_key_is_stated_once_and_each_change_again,
    a_changed_a_removed_and_a_swapped_row_are_named,
    a_directory_written_anew_does_not_match_what_was_signed,
    nothing_is_appended_to_a_directory_that_was_cut,
    what_a_browser_remembers_is_kept_for_its_owner_alone,
);

fn key() -> DirectoryKey {
    let keys = ServerKeys::make(&mut SeededChance::new(b"directory"));
    DirectoryKey::derive(&keys, gavleborg().as_str())
}

async fn restate(bench: &Bench) -> Result<(), Fault> {
    let mut tx = bench.store.begin().await.unwrap();
    let hand = Hand {
        key: &key(),
        salts: Salts::make(&mut SeededChance::new(b"salts")),
        at: at(5),
    };
    directory::restate(&mut tx, &machine(), &hand).await?;
    tx.commit().await
}

async fn rows(bench: &Bench) -> Vec<Row> {
    let scope = Somebody::coordinator().may(Action::WatchDirectory);
    let mut tx = bench.store.read().await.unwrap();
    directory::list_after(&mut tx, &scope, 0, 100)
        .await
        .unwrap()
}

async fn acts(bench: &Bench) -> Vec<&'static str> {
    let act = |row: &Row| match Entry::parse(&row.entry) {
        Ok(Entry::Key(key)) => key.act.as_str(),
        _ => "audience",
    };
    rows(bench).await.iter().map(act).collect()
}

async fn examine(bench: &Bench, brought: &[Checkpoint]) -> Examination {
    let mut tx = bench.store.read().await.unwrap();
    let found = directory::examine(&mut tx, &machine(), &key(), brought).await;
    found.unwrap()
}

/// Four colleagues, and a row for each.
async fn write(bench: &Bench) {
    open_centre(&bench.store).await;
    for number in 1..=4 {
        hire(&bench.store, number, Role::Coordinator).await;
        restate(bench).await.unwrap();
    }
}

async fn each_key_is_stated_once_and_each_change_again(bench: Bench) {
    write(&bench).await;
    restate(&bench).await.unwrap();
    assert_eq!(acts(&bench).await, ["enrolled"; 4]);
    tamper(
        &bench,
        &["update staff set title = 'Handläggare' where handle = 'anna2'"],
    )
    .await;
    restate(&bench).await.unwrap();
    // A card that somebody put in place by hand is stated as any other.
    let card = ["update staff set card = registration where handle = 'anna3'"];
    tamper(&bench, &card).await;
    restate(&bench).await.unwrap();
    tamper(
        &bench,
        &["update staff set state = 'left', left_at = 1 where handle = 'anna3'"],
    )
    .await;
    restate(&bench).await.unwrap();
    restate(&bench).await.unwrap();
    assert_eq!(acts(&bench).await[4..], ["renamed", "replaced", "stopped"]);
    let found = examine(&bench, &[]).await;
    assert!(found.is_whole(), "{found:?}");
    assert_eq!((found.verdict.rows, found.verdict.checkpoints), (7, 7));
}

async fn a_changed_a_removed_and_a_swapped_row_are_named(bench: Bench) {
    write(&bench).await;
    let faults = async |statements: &[&str]| {
        tamper(&bench, statements).await;
        examine(&bench, &[]).await.verdict.faults
    };
    let swap = [
        "update directory set entry = (select entry from directory where number = 3) where number = 2",
    ];
    let changed = faults(&swap).await;
    assert!(
        changed.contains(&LogFault::Changed { number: 2 }),
        "{changed:?}"
    );
    let hidden = ["update directory set subject = 'nobody' where number = 4"];
    let found = faults(&hidden).await;
    assert!(
        found.contains(&LogFault::Changed { number: 4 }),
        "{found:?}"
    );
    let removed = faults(&["delete from directory where number = 2"]).await;
    assert!(
        removed.contains(&LogFault::Removed { first: 2, last: 2 }),
        "{removed:?}"
    );
}

async fn a_directory_written_anew_does_not_match_what_was_signed(bench: Bench) {
    write(&bench).await;
    let mut tx = bench.store.read().await.unwrap();
    let last = directory::find_last_for_machine(&mut tx, &machine()).await;
    let kept = Checkpoint::parse(&last.unwrap().unwrap().note).unwrap();
    drop(tx);
    assert!(
        examine(&bench, std::slice::from_ref(&kept))
            .await
            .is_whole()
    );
    tamper(
        &bench,
        &[
            "delete from directory",
            "update counters set directory_number = 0, directory_hash = null",
            "update staff set name = 'Mallory' where handle = 'anna2'",
        ],
    )
    .await;
    restate(&bench).await.unwrap();
    assert!(examine(&bench, &[]).await.is_whole());
    let found = examine(&bench, &[kept]).await.verdict.faults;
    assert_eq!(found, [LogFault::NotMatched { size: 4, more: 0 }]);
}

async fn nothing_is_appended_to_a_directory_that_was_cut(bench: Bench) {
    write(&bench).await;
    tamper(&bench, &["delete from directory where number = 4"]).await;
    let found = examine(&bench, &[]).await.verdict.faults;
    assert_eq!(found, [LogFault::Removed { first: 4, last: 4 }]);
    hire(&bench.store, 5, Role::Coordinator).await;
    assert!(matches!(restate(&bench).await, Err(Fault::Refused)));
}

async fn what_a_browser_remembers_is_kept_for_its_owner_alone(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    let bea = hire(&bench.store, 2, Role::Member).await;
    let own = |who: &Somebody| who.may(Action::WatchDirectory);
    let mut tx = bench.store.begin().await.unwrap();
    assert_eq!(
        directory::find_memory(&mut tx, &own(&anna)).await.unwrap(),
        None
    );
    directory::keep_memory(&mut tx, &own(&anna), b"one", 0)
        .await
        .unwrap();
    let twice = directory::keep_memory(&mut tx, &own(&anna), b"other", 0).await;
    assert!(matches!(twice, Err(Fault::Stale)));
    directory::keep_memory(&mut tx, &own(&anna), b"two", 1)
        .await
        .unwrap();
    let late = directory::keep_memory(&mut tx, &own(&anna), b"three", 1).await;
    assert!(matches!(late, Err(Fault::Stale)));
    let kept = directory::find_memory(&mut tx, &own(&anna))
        .await
        .unwrap()
        .unwrap();
    assert_eq!((kept.sealed.as_slice(), kept.revision), (&b"two"[..], 2));
    assert_eq!(
        directory::find_memory(&mut tx, &own(&bea)).await.unwrap(),
        None
    );
}
