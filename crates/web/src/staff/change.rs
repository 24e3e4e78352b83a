//! A colleague's role, title, profession and mail are changed, or her account ends.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use fyren_domain::access::{Action, Relation, Scope};
use fyren_domain::id::StaffId;
use fyren_store::Tx;
use fyren_store::leaving::{self, Losses};
use fyren_store::staff::{self, Staff, StaffState};
use serde::Deserialize;

use super::form::{PersonForm, professions, roles};
use super::mail;
use crate::app::App;
use crate::directory;
use crate::error::Error;
use crate::event::{Act, record_act};
use crate::form::{CheckedForm, Faults};
use crate::layout::{self, HubPage, Section};
use crate::paths::hub;
use crate::session::Administrator;
use crate::texts::{Texts, fl};

#[derive(askama::Template)]
#[template(path = "staff/change.html")]
struct ChangePage {
    hub: HubPage,
    heading: String,
    staff: StaffId,
    form: PersonForm,
    faults: Faults,
    roles: Vec<(String, String)>,
    professions: Vec<(String, String)>,
    invited: bool,
    leave_label: String,
    losses: Losses,
}

async fn page(
    tx: &mut Tx,
    worker: &Administrator,
    person: &Staff,
    form: PersonForm,
    faults: Faults,
) -> Result<ChangePage, Error> {
    let hub = worker.page(Section::Staff);
    let losses = leaving::count_losses(tx, &manage(worker, person.staff_id)?).await?;
    Ok(ChangePage {
        heading: person.name.clone(),
        staff: person.staff_id,
        form,
        faults,
        roles: roles(hub.texts),
        professions: professions(worker.centre()),
        invited: person.state == StaffState::Invited,
        leave_label: fl!(hub.texts, "staff-leave-confirm", name = person.name.clone()),
        losses,
        hub,
    })
}

pub(super) fn manage(worker: &Administrator, staff: StaffId) -> Result<Scope, Error> {
    Ok(worker.scope_over(Action::ManageStaff, Relation::NoMatter, staff)?)
}

/// A colleague who has not left.
pub(super) async fn find(tx: &mut Tx, scope: &Scope, staff: StaffId) -> Result<Staff, Error> {
    let person = staff::find(tx, scope, staff).await?;
    person
        .filter(|person| person.state != StaffState::Left)
        .ok_or(Error::NotFound)
}

/// The fields as they are kept.
fn kept(app: &App, worker: &Administrator, person: &Staff) -> Result<PersonForm, Error> {
    Ok(PersonForm {
        handle: person.handle.clone(),
        name: person.name.clone(),
        title: person.title.clone(),
        role: person.role.as_str().to_owned(),
        profession: person.profession.as_str().to_owned(),
        mail: mail::open(
            app,
            &worker.machine(),
            person.staff_id,
            person.mail.as_deref(),
        )?,
        revision: person.revision,
    })
}

pub(super) async fn offer(
    State(app): State<App>,
    worker: Administrator,
    Path(staff): Path<StaffId>,
) -> Result<Response, Error> {
    let scope = manage(&worker, staff)?;
    let mut tx = app.store.read().await?;
    let person = find(&mut tx, &scope, staff).await?;
    let form = kept(&app, &worker, &person)?;
    layout::page(&page(&mut tx, &worker, &person, form, Faults::default()).await?)
}

pub(super) async fn replace(
    State(app): State<App>,
    worker: Administrator,
    Path(staff): Path<StaffId>,
    form: CheckedForm<PersonForm>,
) -> Result<Response, Error> {
    let scope = manage(&worker, staff)?;
    let form = form.into_inner();
    let mut tx = app.store.begin().await?;
    let mut row = find(&mut tx, &scope, staff).await?;
    let mut faults = Faults::default();
    let Some(person) = form.read(
        worker.centre(),
        worker.page(Section::Staff).texts,
        &mut faults,
    ) else {
        return layout::invalid(&page(&mut tx, &worker, &row, form, faults).await?);
    };
    row.mail = mail::seal(&app, &worker.machine(), staff, &person.mail);
    (row.name, row.title, row.role, row.profession) =
        (person.name, person.title, person.role, person.profession);
    row.revision = form.revision;
    staff::replace(&mut tx, &scope, &row).await?;
    directory::restate(&app, &mut tx, &worker.machine()).await?;
    record_act(
        &app,
        &mut tx,
        &scope,
        Act::StaffChanged,
        Some(staff.as_str()),
    )
    .await?;
    tx.commit().await?;
    Ok(Redirect::to(hub::STAFF).into_response())
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(super) struct Leaving {
    confirmed: String,
    /// That what only she could open is lost.
    losing: String,
    revision: i64,
}

impl Leaving {
    fn check(&self, texts: Texts, losses: Losses) -> Faults {
        let mut faults = Faults::default();
        if self.confirmed != "yes" {
            faults.add("confirmed-yes", fl!(texts, "staff-leave-unconfirmed"));
        }
        if losses.any() && self.losing != "yes" {
            faults.add("losing-yes", fl!(texts, "staff-leave-losing-unconfirmed"));
        }
        faults
    }
}

pub(super) async fn leave(
    State(app): State<App>,
    worker: Administrator,
    Path(staff): Path<StaffId>,
    form: CheckedForm<Leaving>,
) -> Result<Response, Error> {
    let scope = manage(&worker, staff)?;
    let mut tx = app.store.begin().await?;
    let row = find(&mut tx, &scope, staff).await?;
    let losses = leaving::count_losses(&mut tx, &scope).await?;
    let faults = form.check(worker.page(Section::Staff).texts, losses);
    if !faults.is_empty() {
        let fields = kept(&app, &worker, &row)?;
        return layout::invalid(&page(&mut tx, &worker, &row, fields, faults).await?);
    }
    leaving::record(&mut tx, &scope, form.revision, app.clock.now()).await?;
    directory::restate(&app, &mut tx, &worker.machine()).await?;
    record_act(&app, &mut tx, &scope, Act::StaffLeft, Some(staff.as_str())).await?;
    tx.commit().await?;
    Ok(Redirect::to(hub::STAFF).into_response())
}
