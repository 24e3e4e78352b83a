//! All sessions of a colleague end: a computer is gone, or somebody else may have got in. Her account stays.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use fyren_domain::id::StaffId;
use fyren_store::session;
use serde::Deserialize;

use super::change::{find, manage};
use crate::app::App;
use crate::error::Error;
use crate::event::{Act, record_act};
use crate::form::CheckedForm;
use crate::paths::hub;
use crate::session::Administrator;

#[derive(Deserialize)]
pub(super) struct Ending {}

pub(super) async fn end(
    State(app): State<App>,
    worker: Administrator,
    Path(staff): Path<StaffId>,
    _: CheckedForm<Ending>,
) -> Result<Response, Error> {
    let scope = manage(&worker, staff)?;
    let mut tx = app.store.begin().await?;
    find(&mut tx, &scope, staff).await?;
    session::end_all_of(&mut tx, &worker.machine(), staff).await?;
    let act = Act::StaffSessionsEnded;
    record_act(&app, &mut tx, &scope, act, Some(staff.as_str())).await?;
    tx.commit().await?;
    Ok(Redirect::to(hub::STAFF).into_response())
}
