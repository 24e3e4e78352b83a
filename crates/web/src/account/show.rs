//! The page of one's own account.

use axum::extract::State;
use axum::response::Response;
use fyren_domain::access::{Action, Relation, Worker};
use fyren_domain::id::PasskeyId;
use fyren_store::{Tx, passkey, recovery_code};

use super::own::OwnAccount;
use super::sessions::{SessionLine, new_browsers};
use crate::app::App;
use crate::error::Error;
use crate::form::Faults;
use crate::layout::{self, HubPage};
use crate::passkey::relying_party;
use crate::recovery::{OwnShares, RecoveryLine};
use crate::texts::fl;

#[derive(askama::Template)]
#[template(path = "account/show.html")]
struct AccountPage {
    hub: HubPage,
    heading: String,
    protected: bool,
    faults: Faults,
    app: bool,
    passkeys: Vec<PasskeyLine>,
    elsewhere: Option<String>,
    codes_left: u32,
    /// Whether strangers who guess at her handle cannot slow her in this browser.
    is_known: bool,
    recoveries: Vec<RecoveryLine>,
    own_shares: Option<OwnShares>,
    new_browsers: Vec<String>,
    sessions: Vec<SessionLine>,
}

struct PasskeyLine {
    id: PasskeyId,
    name: String,
    added_on: String,
    remove_label: String,
}

pub(super) async fn show(State(app): State<App>, own: OwnAccount) -> Result<Response, Error> {
    layout::page(&page(&app, &own, Faults::default()).await?)
}

/// The page again, with what stands in the way.
pub(super) async fn refused(
    app: &App,
    own: &OwnAccount,
    field: &'static str,
) -> Result<Response, Error> {
    let mut faults = Faults::default();
    faults.add(field, fl!(own.page().texts, "account-last-factor"));
    layout::invalid(&page(app, own, faults).await?)
}

async fn page(app: &App, own: &OwnAccount, faults: Faults) -> Result<AccountPage, Error> {
    let (hub, scope, staff) = (own.page(), own.machine(), own.session.staff_id);
    let texts = hub.texts;
    let mut tx = app.store.read().await?;
    let passkeys = passkey::list(&mut tx, &scope, staff).await?;
    let codes_left = recovery_code::count_left(&mut tx, &scope, staff).await?;
    let (recoveries, own_shares) = recovery(app, own, &mut tx).await?;
    let sessions = if own.is_protected() {
        SessionLine::list(app, &mut tx, &scope, (staff, &own.hash), texts).await?
    } else {
        Vec::new()
    };
    let new_browsers = new_browsers(&mut tx, &scope, staff, texts).await?;
    let passkeys = passkeys.into_iter().map(|kept| PasskeyLine {
        id: kept.passkey_id,
        added_on: kept.made_at.swedish_date().to_string(),
        remove_label: fl!(
            texts,
            "account-passkey-remove-name",
            name = kept.label.clone()
        ),
        name: kept.label,
    });
    let elsewhere = relying_party(&app.origin).is_none().then(|| {
        fl!(
            texts,
            "account-passkey-elsewhere",
            address = app.origin.as_str()
        )
    });
    let heading = if own.is_protected() {
        fl!(texts, "account-heading")
    } else {
        fl!(texts, "account-protect-heading")
    };
    Ok(AccountPage {
        heading,
        protected: own.is_protected(),
        faults,
        app: own.factors.app,
        passkeys: passkeys.collect(),
        elsewhere,
        is_known: own.is_known(app),
        codes_left: u32::try_from(codes_left).unwrap_or(u32::MAX),
        recoveries,
        own_shares,
        new_browsers,
        sessions,
        hub,
    })
}

/// What is told of recoveries, and whether her own keys can be recovered; nothing before the account is protected.
async fn recovery(
    app: &App,
    own: &OwnAccount,
    tx: &mut Tx,
) -> Result<(Vec<RecoveryLine>, Option<OwnShares>), Error> {
    if !own.is_protected() {
        return Ok((Vec::new(), None));
    }
    let (machine, texts) = (own.machine(), own.page().texts);
    let worker = Worker::new(
        machine.centre().clone(),
        own.session.staff_id,
        own.session.role,
    );
    let scope = worker.scope(Action::ReadRecovery, Relation::NoMatter)?;
    let lines = RecoveryLine::list(tx, &scope, app.clock.now(), texts).await?;
    let shares = OwnShares::find(tx, &machine, own.session.staff_id, texts).await?;
    Ok((lines, Some(shares)))
}
