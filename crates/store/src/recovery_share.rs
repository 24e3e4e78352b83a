//! Shares of staff members' root keys, as each one's browser sealed them for the holders of a circle.

use fyren_domain::{
    access::{MachineScope, Scope},
    id::{CentreId, StaffId},
    time::Instant,
};
use sqlx::FromRow;

use crate::{fault::Fault, statement::sql, tx::Tx};

/// What is kept of a staff member's root key for recovery.
#[derive(Clone, Eq, FromRow, PartialEq)]
pub struct RecoveryShares {
    /// The circle they were made for.
    pub circle: i64,
    /// The root key under the shared key.
    pub sealed_root: Vec<u8>,
    /// For the holder of the first place.
    pub first_share: Vec<u8>,
    /// For the holder of the second.
    pub second_share: Vec<u8>,
    /// For the paper.
    pub paper_share: Vec<u8>,
    /// When they were made.
    #[sqlx(try_from = "i64")]
    pub made_at: Instant,
    /// 1 once they were used: her browser makes new ones.
    pub outdated: i64,
}

/// Shares to be kept.
#[derive(Clone, Copy)]
pub struct NewShares<'a> {
    /// The circle they were made for.
    pub circle: i64,
    /// The root key under the shared key.
    pub sealed_root: &'a [u8],
    /// For each holder, the paper last.
    pub shares: [&'a [u8]; 3],
    /// Now.
    pub made_at: Instant,
}

/// Keeps the worker's own shares in the place of those she had.
pub async fn record(tx: &mut Tx, scope: &Scope, new: &NewShares<'_>) -> Result<(), Fault> {
    let [first, second, paper] = new.shares;
    sql!(
        change,
        tx,
        scope.centre(),
        "insert into recovery_shares
             (centre_id, staff_id, circle, sealed_root, first_share, second_share, paper_share, made_at, outdated)
         values ($1, $2, $3, $4, $5, $6, $7, $8, 0)
         on conflict (centre_id, staff_id) do update set circle = $3, sealed_root = $4, first_share = $5,
             second_share = $6, paper_share = $7, made_at = $8, outdated = 0",
        scope.staff().as_str(),
        new.circle,
        new.sealed_root,
        first,
        second,
        paper,
        new.made_at.milliseconds()
    )?;
    Ok(())
}

/// The worker's own shares.
pub async fn find_own(tx: &mut Tx, scope: &Scope) -> Result<Option<RecoveryShares>, Fault> {
    find_in(tx, scope.centre(), scope.staff()).await
}

/// A staff member's shares, for the server's own work.
pub async fn find_for_machine(
    tx: &mut Tx,
    scope: &MachineScope,
    staff: StaffId,
) -> Result<Option<RecoveryShares>, Fault> {
    find_in(tx, scope.centre(), staff).await
}

async fn find_in(
    tx: &mut Tx,
    centre: &CentreId,
    staff: StaffId,
) -> Result<Option<RecoveryShares>, Fault> {
    sql!(
        find,
        tx,
        centre,
        "select circle, sealed_root, first_share, second_share, paper_share, made_at, outdated
         from recovery_shares where centre_id = $1 and staff_id = $2",
        staff.as_str()
    )
}

/// How many of those at work have shares in this circle, and how many are at work.
pub async fn count(tx: &mut Tx, scope: &Scope, circle: i64) -> Result<(i64, i64), Fault> {
    let sharing: (i64,) = sql!(
        find,
        tx,
        scope.centre(),
        "select count(*) from recovery_shares s
         join staff p on p.centre_id = s.centre_id and p.staff_id = s.staff_id
         where s.centre_id = $1 and s.circle = $2 and p.state = 'active'",
        circle
    )?
    .unwrap_or_default();
    let at_work: (i64,) = sql!(
        find,
        tx,
        scope.centre(),
        "select count(*) from staff where centre_id = $1 and state = 'active'"
    )?
    .unwrap_or_default();
    Ok((sharing.0, at_work.0))
}

/// Notes that a staff member's shares were used.
pub async fn outdate(tx: &mut Tx, scope: &MachineScope, staff: StaffId) -> Result<(), Fault> {
    sql!(
        change,
        tx,
        scope.centre(),
        "update recovery_shares set outdated = 1 where centre_id = $1 and staff_id = $2",
        staff.as_str()
    )?;
    Ok(())
}

/// Destroys the shares of a staff member who leaves.
pub(crate) async fn remove(tx: &mut Tx, centre: &CentreId, staff: StaffId) -> Result<(), Fault> {
    sql!(
        change,
        tx,
        centre,
        "delete from recovery_shares where centre_id = $1 and staff_id = $2",
        staff.as_str()
    )?;
    Ok(())
}
