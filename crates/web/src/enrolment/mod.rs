//! Enrolment: an invited person makes her keys. The page is the same for everybody; the one-time
//! token stands behind `#` in its address, so that no server, proxy or log sees it on the way.
//! What she makes it of never leaves her browser: the server gets a registration record, a card
//! and a wrapped root key.

pub(crate) mod invitation;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use axum_extra::extract::CookieJar;
use fyren_domain::access::{Action, MachineScope, Relation, Worker};
use fyren_domain::id::StaffId;
use fyren_seal::HolderCard;
use fyren_seal::sign_in::registration_record;
use fyren_store::Fault;
use fyren_store::invitation::Invitation;
use fyren_store::staff::{self, Enrolment};
use serde::{Deserialize, Serialize};

use crate::account::passphrase::{LONGEST_ROOT, PassphraseFields};
use crate::app::App;
use crate::base64::Base64;
use crate::centres::VisitedCentre;
use crate::directory;
use crate::error::Error;
use crate::event::{Act, record_act};
use crate::layout;
use crate::paths::hub;
use crate::session;
use crate::sign_in::{Handle, credential};
use crate::texts::{Language, Texts, fl};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route(hub::ENROLMENT, get(show))
        .route(hub::ENROLMENT_INVITATION, post(greet))
        .route(hub::ENROLMENT_START, post(start))
        .route(hub::ENROLMENT_FINISH, post(finish))
}

#[derive(askama::Template)]
#[template(path = "enrolment/page.html")]
struct EnrolmentPage {
    texts: Texts,
    fields: PassphraseFields,
}

async fn show(VisitedCentre(centre): VisitedCentre) -> Result<Response, Error> {
    let texts = Language::Swedish.texts();
    let fields = PassphraseFields::of(texts, &centre);
    layout::page(&EnrolmentPage { texts, fields })
}

#[derive(Deserialize)]
struct Shown {
    token: String,
}

/// Who is invited, for her to see that it is she.
#[derive(Serialize)]
struct Invited {
    name: String,
    title: String,
    handle: String,
    centre: String,
}

async fn greet(
    State(app): State<App>,
    VisitedCentre(centre): VisitedCentre,
    Json(shown): Json<Shown>,
) -> Result<Json<Invited>, Error> {
    let scope = MachineScope::at(centre.id.clone());
    let invited =
        invitation::find(&app, &mut app.store.read().await?, &scope, &shown.token).await?;
    let Invitation {
        name,
        title,
        handle,
        ..
    } = invited;
    Ok(Json(Invited {
        name,
        title,
        handle,
        centre: centre.name.value.sv.clone(),
    }))
}

#[derive(Deserialize)]
struct Start {
    token: String,
    request: Base64,
}

#[derive(Serialize)]
struct Started {
    staff: StaffId,
    response: Base64,
}

async fn start(
    State(app): State<App>,
    VisitedCentre(centre): VisitedCentre,
    Json(sent): Json<Start>,
) -> Result<Json<Started>, Error> {
    let scope = MachineScope::at(centre.id.clone());
    let invited = invitation::find(&app, &mut app.store.read().await?, &scope, &sent.token).await?;
    let handle = Handle::parse(&invited.handle)
        .ok_or_else(|| Error::internal("a kept handle cannot be read"))?;
    let name = credential(&centre.id, handle.as_str());
    let response = app
        .keys
        .opaque_setup
        .registration_response(&name, &sent.request.0)
        .map_err(|_| Error::Malformed)?;
    Ok(Json(Started {
        staff: invited.staff_id,
        response: Base64(response),
    }))
}

#[derive(Deserialize)]
struct Finish {
    token: String,
    upload: Base64,
    card: Base64,
    wrapped_root: Base64,
}

#[derive(Serialize)]
struct Finished {
    csrf: String,
    session_secret: Base64,
    next: &'static str,
}

async fn finish(
    State(app): State<App>,
    VisitedCentre(centre): VisitedCentre,
    headers: HeaderMap,
    Json(sent): Json<Finish>,
) -> Result<(CookieJar, Json<Finished>), Error> {
    let registration = registration_record(&sent.upload.0).map_err(|_| Error::Malformed)?;
    HolderCard::from_bytes(&sent.card.0).map_err(|_| Error::Malformed)?;
    if sent.wrapped_root.0.len() > LONGEST_ROOT {
        return Err(Error::Malformed);
    }
    let enrolment = Enrolment {
        registration: &registration,
        wrapped_root: &sent.wrapped_root.0,
        card: &sent.card.0,
    };
    let scope = MachineScope::at(centre.id.clone());
    let mut tx = app.store.begin().await?;
    let invited = invitation::find(&app, &mut tx, &scope, &sent.token).await?;
    invitation::take(&app, &mut tx, &scope, &sent.token).await?;
    match staff::enrol(&mut tx, &scope, invited.staff_id, &enrolment).await {
        Err(Fault::Stale) => return Err(Error::NotFound),
        other => other?,
    }
    directory::restate(&app, &mut tx, &scope).await?;
    let begun = session::begin_half(&app, &mut tx, &scope, invited.staff_id, &headers).await?;
    let own = Worker::new(centre.id.clone(), invited.staff_id, invited.role);
    let own = own.scope(Action::KeepOwnAccount, Relation::NoMatter)?;
    record_act(&app, &mut tx, &own, Act::StaffEnrolled, None).await?;
    tx.commit().await?;
    let session_secret = Base64(begun.secret.as_bytes().to_vec());
    Ok((
        begun.cookie,
        Json(Finished {
            csrf: begun.csrf.text().to_owned(),
            session_secret,
            next: hub::ACCOUNT,
        }),
    ))
}
