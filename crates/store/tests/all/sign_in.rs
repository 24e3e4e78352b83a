//! Invitations, passkeys, recovery codes, attempts and limits: what can be used once or so often.

use fyren_domain::{
    access::Action,
    id::{PasskeyId, StaffId},
    staff::Role,
};
use fyren_store::{
    Fault,
    invitation::{self, NewInvitation},
    limit, on_both_engines,
    passkey::{self, NewPasskey},
    recovery_code,
    sign_in_attempt::{self, NewSignInAttempt},
    staff,
    testing::Bench,
};

use crate::actor::*;

on_both_engines!(
    an_invitation_is_used_once_and_ends,
    a_new_invitation_voids_the_earlier_one,
    a_passkeys_use_is_noted_once,
    only_its_owner_removes_a_passkey,
    a_recovery_code_is_used_once,
    an_attempt_is_taken_once_and_for_its_purpose,
    an_attempt_that_ended_is_given_once_when_it_is_forgotten,
    a_limit_counts_each_window_by_itself,
);

fn invite(token: &[u8; 32]) -> NewInvitation<'_> {
    let staff_id = StaffId::from_bytes([1; 16]);
    NewInvitation {
        token_hash: token,
        staff_id,
        made_at: at(1),
        ends_at: at(3),
    }
}

async fn an_invitation_is_used_once_and_ends(bench: Bench) {
    open_centre(&bench.store).await;
    let mut tx = bench.store.begin().await.unwrap();
    let astrid = new_staff(StaffId::from_bytes([1; 16]), "astrid", Role::Administrator);
    staff::record_first(&mut tx, &machine(), &astrid)
        .await
        .unwrap();
    invitation::record_first(&mut tx, &machine(), &invite(&[1; 32]))
        .await
        .unwrap();
    let found = invitation::find(&mut tx, &machine(), &[1; 32], at(2))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (found.handle.as_str(), found.role),
        ("astrid", Role::Administrator)
    );
    assert!(
        invitation::find(&mut tx, &machine(), &[1; 32], at(3))
            .await
            .unwrap()
            .is_none()
    );
    let too_late = invitation::take(&mut tx, &machine(), &[1; 32], at(3)).await;
    assert!(matches!(too_late, Err(Fault::Stale)));
    invitation::take(&mut tx, &machine(), &[1; 32], at(2))
        .await
        .unwrap();
    let again = invitation::take(&mut tx, &machine(), &[1; 32], at(2)).await;
    assert!(matches!(again, Err(Fault::Stale)));
}

async fn a_new_invitation_voids_the_earlier_one(bench: Bench) {
    open_centre(&bench.store).await;
    let mut tx = bench.store.begin().await.unwrap();
    let astrid = new_staff(StaffId::from_bytes([1; 16]), "astrid", Role::Administrator);
    staff::record_first(&mut tx, &machine(), &astrid)
        .await
        .unwrap();
    for token in [&[1; 32], &[2; 32]] {
        invitation::record_first(&mut tx, &machine(), &invite(token))
            .await
            .unwrap();
    }
    assert!(
        invitation::find(&mut tx, &machine(), &[1; 32], at(2))
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        invitation::find(&mut tx, &machine(), &[2; 32], at(2))
            .await
            .unwrap()
            .is_some()
    );
}

fn key_of(somebody: &Somebody) -> NewPasskey<'static> {
    NewPasskey {
        passkey_id: PasskeyId::from_bytes([4; 16]),
        staff_id: somebody.id,
        credential: b"credential",
        label: "Nyckelring",
        sealed: b"sealed",
        made_at: at(1),
    }
}

async fn a_passkeys_use_is_noted_once(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Member).await;
    let key = key_of(&anna);
    let mut tx = bench.store.begin().await.unwrap();
    passkey::record(&mut tx, &machine(), &key).await.unwrap();
    passkey::replace(&mut tx, &machine(), key.passkey_id, 1, b"used", at(2))
        .await
        .unwrap();
    let replayed = passkey::replace(&mut tx, &machine(), key.passkey_id, 1, b"used", at(2)).await;
    assert!(matches!(replayed, Err(Fault::Stale)));
    let kept = passkey::list(&mut tx, &machine(), anna.id).await.unwrap();
    assert_eq!(
        (kept[0].sealed.as_slice(), kept[0].used_at),
        (b"used".as_slice(), Some(at(2)))
    );
}

async fn only_its_owner_removes_a_passkey(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Member).await;
    let bea = hire(&bench.store, 2, Role::Member).await;
    let key = key_of(&anna);
    let mut tx = bench.store.begin().await.unwrap();
    passkey::record(&mut tx, &machine(), &key).await.unwrap();
    let others = passkey::remove(&mut tx, &bea.may(Action::KeepOwnAccount), key.passkey_id).await;
    assert!(matches!(others, Err(Fault::Stale)));
    passkey::remove(&mut tx, &anna.may(Action::KeepOwnAccount), key.passkey_id)
        .await
        .unwrap();
}

async fn a_recovery_code_is_used_once(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Member).await;
    let mut tx = bench.store.begin().await.unwrap();
    recovery_code::replace(&mut tx, &machine(), anna.id, &[[1; 32], [2; 32]])
        .await
        .unwrap();
    recovery_code::take(&mut tx, &machine(), anna.id, &[1; 32], at(1))
        .await
        .unwrap();
    let again = recovery_code::take(&mut tx, &machine(), anna.id, &[1; 32], at(1)).await;
    assert!(matches!(again, Err(Fault::Stale)));
    assert_eq!(
        recovery_code::count_left(&mut tx, &machine(), anna.id)
            .await
            .unwrap(),
        1
    );
}

async fn an_attempt_is_taken_once_and_for_its_purpose(bench: Bench) {
    open_centre(&bench.store).await;
    let mut tx = bench.store.begin().await.unwrap();
    let attempt = NewSignInAttempt {
        token_hash: &[1; 32],
        purpose: "opaque",
        staff_id: None,
        state: b"state",
        ends_at: at(2),
    };
    sign_in_attempt::record(&mut tx, &machine(), &attempt)
        .await
        .unwrap();
    let mut take = async |purpose: &str, now| {
        sign_in_attempt::take(&mut tx, &machine(), &[1; 32], purpose, now)
            .await
            .unwrap()
    };
    assert!(take("passkey", at(1)).await.is_none());
    assert!(take("opaque", at(2)).await.is_none());
    assert_eq!(take("opaque", at(1)).await.unwrap().state, b"state");
    assert!(take("opaque", at(1)).await.is_none());
}

async fn an_attempt_that_ended_is_given_once_when_it_is_forgotten(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    let mut tx = bench.store.begin().await.unwrap();
    for (hash, staff_id, ends) in [(1, Some(anna.id), 2), (2, None, 2), (3, None, 3)] {
        let attempt = NewSignInAttempt {
            token_hash: &[hash; 32],
            purpose: "opaque",
            staff_id,
            state: b"state",
            ends_at: at(ends),
        };
        sign_in_attempt::record(&mut tx, &machine(), &attempt)
            .await
            .unwrap();
    }
    let mut ended = sign_in_attempt::take_ended(&mut tx, &machine(), at(2))
        .await
        .unwrap();
    ended.sort_by_key(|attempt| attempt.staff_id.is_none());
    let whose: Vec<_> = ended.iter().map(|attempt| attempt.staff_id).collect();
    assert_eq!(whose, [Some(anna.id), None]);
    let again = sign_in_attempt::take_ended(&mut tx, &machine(), at(2)).await;
    assert!(again.unwrap().is_empty());
}

async fn a_limit_counts_each_window_by_itself(bench: Bench) {
    open_centre(&bench.store).await;
    let mut tx = bench.store.begin().await.unwrap();
    for expected in [1, 2, 3] {
        let times = limit::count(&mut tx, &machine(), "sign_in", &[1; 32], at(1))
            .await
            .unwrap();
        assert_eq!(times, expected);
    }
    assert_eq!(
        limit::count(&mut tx, &machine(), "sign_in", &[1; 32], at(2))
            .await
            .unwrap(),
        1
    );
    assert_eq!(
        limit::count(&mut tx, &machine(), "sign_in", &[2; 32], at(1))
            .await
            .unwrap(),
        1
    );
    assert_eq!(
        limit::forget_before(&mut tx, &machine(), at(2))
            .await
            .unwrap(),
        2
    );
}
