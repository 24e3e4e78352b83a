//! The centre model: shown to the administrator, and replaced by a file that somebody else has
//! reviewed. A file with faults changes nothing; each fault is shown with its line.

mod edit;
mod reading;

use axum::Router;
use axum::routing::get;

pub(crate) use self::reading::{Preview, Reading};
use crate::app::App;
use crate::paths::hub;

pub(crate) fn routes() -> Router<App> {
    Router::new().route(hub::MODEL, get(edit::show).post(edit::replace))
}
