//! Recovery: a colleague's lost passphrase is replaced with two of three shares, after a delay all can see.
//!
//! Shares, papers and root keys are opened in browsers alone. The server keeps what is sealed, holds the delay, and
//! lets nobody replace a passphrase who cannot sign with the root key that was lost.

mod beginning;
mod circle;
mod line;
mod link;
mod page;
mod share;
mod shares;

use axum::Router;
use axum::routing::{get, post};

pub(crate) use self::line::RecoveryLine;
pub(crate) use self::shares::OwnShares;
use crate::app::App;
use crate::paths::hub;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route(hub::RECOVERY, get(page::show).post(beginning::create))
        .route(hub::RECOVERY_STOP, post(beginning::stop))
        .route(hub::RECOVERY_CIRCLE, get(circle::offer).post(circle::name))
        .route(
            hub::RECOVERY_ACCEPTANCE,
            get(circle::show).post(circle::accept),
        )
        .route(hub::RECOVERY_SHARES, get(shares::wanted).post(shares::keep))
        .route(hub::RECOVERY_SHARE, get(share::show).post(share::pass))
        .route(hub::RECOVERY_LINK, get(link::show))
        .route(hub::RECOVERY_LINK_STANDING, post(link::standing))
        .route(hub::RECOVERY_LINK_CARD, post(link::keep_card))
        .route(hub::RECOVERY_LINK_START, post(link::start))
        .route(hub::RECOVERY_LINK_FINISH, post(link::finish))
}
