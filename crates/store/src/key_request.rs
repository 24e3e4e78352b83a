//! Key requests that wait for a reader. One that was answered is gone; the events keep it.

use fyren_domain::{
    access::Scope,
    id::{CentreId, EnquiryNumber, MatterId, StaffId},
    key_request::KeyReason,
    time::Instant,
};
use sqlx::FromRow;

use crate::{
    fault::Fault,
    news::NewsKind,
    statement::{Text, sql},
    tx::Tx,
};

/// A colleague asks the readers of a matter for its keys.
#[derive(Clone, Debug, Eq, FromRow, PartialEq)]
pub struct KeyRequest {
    /// Which matter.
    #[sqlx(try_from = "Text")]
    pub matter_id: MatterId,
    /// What people call it.
    #[sqlx(try_from = "Text")]
    pub number: EnquiryNumber,
    /// Who asks.
    #[sqlx(try_from = "Text")]
    pub staff_id: StaffId,
    /// Her name.
    pub name: String,
    /// Why.
    #[sqlx(try_from = "Text")]
    pub reason: KeyReason,
    /// When she asked.
    #[sqlx(try_from = "i64")]
    pub asked_at: Instant,
}

/// Keeps that the worker asks; a second time it replaces the reason.
pub async fn record(
    tx: &mut Tx,
    scope: &Scope,
    matter: MatterId,
    reason: KeyReason,
    at: Instant,
) -> Result<(), Fault> {
    sql!(
        change,
        tx,
        scope.centre(),
        "insert into key_requests (centre_id, matter_id, staff_id, reason, asked_at) values ($1, $2, $3, $4, $5)
         on conflict (centre_id, matter_id, staff_id) do update set reason = $4, asked_at = $5",
        matter.as_str(),
        scope.staff().as_str(),
        reason.as_str(),
        at.milliseconds()
    )?;
    tx.tell(scope.centre(), NewsKind::Matters);
    Ok(())
}

/// The requests that wait in matters the worker sees: a coordinator all but what she is excluded from, a member
/// those of matters she reads.
pub async fn list(tx: &mut Tx, scope: &Scope) -> Result<Vec<KeyRequest>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select k.matter_id, e.number, k.staff_id, p.name, k.reason, k.asked_at
         from key_requests k
         join enquiries e on e.centre_id = k.centre_id and e.matter_id = k.matter_id
         join staff p on p.centre_id = k.centre_id and p.staff_id = k.staff_id
         where k.centre_id = $1 and p.state = 'active'
         and ($3 = 'coordinator' or ($3 = 'member' and exists (select 1 from readers r
             where r.centre_id = k.centre_id and r.matter_id = k.matter_id and r.staff_id = $2)))
         and not exists (select 1 from exclusions x
             where x.centre_id = k.centre_id and x.matter_id = k.matter_id and x.staff_id = $2)
         order by k.asked_at, k.matter_id, k.staff_id",
        scope.staff().as_str(),
        scope.role().as_str()
    )
}

/// The requests that wait in one matter; none for whoever is excluded from it.
pub async fn list_of_matter(
    tx: &mut Tx,
    scope: &Scope,
    matter: MatterId,
) -> Result<Vec<KeyRequest>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select k.matter_id, e.number, k.staff_id, p.name, k.reason, k.asked_at
         from key_requests k
         join enquiries e on e.centre_id = k.centre_id and e.matter_id = k.matter_id
         join staff p on p.centre_id = k.centre_id and p.staff_id = k.staff_id
         where k.centre_id = $1 and k.matter_id = $3 and p.state = 'active'
         and not exists (select 1 from exclusions x
             where x.centre_id = k.centre_id and x.matter_id = k.matter_id and x.staff_id = $2)
         order by k.asked_at, k.staff_id",
        scope.staff().as_str(),
        matter.as_str()
    )
}

/// Ends what a staff member asked for in a matter: she reads now, or is kept out. Says whether she had asked.
pub(crate) async fn remove(
    tx: &mut Tx,
    centre: &CentreId,
    matter: MatterId,
    staff: StaffId,
) -> Result<bool, Fault> {
    let removed = sql!(
        change,
        tx,
        centre,
        "delete from key_requests where centre_id = $1 and matter_id = $2 and staff_id = $3",
        matter.as_str(),
        staff.as_str()
    )?;
    Ok(removed > 0)
}

/// Takes the request of the colleague the scope names, to be answered now. [`Fault::Stale`] if there is none.
pub async fn take(tx: &mut Tx, scope: &Scope, matter: MatterId) -> Result<(), Fault> {
    let colleague = scope.colleague().ok_or(Fault::Refused)?;
    if remove(tx, scope.centre(), matter, colleague).await? {
        Ok(())
    } else {
        Err(Fault::Stale)
    }
}
