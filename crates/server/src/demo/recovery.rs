//! The demo's circle of share holders, everybody's shares, and one recovery whose delay is over, so that it can be
//! tried. The paper and the link are printed with the sign-ins: nothing here is secret.

use fyren_domain::access::{Action, MachineScope, Relation, Scope, Worker};
use fyren_domain::id::RecoveryId;
use fyren_domain::recovery::{RecoveryReason, USUAL_DELAY_HOURS, Window};
use fyren_domain::time::Instant;
use fyren_seal::recovery::{Circle, PaperSeed, SharingContext, share_root, sign_circle};
use fyren_store::Tx;
use fyren_store::event::{self, NewEvent};
use fyren_store::recovery::{self, NewRecovery};
use fyren_store::recovery_circle::{self, NewCircle};
use fyren_store::recovery_share::{self, NewShares};
use fyren_web::seeding;

use super::dice::Dice;
use super::enrol::Colleague;
use super::people::{COORDINATOR, DEPUTY, FORGETFUL};
use crate::failure::Failure;

const BEGUN_SECONDS_AGO: i64 = 25 * 60 * 60;

/// The sealed paper of the demo.
pub(crate) fn paper() -> PaperSeed {
    PaperSeed::make(Dice::of("recovery/paper").chance())
}

/// Where the link of the demo's recovery leads, and what the database keeps of it.
pub(crate) fn link() -> (String, [u8; 32]) {
    seeding::recovery_link(Dice::of("recovery/link").bytes())
}

/// Names the circle, lets both accept, and shares everybody's keys.
pub(crate) async fn record_circle(
    tx: &mut Tx,
    centre: &MachineScope,
    staff: &[Colleague],
    at: Instant,
) -> Result<(), Failure> {
    let (first, second) = (&staff[COORDINATOR], &staff[DEPUTY]);
    let paper = paper().root().card();
    let new = NewCircle {
        staff: [first.id, second.id],
        paper_card: &paper.to_bytes(),
        named_at: at,
    };
    let names = scope(&first.worker(centre), Action::KeepCircle)?;
    let number = recovery_circle::record(tx, &names, &new).await?;
    let circle = Circle {
        centre: centre.centre().as_str(),
        number: number.unsigned_abs(),
        staff: [
            (first.id.as_str(), &first.card),
            (second.id.as_str(), &second.card),
        ],
        paper: &paper,
    };
    for holder in [first, second] {
        let signature = sign_circle(&holder.keys.signing, &circle);
        let holds = scope(&holder.worker(centre), Action::HoldShares)?;
        recovery_circle::accept(tx, &holds, number, &signature).await?;
    }
    for colleague in staff {
        record_shares(tx, centre, colleague, &circle, at).await?;
    }
    Ok(())
}

async fn record_shares(
    tx: &mut Tx,
    centre: &MachineScope,
    colleague: &Colleague,
    circle: &Circle<'_>,
    made_at: Instant,
) -> Result<(), Failure> {
    let place = SharingContext {
        centre: circle.centre,
        staff: colleague.id.as_str(),
        circle: circle.number,
    };
    let [(_, first), (_, second)] = circle.staff;
    let holders = [&first.sealing, &second.sealing, &circle.paper.sealing];
    let mut dice = colleague.person.dice("shares");
    let made = share_root(dice.chance(), &colleague.root, holders, &place);
    let new = NewShares {
        circle: circle.number.cast_signed(),
        sealed_root: &made.sealed_root,
        shares: made.shares.each_ref().map(Vec::as_slice),
        made_at,
    };
    let own = scope(&colleague.worker(centre), Action::KeepOwnAccount)?;
    recovery_share::record(tx, &own, &new).await?;
    Ok(())
}

/// Begins the recovery of somebody's keys, a day and an hour ago.
pub(crate) async fn record_recovery(
    tx: &mut Tx,
    centre: &MachineScope,
    staff: &[Colleague],
    now: Instant,
) -> Result<(), Failure> {
    let (begins, whose) = (staff[COORDINATOR].worker(centre), staff[FORGETFUL].id);
    let scope = begins.scope_over(Action::BeginRecovery, Relation::NoMatter, whose);
    let scope = scope.map_err(|denied| Failure::machine("seeding", &denied))?;
    let begun_at = now.plus_seconds(-BEGUN_SECONDS_AGO);
    let (_, token_hash) = link();
    let new = NewRecovery {
        recovery_id: RecoveryId::from_bytes(Dice::of("recovery/id").bytes()),
        token_hash: &token_hash,
        reason: RecoveryReason::Forgotten,
        begun_at,
        window: Window::after(begun_at, USUAL_DELAY_HOURS),
    };
    recovery::record(tx, &scope, &new).await?;
    let event = NewEvent {
        at: begun_at,
        action: "recovery_begun",
        matter: None,
        subject: Some(whose.as_str()),
    };
    event::record(tx, &scope, &event).await?;
    Ok(())
}

fn scope(worker: &Worker, action: Action) -> Result<Scope, Failure> {
    worker
        .scope(action, Relation::NoMatter)
        .map_err(|denied| Failure::machine("seeding", &denied))
}
