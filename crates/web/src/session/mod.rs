//! Sessions of staff: the cookie, how it is recognised, and the extractors that are the permission.
//!
//! A session begins half, when the passphrase was right, and opens nothing then. After the second
//! factor a whole one takes its place under a new token. The server's secret for the browser's
//! keys goes from the one to the other, sealed at rest, and ends with the session.

mod browser_kind;
mod keys;
mod lifetime;
mod recognition;
mod refusal;
mod site;
mod token;
mod worker;

use axum::http::HeaderMap;
use axum_extra::extract::CookieJar;
use fyren_domain::access::MachineScope;
use fyren_domain::id::StaffId;
use fyren_seal::{AtRestKey, open_row, seal_row};
use fyren_store::Tx;
use fyren_store::session::{NewSession, SessionStage};
use zeroize::Zeroizing;

pub(crate) use self::browser_kind::kind_told;
pub(crate) use self::keys::routes;
pub(crate) use self::recognition::{Recognised, recognise};
pub(crate) use self::site::refuse_foreign;
pub(crate) use self::token::{Token, TokenHash};
#[allow(
    unused_imports,
    reason = "which roles exist is said here, which are used by the nouns"
)]
pub(crate) use self::worker::{
    Administrator, Adviser, AnyStaff, Colleague, Coordinator, HalfSignedIn, Manager, Recognition,
    SignedIn,
};
use crate::app::App;
use crate::error::Error;
use crate::form::CsrfToken;

/// The server's part of what wraps a staff member's keys between pages.
pub(crate) struct SessionSecret(Zeroizing<Vec<u8>>);

impl SessionSecret {
    fn make(app: &App) -> Self {
        Self(Zeroizing::new(app.random::<32>().to_vec()))
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Opens what a session keeps.
    pub(crate) fn open(
        app: &App,
        scope: &MachineScope,
        staff: StaffId,
        sealed: &[u8],
    ) -> Result<Self, Error> {
        open_row(&key(app, scope), staff.as_str(), 0, sealed)
            .map(Self)
            .map_err(Error::internal)
    }

    fn seal(&self, app: &App, scope: &MachineScope, staff: StaffId) -> Vec<u8> {
        app.with_chance(|chance| seal_row(chance, &key(app, scope), staff.as_str(), 0, &self.0))
    }
}

fn key(app: &App, scope: &MachineScope) -> AtRestKey {
    AtRestKey::derive(&app.keys.master, "session", scope.centre().as_str())
}

/// A session that has just begun.
pub(crate) struct Begun {
    /// Gives the token to the browser.
    pub(crate) cookie: CookieJar,
    /// What the page's forms and scripts carry from now on.
    pub(crate) csrf: CsrfToken,
    /// For the browser's keys.
    pub(crate) secret: SessionSecret,
}

/// Begins a half session: the passphrase was right. The one this browser had before ends.
pub(crate) async fn begin_half(
    app: &App,
    tx: &mut Tx,
    scope: &MachineScope,
    staff: StaffId,
    headers: &HeaderMap,
) -> Result<Begun, Error> {
    if let Some(before) = Token::of(app, headers) {
        fyren_store::session::end(tx, scope, &before.hash()).await?;
    }
    let ends_at = lifetime::half_ends(app.clock.now());
    let begun = Beginning {
        staff,
        stage: SessionStage::Half,
        secret: SessionSecret::make(app),
        browser: browser_kind::browser_kind(headers),
        ends_at,
    };
    record(app, tx, scope, begun).await
}

/// Puts a whole session in the place of a half one: the second factor was right.
pub(crate) async fn complete(
    app: &App,
    tx: &mut Tx,
    scope: &MachineScope,
    half: &Recognised,
) -> Result<Begun, Error> {
    let staff = half.session.staff_id;
    let secret = SessionSecret::open(app, scope, staff, &half.session.secret)?;
    fyren_store::session::end(tx, scope, &half.hash).await?;
    let now = app.clock.now();
    let begun = Beginning {
        staff,
        stage: SessionStage::Full,
        secret,
        browser: half.session.browser.clone(),
        ends_at: lifetime::full_ends(now, now),
    };
    record(app, tx, scope, begun).await
}

/// A session to be begun.
struct Beginning {
    staff: StaffId,
    stage: SessionStage,
    secret: SessionSecret,
    browser: String,
    ends_at: fyren_domain::time::Instant,
}

async fn record(
    app: &App,
    tx: &mut Tx,
    scope: &MachineScope,
    begun: Beginning,
) -> Result<Begun, Error> {
    let Beginning {
        staff,
        stage,
        secret,
        browser,
        ends_at,
    } = begun;
    let token = Token::make(app);
    let session = NewSession {
        token_hash: &token.hash(),
        staff_id: staff,
        stage,
        secret: &secret.seal(app, scope, staff),
        browser: &browser,
        made_at: app.clock.now(),
        ends_at,
    };
    fyren_store::session::record(tx, scope, &session).await?;
    Ok(Begun {
        cookie: token.cookie(app),
        csrf: token.csrf(),
        secret,
    })
}
