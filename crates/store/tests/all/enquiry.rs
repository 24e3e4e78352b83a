use fyren_domain::{
    access::{Action, Relation},
    enquiry::EnquiryState,
    staff::Role,
};
use fyren_store::{
    Fault,
    enquiry::{self, NewEnquiry},
    entry::{self, NewEntry, Recorded},
    fact,
    matter::{self, Awaits, Shelf},
    on_both_engines, reader,
    testing::Bench,
    vault::{self, Holder, NewWrap},
};

use crate::actor::*;

on_both_engines!(
    an_enquiry_is_kept_whole,
    the_same_enquiry_sent_twice_is_kept_once,
    the_same_ids_with_other_content_are_refused,
    a_number_in_use_is_said_to_be_taken,
    the_asker_chooses_readers_and_leaves_one_out,
    an_unknown_phrase_finds_nothing,
    closing_at_once_moves_it_to_the_closed_shelf,
    an_asker_who_writes_to_a_closed_matter_is_not_overlooked,
);

fn other<'a>(
    n: u32,
    ids: u32,
    entry: &'a NewEntry<'a>,
    hash: &'a [u8; 32],
    locator: &'a [u8; 32],
) -> NewEnquiry<'a> {
    NewEnquiry {
        matter_id: matter(ids),
        number: number(n),
        locator,
        phrase_card: b"card",
        intake_epoch: None,
        content_hash: hash,
        hour: at(1),
        admission: fyren_domain::demand::Admission::Queued,
        vault_id: vault(ids),
        wraps: &[],
        entry,
        facts: b"facts",
        readers: &[],
        excluded: &[],
    }
}

async fn an_enquiry_is_kept_whole(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    assert_eq!(ask(&bench.store, 5).await.unwrap(), Recorded::New);
    let mut tx = bench.store.read().await.unwrap();
    let scope = anna.may_in_matter(Action::ReadMatter);
    let kept = enquiry::find(&mut tx, &scope, matter(5))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (kept.state, kept.shelf, kept.awaits),
        (EnquiryState::Open, Shelf::New, Awaits::Centre)
    );
    assert_eq!(
        enquiry::find_by_number(&mut tx, &scope, number(5))
            .await
            .unwrap(),
        Some(matter(5))
    );
    let thread = enquiry::find_thread(&mut tx, &visitor(), &hash(5))
        .await
        .unwrap()
        .unwrap();
    assert_eq!((thread.vault_id, thread.key_number), (vault(5), 1));
    let entries = entry::list_thread(&mut tx, &visitor(), &hash(5))
        .await
        .unwrap();
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].staff_id, None);
    let wraps = vault::list_phrase_wraps(&mut tx, &visitor(), &hash(5))
        .await
        .unwrap();
    assert_eq!(wraps[0].wrap, b"wrap");
    let facts = fact::list_newer(&mut tx, &machine(), 0, 10).await.unwrap();
    assert_eq!(facts[0].sealed.as_deref(), Some(b"facts".as_slice()));
}

async fn the_same_enquiry_sent_twice_is_kept_once(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    assert_eq!(ask(&bench.store, 5).await.unwrap(), Recorded::New);
    assert_eq!(ask(&bench.store, 5).await.unwrap(), Recorded::Already);
    let mut tx = bench.store.read().await.unwrap();
    assert_eq!(
        matter::count(&mut tx, &anna.may(Action::ListQueue), Shelf::New)
            .await
            .unwrap(),
        1
    );
}

async fn the_same_ids_with_other_content_are_refused(bench: Bench) {
    open_centre(&bench.store).await;
    ask(&bench.store, 5).await.unwrap();
    let question = new_entry(vault(5), 1);
    let (ours, theirs) = (hash(5), hash(6));
    let mut tx = bench.store.begin().await.unwrap();
    let other_content = other(6, 5, &question, &theirs, &ours);
    assert!(matches!(
        enquiry::record(&mut tx, &visitor(), &other_content).await,
        Err(Fault::Conflict)
    ));
    let other_matter = other(6, 6, &question, &ours, &ours);
    assert!(matches!(
        enquiry::record(&mut tx, &visitor(), &other_matter).await,
        Err(Fault::Conflict)
    ));
}

async fn a_number_in_use_is_said_to_be_taken(bench: Bench) {
    open_centre(&bench.store).await;
    ask(&bench.store, 5).await.unwrap();
    let question = new_entry(vault(6), 1);
    let (content, locator) = (hash(6), hash(6));
    let mut tx = bench.store.begin().await.unwrap();
    let taken = other(5, 6, &question, &content, &locator);
    assert!(matches!(
        enquiry::record(&mut tx, &visitor(), &taken).await,
        Err(Fault::NumberTaken)
    ));
    let free = NewEnquiry {
        number: number(6),
        ..taken
    };
    let (recorded, given) = enquiry::record(&mut tx, &visitor(), &free).await.unwrap();
    assert_eq!((recorded, given), (Recorded::New, number(6)));
}

async fn the_asker_chooses_readers_and_leaves_one_out(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    let berit = hire(&bench.store, 2, Role::Coordinator).await;
    let question = new_entry(vault(5), 1);
    let (content, locator) = (hash(5), hash(5));
    let holder = Holder::Staff(anna.id);
    let wrap = NewWrap {
        holder: &holder,
        wrap: b"wrap",
    };
    let sent = other(5, 5, &question, &content, &locator);
    let chosen = NewEnquiry {
        intake_epoch: None,
        wraps: &[wrap],
        readers: &[anna.id],
        excluded: &[berit.id],
        ..sent
    };
    let mut tx = bench.store.begin().await.unwrap();
    enquiry::record(&mut tx, &visitor(), &chosen).await.unwrap();
    let mut relations = Vec::new();
    for colleague in [&anna, &berit] {
        let look = colleague.may(Action::FindMatter);
        relations.push(reader::relation(&mut tx, &look, matter(5)).await.unwrap());
    }
    assert_eq!(
        relations,
        [Some(Relation::Reader), Some(Relation::Excluded)]
    );
}

async fn an_unknown_phrase_finds_nothing(bench: Bench) {
    open_centre(&bench.store).await;
    ask(&bench.store, 5).await.unwrap();
    let mut tx = bench.store.begin().await.unwrap();
    assert!(
        enquiry::find_thread(&mut tx, &visitor(), &hash(6))
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        entry::list_thread(&mut tx, &visitor(), &hash(6))
            .await
            .unwrap()
            .is_empty()
    );
    let written = entry::record_asker(&mut tx, &visitor(), &hash(6), &new_entry(vault(5), 2)).await;
    assert!(matches!(written, Err(Fault::Refused)));
}

async fn closing_at_once_moves_it_to_the_closed_shelf(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    call(&bench.store, &anna, 5).await;
    let mut tx = bench.store.begin().await.unwrap();
    let close = anna.may_in_matter(Action::CloseEnquiry);
    enquiry::close(&mut tx, &close, matter(5), 1, at(2))
        .await
        .unwrap();
    assert!(matches!(
        enquiry::close(&mut tx, &close, matter(5), 1, at(2)).await,
        Err(Fault::Stale)
    ));
    let list = anna.may(Action::ListQueue);
    assert_eq!(matter::count(&mut tx, &list, Shelf::New).await.unwrap(), 0);
    assert_eq!(
        matter::count(&mut tx, &list, Shelf::Closed).await.unwrap(),
        1
    );
    enquiry::reopen(&mut tx, &anna.may_in_matter(Action::Reopen), matter(5), 2)
        .await
        .unwrap();
    let open = matter::list(&mut tx, &list, Shelf::New, None, 10)
        .await
        .unwrap();
    assert_eq!((open[0].matter_id, open[0].closed_at), (matter(5), None));
}

async fn an_asker_who_writes_to_a_closed_matter_is_not_overlooked(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    let bea = hire(&bench.store, 2, Role::Member).await;
    ask(&bench.store, 5).await.unwrap();
    let list = anna.may(Action::ListQueue);
    let mut tx = bench.store.begin().await.unwrap();
    entry::record(
        &mut tx,
        &anna.may_in_matter(Action::Answer),
        &new_entry(vault(5), 2),
    )
    .await
    .unwrap();
    enquiry::close(
        &mut tx,
        &anna.may_in_matter(Action::CloseEnquiry),
        matter(5),
        1,
        at(2),
    )
    .await
    .unwrap();
    assert!(
        matter::list_unanswered(&mut tx, &list, 10)
            .await
            .unwrap()
            .is_empty()
    );
    entry::record_asker(&mut tx, &visitor(), &hash(5), &new_entry(vault(5), 3))
        .await
        .unwrap();
    let unanswered = matter::list_unanswered(&mut tx, &list, 10).await.unwrap();
    assert_eq!(
        (unanswered[0].matter_id, unanswered[0].shelf),
        (matter(5), Shelf::Closed)
    );
    let members = matter::list_unanswered(&mut tx, &bea.may(Action::ListQueue), 10)
        .await
        .unwrap();
    assert!(members.is_empty());
}
