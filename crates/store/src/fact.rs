//! Coded facts, sealed by the server before they come here.
//!
//! Each change moves the centre's fact clock in the same transaction. Its row stays
//! locked until the commit, so clocks become visible in order: whoever has seen
//! clock N asks for what is newer than N and misses nothing, on any node. Record facts
//! late in a transaction, just before its event, so that others wait as shortly as they can.

use fyren_domain::{
    access::{MachineScope, Scope},
    id::{CentreId, MatterId},
};
use sqlx::FromRow;

use crate::{
    fault::Fault,
    news::NewsKind,
    statement::{Text, sql, written},
    tx::Tx,
};

written! {
    /// What the facts are about.
    pub enum FactKind {
        /// The enquiry.
        Enquiry = "enquiry",
        /// The consultation.
        Consultation = "consultation",
    }
}

/// The sealed facts of a matter.
#[derive(Clone, Debug, Eq, FromRow, PartialEq)]
pub struct SealedFact {
    /// About which matter.
    #[sqlx(try_from = "Text")]
    pub matter_id: MatterId,
    /// What about.
    #[sqlx(try_from = "Text")]
    pub kind: FactKind,
    /// Grows by one with each change; the bytes are sealed for this one.
    pub revision: i64,
    /// What the centre's fact clock said at the last change.
    pub fact_clock: i64,
    /// The sealed bytes; none if the facts were removed.
    pub sealed: Option<Vec<u8>>,
    /// Whether the enquiry is held: then it is in no count. Told by [`list_newer`] alone.
    #[sqlx(default)]
    pub held: bool,
}

/// The facts of a matter, if there are any; none for whoever is excluded from it.
pub async fn find(
    tx: &mut Tx,
    scope: &Scope,
    matter: MatterId,
    kind: FactKind,
) -> Result<Option<SealedFact>, Fault> {
    sql!(
        find,
        tx,
        scope.centre(),
        "select f.matter_id, f.kind, f.revision, f.fact_clock, f.sealed from facts f
         where f.centre_id = $1 and f.matter_id = $2 and f.kind = $3 and f.sealed is not null
         and not exists (select 1 from exclusions x
             where x.centre_id = f.centre_id and x.matter_id = f.matter_id and x.staff_id = $4)",
        matter.as_str(),
        kind.as_str(),
        scope.staff().as_str()
    )
}

/// Everything of the centre that changed after a fact clock, in order, removals too.
pub async fn list_newer(
    tx: &mut Tx,
    scope: &MachineScope,
    fact_clock: i64,
    at_most: u32,
) -> Result<Vec<SealedFact>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select f.matter_id, f.kind, f.revision, f.fact_clock, f.sealed, e.held is not null as held
         from facts f cross join enquiries e
         where f.centre_id = $1 and f.fact_clock > $2 and e.centre_id = f.centre_id and e.matter_id = f.matter_id
         order by f.fact_clock limit $3",
        fact_clock,
        i64::from(at_most)
    )
}

/// Keeps the first facts of a matter, sealed for revision 1. [`Fault::Conflict`] if it has some.
pub async fn record(
    tx: &mut Tx,
    scope: &Scope,
    matter: MatterId,
    kind: FactKind,
    sealed: &[u8],
) -> Result<(), Fault> {
    record_in(tx, scope.centre(), matter, kind, sealed).await
}

pub(crate) async fn record_in(
    tx: &mut Tx,
    centre: &CentreId,
    matter: MatterId,
    kind: FactKind,
    sealed: &[u8],
) -> Result<(), Fault> {
    let fact_clock = tick(tx, centre).await?;
    sql!(
        change,
        tx,
        centre,
        "insert into facts (centre_id, matter_id, kind, revision, fact_clock, sealed) values ($1, $2, $3, 1, $4, $5)",
        matter.as_str(),
        kind.as_str(),
        fact_clock,
        sealed
    )?;
    Ok(())
}

/// Replaces the facts read at `revision` by bytes sealed for the next one.
///
/// [`Fault::Stale`] if somebody else replaced or removed them first.
pub async fn replace(
    tx: &mut Tx,
    scope: &Scope,
    matter: MatterId,
    kind: FactKind,
    revision: i64,
    sealed: &[u8],
) -> Result<(), Fault> {
    change(tx, scope.centre(), matter, kind, revision, Some(sealed)).await
}

/// Removes the facts read at `revision`; a tombstone tells the other nodes.
pub async fn remove(
    tx: &mut Tx,
    scope: &Scope,
    matter: MatterId,
    kind: FactKind,
    revision: i64,
) -> Result<(), Fault> {
    change(tx, scope.centre(), matter, kind, revision, None).await
}

async fn change(
    tx: &mut Tx,
    centre: &CentreId,
    matter: MatterId,
    kind: FactKind,
    revision: i64,
    sealed: Option<&[u8]>,
) -> Result<(), Fault> {
    let fact_clock = tick(tx, centre).await?;
    let changed = sql!(
        change,
        tx,
        centre,
        "update facts set revision = revision + 1, fact_clock = $5, sealed = $6
         where centre_id = $1 and matter_id = $2 and kind = $3 and revision = $4 and sealed is not null",
        matter.as_str(),
        kind.as_str(),
        revision,
        fact_clock,
        sealed
    )?;
    Fault::stale_unless(changed)
}

/// Whether the matter is counted has changed: who counts must look at its facts again. It has those of an enquiry alone.
pub(crate) async fn touch(tx: &mut Tx, centre: &CentreId, matter: MatterId) -> Result<(), Fault> {
    let fact_clock = tick(tx, centre).await?;
    sql!(
        change,
        tx,
        centre,
        "update facts set fact_clock = $3 where centre_id = $1 and matter_id = $2 and kind = 'enquiry'",
        matter.as_str(),
        fact_clock
    )?;
    Ok(())
}

/// Removes the facts of an enquiry, whatever their revision.
pub(crate) async fn remove_in(
    tx: &mut Tx,
    centre: &CentreId,
    matter: MatterId,
) -> Result<(), Fault> {
    let fact_clock = tick(tx, centre).await?;
    sql!(
        change,
        tx,
        centre,
        "update facts set revision = revision + 1, fact_clock = $3, sealed = null
         where centre_id = $1 and matter_id = $2 and kind = 'enquiry' and sealed is not null",
        matter.as_str(),
        fact_clock
    )?;
    Ok(())
}

async fn tick(tx: &mut Tx, centre: &CentreId) -> Result<i64, Fault> {
    let ticked: Option<(i64,)> = sql!(
        find,
        tx,
        centre,
        "update counters set fact_clock = fact_clock + 1 where centre_id = $1 returning fact_clock"
    )?;
    tx.tell(centre, NewsKind::Facts);
    ticked.map(|(ticked,)| ticked).ok_or(Fault::Refused)
}
