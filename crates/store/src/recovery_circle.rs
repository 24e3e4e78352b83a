//! Circles of share holders: two staff members and a paper. The newest is the one that counts; older ones stay,
//! because shares that were made for them are held until their owner's browser makes new ones.

use fyren_domain::{
    access::{MachineScope, Scope},
    id::{CentreId, StaffId},
    staff::Role,
    time::Instant,
};
use sqlx::FromRow;

use crate::{
    fault::Fault,
    news::NewsKind,
    staff::StaffState,
    statement::{Text, sql},
    tx::Tx,
};

/// A circle with what is known of its two staff members now.
#[derive(Clone, Debug, Eq, FromRow, PartialEq)]
pub struct RecoveryCircle {
    /// From 1.
    pub circle: i64,
    /// When it was named.
    #[sqlx(try_from = "i64")]
    pub named_at: Instant,
    /// The paper's public keys.
    pub paper_card: Vec<u8>,
    /// Who holds the first place.
    #[sqlx(try_from = "Text")]
    pub first_staff: StaffId,
    /// Her name.
    pub first_name: String,
    /// Her role now.
    #[sqlx(try_from = "Text")]
    pub first_role: Role,
    /// Where she stands now.
    #[sqlx(try_from = "Text")]
    pub first_state: StaffState,
    /// Her public keys.
    pub first_card: Option<Vec<u8>>,
    /// Her signature over the circle, once she has accepted.
    pub first_signature: Option<Vec<u8>>,
    /// Who holds the second place.
    #[sqlx(try_from = "Text")]
    pub second_staff: StaffId,
    /// Her name.
    pub second_name: String,
    /// Her role now.
    #[sqlx(try_from = "Text")]
    pub second_role: Role,
    /// Where she stands now.
    #[sqlx(try_from = "Text")]
    pub second_state: StaffState,
    /// Her public keys.
    pub second_card: Option<Vec<u8>>,
    /// Her signature over the circle, once she has accepted.
    pub second_signature: Option<Vec<u8>>,
}

impl RecoveryCircle {
    /// Whether both staff members are still at work as advisers.
    #[must_use]
    pub fn stands(&self) -> bool {
        let able = |role, state| {
            matches!(role, Role::Coordinator | Role::Member) && state == StaffState::Active
        };
        able(self.first_role, self.first_state) && able(self.second_role, self.second_state)
    }

    /// Whether shares can be made in it: it stands, and both have accepted.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.stands() && self.first_signature.is_some() && self.second_signature.is_some()
    }
}

/// A circle to be named.
#[derive(Clone, Copy)]
pub struct NewCircle<'a> {
    /// The two staff members.
    pub staff: [StaffId; 2],
    /// The paper's public keys.
    pub paper_card: &'a [u8],
    /// Now.
    pub named_at: Instant,
}

/// The newest circle.
pub async fn find_newest(tx: &mut Tx, scope: &Scope) -> Result<Option<RecoveryCircle>, Fault> {
    find_newest_in(tx, scope.centre()).await
}

/// The newest circle, for the server's own work.
pub async fn find_newest_for_machine(
    tx: &mut Tx,
    scope: &MachineScope,
) -> Result<Option<RecoveryCircle>, Fault> {
    find_newest_in(tx, scope.centre()).await
}

async fn find_newest_in(tx: &mut Tx, centre: &CentreId) -> Result<Option<RecoveryCircle>, Fault> {
    sql!(
        find,
        tx,
        centre,
        "select c.circle, c.named_at, c.paper_card, c.first_staff, c.second_staff, c.first_signature, c.second_signature,
             a.name as first_name, a.role as first_role, a.state as first_state, a.card as first_card,
             b.name as second_name, b.role as second_role, b.state as second_state, b.card as second_card
         from recovery_circles c
         join staff a on a.centre_id = c.centre_id and a.staff_id = c.first_staff
         join staff b on b.centre_id = c.centre_id and b.staff_id = c.second_staff
         where c.centre_id = $1 order by c.circle desc limit 1"
    )
}

/// The circle of this number, for the server's own work.
pub async fn find_for_machine(
    tx: &mut Tx,
    scope: &MachineScope,
    circle: i64,
) -> Result<Option<RecoveryCircle>, Fault> {
    sql!(
        find,
        tx,
        scope.centre(),
        "select c.circle, c.named_at, c.paper_card, c.first_staff, c.second_staff, c.first_signature, c.second_signature,
             a.name as first_name, a.role as first_role, a.state as first_state, a.card as first_card,
             b.name as second_name, b.role as second_role, b.state as second_state, b.card as second_card
         from recovery_circles c
         join staff a on a.centre_id = c.centre_id and a.staff_id = c.first_staff
         join staff b on b.centre_id = c.centre_id and b.staff_id = c.second_staff
         where c.centre_id = $1 and c.circle = $2",
        circle
    )
}

/// Names a new circle and gives its number. [`Fault::Conflict`] if a colleague named one at the same time.
pub async fn record(tx: &mut Tx, scope: &Scope, new: &NewCircle<'_>) -> Result<i64, Fault> {
    let newest = find_newest(tx, scope).await?;
    let circle = newest.map_or(1, |newest| newest.circle + 1);
    let [first, second] = new.staff;
    sql!(
        change,
        tx,
        scope.centre(),
        "insert into recovery_circles (centre_id, circle, named_by, named_at, first_staff, second_staff, paper_card)
         values ($1, $2, $3, $4, $5, $6, $7)",
        circle,
        scope.staff().as_str(),
        new.named_at.milliseconds(),
        first.as_str(),
        second.as_str(),
        new.paper_card
    )?;
    tx.tell(scope.centre(), NewsKind::Matters);
    Ok(circle)
}

/// Keeps the worker's own signature. [`Fault::Stale`] if she has no place in this circle.
pub async fn accept(
    tx: &mut Tx,
    scope: &Scope,
    circle: i64,
    signature: &[u8; 64],
) -> Result<(), Fault> {
    let first = sql!(
        change,
        tx,
        scope.centre(),
        "update recovery_circles set first_signature = $4
         where centre_id = $1 and circle = $2 and first_staff = $3",
        circle,
        scope.staff().as_str(),
        signature.as_slice()
    )?;
    let second = sql!(
        change,
        tx,
        scope.centre(),
        "update recovery_circles set second_signature = $4
         where centre_id = $1 and circle = $2 and second_staff = $3",
        circle,
        scope.staff().as_str(),
        signature.as_slice()
    )?;
    tx.tell(scope.centre(), NewsKind::Matters);
    Fault::stale_unless(first + second)
}
