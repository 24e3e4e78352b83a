//! One's own account: second factors, recovery codes. An account without a second factor opens
//! nothing but this page.

pub(crate) mod app_secret;
mod browser;
mod codes;
mod factors;
mod own;
mod passkeys;
pub(crate) mod passphrase;
pub(crate) mod sessions;
mod show;
mod totp_app;

use axum::Router;
use axum::routing::{get, post};

pub(crate) use self::factors::Factors;
use crate::app::App;
use crate::paths::hub;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route(hub::ACCOUNT, get(show::show))
        .route(hub::ACCOUNT_APP, get(totp_app::offer).post(totp_app::add))
        .route(hub::ACCOUNT_APP_REMOVAL, post(totp_app::remove))
        .route(hub::ACCOUNT_PASSKEY_START, post(passkeys::start))
        .route(hub::ACCOUNT_PASSKEY_FINISH, post(passkeys::finish))
        .route(hub::ACCOUNT_PASSKEY_REMOVAL, post(passkeys::remove))
        .route(
            hub::ACCOUNT_PASSPHRASE,
            get(passphrase::show).post(passphrase::replace),
        )
        .route(hub::ACCOUNT_PASSPHRASE_START, post(passphrase::start))
        .route(hub::ACCOUNT_BROWSER, post(browser::remove))
        .route(hub::ACCOUNT_SESSIONS, post(sessions::end))
        .route(hub::ACCOUNT_BROWSERS, post(sessions::know))
        .route(hub::ACCOUNT_CODES, get(codes::offer).post(codes::make))
}
