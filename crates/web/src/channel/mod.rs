//! What the public pages' scripts talk to. Everything that comes is sealed and signed in the browser; the server checks form and signature.
//!
//! A visitor has no session: each request but the first two proves itself by a signature under a challenge of ours. The same request sent
//! again does the same or nothing; one that is cut, too large or too old is refused and leaves nothing behind.

mod challenge;
mod enquiry;
mod file;
mod intake;
mod phrase;
mod thread;

use axum::Router;
use axum::routing::{get, post};
use fyren_domain::time::Instant;
use fyren_seal::{EntryContext, HolderCard, check_entry};
use serde::de::DeserializeOwned;

use crate::app::App;
use crate::base64::Base64;
use crate::entry::kibibytes;
use crate::error::Error;
use crate::paths::channel;

pub(crate) use self::challenge::check_challenge;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route(channel::INTAKE, get(intake::show))
        .route(channel::CHALLENGE, get(challenge::show))
        .route(channel::PHRASE, post(phrase::evaluate))
        .route(channel::ENQUIRY, post(enquiry::create))
        .route(channel::OPEN, post(thread::open))
        .route(channel::WRITE, post(thread::write))
        .route(channel::FILE, post(file::create))
        .route(channel::FETCH, post(file::fetch))
}

/// What a code phrase finds its thread by.
type Locator = [u8; 32];

fn locator(bytes: &Base64) -> Result<Locator, Error> {
    bytes.0.as_slice().try_into().map_err(|_| Error::Malformed)
}

fn card(bytes: &[u8]) -> Result<HolderCard, Error> {
    HolderCard::from_bytes(bytes).map_err(|_| Error::Malformed)
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Error> {
    serde_json::from_slice(body).map_err(|_| Error::Malformed)
}

/// When a visitor acts, as finely as it is kept.
fn hour(app: &App) -> Instant {
    app.clock.now().whole_hour()
}

/// An entry's size class in KiB, if it has the form of one and its author signed it for this place.
fn size_class(context: &EntryContext<'_>, sealed: &[u8]) -> Result<i64, Error> {
    kibibytes(check_entry(context, sealed).map_err(|_| Error::Malformed)?)
}
