//! The tree in tiles (C2SP tlog-tiles), for monitors outside: hashes alone. There are no bundles of entries, which are
//! for staff; and a directory of more than 256 000 rows, which no centre has, would need longer addresses.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use fyren_domain::access::VisitorScope;
use fyren_seal::log::{leaf_hash, make_tile};
use fyren_store::directory;

use crate::app::App;
use crate::centres::VisitedCentre;
use crate::error::Error;

const WIDTH: usize = 256;

pub(super) async fn show(
    State(app): State<App>,
    VisitedCentre(model): VisitedCentre,
    Path((level, index)): Path<(String, String)>,
) -> Result<Response, Error> {
    let scope = VisitorScope::at(model.id.clone());
    tile(&app, &scope, &level, &index, WIDTH).await
}

pub(super) async fn show_partial(
    State(app): State<App>,
    VisitedCentre(model): VisitedCentre,
    Path((level, index, width)): Path<(String, String, String)>,
) -> Result<Response, Error> {
    let scope = VisitorScope::at(model.id.clone());
    let index = index.strip_suffix(".p").ok_or(Error::NotFound)?;
    let width = number(&width)
        .filter(|width| *width < WIDTH)
        .ok_or(Error::NotFound)?;
    tile(&app, &scope, &level, index, width).await
}

async fn tile(
    app: &App,
    scope: &VisitorScope,
    level: &str,
    index: &str,
    width: usize,
) -> Result<Response, Error> {
    let level = number(level).and_then(|level| u32::try_from(level).ok());
    let at = index.parse().ok().filter(|at| format!("{at:03}") == index);
    let (Some(level), Some(at)) = (level, at) else {
        return Err(Error::NotFound);
    };
    let rows = directory::list_hashes(&mut app.store.read().await?, scope).await?;
    let leaves: Vec<_> = rows.iter().map(|row| leaf_hash(row)).collect();
    let tile = make_tile(&leaves, level, at, width).ok_or(Error::NotFound)?;
    Ok(([(header::CONTENT_TYPE, "application/octet-stream")], tile).into_response())
}

/// A number as the specification writes it: digits, no zero before them.
fn number(text: &str) -> Option<usize> {
    let number: usize = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}
