//! Key requests: a coordinator without a key of a matter asks its readers, and any reader's browser can give it.
//!
//! The server has no key to give. Where no reader is, nothing opens.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Redirect;
use fyren_domain::access::Action;
use fyren_domain::id::{MatterId, StaffId};
use fyren_domain::key_request::KeyReason;
use fyren_store::key_request::{self, KeyRequest};
use fyren_store::{Tx, reader};
use serde::Deserialize;

use super::keys::Keys;
use super::{SentVault, revision};
use crate::app::App;
use crate::error::Error;
use crate::form::{CheckedForm, CheckedJson};
use crate::matter::{Standing, moment, standing};
use crate::paths::{filled, hub};
use crate::session::{Adviser, Coordinator};
use crate::texts::{Texts, fl};

/// A request that waits, as pages show it.
pub(crate) struct KeyRequestLine {
    pub(crate) matter: String,
    pub(crate) told: String,
    pub(crate) holder: String,
    pub(crate) staff: String,
    pub(crate) own: bool,
}

impl KeyRequestLine {
    /// What waits in all matters the worker sees.
    pub(crate) async fn list(
        tx: &mut Tx,
        worker: &Adviser,
        texts: Texts,
    ) -> Result<Vec<Self>, Error> {
        let scope = worker.scope(Action::ListQueue)?;
        let waiting = key_request::list(tx, &scope).await?;
        let line = |request: &KeyRequest| Self::of(request, scope.staff(), texts);
        Ok(waiting.iter().map(line).collect())
    }

    /// What waits in one matter.
    pub(crate) async fn of_matter(
        tx: &mut Tx,
        standing: &Standing<'_>,
        texts: Texts,
    ) -> Result<Vec<Self>, Error> {
        let scope = standing.scope(Action::ReadFacts)?;
        let waiting = key_request::list_of_matter(tx, &scope, standing.matter).await?;
        let line = |request: &KeyRequest| Self::of(request, scope.staff(), texts);
        Ok(waiting.iter().map(line).collect())
    }

    fn of(request: &KeyRequest, worker: StaffId, texts: Texts) -> Self {
        let told = fl!(
            texts,
            "key-request-told",
            name = request.name.clone(),
            number = request.number.to_string(),
            reason = key_reason_label(request.reason, texts),
            at = moment(request.asked_at)
        );
        Self {
            matter: filled(hub::MATTER, &request.matter_id),
            told,
            holder: format!("staff:{}", request.staff_id),
            staff: request.staff_id.to_string(),
            own: request.staff_id == worker,
        }
    }
}

/// A reason as it is read.
pub(crate) fn key_reason_label(reason: KeyReason, texts: Texts) -> String {
    match reason {
        KeyReason::DangerToLife => fl!(texts, "key-request-danger-to-life"),
        KeyReason::ReaderUnreachable => fl!(texts, "key-request-reader-unreachable"),
        KeyReason::Handover => fl!(texts, "key-request-handover"),
        KeyReason::SupervisionOrder => fl!(texts, "key-request-supervision-order"),
    }
}

/// All reasons, to choose one.
pub(crate) fn key_reasons(texts: Texts) -> Vec<(&'static str, String)> {
    let choice = |reason: &KeyReason| (reason.as_str(), key_reason_label(*reason, texts));
    KeyReason::ALL.iter().map(choice).collect()
}

/// Why the keys are asked for.
#[derive(Deserialize)]
pub(super) struct Request {
    reason: KeyReason,
}

pub(super) async fn create(
    State(app): State<App>,
    worker: Coordinator,
    Path(matter): Path<String>,
    request: CheckedForm<Request>,
) -> Result<Redirect, Error> {
    let mut tx = app.store.begin().await?;
    let standing = standing(&mut tx, &worker, &matter).await?;
    let (scope, matter) = (standing.scope(Action::AskForKey)?, standing.matter);
    // Before anybody reads there is nobody to ask: whoever triages opens it.
    if reader::list(&mut tx, &scope, matter).await?.is_empty() {
        return Err(Error::Stale);
    }
    key_request::record(&mut tx, &scope, matter, request.reason, app.clock.now()).await?;
    let reason = Some(request.reason.as_str());
    standing
        .record(&app, &mut tx, Action::AskForKey, reason)
        .await?;
    tx.commit().await?;
    Ok(Redirect::to(&filled(hub::MATTER, &matter)))
}

/// The matter's keys, wrapped for the one who asks.
#[derive(Deserialize)]
pub(super) struct SentGift {
    vaults: Vec<SentVault>,
}

pub(super) async fn give(
    State(app): State<App>,
    worker: Adviser,
    Path((matter, colleague)): Path<(String, String)>,
    sent: CheckedJson<SentGift>,
) -> Result<StatusCode, Error> {
    let colleague: StaffId = colleague.parse().map_err(|_| Error::NotFound)?;
    let mut tx = app.store.begin().await?;
    let standing = standing(&mut tx, &worker, &matter).await?;
    let scope = standing.scope_over(Action::GiveKey, colleague)?;
    key_request::take(&mut tx, &scope, standing.matter).await?;
    let keys = Keys::read(&mut tx, &scope, standing.matter, &sent.vaults).await?;
    keys.check_gift(colleague)?;
    admit(&app, &mut tx, &standing, colleague, &keys).await?;
    standing
        .record_over(&app, &mut tx, Action::GiveKey, colleague)
        .await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Makes her a reader beside those there are.
async fn admit(
    app: &App,
    tx: &mut Tx,
    standing: &Standing<'_>,
    colleague: StaffId,
    keys: &Keys<'_>,
) -> Result<(), Error> {
    let scope = standing.scope_over(Action::GiveKey, colleague)?;
    let matter: MatterId = standing.matter;
    let present = reader::list(tx, &scope, matter).await?;
    let readers: Vec<_> = present
        .iter()
        .map(|reader| reader.staff_id)
        .chain([colleague])
        .collect();
    let revision = revision(tx, &scope, standing).await?;
    let wraps = keys.for_one(colleague);
    reader::replace(
        tx,
        &scope,
        matter,
        revision,
        &readers,
        &wraps,
        app.clock.now(),
    )
    .await
    .map_err(Error::of_sent)
}
