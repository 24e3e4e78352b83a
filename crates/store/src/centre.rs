//! Centres and their models.

use fyren_domain::{
    access::{MachineScope, Scope},
    id::CentreId,
    time::Instant,
};
use fyren_seal::log::genesis;
use sqlx::FromRow;

use crate::{
    fault::Fault,
    news::NewsKind,
    statement::{Text, sql},
    tx::Tx,
};

/// A centre of this installation.
#[derive(Clone, Debug, Eq, FromRow, PartialEq)]
pub struct Centre {
    /// Its identifier.
    #[sqlx(try_from = "Text")]
    pub centre_id: CentreId,
    /// The text of its model file.
    pub model: String,
    /// Of the model; grows by one with each change.
    pub revision: i64,
    /// When it was set up.
    #[sqlx(try_from = "i64")]
    pub opened_at: Instant,
}

/// All centres of the installation.
pub async fn list(tx: &mut Tx) -> Result<Vec<Centre>, Fault> {
    sql!(
        everywhere,
        list,
        tx,
        "select centre_id, model, revision, opened_at from centres order by centre_id"
    )
}

/// One centre.
pub async fn find(tx: &mut Tx, scope: &MachineScope) -> Result<Option<Centre>, Fault> {
    sql!(
        find,
        tx,
        scope.centre(),
        "select centre_id, model, revision, opened_at from centres where centre_id = $1"
    )
}

/// Sets up a centre. [`Fault::Conflict`] if it exists.
pub async fn open(
    tx: &mut Tx,
    scope: &MachineScope,
    model: &str,
    at: Instant,
) -> Result<(), Fault> {
    let centre = scope.centre();
    sql!(
        change,
        tx,
        centre,
        "insert into centres (centre_id, model, revision, opened_at) values ($1, $2, 1, $3)",
        model,
        at.milliseconds()
    )?;
    sql!(
        change,
        tx,
        centre,
        "insert into counters (centre_id, fact_clock, event_number, event_hash, new_matters, ongoing_matters, closed_matters)
         values ($1, 0, 0, $2, 0, 0, 0)",
        &genesis(centre.as_str())[..]
    )?;
    tx.tell(centre, NewsKind::Model);
    Ok(())
}

/// Replaces the model read at `revision`; [`Fault::Stale`] if somebody else replaced it first.
pub async fn replace_model(
    tx: &mut Tx,
    scope: &Scope,
    revision: i64,
    model: &str,
) -> Result<(), Fault> {
    let changed = sql!(
        change,
        tx,
        scope.centre(),
        "update centres set model = $3, revision = revision + 1 where centre_id = $1 and revision = $2",
        revision,
        model
    )?;
    tx.tell(scope.centre(), NewsKind::Model);
    Fault::stale_unless(changed)
}
