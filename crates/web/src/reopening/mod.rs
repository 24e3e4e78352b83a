//! Reopening: what was closed is taken up again.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Redirect;
use axum::routing::post;
use fyren_domain::access::Action;

use crate::app::App;
use crate::consultation::Seen;
use crate::error::Error;
use crate::form::CheckedForm;
use crate::matter::{Whole, standing};
use crate::paths::{filled, hub};
use crate::session::Coordinator;

pub(crate) fn routes() -> Router<App> {
    Router::new().route(hub::REOPENING, post(create))
}

async fn create(
    State(app): State<App>,
    worker: Coordinator,
    Path(matter): Path<String>,
    seen: CheckedForm<Seen>,
) -> Result<Redirect, Error> {
    let mut tx = app.store.begin().await?;
    let standing = standing(&mut tx, &worker, &matter).await?;
    let scope = standing.scope(Action::Reopen)?;
    let whole = Whole::find(&app, &mut tx, &scope, standing.matter).await?;
    whole.check(&seen.revision)?;
    match whole.consultation.clone() {
        Some(consultation) => {
            fyren_store::consultation::reopen(
                &mut tx,
                &scope,
                standing.matter,
                consultation.revision.0,
            )
            .await?;
            whole
                .replace_consultation(&app, &mut tx, &scope, consultation.reopen()?)
                .await?;
        }
        None => {
            fyren_store::enquiry::reopen(&mut tx, &scope, standing.matter, whole.row.revision)
                .await?;
            whole
                .replace_enquiry(&app, &mut tx, &scope, whole.enquiry.clone().reopen()?)
                .await?;
        }
    }
    standing.record(&app, &mut tx, Action::Reopen, None).await?;
    tx.commit().await?;
    Ok(Redirect::to(&filled(hub::MATTER, &standing.matter)))
}
