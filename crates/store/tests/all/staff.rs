use fyren_domain::{
    access::{Action, MachineScope},
    id::StaffId,
    staff::Role,
};
use fyren_store::{
    Fault, leaving, on_both_engines,
    staff::{self, StaffState},
    testing::Bench,
};

use crate::actor::*;

on_both_engines!(
    a_handle_is_one_persons,
    another_centres_colleague_is_not_found,
    only_an_empty_centre_takes_a_first_staff_member,
    keys_are_made_once,
    a_time_step_is_used_once,
    whoever_has_left_cannot_sign_in,
);

async fn a_handle_is_one_persons(bench: Bench) {
    open_centre(&bench.store).await;
    let astrid = hire(&bench.store, 1, Role::Administrator).await;
    let anna = hire(&bench.store, 2, Role::Member).await;
    let mut tx = bench.store.begin().await.unwrap();
    let scope = astrid.may_over(Action::ManageStaff, &anna);
    let other = new_staff(StaffId::from_bytes([3; 16]), "anna2", Role::Member);
    assert!(matches!(
        staff::record(&mut tx, &scope, &other).await,
        Err(Fault::Conflict)
    ));
}

async fn another_centres_colleague_is_not_found(bench: Bench) {
    let dalarna = MachineScope::at(centre_id("dalarna"));
    open_centre(&bench.store).await;
    open_another_centre(&bench.store, &dalarna).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    let bea = hire_at(&bench.store, &dalarna, 2, Role::Coordinator).await;
    let mut tx = bench.store.read().await.unwrap();
    let scope = anna.may(Action::ListStaff);
    assert_eq!(staff::find(&mut tx, &scope, bea.id).await.unwrap(), None);
    assert_eq!(staff::list(&mut tx, &scope).await.unwrap().len(), 1);
    assert!(
        staff::find_sign_in(&mut tx, &machine(), "anna2")
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        staff::find_sign_in(&mut tx, &dalarna, "anna2")
            .await
            .unwrap()
            .is_some()
    );
}

async fn only_an_empty_centre_takes_a_first_staff_member(bench: Bench) {
    open_centre(&bench.store).await;
    let first = new_staff(StaffId::from_bytes([1; 16]), "astrid", Role::Administrator);
    let second = new_staff(StaffId::from_bytes([2; 16]), "mallory", Role::Administrator);
    let mut tx = bench.store.begin().await.unwrap();
    staff::record_first(&mut tx, &machine(), &first)
        .await
        .unwrap();
    assert!(matches!(
        staff::record_first(&mut tx, &machine(), &second).await,
        Err(Fault::Refused)
    ));
}

async fn keys_are_made_once(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Member).await;
    let mut tx = bench.store.begin().await.unwrap();
    let others = staff::Enrolment {
        registration: b"m",
        wrapped_root: b"m",
        card: b"m",
    };
    let again = staff::enrol(&mut tx, &machine(), anna.id, &others).await;
    assert!(matches!(again, Err(Fault::Stale)));
    let kept = staff::find_sign_in_of(&mut tx, &machine(), anna.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(kept.registration, b"record");
}

async fn a_time_step_is_used_once(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Member).await;
    let mut tx = bench.store.begin().await.unwrap();
    staff::use_totp_step(&mut tx, &machine(), anna.id, 100)
        .await
        .unwrap();
    for used in [99, 100] {
        let again = staff::use_totp_step(&mut tx, &machine(), anna.id, used).await;
        assert!(matches!(again, Err(Fault::Stale)));
    }
    staff::use_totp_step(&mut tx, &machine(), anna.id, 101)
        .await
        .unwrap();
}

async fn whoever_has_left_cannot_sign_in(bench: Bench) {
    open_centre(&bench.store).await;
    let astrid = hire(&bench.store, 1, Role::Administrator).await;
    let anna = hire(&bench.store, 2, Role::Member).await;
    let scope = astrid.may_over(Action::ManageStaff, &anna);
    let mut tx = bench.store.begin().await.unwrap();
    leaving::record(&mut tx, &scope, 2, at(9)).await.unwrap();
    assert!(matches!(
        leaving::record(&mut tx, &scope, 3, at(9)).await,
        Err(Fault::Stale)
    ));
    let found = staff::find(&mut tx, &scope, anna.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (found.state, found.left_at),
        (StaffState::Left, Some(at(9)))
    );
    assert!(
        staff::find_sign_in(&mut tx, &machine(), "anna2")
            .await
            .unwrap()
            .is_none()
    );
}
