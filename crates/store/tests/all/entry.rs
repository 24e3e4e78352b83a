use fyren_domain::{access::Action, staff::Role};
use fyren_store::{
    Fault, enquiry,
    entry::{self, NewEntry, Recorded},
    matter::Awaits,
    on_both_engines,
    testing::Bench,
};

use crate::actor::*;

on_both_engines!(
    a_number_is_written_once,
    an_entry_sent_twice_is_kept_once,
    no_number_is_left_out,
    an_entry_under_a_replaced_key_is_stale,
    an_answer_passes_the_turn_to_the_asker_and_back,
    minutes_are_not_kept,
);

async fn a_number_is_written_once(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    ask(&bench.store, 5).await.unwrap();
    let answer = anna.may_in_matter(Action::Answer);
    let mut tx = bench.store.begin().await.unwrap();
    let second = new_entry(vault(5), 2);
    entry::record(&mut tx, &answer, &second).await.unwrap();
    let lost = entry::record_asker(
        &mut tx,
        &visitor(),
        &hash(5),
        &NewEntry {
            sealed: b"other",
            ..second
        },
    )
    .await;
    assert!(matches!(lost, Err(Fault::NumberTaken)));
}

async fn an_entry_sent_twice_is_kept_once(bench: Bench) {
    open_centre(&bench.store).await;
    ask(&bench.store, 5).await.unwrap();
    let mut tx = bench.store.begin().await.unwrap();
    let second = new_entry(vault(5), 2);
    for expected in [Recorded::New, Recorded::Already] {
        let recorded = entry::record_asker(&mut tx, &visitor(), &hash(5), &second).await;
        assert_eq!(recorded.unwrap(), expected);
    }
    assert_eq!(
        entry::list_thread(&mut tx, &visitor(), &hash(5))
            .await
            .unwrap()
            .len(),
        2
    );
}

async fn no_number_is_left_out(bench: Bench) {
    open_centre(&bench.store).await;
    ask(&bench.store, 5).await.unwrap();
    let mut tx = bench.store.begin().await.unwrap();
    let third = entry::record_asker(&mut tx, &visitor(), &hash(5), &new_entry(vault(5), 3)).await;
    assert!(matches!(third, Err(Fault::Refused)));
}

async fn an_entry_under_a_replaced_key_is_stale(bench: Bench) {
    open_centre(&bench.store).await;
    ask(&bench.store, 5).await.unwrap();
    let mut tx = bench.store.begin().await.unwrap();
    let other_key = NewEntry {
        key_number: 2,
        ..new_entry(vault(5), 2)
    };
    let refused = entry::record_asker(&mut tx, &visitor(), &hash(5), &other_key).await;
    assert!(matches!(refused, Err(Fault::Stale)));
}

async fn an_answer_passes_the_turn_to_the_asker_and_back(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    ask(&bench.store, 5).await.unwrap();
    let mut tx = bench.store.begin().await.unwrap();
    let scope = anna.may_in_matter(Action::Answer);
    entry::record(&mut tx, &scope, &new_entry(vault(5), 2))
        .await
        .unwrap();
    let found = enquiry::find(&mut tx, &scope, matter(5))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(found.awaits, Awaits::Asker);
    entry::record_asker(&mut tx, &visitor(), &hash(5), &new_entry(vault(5), 3))
        .await
        .unwrap();
    let found = enquiry::find(&mut tx, &scope, matter(5))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(found.awaits, Awaits::Centre);
    let kept = entry::list(&mut tx, &scope, matter(5)).await.unwrap();
    let authors: Vec<_> = kept
        .iter()
        .map(|entry| entry.author_name.as_deref())
        .collect();
    assert_eq!(authors, [None, Some("Anna"), None]);
}

async fn minutes_are_not_kept(bench: Bench) {
    open_centre(&bench.store).await;
    ask(&bench.store, 5).await.unwrap();
    let mut tx = bench.store.begin().await.unwrap();
    let to_the_minute = NewEntry {
        hour: at(1).plus_seconds(60),
        ..new_entry(vault(5), 2)
    };
    let refused = entry::record_asker(&mut tx, &visitor(), &hash(5), &to_the_minute).await;
    assert!(matches!(refused, Err(Fault::Refused)));
}
