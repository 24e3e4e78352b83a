//! Fyren's pages and addresses.
//!
//! One module for each noun, with its pages, handlers and forms in one place and `routes()` merged here. Rules stand in `domain`, statements
//! in `store`, sealing in `seal`; what a handler adds is only the way between them. Permission is the extractor a handler takes.

mod about;
mod app;
mod ask;
pub mod assets;
mod base64;
mod centres;
mod error;
mod follow;
pub mod form;
pub mod headers;
mod intake;
mod layout;
mod leave;
mod note;
pub mod paths;
mod public_pages;
mod recovery_code;
mod session;
mod sign_in;
mod start;
pub mod texts;
mod totp;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use tower_http::catch_panic::CatchPanicLayer;

pub use self::app::{App, Parts, State};
pub use self::centres::Centres;
pub use self::error::Error;
pub use self::sign_in::Refusal;

/// The largest body of a request, but for the addresses that take sealed files.
const BODY_LIMIT_BYTES: usize = 512 * 1024;

/// Every address of the server.
pub fn router(app: App) -> Router {
    routes()
        .fallback(|| async { Error::NotFound })
        .method_not_allowed_fallback(|| async { Error::MethodNotAllowed })
        .layer(DefaultBodyLimit::max(BODY_LIMIT_BYTES))
        .layer(middleware::from_fn_with_state(
            app.clone(),
            session::recognise,
        ))
        .layer(middleware::from_fn(session::refuse_foreign))
        .layer(CatchPanicLayer::custom(error::panicked))
        .layer(middleware::from_fn_with_state(app.clone(), error::show))
        .layer(middleware::from_fn_with_state(
            app.clone(),
            headers::complete,
        ))
        .with_state(app)
}

/// The routes of all nouns.
fn routes() -> Router<App> {
    Router::new()
        .merge(assets::routes())
        .merge(public_pages::routes())
        .merge(leave::routes())
}
