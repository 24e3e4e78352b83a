use fyren_domain::{
    access::Action, consultation::ConsultationState, enquiry::EnquiryState, staff::Role,
};
use fyren_store::{
    Fault, consultation, enquiry,
    matter::{self, Shelf},
    on_both_engines,
    testing::Bench,
};

use crate::actor::*;

on_both_engines!(
    a_consultation_is_taken_on_closed_and_opened_again,
    an_enquiry_is_taken_on_once,
);

async fn a_consultation_is_taken_on_closed_and_opened_again(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    call(&bench.store, &anna, 5).await;
    let scope = anna.may_in_matter(Action::TakeOn);
    let list = anna.may(Action::ListQueue);
    let mut tx = bench.store.begin().await.unwrap();
    consultation::take_on(&mut tx, &scope, matter(5), 1, at(6))
        .await
        .unwrap();
    let ongoing = matter::list(&mut tx, &list, Shelf::Ongoing, None, 10)
        .await
        .unwrap();
    assert_eq!(ongoing[0].taken_on_at, Some(at(6)));
    consultation::close(&mut tx, &scope, matter(5), 1, at(7))
        .await
        .unwrap();
    let again = consultation::close(&mut tx, &scope, matter(5), 2, at(7)).await;
    assert!(matches!(again, Err(Fault::Stale)));
    let closed = consultation::find(&mut tx, &scope, matter(5))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (closed.state, closed.closed_at),
        (ConsultationState::Closed, Some(at(7)))
    );
    let its_enquiry = enquiry::find(&mut tx, &scope, matter(5))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (its_enquiry.state, its_enquiry.shelf),
        (EnquiryState::TakenOn, Shelf::Closed)
    );
    consultation::reopen(&mut tx, &scope, matter(5), 2)
        .await
        .unwrap();
    for (shelf, expected) in [(Shelf::New, 0), (Shelf::Ongoing, 1), (Shelf::Closed, 0)] {
        assert_eq!(
            matter::count(&mut tx, &list, shelf).await.unwrap(),
            expected,
            "{shelf:?}"
        );
    }
}

async fn an_enquiry_is_taken_on_once(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    call(&bench.store, &anna, 5).await;
    let scope = anna.may_in_matter(Action::TakeOn);
    let mut tx = bench.store.begin().await.unwrap();
    consultation::take_on(&mut tx, &scope, matter(5), 1, at(6))
        .await
        .unwrap();
    for revision in [1, 2] {
        let again = consultation::take_on(&mut tx, &scope, matter(5), revision, at(6)).await;
        assert!(matches!(again, Err(Fault::Stale)));
    }
}
