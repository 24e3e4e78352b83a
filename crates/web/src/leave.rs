//! The way out: one address that clears what the browser keeps of us and leads to an ordinary page.

use axum::Router;
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::http::{HeaderName, StatusCode};
use axum::response::IntoResponse;
use axum::routing::get;

use crate::app::App;
use crate::centres::VisitedCentre;
use crate::paths;

const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");

pub(crate) fn routes() -> Router<App> {
    Router::new().route(paths::LEAVE, get(show))
}

async fn show(VisitedCentre(model): VisitedCentre) -> impl IntoResponse {
    let headers = [
        (LOCATION, model.leave_address.clone()),
        (
            CLEAR_SITE_DATA,
            r#""cache", "cookies", "storage""#.to_owned(),
        ),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    (StatusCode::SEE_OTHER, headers)
}
