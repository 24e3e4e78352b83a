use fyren_domain::staff::Role;
use fyren_store::{
    on_both_engines,
    session::{self, NewSession, SessionStage},
    testing::Bench,
};

use crate::actor::*;

on_both_engines!(
    a_session_is_found_until_it_ends,
    half_a_sign_in_makes_no_worker,
    a_leaver_loses_all_sessions,
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
