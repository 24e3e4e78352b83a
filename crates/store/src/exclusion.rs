//! Exclusions: staff members kept out of a matter, by rule and by key.

use fyren_domain::{
    access::Scope,
    id::{CentreId, MatterId, StaffId},
    time::Instant,
};
use sqlx::FromRow;

use crate::{
    fault::Fault,
    key_request,
    news::NewsKind,
    reader,
    statement::{Text, sql},
    tx::Tx,
};

/// A staff member kept out of a matter.
#[derive(Clone, Debug, Eq, FromRow, PartialEq)]
pub struct Exclusion {
    /// Who.
    #[sqlx(try_from = "Text")]
    pub staff_id: StaffId,
    /// Her name.
    pub name: String,
    /// Since when.
    #[sqlx(try_from = "i64")]
    pub since: Instant,
}

/// Who is kept out of a matter; nobody, says the list to whoever is.
pub async fn list(tx: &mut Tx, scope: &Scope, matter: MatterId) -> Result<Vec<Exclusion>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select p.staff_id, p.name, k.since
         from exclusions k join staff p on p.centre_id = k.centre_id and p.staff_id = k.staff_id
         where k.centre_id = $1 and k.matter_id = $2
         and not exists (select 1 from exclusions x
             where x.centre_id = k.centre_id and x.matter_id = k.matter_id and x.staff_id = $3)
         order by p.name, p.staff_id",
        matter.as_str(),
        scope.staff().as_str()
    )
}

/// The matters the worker herself is kept out of, so that counts leave them out.
pub async fn list_own(tx: &mut Tx, scope: &Scope) -> Result<Vec<MatterId>, Fault> {
    let rows: Vec<(String,)> = sql!(
        list,
        tx,
        scope.centre(),
        "select matter_id from exclusions where centre_id = $1 and staff_id = $2",
        scope.staff().as_str()
    )?;
    Ok(rows
        .into_iter()
        .filter_map(|(matter,)| matter.parse().ok())
        .collect())
}

/// Keeps out the colleague the scope names, or the worker herself if it names none.
///
/// Her reading ends, her wraps are destroyed, and the vaults' keys are outdated until they are rotated.
pub async fn record(
    tx: &mut Tx,
    scope: &Scope,
    matter: MatterId,
    at: Instant,
) -> Result<(), Fault> {
    let centre = scope.centre();
    let kept_out = scope.colleague().unwrap_or(scope.staff());
    insert(tx, centre, matter, kept_out, at).await?;
    reader::remove(tx, centre, matter, kept_out).await?;
    touch(tx, scope, matter).await
}

/// Keeps a staff member out of a matter she does not read.
pub(crate) async fn insert(
    tx: &mut Tx,
    centre: &CentreId,
    matter: MatterId,
    kept_out: StaffId,
    at: Instant,
) -> Result<(), Fault> {
    sql!(
        change,
        tx,
        centre,
        "insert into exclusions (centre_id, matter_id, staff_id, shelf, since, held)
         select e.centre_id, e.matter_id, $3, e.shelf, $4, case when e.held is null then 0 else 1 end from enquiries e where e.centre_id = $1 and e.matter_id = $2
         on conflict (centre_id, matter_id, staff_id) do nothing",
        matter.as_str(),
        kept_out.as_str(),
        at.milliseconds()
    )?;
    key_request::remove(tx, centre, matter, kept_out).await?;
    Ok(())
}

/// Ends the exclusion of the colleague the scope names. [`Fault::Stale`] if there is none.
pub async fn lift(tx: &mut Tx, scope: &Scope, matter: MatterId) -> Result<(), Fault> {
    let colleague = scope.colleague().ok_or(Fault::Refused)?;
    let lifted = sql!(
        change,
        tx,
        scope.centre(),
        "delete from exclusions where centre_id = $1 and matter_id = $2 and staff_id = $3",
        matter.as_str(),
        colleague.as_str()
    )?;
    Fault::stale_unless(lifted)?;
    touch(tx, scope, matter).await
}

/// Whoever was about to change readers must look again.
async fn touch(tx: &mut Tx, scope: &Scope, matter: MatterId) -> Result<(), Fault> {
    sql!(
        change,
        tx,
        scope.centre(),
        "update enquiries set revision = revision + 1 where centre_id = $1 and matter_id = $2",
        matter.as_str()
    )?;
    tx.tell(scope.centre(), NewsKind::Matters);
    Ok(())
}
