//! Standing aside: a reader who may know those it is about takes herself out, and cannot let herself in again.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Redirect;
use axum::routing::post;
use fyren_domain::access::{Action, Relation, Scope};
use fyren_domain::id::MatterId;
use fyren_store::reader::Reader;
use fyren_store::{Tx, exclusion, reader, vault};
use serde::Deserialize;

use crate::app::App;
use crate::error::Error;
use crate::form::CheckedForm;
use crate::matter::standing;
use crate::paths::hub;
use crate::session::Adviser;

pub(crate) fn routes() -> Router<App> {
    Router::new().route(hub::EXCLUSIONS, post(create))
}

/// A form of one button.
#[derive(Deserialize)]
struct Pressed {}

async fn create(
    State(app): State<App>,
    worker: Adviser,
    Path(matter): Path<String>,
    _: CheckedForm<Pressed>,
) -> Result<Redirect, Error> {
    let mut tx = app.store.begin().await?;
    let standing = standing(&mut tx, &worker, &matter).await?;
    let (scope, matter) = (standing.scope(Action::StandAside)?, standing.matter);
    let readers = reader::list(&mut tx, &scope, matter).await?;
    let is_reader = standing.relation == Relation::Reader;
    if is_reader && !is_shared(&mut tx, &scope, matter, &readers).await? {
        return Err(Error::Stale);
    }
    standing
        .record(&app, &mut tx, Action::StandAside, None)
        .await?;
    exclusion::record(&mut tx, &scope, matter, app.clock.now()).await?;
    tx.commit().await?;
    Ok(Redirect::to(hub::QUEUE))
}

/// Whether a matter stays readable when one of its readers goes: another reads, too, or nothing is written there.
/// What the last one takes along, the asker's further messages with it, nobody could ever open.
pub(crate) async fn is_shared(
    tx: &mut Tx,
    scope: &Scope,
    matter: MatterId,
    readers: &[Reader],
) -> Result<bool, Error> {
    Ok(readers.len() > 1 || vault::list(tx, scope, matter).await?.is_empty())
}
