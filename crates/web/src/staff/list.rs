//! Who works at the centre, and who has left.

use axum::extract::State;
use axum::response::Response;
use fyren_domain::access::{Action, Relation};
use fyren_store::staff::{self, Staff, StaffState};

use super::form::role_label;
use crate::account::sessions::new_browsers;
use crate::app::App;
use crate::error::Error;
use crate::layout::{self, HubPage, Section};
use crate::paths::{filled, hub};
use crate::recovery::RecoveryLine;
use crate::session::AnyStaff;
use crate::texts::{Texts, fl};

#[derive(askama::Template)]
#[template(path = "staff/list.html")]
struct StaffPage {
    hub: HubPage,
    people: Vec<Line>,
    recoveries: Vec<RecoveryLine>,
    new_browsers: Vec<String>,
    manages: bool,
}

struct Line {
    name: String,
    handle: String,
    title: String,
    role: String,
    state: String,
    change: Option<String>,
    change_label: String,
}

pub(super) async fn show(State(app): State<App>, worker: AnyStaff) -> Result<Response, Error> {
    let scope = worker.scope(Action::ListStaff)?;
    let mut tx = app.store.read().await?;
    let people = staff::list(&mut tx, &scope).await?;
    let hub = worker.page(Section::Staff);
    let (seen, now) = (worker.scope(Action::ReadRecovery)?, app.clock.now());
    let new_browsers = new_browsers(&mut tx, &worker.machine(), worker.staff(), hub.texts).await?;
    let recoveries = RecoveryLine::list(&mut tx, &seen, now, hub.texts).await?;
    let line = |person: Staff| {
        let manageable = worker
            .scope_over(Action::ManageStaff, Relation::NoMatter, person.staff_id)
            .is_ok();
        line(hub.texts, person, manageable)
    };
    let people: Vec<_> = people.into_iter().map(line).collect();
    let manages = worker.scope(Action::ManageModel).is_ok();
    layout::page(&StaffPage {
        hub,
        people,
        recoveries,
        new_browsers,
        manages,
    })
}

fn line(texts: Texts, person: Staff, manageable: bool) -> Line {
    let changes = manageable && person.state != StaffState::Left;
    Line {
        role: role_label(texts, person.role),
        state: match person.state {
            StaffState::Invited => fl!(texts, "staff-state-invited"),
            StaffState::Active => fl!(texts, "staff-state-active"),
            StaffState::Left => fl!(texts, "staff-state-left"),
        },
        change: changes.then(|| filled(hub::STAFF_MEMBER, &person.staff_id)),
        change_label: fl!(texts, "staff-change-name", name = person.name.clone()),
        name: person.name,
        handle: person.handle,
        title: person.title,
    }
}
