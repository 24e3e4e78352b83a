//! What a visitor seals for, and who will be able to read it: a row of the directory, with the proof that it stands there.

use axum::Json;
use axum::extract::State;
use fyren_domain::access::{MachineScope, VisitorScope};
use fyren_domain::demand::Demand;
use fyren_store::Tx;
use fyren_store::directory::{self as kept, Row, states, subject_of};
use fyren_store::intake::{self, Running};
use serde::Serialize;

use super::challenge;
use crate::app::App;
use crate::base64::Base64;
use crate::centres::VisitedCentre;
use crate::demand;
use crate::directory::{self, Proof};
use crate::error::Error;

#[derive(Serialize)]
pub(super) struct Intake {
    /// The row that says who, and by which keys.
    entry: Base64,
    number: i64,
    previous: Base64,
    path: Base64,
    note: String,
    challenge: Base64,
    /// Tries that are demanded for a short question now.
    demand: u32,
}

/// Nobody may read what comes while there is no epoch, or nobody can open it, and nothing can be kept while the database cannot write:
/// then nothing is taken, and the page says so before anybody writes.
pub(super) async fn show(
    State(app): State<App>,
    VisitedCentre(model): VisitedCentre,
) -> Result<Json<Intake>, Error> {
    let scope = VisitorScope::at(model.id.clone());
    if app.store.cannot_write() {
        demand::check_writable(&app, &model.id).await?;
    }
    let mut tx = app.store.read().await?;
    let found = stated(&app, &mut tx, &scope).await?;
    let row = match found {
        Some(row) => row,
        None => {
            drop(tx);
            tx = restated(&app, &scope).await?;
            let found = stated(&app, &mut tx, &scope).await?;
            found.ok_or_else(|| Error::internal("the directory does not say who can read"))?
        }
    };
    let proof = app.proofs.find(&app, &mut tx, &scope, row.number).await?;
    let demand = demand::for_queue(&app, &mut tx, &model.id).await?;
    Ok(Json(Intake::of(
        row,
        &proof,
        challenge::make(&app, &model.id),
        demand,
    )))
}

/// The row that states who can read now, if the last one about it does.
async fn stated(app: &App, tx: &mut Tx, scope: &VisitorScope) -> Result<Option<Row>, Error> {
    let running = running(app, tx, scope).await?;
    let row = kept::find_audience(tx, scope, subject_of(&running)).await?;
    Ok(row.filter(|row| states(&row.entry, &running)))
}

/// Who can read now.
pub(super) async fn running(
    app: &App,
    tx: &mut Tx,
    scope: &VisitorScope,
) -> Result<Running, Error> {
    let next_week = app.clock.now().swedish_week(1);
    let running = intake::find_running(tx, scope, &next_week).await?;
    running.ok_or(Error::NotReady)
}

/// A week that begins while nobody shares a key changes who can read without anybody's act: nothing is told to a
/// visitor that the directory does not state.
async fn restated(app: &App, scope: &VisitorScope) -> Result<Tx, Error> {
    let mut tx = app.store.begin().await?;
    directory::restate(app, &mut tx, &MachineScope::at(scope.centre().clone())).await?;
    tx.commit().await?;
    Ok(app.store.read().await?)
}

impl Intake {
    fn of(row: Row, proof: &Proof, challenge: Base64, demand: Demand) -> Self {
        Self {
            entry: Base64(row.entry),
            number: proof.number,
            previous: Base64(proof.previous.to_vec()),
            path: Base64(proof.path.concat()),
            note: proof.note.clone(),
            challenge,
            demand: demand.tries(),
        }
    }
}
