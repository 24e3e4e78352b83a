use fyren_domain::{access::Action, demand::Admission, staff::Role};
use fyren_store::{
    Fault, Store, Tx, attachment,
    enquiry::{self, NewEnquiry},
    entry::{self, Recorded},
    event::{self, NewEvent},
    fact,
    held::{self, Hold},
    limit,
    matter::{self, Shelf},
    on_both_engines, spent_challenge,
    testing::Bench,
    vault::{self, Holder, NewWrap},
};

use crate::actor::*;

on_both_engines!(
    what_is_held_is_in_no_list_and_no_count,
    what_is_taken_in_is_like_any_other,
    what_is_put_away_leaves_the_queue_and_the_facts,
    a_call_is_never_junk,
    junk_is_removed_but_for_its_number,
    a_challenge_is_used_up_by_one_content,
    arrivals_are_counted_by_the_hour,
    entries_count_from_the_last_answer,
);

async fn ask_held(store: &Store, n: u32) {
    let mut tx = store.begin().await.unwrap();
    let holder = Holder::Phrase("bG9jYXRvcg".to_owned());
    let question = new_entry(vault(n), 1);
    let held = NewEnquiry {
        matter_id: matter(n),
        number: number(n),
        locator: &hash(n),
        phrase_card: b"card",
        intake_epoch: None,
        content_hash: &hash(n),
        hour: at(1),
        admission: Admission::Held,
        vault_id: vault(n),
        wraps: &[NewWrap {
            holder: &holder,
            wrap: b"wrap",
        }],
        entry: &question,
        facts: b"facts",
        readers: &[],
        excluded: &[],
    };
    let kept = enquiry::record(&mut tx, &visitor(), &held).await.unwrap();
    assert_eq!(kept.0, Recorded::New);
    tx.commit().await.unwrap();
}

async fn queued(tx: &mut Tx, anna: &Somebody) -> (i64, usize) {
    let scope = anna.may(Action::ListQueue);
    let listed = matter::list(tx, &scope, Shelf::New, None, 10)
        .await
        .unwrap();
    let waiting = matter::list_unanswered(tx, &scope, 10).await.unwrap();
    assert_eq!(listed.len(), waiting.len());
    (
        matter::count(tx, &scope, Shelf::New).await.unwrap(),
        listed.len(),
    )
}

async fn counted(tx: &mut Tx, after: i64) -> Vec<(bool, bool)> {
    let facts = fact::list_newer(tx, &machine(), after, 10).await.unwrap();
    facts
        .iter()
        .map(|fact| (fact.held, fact.sealed.is_some()))
        .collect()
}

async fn what_is_held_is_in_no_list_and_no_count(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    ask(&bench.store, 5).await.unwrap();
    ask_held(&bench.store, 6).await;
    let mut tx = bench.store.begin().await.unwrap();
    assert_eq!(queued(&mut tx, &anna).await, (1, 1));
    let scope = anna.may(Action::ListQueue);
    let listed = held::list(&mut tx, &scope, Hold::Doubted, 10)
        .await
        .unwrap();
    assert_eq!(listed[0].matter_id, matter(6));
    assert_eq!(
        held::count(&mut tx, &scope, Hold::Doubted).await.unwrap(),
        1
    );
    assert_eq!(held::count(&mut tx, &scope, Hold::Junk).await.unwrap(), 0);
    assert_eq!(counted(&mut tx, 0).await, [(false, true), (true, true)]);
}

async fn what_is_taken_in_is_like_any_other(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    ask_held(&bench.store, 6).await;
    let mut tx = bench.store.begin().await.unwrap();
    let scope = anna.may_in_matter(Action::TakeIn);
    held::take_in(&mut tx, &scope, matter(6)).await.unwrap();
    assert_eq!(queued(&mut tx, &anna).await, (1, 1));
    assert_eq!(counted(&mut tx, 1).await, [(false, true)]);
    let again = held::take_in(&mut tx, &scope, matter(6)).await;
    assert!(matches!(again, Err(Fault::Stale)));
}

async fn what_is_put_away_leaves_the_queue_and_the_facts(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    ask(&bench.store, 5).await.unwrap();
    let mut tx = bench.store.begin().await.unwrap();
    let scope = anna.may_in_matter(Action::PutAway);
    held::put_away(&mut tx, &scope, matter(5), at(2))
        .await
        .unwrap();
    assert_eq!(queued(&mut tx, &anna).await, (0, 0));
    assert_eq!(counted(&mut tx, 1).await, [(true, true)]);
    let again = held::put_away(&mut tx, &scope, matter(5), at(2)).await;
    assert!(matches!(again, Err(Fault::Stale)));
    let scope = anna.may_in_matter(Action::TakeIn);
    held::take_in(&mut tx, &scope, matter(5)).await.unwrap();
    assert_eq!(queued(&mut tx, &anna).await, (1, 1));
}

async fn a_call_is_never_junk(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    call(&bench.store, &anna, 5).await;
    let mut tx = bench.store.begin().await.unwrap();
    let scope = anna.may_in_matter(Action::PutAway);
    let refused = held::put_away(&mut tx, &scope, matter(5), at(2)).await;
    assert!(matches!(refused, Err(Fault::Stale)));
}

async fn junk_is_removed_but_for_its_number(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    ask_held(&bench.store, 6).await;
    let mut tx = bench.store.begin().await.unwrap();
    let came = NewEvent {
        at: at(1),
        action: "enquiry_held",
        matter: Some(matter(6)),
        subject: None,
    };
    event::record_visitor(&mut tx, &visitor(), &came)
        .await
        .unwrap();
    let early = held::remove(&mut tx, &machine(), matter(6)).await;
    assert!(matches!(early, Err(Fault::Stale)));
    let scope = anna.may_in_matter(Action::PutAway);
    held::put_away(&mut tx, &scope, matter(6), at(2))
        .await
        .unwrap();
    let old = held::list_old(&mut tx, &machine(), at(2), 10)
        .await
        .unwrap();
    assert_eq!(old, []);
    let old = held::list_old(&mut tx, &machine(), at(3), 10)
        .await
        .unwrap();
    assert_eq!(old, [matter(6)]);
    held::remove(&mut tx, &machine(), matter(6)).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = bench.store.begin().await.unwrap();
    let thread = enquiry::find_thread(&mut tx, &visitor(), &hash(6)).await;
    assert_eq!(thread.unwrap(), None);
    let look = anna.may_in_matter(Action::ReadMatter);
    assert_eq!(entry::list(&mut tx, &look, matter(6)).await.unwrap(), []);
    assert_eq!(vault::list(&mut tx, &look, matter(6)).await.unwrap(), []);
    assert_eq!(counted(&mut tx, 1).await, [(true, false)]);
    let left = enquiry::find(&mut tx, &look, matter(6)).await.unwrap();
    let left = left.unwrap();
    assert_eq!((left.held, left.number), (Some(Hold::Removed), number(6)));
    let scope = anna.may_in_matter(Action::TakeIn);
    let back = held::take_in(&mut tx, &scope, matter(6)).await;
    assert!(matches!(back, Err(Fault::Stale)));
}

async fn a_challenge_is_used_up_by_one_content(bench: Bench) {
    open_centre(&bench.store).await;
    let mut tx = bench.store.begin().await.unwrap();
    let mut spend = async |content: u32| {
        spent_challenge::record(&mut tx, &machine(), &hash(1), &hash(content), at(3)).await
    };
    assert_eq!(spend(7).await.unwrap(), Recorded::New);
    assert_eq!(spend(7).await.unwrap(), Recorded::Already);
    assert!(matches!(spend(8).await, Err(Fault::Conflict)));
    let mut forgotten = Vec::new();
    for hour in [2, 3] {
        let ended = spent_challenge::forget_ended(&mut tx, &machine(), at(hour)).await;
        forgotten.push(ended.unwrap());
    }
    assert_eq!(forgotten, [0, 1]);
}

async fn arrivals_are_counted_by_the_hour(bench: Bench) {
    open_centre(&bench.store).await;
    let mut tx = bench.store.begin().await.unwrap();
    for _ in 0..3 {
        limit::count(&mut tx, &machine(), "enquiry_queued", &[0; 32], at(1))
            .await
            .unwrap();
    }
    let mut found = Vec::new();
    for (act, hour) in [
        ("enquiry_queued", 1),
        ("enquiry_queued", 2),
        ("enquiry_held", 1),
    ] {
        let times = limit::find(&mut tx, &machine(), act, &[0; 32], at(hour)).await;
        found.push(times.unwrap());
    }
    assert_eq!(found, [3, 0, 0]);
}

async fn entries_count_from_the_last_answer(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    ask(&bench.store, 5).await.unwrap();
    let mut tx = bench.store.begin().await.unwrap();
    let (locator, thread) = (hash(5), vault(5));
    let mut counts = Vec::new();
    for (number, by_asker) in [(2, true), (3, false), (4, true)] {
        let new = new_entry(thread, number);
        let kept = if by_asker {
            entry::record_asker(&mut tx, &visitor(), &locator, &new).await
        } else {
            let scope = anna.may_in_matter(Action::Answer);
            entry::record(&mut tx, &scope, &new).await
        };
        assert_eq!(kept.unwrap(), Recorded::New);
        let counted = entry::count_unanswered(&mut tx, &visitor(), &locator).await;
        counts.push(counted.unwrap());
    }
    assert_eq!(counts, [2, 0, 1]);
    let files = attachment::sum_thread(&mut tx, &visitor(), &locator).await;
    assert_eq!(files.unwrap(), 0);
}
