//! Passkeys of one's own: made with the page's script, removed by a plain form.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use fyren_domain::id::PasskeyId;
use fyren_store::{Fault, staff};
use serde::{Deserialize, Serialize};
use webauthn_rs::prelude::{CreationChallengeResponse, RegisterPublicKeyCredential};

use super::own::OwnAccount;
use super::show;
use crate::app::App;
use crate::error::Error;
use crate::event::{Act, record_act};
use crate::form::{CheckedForm, CheckedJson};
use crate::passkey;
use crate::paths::hub;
use crate::sign_in::Refusal;
use crate::sign_in::attempt::{self, Purpose};

/// Characters of a passkey's name.
const LONGEST_NAME: usize = 60;

#[derive(Serialize)]
pub(super) struct Started {
    attempt: String,
    options: CreationChallengeResponse,
}

pub(super) async fn start(
    State(app): State<App>,
    own: OwnAccount,
    _: CheckedJson<serde::de::IgnoredAny>,
) -> Result<Json<Started>, Error> {
    own.check_fresh(&app)?;
    let (scope, staff) = (own.machine(), own.session.staff_id);
    let mut tx = app.store.begin().await?;
    let person = staff::find_for_machine(&mut tx, &scope, staff)
        .await?
        .ok_or(Error::NotFound)?;
    let kept = passkey::list(&app, &mut tx, &scope, staff).await?;
    let (options, state) = passkey::begin_making(&app, staff, &person.handle, &person.name, &kept)?;
    let state = serde_json::to_vec(&state).map_err(Error::internal)?;
    let attempt = attempt::keep(
        &app,
        &mut tx,
        &scope,
        Purpose::PasskeyMaking,
        Some(staff),
        &state,
    )
    .await?;
    tx.commit().await?;
    Ok(Json(Started { attempt, options }))
}

#[derive(Deserialize)]
pub(super) struct Made {
    attempt: String,
    credential: RegisterPublicKeyCredential,
    name: String,
}

#[derive(Serialize)]
pub(super) struct Kept {
    next: &'static str,
}

pub(super) async fn finish(
    State(app): State<App>,
    own: OwnAccount,
    made: CheckedJson<Made>,
) -> Result<(CookieJar, Json<Kept>), Error> {
    let name = made.name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(Refusal::PasskeyName.into());
    }
    let (scope, staff) = (own.machine(), own.session.staff_id);
    let mut tx = app.store.begin().await?;
    let begun = attempt::take(&app, &mut tx, &scope, Purpose::PasskeyMaking, &made.attempt).await?;
    if begun.staff != Some(staff) {
        return Err(Refusal::TooOld.into());
    }
    let state = serde_json::from_slice(&begun.state).map_err(Error::internal)?;
    passkey::finish_making(
        &app,
        &mut tx,
        &scope,
        staff,
        (&state, &made.credential, name),
    )
    .await?;
    let cookie = own.after_factor(&app, &mut tx).await?;
    record_act(&app, &mut tx, &own.scope()?, Act::PasskeyAdded, None).await?;
    tx.commit().await?;
    Ok((cookie, Json(Kept { next: own.next() })))
}

#[derive(Deserialize)]
pub(super) struct Removal {}

pub(super) async fn remove(
    State(app): State<App>,
    own: OwnAccount,
    Path(passkey): Path<PasskeyId>,
    _: CheckedForm<Removal>,
) -> Result<Response, Error> {
    own.check_fresh(&app)?;
    if own.factors.is_last() {
        return show::refused(&app, &own, "passkeys").await;
    }
    let mut tx = app.store.begin().await?;
    match fyren_store::passkey::remove(&mut tx, &own.scope()?, passkey).await {
        Err(Fault::Stale) => return Err(Error::NotFound),
        other => other?,
    }
    record_act(
        &app,
        &mut tx,
        &own.scope()?,
        Act::PasskeyRemoved,
        Some(passkey.as_str()),
    )
    .await?;
    tx.commit().await?;
    Ok(Redirect::to(hub::ACCOUNT).into_response())
}
