//! The browser itself, known since somebody signed in with it: its owner may let it be unknown again.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::own::OwnAccount;
use crate::app::App;
use crate::error::Error;
use crate::event::{Act, record_act};
use crate::form::CheckedForm;
use crate::paths::hub;
use crate::session::AnyStaff;
use crate::sign_in::device;

#[derive(Deserialize)]
pub(super) struct Removal {}

pub(super) async fn remove(
    State(app): State<App>,
    _: AnyStaff,
    own: OwnAccount,
    headers: HeaderMap,
    _: CheckedForm<Removal>,
) -> Result<Response, Error> {
    let mut tx = app.store.begin().await?;
    record_act(&app, &mut tx, &own.scope()?, Act::BrowserForgotten, None).await?;
    tx.commit().await?;
    let cookies = device::taken_back(&app, &headers);
    Ok((cookies, Redirect::to(hub::ACCOUNT)).into_response())
}
