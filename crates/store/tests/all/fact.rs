use fyren_domain::{access::Action, staff::Role};
use fyren_store::{
    Fault,
    fact::{self, FactKind},
    on_both_engines,
    testing::Bench,
};

use crate::actor::*;

on_both_engines!(
    two_who_change_facts_do_not_overwrite_each_other,
    what_is_newer_is_listed_in_order_with_removals,
);

async fn two_who_change_facts_do_not_overwrite_each_other(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    call(&bench.store, &anna, 5).await;
    let scope = anna.may_in_matter(Action::RecordFacts);
    let mut tx = bench.store.begin().await.unwrap();
    fact::replace(&mut tx, &scope, matter(5), FactKind::Enquiry, 1, b"first")
        .await
        .unwrap();
    let lost = fact::replace(&mut tx, &scope, matter(5), FactKind::Enquiry, 1, b"second").await;
    assert!(matches!(lost, Err(Fault::Stale)));
    let kept = fact::find(&mut tx, &scope, matter(5), FactKind::Enquiry)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (kept.revision, kept.sealed.as_deref()),
        (2, Some(b"first".as_slice()))
    );
}

async fn what_is_newer_is_listed_in_order_with_removals(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    for n in [5, 6, 7] {
        call(&bench.store, &anna, n).await;
    }
    let scope = anna.may_in_matter(Action::RecordFacts);
    let mut tx = bench.store.begin().await.unwrap();
    fact::record(&mut tx, &scope, matter(6), FactKind::Consultation, b"more")
        .await
        .unwrap();
    fact::remove(&mut tx, &scope, matter(5), FactKind::Enquiry, 1)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mut tx = bench.store.read().await.unwrap();
    let newer = fact::list_newer(&mut tx, &machine(), 2, 10).await.unwrap();
    let seen: Vec<_> = newer
        .iter()
        .map(|f| (f.matter_id, f.fact_clock, f.sealed.is_some()))
        .collect();
    assert_eq!(
        seen,
        [
            (matter(7), 3, true),
            (matter(6), 4, true),
            (matter(5), 5, false)
        ]
    );
    assert_eq!(
        fact::find(&mut tx, &scope, matter(5), FactKind::Enquiry)
            .await
            .unwrap(),
        None
    );
    assert_eq!(
        fact::list_newer(&mut tx, &machine(), 2, 1)
            .await
            .unwrap()
            .len(),
        1
    );
}
