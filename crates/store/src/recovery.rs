//! Recoveries of staff members' keys: begun by a colleague, open after a delay, ended once.
//!
//! The link's token is known here only as its hash. What was passed on is sealed for the recovering browser, and
//! goes when the recovery ends.

use fyren_domain::{
    access::{MachineScope, Scope},
    id::{CentreId, RecoveryId, StaffId},
    recovery::{RecoveryOutcome, RecoveryReason, Window},
    time::Instant,
};
use sqlx::FromRow;

use crate::{
    fault::Fault,
    news::NewsKind,
    statement::{NullableInstant, NullableText, Text, sql},
    tx::Tx,
};

/// A recovery as colleagues see it.
#[derive(Clone, Debug, Eq, FromRow, PartialEq)]
pub struct Recovery {
    /// Which.
    #[sqlx(try_from = "Text")]
    pub recovery_id: RecoveryId,
    /// Whose keys.
    #[sqlx(try_from = "Text")]
    pub staff_id: StaffId,
    /// Her name.
    pub name: String,
    /// The circle her shares were made for.
    pub circle: i64,
    /// Why.
    #[sqlx(try_from = "Text")]
    pub reason: RecoveryReason,
    /// Who began it.
    pub begun_by: String,
    /// When it was begun.
    #[sqlx(try_from = "i64")]
    pub begun_at: Instant,
    /// From when on shares can be passed on.
    #[sqlx(try_from = "i64")]
    pub opens_at: Instant,
    /// Until when.
    #[sqlx(try_from = "i64")]
    pub ends_at: Instant,
    /// Who holds the first place.
    #[sqlx(try_from = "Text")]
    pub first_staff: StaffId,
    /// Who holds the second.
    #[sqlx(try_from = "Text")]
    pub second_staff: StaffId,
    /// The public keys that her browser made, if she has opened the link.
    pub card: Option<Vec<u8>>,
    /// What the holder of the first place passed on to that card.
    pub first_passed: Option<Vec<u8>>,
    /// What the holder of the second passed on.
    pub second_passed: Option<Vec<u8>>,
    /// How it ended, if it has.
    #[sqlx(try_from = "NullableText")]
    pub outcome: Option<RecoveryOutcome>,
    /// When it ended.
    #[sqlx(try_from = "NullableInstant")]
    pub ended_at: Option<Instant>,
}

impl Recovery {
    /// From when to when it can be finished.
    #[must_use]
    pub fn window(&self) -> Window {
        Window {
            opens_at: self.opens_at,
            ends_at: self.ends_at,
        }
    }
}

/// A recovery to be begun.
#[derive(Clone, Copy)]
pub struct NewRecovery<'a> {
    /// Which.
    pub recovery_id: RecoveryId,
    /// Hash of the link's token.
    pub token_hash: &'a [u8; 32],
    /// Why.
    pub reason: RecoveryReason,
    /// Now.
    pub begun_at: Instant,
    /// From when to when it can be finished.
    pub window: Window,
}

/// Begins the recovery of the colleague the scope names, with the shares there are.
///
/// [`Fault::Conflict`] if one is under way, [`Fault::Stale`] if she is not at work or has no shares.
pub async fn record(tx: &mut Tx, scope: &Scope, new: &NewRecovery<'_>) -> Result<(), Fault> {
    let colleague = scope.colleague().ok_or(Fault::Refused)?;
    sql!(
        change,
        tx,
        scope.centre(),
        "update recoveries set outcome = 'stopped', ended_at = ends_at, token_hash = null, card = null,
             first_passed = null, second_passed = null
         where centre_id = $1 and staff_id = $2 and outcome is null and ends_at <= $3",
        colleague.as_str(),
        new.begun_at.milliseconds()
    )?;
    let begun = sql!(
        change,
        tx,
        scope.centre(),
        "insert into recoveries
             (centre_id, recovery_id, staff_id, circle, token_hash, reason, begun_by, begun_at, opens_at, ends_at)
         select s.centre_id, $3, s.staff_id, s.circle, $4, $5, $6, $7, $8, $9 from recovery_shares s
         join staff p on p.centre_id = s.centre_id and p.staff_id = s.staff_id
         where s.centre_id = $1 and s.staff_id = $2 and p.state = 'active'",
        colleague.as_str(),
        new.recovery_id.as_str(),
        new.token_hash.as_slice(),
        new.reason.as_str(),
        scope.staff().as_str(),
        new.begun_at.milliseconds(),
        new.window.opens_at.milliseconds(),
        new.window.ends_at.milliseconds()
    )?;
    tx.tell(scope.centre(), NewsKind::Matters);
    Fault::stale_unless(begun)
}

/// Recoveries under way, and those that ended since, the newest first.
pub async fn list(
    tx: &mut Tx,
    scope: &Scope,
    now: Instant,
    ended_since: Instant,
) -> Result<Vec<Recovery>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select r.recovery_id, r.staff_id, p.name, r.circle, r.reason, b.name as begun_by, r.begun_at, r.opens_at, r.ends_at,
             c.first_staff, c.second_staff, r.card, r.first_passed, r.second_passed, r.outcome, r.ended_at
         from recoveries r
         join staff p on p.centre_id = r.centre_id and p.staff_id = r.staff_id
         join staff b on b.centre_id = r.centre_id and b.staff_id = r.begun_by
         join recovery_circles c on c.centre_id = r.centre_id and c.circle = r.circle
         where r.centre_id = $1 and ((r.outcome is null and r.ends_at > $2) or r.ended_at > $3)
         order by r.begun_at desc, r.recovery_id",
        now.milliseconds(),
        ended_since.milliseconds()
    )
}

/// A recovery under way.
pub async fn find(
    tx: &mut Tx,
    scope: &Scope,
    recovery: RecoveryId,
    now: Instant,
) -> Result<Option<Recovery>, Fault> {
    sql!(
        find,
        tx,
        scope.centre(),
        "select r.recovery_id, r.staff_id, p.name, r.circle, r.reason, b.name as begun_by, r.begun_at, r.opens_at, r.ends_at,
             c.first_staff, c.second_staff, r.card, r.first_passed, r.second_passed, r.outcome, r.ended_at
         from recoveries r
         join staff p on p.centre_id = r.centre_id and p.staff_id = r.staff_id
         join staff b on b.centre_id = r.centre_id and b.staff_id = r.begun_by
         join recovery_circles c on c.centre_id = r.centre_id and c.circle = r.circle
         where r.centre_id = $1 and r.recovery_id = $2 and r.outcome is null and r.ends_at > $3 and p.state = 'active'",
        recovery.as_str(),
        now.milliseconds()
    )
}

/// The recovery of a link's token, if it is under way: the delay may still run.
pub async fn find_by_token(
    tx: &mut Tx,
    scope: &MachineScope,
    token_hash: &[u8; 32],
    now: Instant,
) -> Result<Option<Recovery>, Fault> {
    sql!(
        find,
        tx,
        scope.centre(),
        "select r.recovery_id, r.staff_id, p.name, r.circle, r.reason, b.name as begun_by, r.begun_at, r.opens_at, r.ends_at,
             c.first_staff, c.second_staff, r.card, r.first_passed, r.second_passed, r.outcome, r.ended_at
         from recoveries r
         join staff p on p.centre_id = r.centre_id and p.staff_id = r.staff_id
         join staff b on b.centre_id = r.centre_id and b.staff_id = r.begun_by
         join recovery_circles c on c.centre_id = r.centre_id and c.circle = r.circle
         where r.centre_id = $1 and r.token_hash = $2 and r.outcome is null and r.ends_at > $3 and p.state = 'active'",
        token_hash.as_slice(),
        now.milliseconds()
    )
}

/// Keeps the card that the recovering browser made; what was passed on to an earlier one goes.
///
/// [`Fault::Stale`] before the delay is over, and when the recovery has ended.
pub async fn replace_card(
    tx: &mut Tx,
    scope: &MachineScope,
    recovery: RecoveryId,
    card: &[u8],
    now: Instant,
) -> Result<(), Fault> {
    let changed = sql!(
        change,
        tx,
        scope.centre(),
        "update recoveries set card = $3, first_passed = null, second_passed = null
         where centre_id = $1 and recovery_id = $2 and outcome is null and opens_at <= $4 and ends_at > $4",
        recovery.as_str(),
        card,
        now.milliseconds()
    )?;
    tx.tell(scope.centre(), NewsKind::Matters);
    Fault::stale_unless(changed)
}

/// Keeps what the worker passes on to the colleague the scope names, sealed for this very card.
///
/// [`Fault::Stale`] if the card is another by now, if the delay runs or all is over; [`Fault::Refused`] if she holds
/// no place in the circle.
pub async fn pass(
    tx: &mut Tx,
    scope: &Scope,
    recovery: &Recovery,
    (card, passed): (&[u8], &[u8]),
    now: Instant,
) -> Result<(), Fault> {
    if scope.colleague() != Some(recovery.staff_id) {
        return Err(Fault::Refused);
    }
    let changed = if scope.staff() == recovery.first_staff {
        sql!(
            change,
            tx,
            scope.centre(),
            "update recoveries set first_passed = $4
             where centre_id = $1 and recovery_id = $2 and card = $3 and outcome is null and opens_at <= $5 and ends_at > $5",
            recovery.recovery_id.as_str(),
            card,
            passed,
            now.milliseconds()
        )?
    } else if scope.staff() == recovery.second_staff {
        sql!(
            change,
            tx,
            scope.centre(),
            "update recoveries set second_passed = $4
             where centre_id = $1 and recovery_id = $2 and card = $3 and outcome is null and opens_at <= $5 and ends_at > $5",
            recovery.recovery_id.as_str(),
            card,
            passed,
            now.milliseconds()
        )?
    } else {
        return Err(Fault::Refused);
    };
    tx.tell(scope.centre(), NewsKind::Matters);
    Fault::stale_unless(changed)
}

/// Stops a recovery. [`Fault::Stale`] if it has ended.
pub async fn stop(
    tx: &mut Tx,
    scope: &Scope,
    recovery: RecoveryId,
    at: Instant,
) -> Result<(), Fault> {
    end(tx, scope.centre(), recovery, RecoveryOutcome::Stopped, at).await
}

/// Ends a recovery whose owner has her keys back. [`Fault::Stale`] if it has ended.
pub async fn finish(
    tx: &mut Tx,
    scope: &MachineScope,
    recovery: RecoveryId,
    at: Instant,
) -> Result<(), Fault> {
    end(tx, scope.centre(), recovery, RecoveryOutcome::Done, at).await
}

async fn end(
    tx: &mut Tx,
    centre: &CentreId,
    recovery: RecoveryId,
    outcome: RecoveryOutcome,
    at: Instant,
) -> Result<(), Fault> {
    let ended = sql!(
        change,
        tx,
        centre,
        "update recoveries set outcome = $3, ended_at = $4, token_hash = null, card = null, first_passed = null,
             second_passed = null
         where centre_id = $1 and recovery_id = $2 and outcome is null",
        recovery.as_str(),
        outcome.as_str(),
        at.milliseconds()
    )?;
    tx.tell(centre, NewsKind::Matters);
    Fault::stale_unless(ended)
}

/// Stops what is under way for a staff member who leaves.
pub(crate) async fn stop_of(
    tx: &mut Tx,
    centre: &CentreId,
    staff: StaffId,
    at: Instant,
) -> Result<(), Fault> {
    sql!(
        change,
        tx,
        centre,
        "update recoveries set outcome = 'stopped', ended_at = $3, token_hash = null, card = null, first_passed = null,
             second_passed = null
         where centre_id = $1 and staff_id = $2 and outcome is null",
        staff.as_str(),
        at.milliseconds()
    )?;
    Ok(())
}
