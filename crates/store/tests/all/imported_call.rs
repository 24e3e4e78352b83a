use fyren_domain::{access::MachineScope, staff::Role};
use fyren_store::{
    Fault,
    entry::Recorded,
    fact::{self, FactKind},
    imported_call::{self, NewImportedCall},
    matter::{self as matters, Shelf},
    on_both_engines,
    testing::Bench,
};

use crate::actor::*;

on_both_engines!(
    a_row_is_kept_once_in_its_own_centre,
    an_imported_call_lies_where_it_says,
    a_number_in_use_is_drawn_anew,
    all_facts_are_listed_page_by_page,
);

/// A call that was closed as an enquiry; everything follows from `n`.
async fn import(
    bench: &Bench,
    scope: &MachineScope,
    n: u32,
    change: impl FnOnce(&mut NewImportedCall<'_>),
) -> Result<Recorded, Fault> {
    let (row_mark, content_mark) = (hash(n), hash(n + 1_000));
    let mut call = NewImportedCall {
        row_mark: &row_mark,
        content_mark: &content_mark,
        matter_id: matter(n),
        number: number(n),
        received_at: at(i64::from(n)),
        consultation: None,
        closed_at: Some(at(500)),
        enquiry: b"facts",
    };
    change(&mut call);
    let mut tx = bench.store.begin().await?;
    let kept = imported_call::record_for_machine(&mut tx, scope, &call).await?;
    tx.commit().await?;
    Ok(kept)
}

async fn a_row_is_kept_once_in_its_own_centre(bench: Bench) {
    open_centre(&bench.store).await;
    let dalarna = MachineScope::at(centre_id("dalarna"));
    open_another_centre(&bench.store, &dalarna).await;
    let kept = import(&bench, &machine(), 5, |_| {}).await.unwrap();
    assert_eq!(kept, Recorded::New);
    let here = machine();
    let again = import(&bench, &here, 5, |call| {
        call.matter_id = matter(6);
        call.number = number(6);
    });
    assert_eq!(again.await.unwrap(), Recorded::Already);
    let there = import(&bench, &dalarna, 5, |_| {}).await.unwrap();
    assert_eq!(there, Recorded::New);
    let mut tx = bench.store.read().await.unwrap();
    for scope in [machine(), dalarna] {
        let marks = imported_call::list_marks(&mut tx, &scope).await.unwrap();
        assert_eq!(marks.len(), 1);
        assert_eq!(marks[0].row_mark, hash(5));
        assert_eq!(marks[0].content_mark, hash(1_005));
    }
    let known = imported_call::has_number(&mut tx, &machine(), number(5)).await;
    assert!(known.unwrap());
    let known = imported_call::has_number(&mut tx, &machine(), number(6)).await;
    assert!(!known.unwrap());
}

async fn an_imported_call_lies_where_it_says(bench: Bench) {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    let taken_on = |call: &mut NewImportedCall<'_>| call.consultation = Some((at(9), b"more"));
    import(&bench, &machine(), 5, |_| {}).await.unwrap();
    import(&bench, &machine(), 6, |call| call.closed_at = None)
        .await
        .unwrap();
    import(&bench, &machine(), 7, taken_on).await.unwrap();
    import(&bench, &machine(), 8, |call| {
        taken_on(call);
        call.closed_at = None;
    })
    .await
    .unwrap();
    let scope = anna.may(fyren_domain::access::Action::ListQueue);
    let mut tx = bench.store.read().await.unwrap();
    for (shelf, there) in [
        (Shelf::New, vec![matter(6)]),
        (Shelf::Ongoing, vec![matter(8)]),
        (Shelf::Closed, vec![matter(7), matter(5)]),
    ] {
        let listed = matters::list(&mut tx, &scope, shelf, None, 10)
            .await
            .unwrap();
        let listed: Vec<_> = listed.iter().map(|matter| matter.matter_id).collect();
        assert_eq!(listed, there, "{shelf:?}");
        let counted = matters::count(&mut tx, &scope, shelf).await.unwrap();
        assert_eq!(counted, i64::try_from(there.len()).unwrap());
    }
    let facts = fact::list_newer(&mut tx, &machine(), 0, 100).await.unwrap();
    assert_eq!(facts.len(), 6);
}

async fn a_number_in_use_is_drawn_anew(bench: Bench) {
    open_centre(&bench.store).await;
    import(&bench, &machine(), 5, |_| {}).await.unwrap();
    let taken = import(&bench, &machine(), 6, |call| call.number = number(5)).await;
    assert!(matches!(taken, Err(Fault::NumberTaken)));
}

async fn all_facts_are_listed_page_by_page(bench: Bench) {
    open_centre(&bench.store).await;
    for n in [5, 6, 7] {
        import(&bench, &machine(), n, |call| {
            call.consultation = Some((at(9), b"more"));
        })
        .await
        .unwrap();
    }
    let mut tx = bench.store.read().await.unwrap();
    let page = imported_call::list_facts_for_machine(&mut tx, &machine(), None, 4)
        .await
        .unwrap();
    let listed: Vec<_> = page.iter().map(|fact| fact.matter_id).collect();
    assert_eq!(listed, [matter(5), matter(5), matter(6), matter(6)]);
    let kinds: Vec<_> = page.iter().take(2).map(|fact| fact.kind).collect();
    assert!(kinds.contains(&FactKind::Enquiry) && kinds.contains(&FactKind::Consultation));
    let after = Some(matter(6));
    let page = imported_call::list_facts_for_machine(&mut tx, &machine(), after, 4)
        .await
        .unwrap();
    assert_eq!(page.len(), 2);
    assert_eq!(
        (page[0].number, page[0].closed_at),
        (number(7), Some(at(500)))
    );
}
