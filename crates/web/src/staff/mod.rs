//! The people of a centre: listed for those who work with them, kept by the administrator. She
//! invites, changes and ends accounts, never her own, and can read nothing that is written here.

mod change;
mod form;
mod invite;
mod list;
pub(crate) mod mail;
mod sessions;

use axum::Router;
use axum::routing::{get, post};

pub(crate) use self::form::line;
use crate::app::App;
use crate::paths::hub;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route(hub::STAFF, get(list::show))
        .route(
            hub::STAFF_INVITATION,
            get(invite::offer).post(invite::create),
        )
        .route(hub::STAFF_MEMBER, get(change::offer).post(change::replace))
        .route(hub::STAFF_MEMBER_LINK, post(invite::renew))
        .route(hub::STAFF_MEMBER_LEAVE, post(change::leave))
        .route(hub::STAFF_MEMBER_SESSIONS, post(sessions::end))
}
