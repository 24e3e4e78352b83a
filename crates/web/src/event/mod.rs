//! Events: who did and who read what.

mod act;
mod words;

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use fyren_domain::access::{Action, Scope};
use fyren_domain::staff::Role;
use fyren_store::event::{self, Actor, Event};
use fyren_store::{Tx, staff};
use serde::Deserialize;
use std::collections::BTreeMap;

pub(crate) use self::act::{Act, record_act, record_system_act};
use crate::app::App;
use crate::error::Error;
use crate::layout::{self, HubPage, Section};
use crate::matter::{Standing, moment};
use crate::paths::{filled, hub};
use crate::session::Manager;
use crate::texts::{Texts, fl};

const ROWS: u32 = 100;

pub(crate) fn routes() -> Router<App> {
    Router::new().route(hub::EVENTS, get(list))
}

/// An event as a page shows it.
pub(crate) struct EventLine {
    pub(crate) at: String,
    pub(crate) actor: String,
    pub(crate) action: String,
    /// The colleague it was done to.
    pub(crate) whom: Option<String>,
    /// The address of the matter, and what it is called there.
    pub(crate) matter: Option<String>,
}

impl EventLine {
    fn of(event: &Event, names: &Names, texts: Texts) -> Self {
        let name = |id: &str| names.get(id).cloned();
        let actor = match event.actor {
            Actor::Staff => event.staff_id.and_then(|staff| name(staff.as_str())),
            Actor::Visitor => Some(fl!(texts, "event-visitor")),
            Actor::System => Some(fl!(texts, "event-system")),
        };
        Self {
            at: moment(event.at),
            actor: actor.unwrap_or_default(),
            action: words::told(event, texts),
            whom: event.subject.as_deref().and_then(name),
            matter: event.matter_id.map(|matter| filled(hub::MATTER, &matter)),
        }
    }

    /// What happened in a matter, newest first; nothing for who may not see it.
    pub(crate) async fn of_matter(
        tx: &mut Tx,
        standing: &Standing<'_>,
        texts: Texts,
    ) -> Result<Vec<Self>, Error> {
        let Ok(scope) = standing.scope(Action::ReadMatterEvents) else {
            return Ok(Vec::new());
        };
        let names = names(tx, &standing.worker_scope(Action::ListStaff)?).await?;
        let events = event::list_of_matter(tx, &scope, standing.matter).await?;
        Ok(events
            .iter()
            .rev()
            .map(|event| Self::of(event, &names, texts))
            .collect())
    }
}

/// Who works or worked here, by id.
pub(crate) type Names = BTreeMap<String, String>;

pub(crate) async fn names(tx: &mut Tx, scope: &Scope) -> Result<Names, Error> {
    let everybody = staff::list(tx, scope).await?;
    Ok(everybody
        .into_iter()
        .map(|person| (person.staff_id.to_string(), person.name))
        .collect())
}

#[derive(Deserialize)]
struct Older {
    before: Option<i64>,
}

#[derive(Template)]
#[template(path = "event/list.html")]
struct EventPage {
    hub: HubPage,
    events: Vec<EventLine>,
    older: Option<i64>,
}

async fn list(
    State(app): State<App>,
    worker: Manager,
    Query(older): Query<Older>,
) -> Result<Response, Error> {
    let mut tx = app.store.read().await?;
    let hub = worker.page(Section::Events);
    let scope = worker.scope(Action::ReadEvents)?;
    let names = names(&mut tx, &worker.scope(Action::ListStaff)?).await?;
    let events = event::list(&mut tx, &scope, older.before, ROWS).await?;
    let full = events.len() == ROWS as usize;
    let older = events.last().filter(|_| full).map(|event| event.number);
    let events = events
        .iter()
        .map(|event| EventLine::of(event, &names, hub.texts))
        .collect();
    layout::page(&EventPage { hub, events, older })
}
