//! What the browser needs to have its staff member's keys on a page: the wrapped root key, which
//! only her passphrase opens, and the session's secret, which opens what the last page locked.

use axum::Json;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use fyren_domain::id::{CentreId, StaffId};
use fyren_store::staff;
use serde::Serialize;

use super::{AnyStaff, SessionSecret};
use crate::app::App;
use crate::base64::Base64;
use crate::error::Error;
use crate::paths::hub;

pub(crate) fn routes() -> Router<App> {
    Router::new().route(hub::KEYS, get(show))
}

#[derive(Serialize)]
struct Keys {
    staff: StaffId,
    centre: CentreId,
    wrapped_root: Base64,
    session_secret: Base64,
    card: Base64,
}

async fn show(State(app): State<App>, worker: AnyStaff) -> Result<Json<Keys>, Error> {
    let (scope, staff) = (worker.machine(), worker.staff());
    let kept = staff::find_sign_in_of(&mut app.store.read().await?, &scope, staff)
        .await?
        .ok_or(Error::SignInNeeded)?;
    let secret = SessionSecret::open(&app, &scope, staff, &worker.session().session.secret)?;
    Ok(Json(Keys {
        staff,
        centre: scope.centre().clone(),
        wrapped_root: Base64(kept.wrapped_root),
        session_secret: Base64(secret.as_bytes().to_vec()),
        card: Base64(kept.card),
    }))
}
