//! Blind evaluation of a code phrase (RFC 9497): the server's key goes into what a phrase becomes, and the server learns nothing of the phrase.
//!
//! No work is demanded for it: to check that costs the server more than the evaluation does, and nothing is kept.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use fyren_seal::DrawnChance;
use serde::{Deserialize, Serialize};

use super::read;
use crate::app::App;
use crate::base64::Base64;
use crate::error::Error;

#[derive(Deserialize)]
struct Blinded {
    request: Base64,
}

#[derive(Serialize)]
pub(super) struct Evaluated {
    response: Base64,
}

pub(super) async fn evaluate(
    State(app): State<App>,
    body: Bytes,
) -> Result<Json<Evaluated>, Error> {
    let blinded: Blinded = read(&body)?;
    let mut chance = app.with_chance(DrawnChance::draw);
    let response = app.keys.phrase.evaluate(&mut chance, &blinded.request.0);
    Ok(Json(Evaluated {
        response: Base64(response.map_err(|_| Error::Malformed)?),
    }))
}
