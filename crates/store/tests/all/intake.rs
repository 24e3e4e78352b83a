use fyren_domain::{access::Action, staff::Role};
use fyren_store::{
    Fault,
    enquiry::{self, NewEnquiry},
    intake::{self, NewEpoch, NewIntakeWrap},
    on_both_engines,
    testing::Bench,
    vault::{self, Holder, NewWrap},
};

use crate::actor::*;

on_both_engines!(
    an_epoch_is_made_once,
    only_coordinators_open_the_intake,
    a_new_coordinator_is_missing_until_somebody_wraps_for_her,
    a_visitor_seals_for_the_newest_epoch_there_is,
    an_epoch_that_somebody_takes_along_is_used_no_more,
    keys_from_before_there_was_a_directory_are_used_no_more,
    an_epochs_key_is_kept_while_a_matter_waits_for_triage,
);

fn epoch(name: &str) -> NewEpoch<'_> {
    NewEpoch {
        epoch: name,
        sealing: b"sealing",
        signer_key: &[3; 32],
        signature: &[4; 64],
        made_at: at(1),
    }
}

fn wrap_for(somebody: &Somebody) -> NewIntakeWrap<'static> {
    NewIntakeWrap {
        staff_id: somebody.id,
        wrap: b"wrap",
    }
}

async fn an_epoch_is_made_once(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    let scope = anna.may(Action::MakeIntakeKeys);
    let mut tx = bench.store.begin().await.unwrap();
    intake::record(&mut tx, &scope, &epoch("2026-W47"), &[wrap_for(&anna)])
        .await
        .unwrap();
    let again = intake::record(&mut tx, &scope, &epoch("2026-W47"), &[wrap_for(&anna)]).await;
    assert!(matches!(again, Err(Fault::Conflict)));
    let running = intake::find_running(&mut tx, &visitor(), "2026-W48").await;
    assert_eq!(running.unwrap().unwrap().holders[0].staff_id, anna.id);
    assert_eq!(
        intake::list_own_wraps(&mut tx, &scope).await.unwrap()[0].wrap,
        b"wrap"
    );
}

async fn only_coordinators_open_the_intake(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    let bea = hire(&bench.store, 2, Role::Member).await;
    let scope = anna.may(Action::MakeIntakeKeys);
    let mut tx = bench.store.begin().await.unwrap();
    let refused = intake::record(&mut tx, &scope, &epoch("2026-W47"), &[wrap_for(&bea)]).await;
    assert!(matches!(refused, Err(Fault::Refused)));
}

async fn a_new_coordinator_is_missing_until_somebody_wraps_for_her(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    let bea = hire(&bench.store, 2, Role::Coordinator).await;
    let scope = anna.may(Action::MakeIntakeKeys);
    let mut tx = bench.store.begin().await.unwrap();
    intake::record(&mut tx, &scope, &epoch("2026-W47"), &[wrap_for(&anna)])
        .await
        .unwrap();
    let missing = intake::list_missing_wraps(&mut tx, &scope, "2026-W40")
        .await
        .unwrap();
    assert_eq!(
        (missing[0].epoch.as_str(), missing[0].staff_id),
        ("2026-W47", bea.id)
    );
    intake::record_wraps(&mut tx, &scope, "2026-W47", &[wrap_for(&bea)])
        .await
        .unwrap();
    assert!(
        intake::list_missing_wraps(&mut tx, &scope, "2026-W40")
            .await
            .unwrap()
            .is_empty()
    );
}

async fn a_visitor_seals_for_the_newest_epoch_there_is(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    let scope = anna.may(Action::MakeIntakeKeys);
    let mut tx = bench.store.begin().await.unwrap();
    for name in ["2026-W46", "2026-W47", "2026-W49"] {
        intake::record(&mut tx, &scope, &epoch(name), &[wrap_for(&anna)])
            .await
            .unwrap();
    }
    let found = intake::find_running(&mut tx, &visitor(), "2026-W49")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(found.epoch.unwrap().epoch, "2026-W47");
    assert_eq!(found.holders[0].staff_id, anna.id);
    assert!(
        intake::find(&mut tx, &visitor(), "2026-W48")
            .await
            .unwrap()
            .is_none()
    );
    assert_eq!(
        intake::list_from(&mut tx, &scope, "2026-W47")
            .await
            .unwrap()
            .len(),
        2
    );
}

async fn an_epoch_that_somebody_takes_along_is_used_no_more(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    let bea = hire(&bench.store, 2, Role::Coordinator).await;
    let administrator = hire(&bench.store, 3, Role::Administrator).await;
    let scope = anna.may(Action::MakeIntakeKeys);
    let mut tx = bench.store.begin().await.unwrap();
    intake::record(&mut tx, &scope, &epoch("2026-W46"), &[wrap_for(&anna)])
        .await
        .unwrap();
    for name in ["2026-W47", "2026-W48"] {
        let both = [wrap_for(&anna), wrap_for(&bea)];
        intake::record(&mut tx, &scope, &epoch(name), &both)
            .await
            .unwrap();
    }
    let leave = administrator.may_over(Action::ManageStaff, &bea);
    fyren_store::leaving::record(&mut tx, &leave, 2, at(2))
        .await
        .unwrap();
    // Bea never knew that of the week before: it is used again until there is a new one.
    let running = intake::find_running(&mut tx, &visitor(), "2026-W49").await;
    assert_eq!(running.unwrap().unwrap().epoch.unwrap().epoch, "2026-W46");
    intake::record(&mut tx, &scope, &epoch("2026-W48.02"), &[wrap_for(&anna)])
        .await
        .unwrap();
    let running = intake::find_running(&mut tx, &visitor(), "2026-W49").await;
    assert_eq!(
        running.unwrap().unwrap().epoch.unwrap().epoch,
        "2026-W48.02"
    );
    let made = intake::list_from(&mut tx, &scope, "2026-W46")
        .await
        .unwrap();
    let outdated: Vec<_> = made.iter().map(|made| made.outdated).collect();
    assert_eq!(outdated, [0, 1, 1, 0]);
}

async fn keys_from_before_there_was_a_directory_are_used_no_more(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    let scope = anna.may(Action::MakeIntakeKeys);
    let mut tx = bench.store.begin().await.unwrap();
    intake::record(&mut tx, &scope, &epoch("2026-W47"), &[wrap_for(&anna)])
        .await
        .unwrap();
    intake::retire_others(&mut tx, &machine()).await.unwrap();
    let running = intake::find_running(&mut tx, &visitor(), "2026-W48").await;
    let running = running.unwrap().unwrap();
    assert_eq!(running.epoch, None);
    assert_eq!(running.holders[0].staff_id, anna.id);
    let own = intake::list_own_wraps(&mut tx, &scope).await.unwrap();
    assert_eq!(own.len(), 1, "what came before still opens");
}

async fn an_epochs_key_is_kept_while_a_matter_waits_for_triage(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    let scope = anna.may(Action::MakeIntakeKeys);
    let mut tx = bench.store.begin().await.unwrap();
    for name in ["2026-W46", "2026-W47"] {
        intake::record(&mut tx, &scope, &epoch(name), &[wrap_for(&anna)])
            .await
            .unwrap();
    }
    let holder = Holder::Intake("2026-W46".to_owned());
    let waiting = NewEnquiry {
        matter_id: matter(5),
        number: number(5),
        locator: &hash(5),
        phrase_card: b"card",
        intake_epoch: Some("2026-W46"),
        content_hash: &hash(5),
        hour: at(1),
        admission: fyren_domain::demand::Admission::Queued,
        vault_id: vault(5),
        wraps: &[NewWrap {
            holder: &holder,
            wrap: b"wrap",
        }],
        entry: &new_entry(vault(5), 1),
        facts: b"facts",
        readers: &[],
        excluded: &[],
    };
    enquiry::record(&mut tx, &visitor(), &waiting)
        .await
        .unwrap();
    assert_eq!(
        intake::destroy_before(&mut tx, &scope, "2026-W47")
            .await
            .unwrap(),
        0
    );
    let triage = anna.may_in_matter(Action::Triage);
    vault::destroy_intake_wraps(&mut tx, &triage, matter(5))
        .await
        .unwrap();
    assert_eq!(
        intake::destroy_before(&mut tx, &scope, "2026-W47")
            .await
            .unwrap(),
        1
    );
}
