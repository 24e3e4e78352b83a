//! Who may keep an account: its owner, signed in, or on the way in for the first time with no
//! second factor to show yet. Nobody gets here past a second factor that exists.

use std::ops::Deref;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum_extra::extract::CookieJar;
use fyren_domain::access::{Denied, Scope};
use fyren_store::Tx;
use fyren_store::session::SessionStage;

use super::Factors;
use crate::app::App;
use crate::error::Error;
use crate::layout::{HubPage, Section};
use crate::paths::hub;
use crate::session::{self, Recognised, Recognition};
use crate::sign_in::device;

/// How long a sign-in is proof enough to change a factor.
const FRESH_SECONDS: i64 = 10 * 60;

/// The owner of an account, with what she has so far.
pub(crate) struct OwnAccount {
    recognised: Recognised,
    pub(super) factors: Factors,
    headers: HeaderMap,
}

impl Deref for OwnAccount {
    type Target = Recognised;

    fn deref(&self) -> &Recognised {
        &self.recognised
    }
}

impl FromRequestParts<App> for OwnAccount {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let Recognition(recognised) = Recognition::from_request_parts(parts, app).await?;
        let mut tx = app.store.read().await?;
        let factors =
            Factors::find(&mut tx, &recognised.machine(), recognised.session.staff_id).await?;
        if recognised.session.stage == SessionStage::Half && !factors.is_empty() {
            return Err(Error::SignInNeeded);
        }
        Ok(Self {
            recognised,
            factors,
            headers: parts.headers.clone(),
        })
    }
}

impl OwnAccount {
    pub(super) fn page(&self) -> HubPage {
        let section = if self.is_protected() {
            Section::Account
        } else {
            Section::Enrolment
        };
        self.recognised.page(section)
    }

    /// Whether the session is whole: the rest of the hub is open.
    pub(super) fn is_protected(&self) -> bool {
        self.recognised.session.stage == SessionStage::Full
    }

    /// Where to go when a factor was added: the first time, on to the recovery codes.
    pub(super) fn next(&self) -> &'static str {
        if self.is_protected() {
            hub::ACCOUNT
        } else {
            hub::ACCOUNT_CODES
        }
    }

    pub(super) fn scope(&self) -> Result<Scope, Denied> {
        self.recognised.own_scope()
    }

    /// That she has shown who she is a short while ago: an open session in somebody else's hands changes no factor.
    pub(super) fn check_fresh(&self, app: &App) -> Result<(), Error> {
        let proved_at = self.recognised.session.made_at;
        if self.is_protected() && app.clock.now() > proved_at.plus_seconds(FRESH_SECONDS) {
            return Err(Error::ProofNeeded);
        }
        Ok(())
    }

    /// After the first factor the half session becomes whole; later ones change nothing.
    pub(super) async fn after_factor(&self, app: &App, tx: &mut Tx) -> Result<CookieJar, Error> {
        if self.is_protected() {
            return Ok(CookieJar::new());
        }
        let begun = session::complete(app, tx, &self.machine(), &self.recognised).await?;
        let known = device::welcome(app, tx, &self.recognised, &self.headers).await?;
        Ok(match known {
            Some(cookie) => begun.cookie.add(cookie),
            None => begun.cookie,
        })
    }

    /// Whether this browser shows that somebody signed in with it before.
    pub(super) fn is_known(&self, app: &App) -> bool {
        device::is_shown(app, &self.headers)
    }
}
