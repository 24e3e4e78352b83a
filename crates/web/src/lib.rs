//! Fyren's pages and addresses.
//!
//! One module for each noun, with its pages, handlers and forms in one place and `routes()` merged here. Rules stand in `domain`, statements
//! in `store`, sealing in `seal`; what a handler adds is only the way between them. Permission is the extractor a handler takes.

mod about;
mod account;
mod app;
mod ask;
pub mod assets;
mod base64;
mod bounds;
mod canned_answer;
mod centres;
mod channel;
mod choices;
mod closure;
mod consultation;
mod count;
mod deidentify;
mod demand;
pub mod directory;
mod enrolment;
mod entry;
mod error;
mod event;
mod exclusion;
mod fact;
mod follow;
mod follow_up;
pub mod form;
pub mod headers;
mod health;
pub mod held;
pub mod imported_call;
mod intake;
mod interruption;
mod journey;
mod layout;
mod leave;
mod matter;
mod model;
mod news;
pub mod notice;
mod passkey;
pub mod paths;
mod phone_call;
mod public_pages;
mod queue;
mod reader;
mod recovery;
mod recovery_code;
mod reopening;
mod review;
pub mod seeding;
mod session;
mod setup;
mod sign_in;
mod staff;
mod start;
pub mod texts;
mod totp;
mod triage;
mod wrapping;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::RequestBodyTimeoutLayer;

pub use self::app::{App, Parts, State};
pub use self::centres::Centres;
pub use self::error::Error;
pub use self::fact::Mirror;
pub use self::sign_in::{Refusal, credential, forget_unfinished};

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
        .layer(middleware::from_fn(bounds::answer_in_time))
        .layer(RequestBodyTimeoutLayer::new(bounds::PIECE))
        .layer(CatchPanicLayer::custom(error::panicked))
        .layer(middleware::from_fn_with_state(app.clone(), error::show))
        .layer(middleware::from_fn_with_state(
            app.clone(),
            headers::complete,
        ))
        .with_state(app)
}

/// Every address as a route says it, for the test that tries them all. The router shows them in its debug form only.
pub fn addresses() -> Vec<String> {
    let shown = format!("{:?}", routes());
    let quoted = shown
        .split('"')
        .skip(1)
        .step_by(2)
        .filter(|text| text.starts_with('/') && !text.contains('*'));
    let addresses: std::collections::BTreeSet<_> = quoted.map(str::to_owned).collect();
    addresses.into_iter().collect()
}

/// The routes of all nouns.
fn routes() -> Router<App> {
    Router::new()
        .merge(assets::routes())
        .merge(public_pages::routes())
        .merge(leave::routes())
        .merge(health::routes())
        .merge(channel::routes())
        .merge(canned_answer::routes())
        .merge(closure::routes())
        .merge(consultation::routes())
        .merge(count::routes())
        .merge(directory::routes())
        .merge(entry::routes())
        .merge(event::routes())
        .merge(exclusion::routes())
        .merge(follow_up::routes())
        .merge(held::routes())
        .merge(imported_call::routes())
        .merge(matter::routes())
        .merge(news::routes())
        .merge(phone_call::routes())
        .merge(queue::routes())
        .merge(reader::routes())
        .merge(recovery::routes())
        .merge(reopening::routes())
        .merge(review::routes())
        .merge(triage::routes())
        .merge(session::routes())
        .merge(sign_in::routes())
        .merge(enrolment::routes())
        .merge(account::routes())
        .merge(staff::routes())
        .merge(setup::routes())
        .merge(model::routes())
        .merge(intake::routes())
}
