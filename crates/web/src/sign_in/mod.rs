//! Sign-in: a passphrase that never leaves the browser, then a second factor.
//!
//! The page needs script, because it proves the passphrase and unlocks keys; everything it asks of
//! the server is JSON. Nothing here tells whether a handle exists.

pub(crate) mod attempt;
pub(crate) mod device;
mod handle;
mod pace;
mod passphrase;
mod refusal;
mod second_factor;
mod unfinished;

use axum::Router;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;

pub(crate) use self::handle::Handle;
pub(crate) use self::pace::Pace;
pub use self::passphrase::credential;
pub use self::refusal::Refusal;
pub(crate) use self::second_factor::{SecondFactor, first_page};
pub use self::unfinished::forget_unfinished;
use crate::app::App;
use crate::error::Error;
use crate::event::{Act, record_act};
use crate::form::CheckedForm;
use crate::layout;
use crate::paths::hub;
use crate::session::{Recognition, Token};
use crate::texts::{Language, Texts, fl};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route(hub::SIGN_IN, get(show))
        .route(hub::SIGN_IN_START, post(passphrase::start))
        .route(hub::SIGN_IN_FINISH, post(passphrase::finish))
        .route(hub::SIGN_IN_CODE, post(second_factor::code))
        .route(
            hub::SIGN_IN_PASSKEY_START,
            post(second_factor::passkey_start),
        )
        .route(
            hub::SIGN_IN_PASSKEY_FINISH,
            post(second_factor::passkey_finish),
        )
        .route(hub::SIGN_OUT, post(sign_out))
}

#[derive(Deserialize)]
struct Arrival {
    #[serde(default)]
    utloggad: Option<String>,
}

#[derive(askama::Template)]
#[template(path = "sign_in/page.html")]
struct SignInPage {
    texts: Texts,
    signed_out: bool,
}

async fn show(Query(arrival): Query<Arrival>) -> Result<Response, Error> {
    layout::page(&SignInPage {
        texts: Language::Swedish.texts(),
        signed_out: arrival.utloggad.is_some(),
    })
}

#[derive(Deserialize)]
struct SignOut {}

/// Ends the session and with it the server's part of what unlocks the browser's keys. The page's
/// script has cleared the browser's part before it sent this.
async fn sign_out(
    State(app): State<App>,
    Recognition(session): Recognition,
    headers: HeaderMap,
    _: CheckedForm<SignOut>,
) -> Result<Response, Error> {
    let mut tx = app.store.begin().await?;
    fyren_store::session::end(&mut tx, &session.machine(), &session.hash).await?;
    record_act(&app, &mut tx, &session.own_scope()?, Act::SignedOut, None).await?;
    tx.commit().await?;
    let arrival = format!("{}?utloggad=1", hub::SIGN_IN);
    Ok((Token::taken_back(&app, &headers), Redirect::to(&arrival)).into_response())
}
