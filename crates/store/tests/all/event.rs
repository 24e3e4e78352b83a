use fyren_domain::{
    access::{Action, MachineScope},
    staff::Role,
};
use fyren_store::{
    Fault,
    event::{self, NewEvent},
    on_both_engines,
    testing::Bench,
};

use crate::actor::*;

on_both_engines!(
    events_are_numbered_within_their_centre,
    a_visitors_event_has_no_minutes,
    an_event_that_is_rolled_back_leaves_no_gap,
);

fn read_at(minutes: i64) -> NewEvent<'static> {
    let at = at(1).plus_seconds(60 * minutes);
    NewEvent {
        at,
        action: "read_matter",
        matter: None,
        subject: None,
    }
}

async fn events_are_numbered_within_their_centre(bench: Bench) {
    let dalarna = MachineScope::at(centre_id("dalarna"));
    open_centre(&bench.store).await;
    open_another_centre(&bench.store, &dalarna).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    let scope = anna.may(Action::ReadEvents);
    let mut tx = bench.store.begin().await.unwrap();
    assert_eq!(
        event::record(&mut tx, &scope, &read_at(5)).await.unwrap(),
        1
    );
    assert_eq!(
        event::record_system(&mut tx, &dalarna, &read_at(5))
            .await
            .unwrap(),
        1
    );
    assert_eq!(
        event::record_visitor(&mut tx, &visitor(), &read_at(0))
            .await
            .unwrap(),
        2
    );
    let all = event::list(&mut tx, &scope, None, 10).await.unwrap();
    assert_eq!(
        all.iter().map(|event| event.number).collect::<Vec<_>>(),
        [2, 1]
    );
    assert_eq!(all[1].staff_id, Some(anna.id));
    let machine = machine();
    assert_eq!(event::last_number(&mut tx, &machine).await.unwrap(), 2);
    let newer = event::list_after(&mut tx, &machine, 1, 10).await.unwrap();
    assert_eq!(
        newer.iter().map(|event| event.number).collect::<Vec<_>>(),
        [2]
    );
    let older = event::list(&mut tx, &scope, Some(2), 10).await.unwrap();
    assert_eq!(older.len(), 1);
}

async fn a_visitors_event_has_no_minutes(bench: Bench) {
    open_centre(&bench.store).await;
    let mut tx = bench.store.begin().await.unwrap();
    let refused = event::record_visitor(&mut tx, &visitor(), &read_at(1)).await;
    assert!(matches!(refused, Err(Fault::Refused)));
}

async fn an_event_that_is_rolled_back_leaves_no_gap(bench: Bench) {
    open_centre(&bench.store).await;
    let mut tx = bench.store.begin().await.unwrap();
    event::record_system(&mut tx, &machine(), &read_at(0))
        .await
        .unwrap();
    drop(tx);
    let mut tx = bench.store.begin().await.unwrap();
    assert_eq!(
        event::record_system(&mut tx, &machine(), &read_at(0))
            .await
            .unwrap(),
        1
    );
}
