//! Standing aside: a reader who may know those it is about takes herself out, and cannot let herself in again.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Redirect;
use axum::routing::post;
use fyren_domain::access::Action;
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
    let scope = standing.scope(Action::StandAside)?;
    standing
        .record(&app, &mut tx, Action::StandAside, None)
        .await?;
    fyren_store::exclusion::record(&mut tx, &scope, standing.matter, app.clock.now()).await?;
    tx.commit().await?;
    Ok(Redirect::to(hub::QUEUE))
}
