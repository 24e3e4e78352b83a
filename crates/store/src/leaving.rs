//! Leaving: a staff member stops working at the centre and loses every key at once.

use fyren_domain::{
    access::Scope,
    id::{CentreId, StaffId},
    time::Instant,
};

use crate::{
    directory, fault::Fault, intake, news::NewsKind, reader_count, recovery, recovery_share,
    statement::sql, tx::Tx,
};

/// Ends the work of the colleague the scope names: sessions, second factors, wraps and readings go.
///
/// Her name stays under what she wrote. The keys of what she has read are outdated until they are rotated.
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
    recovery_share::remove(tx, centre, colleague).await?;
    recovery::stop_of(tx, centre, colleague, at).await?;
    tx.tell(centre, NewsKind::Staff);
    tx.tell(centre, NewsKind::Matters);
    Ok(())
}

/// What nobody at the centre could open any more if the colleague the scope names left now.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Losses {
    /// Matters with something written in them, of which she is the only reader.
    pub matters: i64,
    /// Enquiries that wait for triage, whose intake key only she can open.
    pub new_enquiries: i64,
}

impl Losses {
    /// Whether anything would be lost.
    #[must_use]
    pub fn any(self) -> bool {
        self.matters > 0 || self.new_enquiries > 0
    }
}

/// Counts what would be lost; the scope must name a colleague.
pub async fn count_losses(tx: &mut Tx, scope: &Scope) -> Result<Losses, Fault> {
    let centre = scope.centre();
    let colleague = scope.colleague().ok_or(Fault::Refused)?;
    let matters: (i64,) = sql!(
        find,
        tx,
        centre,
        "select count(*) from readers r where r.centre_id = $1 and r.staff_id = $2
         and exists (select 1 from vaults v where v.centre_id = r.centre_id and v.matter_id = r.matter_id)
         and not exists (select 1 from readers o
             where o.centre_id = r.centre_id and o.matter_id = r.matter_id and o.staff_id <> r.staff_id)",
        colleague.as_str()
    )?
    .unwrap_or_default();
    let new_enquiries: (i64,) = sql!(
        find,
        tx,
        centre,
        "select count(*) from intake_wraps i cross join wraps w
         where i.centre_id = $1 and i.staff_id = $2
         and w.centre_id = i.centre_id and w.holder_kind = 'intake' and w.holder = 'intake:' || i.epoch
         and not exists (select 1 from intake_wraps o
             where o.centre_id = i.centre_id and o.epoch = i.epoch and o.staff_id <> i.staff_id)",
        colleague.as_str()
    )?
    .unwrap_or_default();
    Ok(Losses {
        matters: matters.0,
        new_enquiries: new_enquiries.0,
    })
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
        "delete from unknown_browsers where centre_id = $1 and staff_id = $2",
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
    intake::retire(tx, centre, colleague).await?;
    directory::forget_memory(tx, centre, colleague).await?;
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
        "update vaults set outdated = 1 where centre_id = $1 and matter_id in
         (select r.matter_id from readers r where r.centre_id = $1 and r.staff_id = $2)",
        staff
    )?;
    reader_count::clear(tx, centre, colleague).await?;
    sql!(
        change,
        tx,
        centre,
        "delete from readers where centre_id = $1 and staff_id = $2",
        staff
    )?;
    sql!(
        change,
        tx,
        centre,
        "delete from key_requests where centre_id = $1 and staff_id = $2",
        staff
    )?;
    Ok(())
}
