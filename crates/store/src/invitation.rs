//! Invitations: the one way to become a staff member. The token is known here only as its hash.

use fyren_domain::{
    access::{MachineScope, Scope},
    id::{CentreId, StaffId},
    staff::Role,
    time::Instant,
};
use sqlx::FromRow;

use crate::{
    fault::Fault,
    statement::{Text, sql},
    tx::Tx,
};

/// A valid invitation.
#[derive(Clone, Debug, Eq, FromRow, PartialEq)]
pub struct Invitation {
    /// Who is invited.
    #[sqlx(try_from = "Text")]
    pub staff_id: StaffId,
    /// What she will sign in as.
    pub handle: String,
    /// Her name.
    pub name: String,
    /// Her title.
    pub title: String,
    /// Her role.
    #[sqlx(try_from = "Text")]
    pub role: Role,
    /// When it ends.
    #[sqlx(try_from = "i64")]
    pub ends_at: Instant,
}

/// An invitation to be kept.
#[derive(Clone, Copy)]
pub struct NewInvitation<'a> {
    /// Hash of the token.
    pub token_hash: &'a [u8; 32],
    /// Who is invited.
    pub staff_id: StaffId,
    /// Now.
    pub made_at: Instant,
    /// When it ends.
    pub ends_at: Instant,
}

/// Keeps an invitation; any earlier one to the same person is void.
pub async fn record(
    tx: &mut Tx,
    scope: &Scope,
    invitation: &NewInvitation<'_>,
) -> Result<(), Fault> {
    record_in(tx, scope.centre(), invitation).await
}

/// Keeps the invitation of a centre's first staff member.
pub async fn record_first(
    tx: &mut Tx,
    scope: &MachineScope,
    invitation: &NewInvitation<'_>,
) -> Result<(), Fault> {
    record_in(tx, scope.centre(), invitation).await
}

async fn record_in(
    tx: &mut Tx,
    centre: &CentreId,
    invitation: &NewInvitation<'_>,
) -> Result<(), Fault> {
    sql!(
        change,
        tx,
        centre,
        "delete from invitations where centre_id = $1 and staff_id = $2",
        invitation.staff_id.as_str()
    )?;
    sql!(
        change,
        tx,
        centre,
        "insert into invitations (centre_id, token_hash, staff_id, made_at, ends_at) values ($1, $2, $3, $4, $5)",
        invitation.token_hash.as_slice(),
        invitation.staff_id.as_str(),
        invitation.made_at.milliseconds(),
        invitation.ends_at.milliseconds()
    )?;
    Ok(())
}

/// The invitation of a token, if it is valid now.
pub async fn find(
    tx: &mut Tx,
    scope: &MachineScope,
    token_hash: &[u8; 32],
    now: Instant,
) -> Result<Option<Invitation>, Fault> {
    sql!(
        find,
        tx,
        scope.centre(),
        "select p.staff_id, p.handle, p.name, p.title, p.role, i.ends_at
         from invitations i join staff p on p.centre_id = i.centre_id and p.staff_id = i.staff_id
         where i.centre_id = $1 and i.token_hash = $2 and i.ends_at > $3 and p.state = 'invited'",
        token_hash.as_slice(),
        now.milliseconds()
    )
}

/// Uses an invitation up. [`Fault::Stale`] if it was used or has ended.
pub async fn take(
    tx: &mut Tx,
    scope: &MachineScope,
    token_hash: &[u8; 32],
    now: Instant,
) -> Result<(), Fault> {
    let taken = sql!(
        change,
        tx,
        scope.centre(),
        "delete from invitations where centre_id = $1 and token_hash = $2 and ends_at > $3",
        token_hash.as_slice(),
        now.milliseconds()
    )?;
    Fault::stale_unless(taken)
}
