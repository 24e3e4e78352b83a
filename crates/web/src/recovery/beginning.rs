//! A recovery is begun for a colleague, with a link that is handed over outside Fyren; or stopped.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use fyren_domain::access::{Action, Relation};
use fyren_domain::id::{RecoveryId, StaffId};
use fyren_domain::recovery::{RecoveryReason, Window};
use fyren_store::recovery::{self, NewRecovery};
use fyren_store::{Fault, Tx, staff};
use serde::Deserialize;

use super::page;
use crate::account::Factors;
use crate::app::App;
use crate::error::Error;
use crate::event::{Act, record_act};
use crate::form::CheckedForm;
use crate::layout::{self, HubPage, Section};
use crate::matter::moment;
use crate::paths::hub;
use crate::session::{AnyStaff, Manager, Token};
use crate::texts::fl;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Beginning {
    staff: String,
    reason: String,
}

#[derive(askama::Template)]
#[template(path = "recovery/begun.html")]
struct BegunPage {
    hub: HubPage,
    heading: String,
    opens: String,
    link: String,
}

pub(super) async fn create(
    State(app): State<App>,
    worker: Manager,
    form: CheckedForm<Beginning>,
) -> Result<Response, Error> {
    let texts = worker.page(Section::Account).texts;
    let (Ok(colleague), Some(reason)) = (
        form.staff.parse::<StaffId>(),
        RecoveryReason::parse(&form.reason),
    ) else {
        let message = fl!(texts, "recovery-nobody-chosen");
        return page::refused(&app, &worker, "staff", message).await;
    };
    let scope = worker.scope_over(Action::BeginRecovery, Relation::NoMatter, colleague)?;
    let mut tx = app.store.begin().await?;
    let person = staff::find(&mut tx, &scope, colleague)
        .await?
        .ok_or(Error::NotFound)?;
    // Whoever has no second factor yet would be let in by the link and two shares alone.
    if Factors::find(&mut tx, &worker.machine(), colleague)
        .await?
        .is_empty()
    {
        let message = fl!(texts, "recovery-unprotected", name = person.name);
        return page::refused(&app, &worker, "staff", message).await;
    }
    let token = Token::make(&app);
    let (now, hours) = (app.clock.now(), worker.centre().recovery_delay_hours);
    let new = NewRecovery {
        recovery_id: RecoveryId::from_bytes(app.random()),
        token_hash: &token.hash(),
        reason,
        begun_at: now,
        window: Window::after(now, hours),
    };
    match recovery::record(&mut tx, &scope, &new).await {
        Err(Fault::Stale) => {
            let message = fl!(texts, "recovery-no-shares", name = person.name);
            return page::refused(&app, &worker, "staff", message).await;
        }
        Err(Fault::Conflict) => {
            let message = fl!(texts, "recovery-under-way", name = person.name);
            return page::refused(&app, &worker, "staff", message).await;
        }
        other => other?,
    }
    let subject = Some(colleague.as_str());
    record_act(&app, &mut tx, &scope, Act::RecoveryBegun, subject).await?;
    tx.commit().await?;
    let hub = worker.page(Section::Account);
    let origin = app.origin.as_str().trim_end_matches('/');
    layout::page(&BegunPage {
        heading: fl!(hub.texts, "recovery-begun", name = person.name),
        opens: moment(new.window.opens_at),
        link: format!("{origin}{}#{}", hub::RECOVERY_LINK, token.text()),
        hub,
    })
}

#[derive(Deserialize)]
pub(super) struct Stopping {}

/// A coordinator stops any, and everybody her own.
pub(super) async fn stop(
    State(app): State<App>,
    worker: AnyStaff,
    Path(id): Path<String>,
    _: CheckedForm<Stopping>,
) -> Result<Response, Error> {
    let id: RecoveryId = id.parse().map_err(|_| Error::NotFound)?;
    let mut tx: Tx = app.store.begin().await?;
    let seen = worker.scope(Action::ReadRecovery)?;
    let found = recovery::find(&mut tx, &seen, id, app.clock.now()).await?;
    let staff = found.ok_or(Error::NotFound)?.staff_id;
    let scope = if staff == worker.staff() {
        worker.scope(Action::KeepOwnAccount)?
    } else {
        worker.scope_over(Action::StopRecovery, Relation::NoMatter, staff)?
    };
    recovery::stop(&mut tx, &scope, id, app.clock.now()).await?;
    let subject = Some(staff.as_str());
    record_act(&app, &mut tx, &scope, Act::RecoveryStopped, subject).await?;
    tx.commit().await?;
    Ok(Redirect::to(hub::RECOVERY).into_response())
}
