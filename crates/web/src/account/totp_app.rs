//! An authenticator app: offered as a picture and a text, kept when its first code is right.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use fyren_store::{Fault, staff};
use serde::Deserialize;

use super::own::OwnAccount;
use super::{app_secret, show};
use crate::app::App;
use crate::error::Error;
use crate::event::{Act, record_act};
use crate::form::{CheckedForm, Faults};
use crate::layout::{self, HubPage};
use crate::paths::hub;
use crate::texts::fl;
use crate::totp::{QrDrawing, TotpSecret, draw_qr};

#[derive(askama::Template)]
#[template(path = "account/app.html")]
struct AppPage {
    hub: HubPage,
    faults: Faults,
    qr: QrDrawing,
    secret: String,
    pending: String,
}

pub(super) async fn offer(State(app): State<App>, own: OwnAccount) -> Result<Response, Error> {
    own.check_fresh(&app)?;
    let secret = app_secret::make(&app);
    layout::page(&page(&app, &own, &secret, None, Faults::default()).await?)
}

/// The offer as a page; `pending` is the offer when it was made before.
async fn page(
    app: &App,
    own: &OwnAccount,
    secret: &TotpSecret,
    pending: Option<String>,
    faults: Faults,
) -> Result<AppPage, Error> {
    let (scope, staff) = (own.machine(), own.session.staff_id);
    let person = staff::find_for_machine(&mut app.store.read().await?, &scope, staff).await?;
    let handle = person.ok_or(Error::NotFound)?.handle;
    let qr = draw_qr(&secret.address("Fyren", &handle))
        .ok_or_else(|| Error::internal("too much for a QR code"))?;
    let pending = pending.unwrap_or_else(|| app_secret::offer(app, &scope, staff, secret));
    Ok(AppPage {
        hub: own.page(),
        faults,
        qr,
        secret: secret.text(),
        pending,
    })
}

#[derive(Deserialize)]
pub(super) struct FirstCode {
    #[serde(default)]
    code: String,
    #[serde(default)]
    pending: String,
}

pub(super) async fn add(
    State(app): State<App>,
    own: OwnAccount,
    form: CheckedForm<FirstCode>,
) -> Result<Response, Error> {
    // The offer was made to a fresh session, and lasts a quarter of an hour.
    let (scope, staff) = (own.machine(), own.session.staff_id);
    let Some(secret) = app_secret::take_offer(&app, &scope, staff, &form.pending) else {
        return again(
            &app,
            &own,
            app_secret::make(&app),
            None,
            fl!(own.page().texts, "account-app-too-old"),
        )
        .await;
    };
    let Some(step) = secret.check(&form.code, app.clock.now()) else {
        let fault = fl!(own.page().texts, "account-app-wrong");
        return again(&app, &own, secret, Some(form.pending.clone()), fault).await;
    };
    let mut tx = app.store.begin().await?;
    staff::replace_totp(
        &mut tx,
        &scope,
        staff,
        Some(&app_secret::seal(&app, &scope, staff, &secret)),
    )
    .await?;
    staff::use_totp_step(&mut tx, &scope, staff, step.0).await?;
    let cookie = own.after_factor(&app, &mut tx).await?;
    record_act(&app, &mut tx, &own.scope()?, Act::AppAdded, None).await?;
    tx.commit().await?;
    Ok((cookie, Redirect::to(own.next())).into_response())
}

async fn again(
    app: &App,
    own: &OwnAccount,
    secret: TotpSecret,
    pending: Option<String>,
    fault: String,
) -> Result<Response, Error> {
    let mut faults = Faults::default();
    faults.add("code", fault);
    layout::invalid(&page(app, own, &secret, pending, faults).await?)
}

#[derive(Deserialize)]
pub(super) struct Removal {}

pub(super) async fn remove(
    State(app): State<App>,
    own: OwnAccount,
    _: CheckedForm<Removal>,
) -> Result<Response, Error> {
    own.check_fresh(&app)?;
    if own.factors.is_last() {
        return show::refused(&app, &own, "app").await;
    }
    let mut tx = app.store.begin().await?;
    match staff::replace_totp(&mut tx, &own.machine(), own.session.staff_id, None).await {
        Err(Fault::Stale) => return Err(Error::NotFound),
        other => other?,
    }
    record_act(&app, &mut tx, &own.scope()?, Act::AppRemoved, None).await?;
    tx.commit().await?;
    Ok(Redirect::to(hub::ACCOUNT).into_response())
}
