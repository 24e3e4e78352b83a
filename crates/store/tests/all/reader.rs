use fyren_domain::{
    access::{Action, Relation},
    staff::Role,
};
use fyren_store::{
    Fault, Store, Tx, consultation, entry, exclusion, fact, leaving, matter,
    matter::Shelf,
    on_both_engines, reader,
    reader::ReaderWrap,
    testing::Bench,
    vault::{self, Holder, NewVault, NewWrap, VaultKind},
};

use crate::actor::*;

on_both_engines!(
    a_reader_holds_a_wrap,
    a_wrap_is_for_readers_only,
    whoever_is_no_longer_named_loses_her_wraps,
    two_who_name_readers_do_not_overwrite_each_other,
    an_exclusion_ends_reading_and_hides_the_matter,
    an_excluded_colleague_cannot_be_made_a_reader,
    an_administrator_cannot_be_made_a_reader,
    a_replaced_key_must_reach_every_reader,
    another_centres_matter_is_not_found,
    whoever_leaves_loses_every_wrap,
    after_triage_the_intake_opens_nothing,
    a_readers_count_is_the_length_of_her_list,
);

/// A call with a vault of notes that Anna and Bea read.
async fn read_by(store: &Store, n: u32, anna: &Somebody, bea: &Somebody) {
    call(store, anna, n).await;
    let mut tx = store.begin().await.unwrap();
    let scope = anna.may_over(Action::AssignReader, bea);
    reader::replace(
        &mut tx,
        &scope,
        matter(n),
        1,
        &[anna.id, bea.id],
        &[],
        at(1),
    )
    .await
    .unwrap();
    let holders = [Holder::Staff(anna.id), Holder::Staff(bea.id)];
    let wraps: Vec<_> = holders
        .iter()
        .map(|holder| NewWrap {
            holder,
            wrap: b"wrap",
        })
        .collect();
    vault::record(&mut tx, &scope, &notes(n, &wraps))
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

fn notes<'a>(n: u32, wraps: &'a [NewWrap<'a>]) -> NewVault<'a> {
    NewVault {
        vault_id: vault(n),
        matter_id: matter(n),
        kind: VaultKind::Notes,
        wraps,
    }
}

async fn wraps_of(tx: &mut Tx, somebody: &Somebody, n: u32) -> usize {
    let scope = somebody.may_in_matter(Action::ReadMatter);
    vault::list_own_wraps(tx, &scope, matter(n))
        .await
        .unwrap()
        .len()
}

async fn relation(tx: &mut Tx, somebody: &Somebody, n: u32) -> Option<Relation> {
    reader::relation(tx, &somebody.may(Action::FindMatter), matter(n))
        .await
        .unwrap()
}

async fn a_reader_holds_a_wrap(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    let bea = hire(&bench.store, 2, Role::Member).await;
    read_by(&bench.store, 5, &anna, &bea).await;
    let mut tx = bench.store.begin().await.unwrap();
    assert_eq!(relation(&mut tx, &bea, 5).await, Some(Relation::Reader));
    assert_eq!(wraps_of(&mut tx, &bea, 5).await, 1);
    let cecilia = hire_in(&bench.store, tx, 3).await;
    let mut tx = bench.store.begin().await.unwrap();
    assert_eq!(
        relation(&mut tx, &cecilia, 5).await,
        Some(Relation::NotReader)
    );
    let scope = anna.may_over(Action::AssignReader, &cecilia);
    let all = [anna.id, bea.id, cecilia.id];
    let without = reader::replace(&mut tx, &scope, matter(5), 2, &all, &[], at(2)).await;
    assert!(matches!(without, Err(Fault::Refused)));
    drop(tx);
    let mut tx = bench.store.begin().await.unwrap();
    let wrap = ReaderWrap {
        vault_id: vault(5),
        key_number: 1,
        staff_id: cecilia.id,
        wrap: b"wrap",
    };
    reader::replace(&mut tx, &scope, matter(5), 2, &all, &[wrap], at(2))
        .await
        .unwrap();
    let readers = reader::list(&mut tx, &scope, matter(5)).await.unwrap();
    assert_eq!(readers.len(), 3);
    assert_eq!(
        readers
            .iter()
            .filter(|reader| reader.since == at(1))
            .count(),
        2
    );
}

/// Lets go of the one writer of SQLite before somebody is hired.
async fn hire_in(store: &Store, tx: Tx, number: u32) -> Somebody {
    drop(tx);
    hire(store, number, Role::Member).await
}

async fn a_wrap_is_for_readers_only(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    let bea = hire(&bench.store, 2, Role::Member).await;
    call(&bench.store, &anna, 5).await;
    let mut tx = bench.store.begin().await.unwrap();
    let holder = Holder::Staff(bea.id);
    let wraps = [NewWrap {
        holder: &holder,
        wrap: b"wrap",
    }];
    let scope = anna.may_in_matter(Action::Note);
    let refused = vault::record(&mut tx, &scope, &notes(5, &wraps)).await;
    assert!(matches!(refused, Err(Fault::Refused)));
}

async fn whoever_is_no_longer_named_loses_her_wraps(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    let bea = hire(&bench.store, 2, Role::Member).await;
    read_by(&bench.store, 5, &anna, &bea).await;
    let mut tx = bench.store.begin().await.unwrap();
    let scope = anna.may_over(Action::RemoveReader, &bea);
    reader::replace(&mut tx, &scope, matter(5), 2, &[anna.id], &[], at(2))
        .await
        .unwrap();
    assert_eq!(wraps_of(&mut tx, &bea, 5).await, 0);
    assert_eq!(relation(&mut tx, &bea, 5).await, Some(Relation::NotReader));
    assert_eq!(wraps_of(&mut tx, &anna, 5).await, 1);
}

async fn two_who_name_readers_do_not_overwrite_each_other(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    let bea = hire(&bench.store, 2, Role::Member).await;
    read_by(&bench.store, 5, &anna, &bea).await;
    let mut tx = bench.store.begin().await.unwrap();
    let scope = anna.may_over(Action::AssignReader, &bea);
    let lost = reader::replace(&mut tx, &scope, matter(5), 1, &[anna.id], &[], at(2)).await;
    assert!(matches!(lost, Err(Fault::Stale)));
}

async fn an_exclusion_ends_reading_and_hides_the_matter(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    let bea = hire(&bench.store, 2, Role::Coordinator).await;
    read_by(&bench.store, 5, &anna, &bea).await;
    let mut tx = bench.store.begin().await.unwrap();
    let list = bea.may(Action::ListQueue);
    assert_eq!(matter::count(&mut tx, &list, Shelf::New).await.unwrap(), 1);
    exclusion::record(
        &mut tx,
        &anna.may_over(Action::Exclude, &bea),
        matter(5),
        at(2),
    )
    .await
    .unwrap();
    assert_eq!(relation(&mut tx, &bea, 5).await, Some(Relation::Excluded));
    assert_eq!(wraps_of(&mut tx, &bea, 5).await, 0);
    assert!(
        matter::list(&mut tx, &list, Shelf::New, None, 10)
            .await
            .unwrap()
            .is_empty()
    );
    let read = bea.may_in_matter(Action::ReadMatter);
    assert!(
        vault::list(&mut tx, &read, matter(5))
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        entry::list(&mut tx, &read, matter(5))
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        reader::list(&mut tx, &read, matter(5))
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        exclusion::list(&mut tx, &read, matter(5))
            .await
            .unwrap()
            .is_empty()
    );
    let facts = fact::find(&mut tx, &read, matter(5), fact::FactKind::Enquiry).await;
    assert_eq!(facts.unwrap(), None);
    let lift = anna.may_over(Action::LiftExclusion, &bea);
    assert_eq!(
        exclusion::list(&mut tx, &lift, matter(5))
            .await
            .unwrap()
            .len(),
        1
    );
    exclusion::lift(&mut tx, &lift, matter(5)).await.unwrap();
    assert_eq!(relation(&mut tx, &bea, 5).await, Some(Relation::NotReader));
}

async fn an_excluded_colleague_cannot_be_made_a_reader(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    let bea = hire(&bench.store, 2, Role::Member).await;
    call(&bench.store, &anna, 5).await;
    let mut tx = bench.store.begin().await.unwrap();
    exclusion::record(
        &mut tx,
        &anna.may_over(Action::Exclude, &bea),
        matter(5),
        at(2),
    )
    .await
    .unwrap();
    let scope = anna.may_over(Action::AssignReader, &bea);
    let refused = reader::replace(&mut tx, &scope, matter(5), 2, &[bea.id], &[], at(2)).await;
    assert!(matches!(refused, Err(Fault::Refused)));
}

async fn an_administrator_cannot_be_made_a_reader(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    let astrid = hire(&bench.store, 2, Role::Administrator).await;
    call(&bench.store, &anna, 5).await;
    let mut tx = bench.store.begin().await.unwrap();
    let scope = anna.may_over(Action::AssignReader, &astrid);
    let refused = reader::replace(&mut tx, &scope, matter(5), 1, &[astrid.id], &[], at(2)).await;
    assert!(matches!(refused, Err(Fault::Refused)));
}

async fn a_replaced_key_must_reach_every_reader(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    let bea = hire(&bench.store, 2, Role::Member).await;
    read_by(&bench.store, 5, &anna, &bea).await;
    let holders = [Holder::Staff(anna.id), Holder::Staff(bea.id)];
    let wraps: Vec<_> = holders
        .iter()
        .map(|holder| NewWrap {
            holder,
            wrap: b"new",
        })
        .collect();
    let scope = anna.may_in_matter(Action::Note);
    let mut tx = bench.store.begin().await.unwrap();
    let refused = vault::rotate(&mut tx, &scope, vault(5), 1, &wraps[..1]).await;
    assert!(matches!(refused, Err(Fault::Refused)));
    drop(tx);
    let mut tx = bench.store.begin().await.unwrap();
    vault::rotate(&mut tx, &scope, vault(5), 1, &wraps)
        .await
        .unwrap();
    let again = vault::rotate(&mut tx, &scope, vault(5), 1, &wraps).await;
    assert!(matches!(again, Err(Fault::Stale)));
    assert_eq!(wraps_of(&mut tx, &bea, 5).await, 2);
    let old_key = entry::record(&mut tx, &scope, &new_entry(vault(5), 1)).await;
    assert!(matches!(old_key, Err(Fault::Stale)));
}

async fn another_centres_matter_is_not_found(bench: Bench) {
    let dalarna = fyren_domain::access::MachineScope::at(centre_id("dalarna"));
    open_centre(&bench.store).await;
    open_another_centre(&bench.store, &dalarna).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    let mallory = hire_at(&bench.store, &dalarna, 2, Role::Coordinator).await;
    call(&bench.store, &anna, 5).await;
    let mut tx = bench.store.begin().await.unwrap();
    assert_eq!(relation(&mut tx, &mallory, 5).await, None);
    let list = mallory.may(Action::ListQueue);
    assert!(
        matter::list(&mut tx, &list, Shelf::New, None, 10)
            .await
            .unwrap()
            .is_empty()
    );
    let close = mallory.may_in_matter(Action::CloseEnquiry);
    let closed = fyren_store::enquiry::close(&mut tx, &close, matter(5), 1, at(2)).await;
    assert!(matches!(closed, Err(Fault::Stale)));
}

async fn whoever_leaves_loses_every_wrap(bench: Bench) {
    open_centre(&bench.store).await;
    let astrid = hire(&bench.store, 3, Role::Administrator).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    let bea = hire(&bench.store, 2, Role::Member).await;
    read_by(&bench.store, 5, &anna, &bea).await;
    let mut tx = bench.store.begin().await.unwrap();
    let scope = astrid.may_over(Action::ManageStaff, &bea);
    leaving::record(&mut tx, &scope, 2, at(2)).await.unwrap();
    assert_eq!(wraps_of(&mut tx, &bea, 5).await, 0);
    assert_eq!(relation(&mut tx, &bea, 5).await, Some(Relation::NotReader));
    assert_eq!(wraps_of(&mut tx, &anna, 5).await, 1);
}

/// How many matters a member reads that are new, ongoing and closed: as counted, and as listed.
async fn read_by_her(store: &Store, member: &Somebody) -> [i64; 3] {
    let mut tx = store.read().await.unwrap();
    let scope = member.may(Action::ListQueue);
    let mut counts = [0; 3];
    for (place, shelf) in [Shelf::New, Shelf::Ongoing, Shelf::Closed]
        .into_iter()
        .enumerate()
    {
        counts[place] = matter::count(&mut tx, &scope, shelf).await.unwrap();
        let listed = matter::list(&mut tx, &scope, shelf, None, 10)
            .await
            .unwrap();
        assert_eq!(
            counts[place],
            i64::try_from(listed.len()).unwrap(),
            "{shelf:?}"
        );
    }
    counts
}

async fn a_readers_count_is_the_length_of_her_list(bench: Bench) {
    open_centre(&bench.store).await;
    let astrid = hire(&bench.store, 3, Role::Administrator).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    let bea = hire(&bench.store, 2, Role::Member).await;
    for n in [5, 6, 7] {
        read_by(&bench.store, n, &anna, &bea).await;
    }
    assert_eq!(read_by_her(&bench.store, &bea).await, [3, 0, 0]);

    let mut tx = bench.store.begin().await.unwrap();
    let scope = anna.may_in_matter(Action::TakeOn);
    for n in [5, 6] {
        consultation::take_on(&mut tx, &scope, matter(n), 2, at(6))
            .await
            .unwrap();
    }
    consultation::close(&mut tx, &scope, matter(5), 1, at(7))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(read_by_her(&bench.store, &bea).await, [1, 1, 1]);

    let mut tx = bench.store.begin().await.unwrap();
    let excluded = anna.may_over(Action::Exclude, &bea);
    exclusion::record(&mut tx, &excluded, matter(6), at(8))
        .await
        .unwrap();
    drop(tx);
    assert_eq!(read_by_her(&bench.store, &bea).await, [1, 1, 1]);
    let mut tx = bench.store.begin().await.unwrap();
    exclusion::record(&mut tx, &excluded, matter(6), at(8))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(read_by_her(&bench.store, &bea).await, [1, 0, 1]);

    let mut tx = bench.store.begin().await.unwrap();
    let scope = astrid.may_over(Action::ManageStaff, &bea);
    leaving::record(&mut tx, &scope, 2, at(9)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(read_by_her(&bench.store, &bea).await, [0, 0, 0]);
}

async fn after_triage_the_intake_opens_nothing(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    call(&bench.store, &anna, 5).await;
    let mut tx = bench.store.begin().await.unwrap();
    let holder = Holder::Intake("2026-W47".to_owned());
    let wraps = [NewWrap {
        holder: &holder,
        wrap: b"wrap",
    }];
    let scope = anna.may_in_matter(Action::Triage);
    vault::record(&mut tx, &scope, &notes(5, &wraps))
        .await
        .unwrap();
    assert_eq!(
        vault::list_intake_wraps(&mut tx, &scope, matter(5))
            .await
            .unwrap()[0]
            .holder,
        holder
    );
    assert_eq!(
        vault::destroy_intake_wraps(&mut tx, &scope, matter(5))
            .await
            .unwrap(),
        1
    );
    assert!(
        vault::list_intake_wraps(&mut tx, &scope, matter(5))
            .await
            .unwrap()
            .is_empty()
    );
}
