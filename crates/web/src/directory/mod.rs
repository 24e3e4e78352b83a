//! The directory of keys and readers, an append-only log: stated in the transaction of what it states, shown to those
//! who ask with proof, to outsiders as hashes, and to staff whole.

mod proof;
mod tile;
mod watch;

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use fyren_domain::access::{MachineScope, VisitorScope};
use fyren_domain::id::CentreId;
use fyren_domain::time::Instant;
use fyren_seal::directory::{DirectoryKey, Salts};
use fyren_store::directory::{self, Hand};
use fyren_store::{Tx, intake};

pub(crate) use self::proof::{Proof, Proofs};
use crate::app::App;
use crate::centres::VisitedCentre;
use crate::error::Error;
use crate::paths;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route(paths::directory::CHECKPOINT, get(show_checkpoint))
        .route(paths::directory::TILE, get(tile::show))
        .route(paths::directory::PARTIAL_TILE, get(tile::show_partial))
        .route(paths::hub::DIRECTORY, get(watch::show).post(watch::keep))
}

/// The key of a centre's directory.
pub(crate) fn key(app: &App, centre: &CentreId) -> DirectoryKey {
    DirectoryKey::derive(&app.keys, centre.as_str())
}

/// Appends what has become true of staff, their keys and the intake's. Call it before the commit of what changed them.
pub async fn restate(app: &App, tx: &mut Tx, scope: &MachineScope) -> Result<(), Error> {
    restate_at(app, tx, scope, app.clock.now()).await
}

/// The same as of another time, for a demonstration that begins a year ago.
pub async fn restate_at(
    app: &App,
    tx: &mut Tx,
    scope: &MachineScope,
    at: Instant,
) -> Result<(), Error> {
    let hand = Hand {
        key: &key(app, scope.centre()),
        salts: app.with_chance(Salts::make),
        at,
    };
    directory::restate(tx, scope, &hand).await?;
    Ok(())
}

/// The same for every centre, before anything is served: a database may be from before there was a directory.
pub async fn complete(app: &App) -> Result<(), Error> {
    for model in app.centres.list() {
        let scope = MachineScope::at(model.id.clone());
        let mut tx = app.store.begin().await?;
        intake::retire_others(&mut tx, &scope).await?;
        restate(app, &mut tx, &scope).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// The newest checkpoint with the hour: for monitors and witnesses outside.
async fn show_checkpoint(
    State(app): State<App>,
    VisitedCentre(model): VisitedCentre,
) -> Result<Response, Error> {
    let scope = VisitorScope::at(model.id.clone());
    let mut tx = app.store.read().await?;
    let last = directory::find_last(&mut tx, &scope).await?;
    let note = proof::timed(&app, &model.id, &last.ok_or(Error::NotFound)?.note)?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], note).into_response())
}
