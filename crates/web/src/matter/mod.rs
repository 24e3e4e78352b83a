//! Matters: one page for an enquiry and the consultation it may have become.
//!
//! The page itself shows coded facts; what people wrote comes sealed, from an address of its own, and is opened in the browser. Looking at
//! either is an event.

mod facts;
mod offers;
mod print;
mod sealed;
mod show;
mod whole;

use axum::Router;
use axum::routing::get;

pub(crate) use self::facts::{line, moment};
pub(crate) use self::sealed::vault_of;
pub(crate) use self::show::show_again;
pub(crate) use self::whole::{Standing, Whole, standing};
use crate::app::App;
use crate::paths::hub;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route(hub::MATTER, get(show::show))
        .route(hub::SEALED, get(sealed::show))
        .route(hub::ATTACHMENT, get(sealed::attachment))
        .route(hub::PRINT, get(print::show))
}
