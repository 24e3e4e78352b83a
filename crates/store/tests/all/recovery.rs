use fyren_domain::{
    access::Action,
    id::RecoveryId,
    recovery::{RecoveryOutcome, RecoveryReason, Window},
    staff::Role,
};
use fyren_store::{
    Fault, Tx, leaving, on_both_engines,
    recovery::{self, NewRecovery},
    recovery_circle::{self, NewCircle},
    recovery_share::{self, NewShares},
    staff,
    testing::Bench,
};

use crate::actor::*;

on_both_engines!(
    a_circle_is_whole_once_both_have_signed,
    a_recovery_needs_shares_and_is_one_at_a_time,
    a_share_is_kept_for_the_card_it_was_sealed_for,
    what_has_ended_keeps_no_token_card_or_share,
);

const TOKEN: [u8; 32] = [9; 32];

fn id(number: u8) -> RecoveryId {
    RecoveryId::from_bytes([number; 16])
}

/// Anna and Berit hold shares of Cilla's keys.
async fn shared(bench: &Bench) -> [Somebody; 3] {
    open_centre(&bench.store).await;
    let anna = hire(&bench.store, 1, Role::Coordinator).await;
    let berit = hire(&bench.store, 2, Role::Member).await;
    let cilla = hire(&bench.store, 3, Role::Member).await;
    let mut tx = bench.store.begin().await.unwrap();
    let new = NewCircle {
        staff: [anna.id, berit.id],
        paper_card: b"paper",
        named_at: at(1),
    };
    let names = anna.may(Action::KeepCircle);
    let number = recovery_circle::record(&mut tx, &names, &new).await;
    assert_eq!(number.unwrap(), 1);
    let shares = NewShares {
        circle: 1,
        sealed_root: b"root",
        shares: [b"first", b"second", b"paper"],
        made_at: at(1),
    };
    recovery_share::record(&mut tx, &cilla.may(Action::KeepOwnAccount), &shares)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    [anna, berit, cilla]
}

/// Begins Cilla's recovery at hour 1, to open at hour 2.
async fn begin(
    tx: &mut Tx,
    [anna, _, cilla]: &[Somebody; 3],
    (number, token_hash): (u8, &[u8; 32]),
) -> Result<(), Fault> {
    let new = NewRecovery {
        recovery_id: id(number),
        token_hash,
        reason: RecoveryReason::Forgotten,
        begun_at: at(1),
        window: Window {
            opens_at: at(2),
            ends_at: at(5),
        },
    };
    let begins = anna.may_over(Action::BeginRecovery, cilla);
    recovery::record(tx, &begins, &new).await
}

async fn a_circle_is_whole_once_both_have_signed(bench: Bench) {
    let [anna, berit, cilla] = shared(&bench).await;
    let mut tx = bench.store.begin().await.unwrap();
    let seen = cilla.may(Action::ReadRecovery);
    let holds = cilla.may(Action::HoldShares);
    let stranger = recovery_circle::accept(&mut tx, &holds, 1, &[7; 64]).await;
    assert!(matches!(stranger, Err(Fault::Stale)));
    for (holder, whole) in [(&anna, false), (&berit, true)] {
        let holds = holder.may(Action::HoldShares);
        recovery_circle::accept(&mut tx, &holds, 1, &[7; 64])
            .await
            .unwrap();
        let circle = recovery_circle::find_newest(&mut tx, &seen).await.unwrap();
        assert_eq!(circle.unwrap().is_whole(), whole);
    }
    let counted = recovery_share::count(&mut tx, &seen, 1).await;
    assert_eq!(counted.unwrap(), (1, 3));
}

async fn a_recovery_needs_shares_and_is_one_at_a_time(bench: Bench) {
    let staff = shared(&bench).await;
    let mut tx = bench.store.begin().await.unwrap();
    let [anna, berit, _] = &staff;
    let new = NewRecovery {
        recovery_id: id(8),
        token_hash: &[8; 32],
        reason: RecoveryReason::Seen,
        begun_at: at(1),
        window: Window::after(at(1), 1),
    };
    let without = anna.may_over(Action::BeginRecovery, berit);
    let without = recovery::record(&mut tx, &without, &new).await;
    assert!(matches!(without, Err(Fault::Stale)));
    begin(&mut tx, &staff, (1, &TOKEN)).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = bench.store.begin().await.unwrap();
    let again = begin(&mut tx, &staff, (2, &[8; 32])).await;
    assert!(matches!(again, Err(Fault::Conflict)));
}

async fn a_share_is_kept_for_the_card_it_was_sealed_for(bench: Bench) {
    let staff = shared(&bench).await;
    let [anna, berit, cilla] = &staff;
    let mut tx = bench.store.begin().await.unwrap();
    begin(&mut tx, &staff, (1, &TOKEN)).await.unwrap();
    let early = recovery::replace_card(&mut tx, &machine(), id(1), b"card", at(1)).await;
    assert!(matches!(early, Err(Fault::Stale)));
    recovery::replace_card(&mut tx, &machine(), id(1), b"card", at(2))
        .await
        .unwrap();
    let found = async |tx: &mut Tx| {
        let found = recovery::find_by_token(tx, &machine(), &TOKEN, at(2)).await;
        found.unwrap().unwrap()
    };
    let before = found(&mut tx).await;
    let passes = anna.may_over(Action::PassShare, cilla);
    for (card, hour, kept) in [
        (&b"other"[..], 2, false),
        (b"card", 1, false),
        (b"card", 5, false),
        (b"card", 2, true),
    ] {
        let passed = recovery::pass(&mut tx, &passes, &before, (card, b"share"), at(hour)).await;
        assert_eq!(passed.is_ok(), kept, "{hour}");
        assert!(kept || matches!(passed, Err(Fault::Stale)));
    }
    let elsewhere = berit.may_over(Action::PassShare, anna);
    let refused = recovery::pass(&mut tx, &elsewhere, &before, (b"card", b"share"), at(2)).await;
    assert!(matches!(refused, Err(Fault::Refused)));
    let kept = found(&mut tx).await;
    assert_eq!(kept.first_passed.as_deref(), Some(&b"share"[..]));
    assert_eq!(kept.second_passed, None);
    recovery::replace_card(&mut tx, &machine(), id(1), b"newer", at(2))
        .await
        .unwrap();
    assert_eq!(found(&mut tx).await.first_passed, None);
}

async fn what_has_ended_keeps_no_token_card_or_share(bench: Bench) {
    let staff = shared(&bench).await;
    let [anna, _, cilla] = &staff;
    let mut tx = bench.store.begin().await.unwrap();
    begin(&mut tx, &staff, (1, &TOKEN)).await.unwrap();
    recovery::replace_card(&mut tx, &machine(), id(1), b"card", at(2))
        .await
        .unwrap();
    let manages = Somebody::hired(&machine(), 9, Role::Administrator);
    let manages = manages.may_over(Action::ManageStaff, cilla);
    let row = staff::find(&mut tx, &manages, cilla.id).await.unwrap();
    let revision = row.unwrap().revision;
    leaving::record(&mut tx, &manages, revision, at(3))
        .await
        .unwrap();
    let listed = recovery::list(&mut tx, &anna.may(Action::ReadRecovery), at(3), at(0)).await;
    let [ended] = listed.unwrap().try_into().unwrap();
    assert_eq!(ended.outcome, Some(RecoveryOutcome::Stopped));
    assert_eq!((ended.card, ended.ended_at), (None, Some(at(3))));
    let by_token = recovery::find_by_token(&mut tx, &machine(), &TOKEN, at(3)).await;
    assert!(by_token.unwrap().is_none());
    let shares = recovery_share::find_for_machine(&mut tx, &machine(), cilla.id).await;
    assert!(shares.unwrap().is_none());
    let again = recovery::stop(&mut tx, &anna.may(Action::KeepOwnAccount), id(1), at(3)).await;
    assert!(matches!(again, Err(Fault::Stale)));
}
