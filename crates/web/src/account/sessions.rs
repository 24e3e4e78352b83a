//! Where somebody is signed in: each of her sessions with its kind of browser, and a way to end it.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use data_encoding::HEXLOWER;
use fyren_domain::access::MachineScope;
use fyren_domain::id::StaffId;
use fyren_store::session::{self, OwnSession};
use fyren_store::{
    Tx,
    unknown_browser::{self, UnknownBrowser},
};
use serde::Deserialize;

use crate::app::App;
use crate::error::Error;
use crate::event::{Act, record_act};
use crate::form::CheckedForm;
use crate::matter::moment;
use crate::paths::hub;
use crate::session::{AnyStaff, TokenHash, kind_told};
use crate::texts::{Texts, fl};

/// A session as its owner sees it.
pub(crate) struct SessionLine {
    /// Which: the hash by which the database knows it, of no use to anybody else.
    pub(crate) id: String,
    pub(crate) browser: String,
    pub(crate) begun: String,
    pub(crate) seen: String,
    /// Whether it is the one she looks from.
    pub(crate) this: bool,
    pub(crate) end_label: String,
}

impl SessionLine {
    pub(super) async fn list(
        app: &App,
        tx: &mut Tx,
        scope: &MachineScope,
        (staff, this): (StaffId, &TokenHash),
        texts: Texts,
    ) -> Result<Vec<Self>, Error> {
        let found = session::list_of(tx, scope, staff, app.clock.now()).await?;
        Ok(found.iter().map(|one| Self::of(one, this, texts)).collect())
    }

    fn of(one: &OwnSession, this: &TokenHash, texts: Texts) -> Self {
        let browser = kind_told(&one.browser, texts);
        let begun = moment(one.made_at);
        Self {
            id: HEXLOWER.encode(&one.token_hash),
            end_label: fl!(
                texts,
                "session-end-named",
                browser = browser.clone(),
                at = begun.clone()
            ),
            browser,
            begun,
            seen: moment(one.seen_at),
            this: one.token_hash == this,
        }
    }
}

/// What a member of staff is told of sign-ins from browsers that were not known.
pub(crate) async fn new_browsers(
    tx: &mut Tx,
    scope: &MachineScope,
    staff: StaffId,
    texts: Texts,
) -> Result<Vec<String>, Error> {
    let found = unknown_browser::list(tx, scope, staff).await?;
    let told = |one: &UnknownBrowser| {
        fl!(
            texts,
            "session-new-browser",
            browser = kind_told(&one.browser, texts),
            at = moment(one.signed_in_at)
        )
    };
    Ok(found.iter().map(told).collect())
}

#[derive(Deserialize)]
pub(super) struct Ending {
    #[serde(default)]
    session: String,
}

/// Ends one session, or all but this one.
pub(super) async fn end(
    State(app): State<App>,
    worker: AnyStaff,
    form: CheckedForm<Ending>,
) -> Result<Response, Error> {
    let (scope, staff, this) = (worker.machine(), worker.staff(), &worker.session().hash);
    let mut tx = app.store.begin().await?;
    if form.session.is_empty() {
        session::end_others_of(&mut tx, &scope, staff, this).await?;
    } else {
        let hash = HEXLOWER.decode(form.session.as_bytes());
        let hash = hash.ok().and_then(|hash| TokenHash::try_from(hash).ok());
        session::end_of(&mut tx, &scope, staff, &hash.ok_or(Error::Malformed)?).await?;
    }
    let own = worker.session().own_scope()?;
    record_act(&app, &mut tx, &own, Act::SessionsEnded, None).await?;
    tx.commit().await?;
    Ok(Redirect::to(hub::ACCOUNT).into_response())
}

#[derive(Deserialize)]
pub(super) struct Knowing {}

/// She knows the browsers she was told of.
pub(super) async fn know(
    State(app): State<App>,
    worker: AnyStaff,
    _: CheckedForm<Knowing>,
) -> Result<Response, Error> {
    let mut tx = app.store.begin().await?;
    unknown_browser::answer(&mut tx, &worker.session().own_scope()?).await?;
    tx.commit().await?;
    Ok(Redirect::to(hub::ACCOUNT).into_response())
}
