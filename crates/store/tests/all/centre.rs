use fyren_domain::{
    access::{Action, MachineScope},
    staff::Role,
};
use fyren_store::{
    Fault, centre,
    installation::{self, KeysVerdict},
    on_both_engines,
    testing::Bench,
};

use crate::actor::*;

on_both_engines!(
    a_database_belongs_to_the_first_keys_it_met,
    a_centre_is_opened_once,
    two_who_change_the_model_do_not_overwrite_each_other,
);

async fn a_database_belongs_to_the_first_keys_it_met(bench: Bench) {
    let verdict = async |keys: &[u8]| {
        let mut tx = bench.store.begin().await.unwrap();
        let verdict = installation::check_keys(&mut tx, keys).await.unwrap();
        tx.commit().await.unwrap();
        verdict
    };
    assert_eq!(verdict(b"ours").await, KeysVerdict::Adopted);
    assert_eq!(verdict(b"ours").await, KeysVerdict::Right);
    assert_eq!(verdict(b"other").await, KeysVerdict::Wrong);
}

async fn a_centre_is_opened_once(bench: Bench) {
    open_centre(&bench.store).await;
    open_another_centre(&bench.store, &MachineScope::at(centre_id("dalarna"))).await;
    let mut tx = bench.store.begin().await.unwrap();
    let again = centre::open(&mut tx, &machine(), "", at(1)).await;
    assert!(matches!(again, Err(Fault::Conflict)));
    drop(tx);
    let mut tx = bench.store.read().await.unwrap();
    let centres = centre::list(&mut tx).await.unwrap();
    let names: Vec<_> = centres
        .iter()
        .map(|centre| centre.centre_id.as_str())
        .collect();
    assert_eq!(names, ["dalarna", "gavleborg"]);
}

async fn two_who_change_the_model_do_not_overwrite_each_other(bench: Bench) {
    open_centre(&bench.store).await;
    let astrid = hire(&bench.store, 1, Role::Administrator).await;
    let scope = astrid.may(Action::ManageModel);
    let mut tx = bench.store.begin().await.unwrap();
    centre::replace_model(&mut tx, &scope, 1, "first")
        .await
        .unwrap();
    let lost = centre::replace_model(&mut tx, &scope, 1, "second").await;
    assert!(matches!(lost, Err(Fault::Stale)));
    tx.commit().await.unwrap();
    let mut tx = bench.store.read().await.unwrap();
    let kept = centre::find(&mut tx, &machine()).await.unwrap().unwrap();
    assert_eq!((kept.model.as_str(), kept.revision), ("first", 2));
}
