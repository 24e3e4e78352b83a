//! Sealed files: sent before the entry that announces them, and fetched by the phrase that opens the thread.

use axum::extract::{FromRequest, Request, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use fyren_domain::access::VisitorScope;
use fyren_domain::demand::Demand;
use fyren_domain::id::AttachmentId;
use fyren_seal::file::SEALED_FILE_LIMIT;
use fyren_seal::{check_file, split_upload};
use fyren_store::attachment::{self, NewAttachment};
use fyren_store::entry::Recorded;
use serde::Deserialize;

use super::challenge::{Signed, Unread};
use super::thread::{Proven, proven, room};
use super::{hour, locator, read};
use crate::app::App;
use crate::base64::Base64;
use crate::bounds::{Place, announced};
use crate::error::Error;

#[derive(Deserialize)]
struct About {
    locator: Base64,
    attachment: AttachmentId,
}

/// What stands before a sealed file: its length and a little JSON.
const HEADER_BYTES: usize = 1024;

/// A file as it was sent, with the room it has while it is kept.
pub(super) struct SentFile {
    signed: Signed,
    _place: Place,
}

/// Nothing of it is read before its work was seen and there is room for it.
impl FromRequest<App> for SentFile {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self, Error> {
        let (mut parts, body) = request.into_parts();
        let unread = Unread::of(&mut parts, app).await?;
        let bytes = announced(&parts.headers, SEALED_FILE_LIMIT + HEADER_BYTES)?;
        let work = unread.work(demand(bytes))?;
        let mut place = app.files.place(work.challenge(), bytes).await?;
        let body = place.read(body, bytes).await?;
        Ok(Self {
            signed: unread.with(body),
            _place: place,
        })
    }
}

fn demand(bytes: usize) -> Demand {
    Demand::BASE.for_file(u64::try_from(bytes).unwrap_or(u64::MAX))
}

pub(super) async fn create(State(app): State<App>, sent: SentFile) -> Result<StatusCode, Error> {
    let signed = &sent.signed;
    let (work, _) = signed.work(demand(signed.body.len()))?;
    let (about, sealed) = split_upload(&signed.body).map_err(|_| Error::Malformed)?;
    let about: About = read(about)?;
    check_file(sealed).map_err(|_| Error::Malformed)?;
    let locator = locator(&about.locator)?;
    let scope = VisitorScope::at(signed.centre.0.id.clone());
    let mut tx = app.store.begin().await?;
    let Proven { thread, .. } = proven(&mut tx, &scope, signed, &locator, "file")
        .await?
        .ok_or(Error::NotFound)?;
    work.spend(&app, &mut tx, scope.centre(), &signed.body)
        .await?;
    let room = room(&mut tx, &scope, &locator).await?;
    room.check_file(u64::try_from(sealed.len()).unwrap_or(u64::MAX))?;
    let file = NewAttachment {
        attachment_id: about.attachment,
        vault_id: thread.vault_id,
        sealed,
        hour: hour(&app),
    };
    let recorded = attachment::record_asker(&mut tx, &scope, &locator, &file).await?;
    tx.commit().await?;
    Ok(if recorded == Recorded::New {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    })
}

pub(super) async fn fetch(
    State(app): State<App>,
    signed: Signed,
) -> Result<impl IntoResponse, Error> {
    let about: About = read(&signed.body)?;
    let locator = locator(&about.locator)?;
    let scope = VisitorScope::at(signed.centre.0.id.clone());
    let mut tx = app.store.read().await?;
    proven(&mut tx, &scope, &signed, &locator, "fetch")
        .await?
        .ok_or(Error::NotFound)?;
    let sealed = attachment::read_thread(&mut tx, &scope, &locator, about.attachment)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(([(header::CONTENT_TYPE, "application/octet-stream")], sealed))
}
