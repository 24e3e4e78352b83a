//! Challenges: what a visitor signs, so that an old request is worth nothing.
//!
//! A challenge is its time, sixteen random bytes and a mark only this installation can make (HMAC-SHA256, cut to 16 bytes). Nothing is kept
//! of it, unless work was done on it (see `demand`). Within its ten minutes a request may come twice: what visitors do is made so that the
//! second time changes nothing.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts as _, Query, Request, State};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use fyren_domain::demand::Demand;
use fyren_domain::id::CentreId;
use fyren_domain::time::Instant;
use fyren_seal::{VerifyingKey, check_request};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::app::App;
use crate::base64::Base64;
use crate::bounds;
use crate::centres::VisitedCentre;
use crate::demand::{self, Worked};
use crate::error::Error;

const VALID_SECONDS: i64 = 10 * 60;
const TIME_BYTES: usize = 8;
const CHANCE_BYTES: usize = 16;
const MARK_BYTES: usize = 16;

const CHALLENGE_HEADER: &str = "fyren-challenge";
const SIGNATURE_HEADER: &str = "fyren-signature";

/// What somebody is about to do, and how much she will send.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Intended {
    op: Operation,
    bytes: u64,
}

/// What costs work; everything else is no more than a signature.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Operation {
    Enquiry,
    File,
    #[default]
    #[serde(other)]
    Other,
}

#[derive(Serialize)]
pub(super) struct Shown {
    challenge: Base64,
    /// Tries that are demanded for it now.
    demand: u32,
}

pub(super) async fn show(
    State(app): State<App>,
    VisitedCentre(model): VisitedCentre,
    Query(intended): Query<Intended>,
) -> Result<Json<Shown>, Error> {
    let demand = match intended.op {
        Operation::Enquiry => {
            let mut tx = app.store.read().await?;
            demand::for_queue(&app, &mut tx, &model.id)
                .await?
                .for_bytes(intended.bytes)
        }
        Operation::File => Demand::BASE.for_file(intended.bytes),
        Operation::Other => Demand::BASE.for_bytes(intended.bytes),
    };
    Ok(Json(Shown {
        challenge: make(&app, &model.id),
        demand: demand.tries(),
    }))
}

/// A new challenge for visitors of this centre.
pub(super) fn make(app: &App, centre: &CentreId) -> Base64 {
    let mut bytes = app.clock.now().milliseconds().to_be_bytes().to_vec();
    bytes.extend(app.random::<CHANCE_BYTES>());
    let mark = marked(app, centre, &bytes).finalize().into_bytes();
    bytes.extend(&mark[..MARK_BYTES]);
    Base64(bytes)
}

fn marked(app: &App, centre: &CentreId, body: &[u8]) -> Hmac<Sha256> {
    let mac = Hmac::<Sha256>::new_from_slice(app.keys.challenge.as_bytes());
    let mut mac = mac.expect("HMAC takes keys of any length");
    mac.update(centre.as_str().as_bytes());
    mac.update(&[0]);
    mac.update(body);
    mac
}

/// Checks that a challenge is ours, and not older than it may be for what it is used for.
pub(crate) fn check_challenge(
    app: &App,
    centre: &CentreId,
    challenge: &[u8],
    valid_seconds: i64,
) -> Result<(), Error> {
    if challenge.len() != TIME_BYTES + CHANCE_BYTES + MARK_BYTES {
        return Err(Error::Unproven);
    }
    let (body, mark) = challenge.split_at(TIME_BYTES + CHANCE_BYTES);
    marked(app, centre, body)
        .verify_truncated_left(mark)
        .map_err(|_| Error::Unproven)?;
    let (time, _) = body.split_first_chunk().ok_or(Error::Unproven)?;
    let made = Instant::from_milliseconds(i64::from_be_bytes(*time));
    let now = app.clock.now();
    if made > now || made.plus_seconds(valid_seconds) < now {
        Err(Error::Unproven)
    } else {
        Ok(())
    }
}

/// A request whose challenge is ours and fresh, and whose body has not been read.
pub(super) struct Unread {
    centre: VisitedCentre,
    work: Option<Worked>,
    challenge: Vec<u8>,
    signature: Vec<u8>,
}

impl Unread {
    /// Looks at what stands before the body.
    pub(super) async fn of(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let centre = VisitedCentre::from_request_parts(parts, app).await?;
        let challenge = header(&parts.headers, CHALLENGE_HEADER)?;
        let signature = header(&parts.headers, SIGNATURE_HEADER)?;
        check_challenge(app, &centre.0.id, &challenge, VALID_SECONDS)?;
        let work = Worked::read(app, &centre.0.id, &parts.headers)?;
        Ok(Self {
            centre,
            work,
            challenge,
            signature,
        })
    }

    /// The work that goes along; [`Error::MoreWork`] if it is less than the least.
    pub(super) fn work(&self, least: Demand) -> Result<&Worked, Error> {
        let work = self.work.as_ref().ok_or(Error::MoreWork(least))?;
        work.check(least)?;
        Ok(work)
    }

    /// With the body that was read.
    pub(super) fn with(self, body: Bytes) -> Signed {
        Signed {
            centre: self.centre,
            body,
            work: self.work,
            challenge: self.challenge,
            signature: self.signature,
        }
    }
}

/// A request whose challenge is ours and fresh. Who signed it is known once the body has said whose it is: see [`Signed::check`].
pub(super) struct Signed {
    /// The centre it was sent to.
    pub(super) centre: VisitedCentre,
    /// The whole body.
    pub(super) body: Bytes,
    /// The work that was done for it.
    work: Option<Worked>,
    challenge: Vec<u8>,
    signature: Vec<u8>,
}

impl Signed {
    /// Checks that the holder of this key asked for this, with this body.
    pub(super) fn check(&self, key: &VerifyingKey, operation: &str) -> Result<(), Error> {
        check_request(key, operation, &self.challenge, &self.body, &self.signature)
            .map_err(|_| Error::Unproven)
    }

    /// The work that was done for it and how much that is; [`Error::MoreWork`] if less than the least.
    pub(super) fn work(&self, least: Demand) -> Result<(&Worked, u32), Error> {
        let work = self.work.as_ref().ok_or(Error::MoreWork(least))?;
        Ok((work, work.check(least)?))
    }
}

impl FromRequest<App> for Signed {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self, Error> {
        let (mut parts, body) = request.into_parts();
        let unread = Unread::of(&mut parts, app).await?;
        let body = Bytes::from_request(Request::from_parts(parts, body), app)
            .await
            .map_err(|refusal| bounds::unread(refusal.status()))?;
        Ok(unread.with(body))
    }
}

fn header(headers: &HeaderMap, name: &str) -> Result<Vec<u8>, Error> {
    let text = headers.get(name).ok_or(Error::Unproven)?;
    data_encoding::BASE64URL_NOPAD
        .decode(text.as_bytes())
        .map_err(|_| Error::Unproven)
}
