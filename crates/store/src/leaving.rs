//! Leaving: a staff member stops working at the centre and loses every key at once.

use fyren_domain::{
    access::Scope,
    id::{CentreId, StaffId},
    time::Instant,
};

use crate::{fault::Fault, news::NewsKind, statement::sql, tx::Tx};

/// Ends the work of the colleague the scope names: sessions, second factors, wraps and readings go.
///
/// Her name stays under what she wrote. Rotate the keys of what she has read for what comes after.
/// [`Fault::Stale`] if somebody else changed her since `revision`.
pub async fn record(tx: &mut Tx, scope: &Scope, revision: i64, at: Instant) -> Result<(), Fault> {
    let centre = scope.centre();
    let colleague = scope.colleague().ok_or(Fault::Refused)?;
    let changed = sql!(
        change,
        tx,
        centre,
        "update staff set state = 'left', left_at = $4, registration = null, wrapped_root = null, totp = null,
         mail = null, revision = revision + 1
         where centre_id = $1 and staff_id = $2 and revision = $3 and state <> 'left'",
        colleague.as_str(),
        revision,
        at.milliseconds()
    )?;
    Fault::stale_unless(changed)?;
    destroy_sign_in(tx, centre, colleague).await?;
    destroy_keys(tx, centre, colleague).await?;
    tx.tell(centre, NewsKind::Staff);
    tx.tell(centre, NewsKind::Matters);
    Ok(())
}

async fn destroy_sign_in(tx: &mut Tx, centre: &CentreId, colleague: StaffId) -> Result<(), Fault> {
    let staff = colleague.as_str();
    sql!(
        change,
        tx,
        centre,
        "delete from sessions where centre_id = $1 and staff_id = $2",
        staff
    )?;
    sql!(
        change,
        tx,
        centre,
        "delete from sign_in_attempts where centre_id = $1 and staff_id = $2",
        staff
    )?;
    sql!(
        change,
        tx,
        centre,
        "delete from invitations where centre_id = $1 and staff_id = $2",
        staff
    )?;
    sql!(
        change,
        tx,
        centre,
        "delete from passkeys where centre_id = $1 and staff_id = $2",
        staff
    )?;
    sql!(
        change,
        tx,
        centre,
        "delete from recovery_codes where centre_id = $1 and staff_id = $2",
        staff
    )?;
    Ok(())
}

async fn destroy_keys(tx: &mut Tx, centre: &CentreId, colleague: StaffId) -> Result<(), Fault> {
    let staff = colleague.as_str();
    sql!(
        change,
        tx,
        centre,
        "delete from intake_wraps where centre_id = $1 and staff_id = $2",
        staff
    )?;
    sql!(
        change,
        tx,
        centre,
        "delete from wraps where centre_id = $1 and staff_id = $2 and vault_id in (select v.vault_id from vaults v
             where v.centre_id = $1 and v.matter_id in (select r.matter_id from readers r
                 where r.centre_id = $1 and r.staff_id = $2))",
        staff
    )?;
    sql!(
        change,
        tx,
        centre,
        "delete from readers where centre_id = $1 and staff_id = $2",
        staff
    )?;
    Ok(())
}
