//! Taking an enquiry on: it becomes a consultation.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Redirect;
use axum::routing::post;
use fyren_domain::access::Action;
use fyren_store::fact::FactKind;
use serde::Deserialize;

use crate::app::App;
use crate::error::Error;
use crate::fact;
use crate::form::CheckedForm;
use crate::matter::{Whole, standing};
use crate::paths::{filled, hub};
use crate::session::Coordinator;

pub(crate) fn routes() -> Router<App> {
    Router::new().route(hub::CONSULTATION, post(create))
}

/// The form of a single button: what was seen when it was pressed.
#[derive(Deserialize)]
pub(crate) struct Seen {
    pub(crate) revision: String,
}

async fn create(
    State(app): State<App>,
    worker: Coordinator,
    Path(matter): Path<String>,
    seen: CheckedForm<Seen>,
) -> Result<Redirect, Error> {
    let mut tx = app.store.begin().await?;
    let standing = standing(&mut tx, &worker, &matter).await?;
    let scope = standing.scope(Action::TakeOn)?;
    let whole = Whole::find(&app, &mut tx, &scope, standing.matter).await?;
    whole.check(&seen.revision)?;
    let now = app.clock.now();
    let (_, consultation) = whole.enquiry.take_on(now)?;
    let facts =
        fact::seal_first_consultation(&app, scope.centre(), standing.matter, &consultation.facts);
    fyren_store::consultation::take_on(&mut tx, &scope, standing.matter, whole.row.revision, now)
        .await?;
    fyren_store::fact::record(
        &mut tx,
        &scope,
        standing.matter,
        FactKind::Consultation,
        &facts,
    )
    .await?;
    standing.record(&app, &mut tx, Action::TakeOn, None).await?;
    tx.commit().await?;
    Ok(Redirect::to(&filled(hub::MATTER, &standing.matter)))
}
