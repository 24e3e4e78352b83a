use fyren_domain::{access::Action, staff::Role};
use fyren_store::{
    on_both_engines,
    session::{self, NewSession, SessionStage},
    testing::Bench,
    unknown_browser,
};

use crate::actor::*;

on_both_engines!(
    a_session_is_found_until_it_ends,
    half_a_sign_in_makes_no_worker,
    a_leaver_loses_all_sessions,
    one_session_is_ended_or_all_but_one,
    every_unknown_browser_but_the_first_asks_for_an_answer,
);

fn new_session(
    anna: &Somebody,
    token: &'static [u8; 32],
    stage: SessionStage,
) -> NewSession<'static> {
    NewSession {
        token_hash: token,
        staff_id: anna.id,
        stage,
        secret: b"secret",
        browser: "Firefox/Linux",
        made_at: at(1),
        ends_at: at(2),
    }
}

async fn a_session_is_found_until_it_ends(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Member).await;
    let mut tx = bench.store.begin().await.unwrap();
    let new = new_session(&anna, &[1; 32], SessionStage::Full);
    session::record(&mut tx, &machine(), &new).await.unwrap();
    let found = session::find(&mut tx, &machine(), &[1; 32], at(1))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(found.worker(&machine()).unwrap().staff(), anna.id);
    assert!(
        session::find(&mut tx, &machine(), &[1; 32], at(2))
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        session::find(&mut tx, &machine(), &[2; 32], at(1))
            .await
            .unwrap()
            .is_none()
    );
    session::touch(&mut tx, &machine(), &[1; 32], at(2), at(3))
        .await
        .unwrap();
    assert!(
        session::find(&mut tx, &machine(), &[1; 32], at(2))
            .await
            .unwrap()
            .is_some()
    );
    assert_eq!(
        session::forget_ended(&mut tx, &machine(), at(3))
            .await
            .unwrap(),
        1
    );
}

async fn half_a_sign_in_makes_no_worker(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Member).await;
    let mut tx = bench.store.begin().await.unwrap();
    let new = new_session(&anna, &[1; 32], SessionStage::Half);
    session::record(&mut tx, &machine(), &new).await.unwrap();
    let found = session::find(&mut tx, &machine(), &[1; 32], at(1))
        .await
        .unwrap()
        .unwrap();
    assert!(found.worker(&machine()).is_none());
}

async fn a_leaver_loses_all_sessions(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Member).await;
    let mut tx = bench.store.begin().await.unwrap();
    for token in [&[1; 32], &[2; 32]] {
        let new = new_session(&anna, token, SessionStage::Full);
        session::record(&mut tx, &machine(), &new).await.unwrap();
    }
    session::end_all_of(&mut tx, &machine(), anna.id)
        .await
        .unwrap();
    assert!(
        session::find(&mut tx, &machine(), &[1; 32], at(1))
            .await
            .unwrap()
            .is_none()
    );
}

async fn one_session_is_ended_or_all_but_one(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Member).await;
    let berit = hire(&bench.store, 2, Role::Member).await;
    let mut tx = bench.store.begin().await.unwrap();
    for token in [&[1; 32], &[2; 32], &[3; 32]] {
        let new = new_session(&anna, token, SessionStage::Full);
        session::record(&mut tx, &machine(), &new).await.unwrap();
    }
    let half = new_session(&anna, &[4; 32], SessionStage::Half);
    session::record(&mut tx, &machine(), &half).await.unwrap();
    let listed = async |tx: &mut fyren_store::Tx| {
        let found = session::list_of(tx, &machine(), anna.id, at(1)).await;
        let found = found.unwrap().into_iter().map(|one| one.token_hash[0]);
        found.collect::<Vec<_>>()
    };
    assert_eq!(listed(&mut tx).await, [1, 2, 3]);
    session::end_of(&mut tx, &machine(), berit.id, &[2; 32])
        .await
        .unwrap();
    assert_eq!(listed(&mut tx).await, [1, 2, 3]);
    session::end_of(&mut tx, &machine(), anna.id, &[2; 32])
        .await
        .unwrap();
    assert_eq!(listed(&mut tx).await, [1, 3]);
    session::end_others_of(&mut tx, &machine(), anna.id, &[3; 32])
        .await
        .unwrap();
    assert_eq!(listed(&mut tx).await, [3]);
}

async fn every_unknown_browser_but_the_first_asks_for_an_answer(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Member).await;
    let mut tx = bench.store.begin().await.unwrap();
    for (browser, hour) in [
        ("Firefox/Linux", 1),
        ("Firefox/Linux", 2),
        ("Chrome/Mac", 3),
    ] {
        unknown_browser::note(&mut tx, &machine(), anna.id, browser, at(hour))
            .await
            .unwrap();
    }
    let found = unknown_browser::list(&mut tx, &machine(), anna.id).await;
    let found = found.unwrap();
    let found: Vec<_> = found
        .iter()
        .map(|one| (one.browser.as_str(), one.signed_in_at))
        .collect();
    assert_eq!(found, [("Firefox/Linux", at(2)), ("Chrome/Mac", at(3))]);
    unknown_browser::answer(&mut tx, &anna.may(Action::KeepOwnAccount))
        .await
        .unwrap();
    let found = unknown_browser::list(&mut tx, &machine(), anna.id).await;
    assert!(found.unwrap().is_empty());
}
