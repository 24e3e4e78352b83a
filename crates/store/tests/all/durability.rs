//! What was answered stays, what was not answered is whole or absent, and numbers have no gaps.

use std::{collections::BTreeSet, time::Duration};

use fyren_domain::access::Action;
use fyren_store::{
    Fault, Location, Store,
    event::{self, NewEvent},
    matter::{self, Shelf},
    on_both_engines,
    sign_in_attempt::{self, NewSignInAttempt},
    testing::{self, Bench},
};

use crate::actor::*;

on_both_engines!(
    two_hundred_parallel_writers_are_all_durable_and_gapless,
    a_dropped_transaction_leaves_nothing_among_those_that_stay,
    writers_cut_off_anywhere_harm_nobody_else,
    of_parallel_changes_one_wins_and_the_others_hear_it,
    a_refused_statement_undoes_its_own_transaction_alone,
    what_is_read_is_of_one_moment,
    a_reading_transaction_cannot_write,
);

fn did(action: &str) -> NewEvent<'_> {
    NewEvent {
        at: at(1),
        action,
        matter: None,
        subject: None,
    }
}

async fn write(store: &Store) -> Result<i64, Fault> {
    let mut tx = store.begin().await?;
    let number = event::record_system(&mut tx, &machine(), &did("written")).await?;
    tx.commit().await?;
    Ok(number)
}

/// The numbers of all events, after the database was opened anew.
async fn kept(location: &Location) -> BTreeSet<i64> {
    let store = Store::open(location).await.unwrap();
    let anna = Somebody::coordinator();
    let mut tx = store.read().await.unwrap();
    let events = event::list(&mut tx, &anna.may(Action::ReadEvents), None, 100_000)
        .await
        .unwrap();
    drop(tx);
    store.close().await;
    events.iter().map(|event| event.number).collect()
}

async fn two_hundred_parallel_writers_are_all_durable_and_gapless(bench: Bench) {
    open_centre(&bench.store).await;
    let writers: Vec<_> = (0..200)
        .map(|_| {
            let store = bench.store.clone();
            tokio::spawn(async move { write(&store).await.unwrap() })
        })
        .collect();
    let mut answered = BTreeSet::new();
    for writer in writers {
        answered.insert(writer.await.unwrap());
    }
    assert_eq!(answered, (1..=200).collect());
    assert_eq!(kept(&bench.location).await, answered);
}

async fn a_dropped_transaction_leaves_nothing_among_those_that_stay(bench: Bench) {
    open_centre(&bench.store).await;
    let writers: Vec<_> = (0..60)
        .map(|n| {
            let store = bench.store.clone();
            tokio::spawn(async move {
                if n % 3 == 0 {
                    let mut tx = store.begin().await.unwrap();
                    event::record_system(&mut tx, &machine(), &did("dropped"))
                        .await
                        .unwrap();
                    drop(tx);
                } else {
                    write(&store).await.unwrap();
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    assert_eq!(kept(&bench.location).await, (1..=40).collect());
}

async fn writers_cut_off_anywhere_harm_nobody_else(bench: Bench) {
    open_centre(&bench.store).await;
    let mut answered = BTreeSet::new();
    for round in 0..20u64 {
        let cut_off: Vec<_> = (0..10u64)
            .map(|n| {
                let store = bench.store.clone();
                let patience = Duration::from_micros((round * 10 + n) * 37 % 5_000);
                tokio::spawn(async move { tokio::time::timeout(patience, write(&store)).await })
            })
            .collect();
        answered.insert(write(&bench.store).await.unwrap());
        for writer in cut_off {
            if let Ok(number) = writer.await.unwrap() {
                answered.insert(number.unwrap());
            }
        }
    }
    let last = write(&bench.store).await.unwrap();
    answered.insert(last);
    let kept = kept(&bench.location).await;
    assert!(kept.is_superset(&answered));
    assert_eq!(kept, (1..=last).collect());
}

async fn of_parallel_changes_one_wins_and_the_others_hear_it(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, fyren_domain::staff::Role::Coordinator).await;
    call(&bench.store, &anna, 5).await;
    let closers: Vec<_> = (0..20)
        .map(|_| {
            let (store, anna) = (bench.store.clone(), anna.clone());
            tokio::spawn(async move {
                let mut tx = store.begin().await?;
                let scope = anna.may_in_matter(Action::CloseEnquiry);
                fyren_store::enquiry::close(&mut tx, &scope, matter(5), 1, at(2)).await?;
                tx.commit().await
            })
        })
        .collect();
    let mut won = 0;
    for closer in closers {
        match closer.await.unwrap() {
            Ok(()) => won += 1,
            Err(fault) => assert!(matches!(fault, Fault::Stale), "{fault:?}"),
        }
    }
    assert_eq!(won, 1);
    let mut tx = bench.store.read().await.unwrap();
    let closed = matter::count(&mut tx, &anna.may(Action::ListQueue), Shelf::Closed).await;
    assert_eq!(closed.unwrap(), 1);
}

async fn a_refused_statement_undoes_its_own_transaction_alone(bench: Bench) {
    open_centre(&bench.store).await;
    let mut refused = bench.store.begin().await.unwrap();
    event::record_system(&mut refused, &machine(), &did("first"))
        .await
        .unwrap();
    let nowhere = NewEvent {
        matter: Some(matter(404)),
        ..did("second")
    };
    let fault = event::record_system(&mut refused, &machine(), &nowhere).await;
    assert!(matches!(fault, Err(Fault::Refused)));
    drop(refused);
    assert_eq!(write(&bench.store).await.unwrap(), 1);
}

async fn what_is_read_is_of_one_moment(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = Somebody::coordinator();
    let scope = anna.may(Action::ReadEvents);
    let mut tx = bench.store.read().await.unwrap();
    assert!(
        event::list(&mut tx, &scope, None, 10)
            .await
            .unwrap()
            .is_empty()
    );
    write(&bench.store).await.unwrap();
    assert!(
        event::list(&mut tx, &scope, None, 10)
            .await
            .unwrap()
            .is_empty()
    );
    drop(tx);
    let mut tx = bench.store.read().await.unwrap();
    assert_eq!(
        event::list(&mut tx, &scope, None, 10).await.unwrap().len(),
        1
    );
}

async fn a_reading_transaction_cannot_write(bench: Bench) {
    open_centre(&bench.store).await;
    let mut tx = bench.store.read().await.unwrap();
    assert!(
        event::record_system(&mut tx, &machine(), &did("sneaked"))
            .await
            .is_err()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_destroyed_row_leaves_no_trace_in_the_files() {
    testing::on_sqlite(async |bench| {
        open_centre(&bench.store).await;
        let Location::Sqlite(path) = &bench.location else {
            unreachable!()
        };
        let traces = || {
            let file = std::fs::read(path).unwrap();
            let journal = std::fs::read(path.with_extension("db-wal")).unwrap();
            let needle = b"a secret to be destroyed".as_slice();
            [file, journal]
                .concat()
                .windows(needle.len())
                .filter(|found| *found == needle)
                .count()
        };
        let attempt = NewSignInAttempt {
            token_hash: &[1; 32],
            purpose: "opaque",
            staff_id: None,
            state: b"a secret to be destroyed",
            ends_at: at(2),
        };
        let mut tx = bench.store.begin().await.unwrap();
        sign_in_attempt::record(&mut tx, &machine(), &attempt)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert!(traces() > 0);
        let mut tx = bench.store.begin().await.unwrap();
        sign_in_attempt::take_ended(&mut tx, &machine(), at(2))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        bench.store.settle().await.unwrap();
        assert_eq!(traces(), 0);
    })
    .await;
}
