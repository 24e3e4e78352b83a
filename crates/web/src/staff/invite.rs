//! An invitation, and a new link for somebody who lost hers.

use axum::extract::{Path, State};
use axum::response::Response;
use fyren_domain::access::{Action, Relation};
use fyren_domain::id::StaffId;
use fyren_store::staff::{self, StaffState};
use fyren_store::{Fault, Tx};
use serde::Deserialize;

use super::form::{PersonForm, new_person, professions, roles};
use super::mail;
use crate::app::App;
use crate::enrolment::invitation;
use crate::error::Error;
use crate::event::{Act, record_act};
use crate::form::{CheckedForm, Faults};
use crate::layout::{self, HubPage, Section};
use crate::session::Administrator;
use crate::texts::fl;

#[derive(askama::Template)]
#[template(path = "staff/invite.html")]
struct InvitePage {
    hub: HubPage,
    form: PersonForm,
    faults: Faults,
    roles: Vec<(String, String)>,
    professions: Vec<(String, String)>,
}

fn page(worker: &Administrator, form: PersonForm, faults: Faults) -> InvitePage {
    let hub = worker.page(Section::Staff);
    InvitePage {
        form,
        faults,
        roles: roles(hub.texts),
        professions: professions(worker.centre()),
        hub,
    }
}

#[derive(askama::Template)]
#[template(path = "staff/invited.html")]
struct InvitedPage {
    hub: HubPage,
    heading: String,
    handle: String,
    link: String,
}

pub(super) async fn offer(worker: Administrator) -> Result<Response, Error> {
    layout::page(&page(&worker, PersonForm::default(), Faults::default()))
}

pub(super) async fn create(
    State(app): State<App>,
    worker: Administrator,
    form: CheckedForm<PersonForm>,
) -> Result<Response, Error> {
    let form = form.into_inner();
    let texts = worker.page(Section::Staff).texts;
    let mut faults = Faults::default();
    let (handle, person) = (
        form.read_handle(texts, &mut faults),
        form.read(worker.centre(), texts, &mut faults),
    );
    let (Some(handle), Some(person)) = (handle, person) else {
        return layout::invalid(&page(&worker, form, faults));
    };
    let staff_id = StaffId::from_bytes(app.random());
    let scope = worker.scope_over(Action::ManageStaff, Relation::NoMatter, staff_id)?;
    let mut tx = app.store.begin().await?;
    match staff::record(
        &mut tx,
        &scope,
        &new_person(staff_id, &handle, &person, app.clock.now()),
    )
    .await
    {
        Err(Fault::Conflict) => {
            faults.add("handle", fl!(texts, "staff-handle-taken"));
            return layout::invalid(&page(&worker, form, faults));
        }
        other => other?,
    }
    if let Some(mut row) = staff::find(&mut tx, &scope, staff_id).await? {
        row.mail = mail::seal(&app, &worker.machine(), staff_id, &person.mail);
        staff::replace(&mut tx, &scope, &row).await?;
    }
    hand_over(&app, tx, &worker, staff_id).await
}

#[derive(Deserialize)]
pub(super) struct Renewal {}

pub(super) async fn renew(
    State(app): State<App>,
    worker: Administrator,
    Path(staff): Path<StaffId>,
    _: CheckedForm<Renewal>,
) -> Result<Response, Error> {
    let tx = app.store.begin().await?;
    hand_over(&app, tx, &worker, staff).await
}

/// Makes the link, notes it, and shows it once.
async fn hand_over(
    app: &App,
    mut tx: Tx,
    worker: &Administrator,
    staff: StaffId,
) -> Result<Response, Error> {
    let scope = worker.scope_over(Action::ManageStaff, Relation::NoMatter, staff)?;
    let person = staff::find(&mut tx, &scope, staff).await?;
    let person = person
        .filter(|person| person.state == StaffState::Invited)
        .ok_or(Error::NotFound)?;
    let link = invitation::make(app, &mut tx, &scope, staff).await?;
    record_act(
        app,
        &mut tx,
        &scope,
        Act::StaffInvited,
        Some(staff.as_str()),
    )
    .await?;
    tx.commit().await?;
    let hub = worker.page(Section::Staff);
    let heading = fl!(hub.texts, "staff-invited-heading", name = person.name);
    layout::page(&InvitedPage {
        heading,
        handle: person.handle,
        link: link.address,
        hub,
    })
}
