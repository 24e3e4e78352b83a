use fyren_domain::{access::Action, id::CannedAnswerId, staff::Role};
use fyren_store::{
    Fault,
    canned_answer::{self, CannedAnswer},
    on_both_engines,
    testing::Bench,
};

use crate::actor::*;

on_both_engines!(two_who_change_a_canned_answer_do_not_overwrite_each_other,);

async fn two_who_change_a_canned_answer_do_not_overwrite_each_other(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    let scope = anna.may(Action::KeepCannedAnswers);
    let new = CannedAnswer {
        canned_answer_id: CannedAnswerId::from_bytes([1; 16]),
        title: "Skyddat boende".to_owned(),
        body: "Kontakta …".to_owned(),
        language: "sv".to_owned(),
        changed_at: at(1),
        revision: 1,
    };
    let mut tx = bench.store.begin().await.unwrap();
    canned_answer::record(&mut tx, &scope, &new).await.unwrap();
    let first = CannedAnswer {
        body: "Ring …".to_owned(),
        ..new.clone()
    };
    canned_answer::replace(&mut tx, &scope, &first)
        .await
        .unwrap();
    assert!(matches!(
        canned_answer::replace(&mut tx, &scope, &new).await,
        Err(Fault::Stale)
    ));
    let id = new.canned_answer_id;
    let kept = canned_answer::find(&mut tx, &scope, id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((kept.body.as_str(), kept.revision), ("Ring …", 2));
    assert!(matches!(
        canned_answer::remove(&mut tx, &scope, id, 1).await,
        Err(Fault::Stale)
    ));
    canned_answer::remove(&mut tx, &scope, id, 2).await.unwrap();
    assert!(
        canned_answer::list(&mut tx, &scope)
            .await
            .unwrap()
            .is_empty()
    );
}
