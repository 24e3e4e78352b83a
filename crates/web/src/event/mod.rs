//! Events: who did and who read what.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use fyren_domain::access::Action;
use fyren_domain::staff::Role;
use fyren_store::event::{self, Actor, Event};
use fyren_store::{Tx, staff};
use serde::Deserialize;
use std::collections::BTreeMap;

use crate::app::App;
use crate::error::Error;
use crate::layout::{self, HubPage, Section};
use crate::matter::{Standing, moment};
use crate::note;
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
    /// The address of the matter, and what it is called there.
    pub(crate) matter: Option<String>,
}

impl EventLine {
    fn of(event: &Event, names: &BTreeMap<String, String>, texts: Texts) -> Self {
        let actor = match event.actor {
            Actor::Staff => event
                .staff_id
                .and_then(|staff| names.get(staff.as_str()).cloned())
                .unwrap_or_default(),
            Actor::Visitor => fl!(texts, "event-visitor"),
            Actor::System => fl!(texts, "event-system"),
        };
        let matter = event.matter_id.map(|matter| filled(hub::MATTER, &matter));
        Self {
            at: moment(event.at),
            actor,
            action: told(event.action.as_str(), texts),
            matter,
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

async fn names(
    tx: &mut Tx,
    scope: &fyren_domain::access::Scope,
) -> Result<BTreeMap<String, String>, Error> {
    let everybody = staff::list(tx, scope).await?;
    Ok(everybody
        .into_iter()
        .map(|person| (person.staff_id.to_string(), person.name))
        .collect())
}

/// An act in words; one that this version has no words for stands as it was written.
fn told(action: &str, texts: Texts) -> String {
    match action {
        "read_facts" => fl!(texts, "event-read-facts"),
        "read_matter" => fl!(texts, "event-read-matter"),
        "triage" => fl!(texts, "event-triage"),
        "take_on" => fl!(texts, "event-take-on"),
        "record_facts" => fl!(texts, "event-record-facts"),
        "follow_up" => fl!(texts, "event-follow-up"),
        "close_enquiry" | "close_consultation" => fl!(texts, "event-close"),
        "reopen" => fl!(texts, "event-reopen"),
        "answer" => fl!(texts, "event-answer"),
        "note" => fl!(texts, "event-note"),
        "assign_reader" => fl!(texts, "event-assign-reader"),
        "remove_reader" => fl!(texts, "event-remove-reader"),
        "exclude" => fl!(texts, "event-exclude"),
        "lift_exclusion" => fl!(texts, "event-lift-exclusion"),
        "stand_aside" => fl!(texts, "event-stand-aside"),
        "log_call" => fl!(texts, "event-log-call"),
        "enquiry_received" => fl!(texts, "event-enquiry"),
        "message_received" => fl!(texts, "event-message"),
        "open" => fl!(texts, "event-open"),
        "count" => fl!(texts, "event-count"),
        "keep_canned_answers" => fl!(texts, "event-keep-canned-answers"),
        "make_intake_keys" => fl!(texts, "event-make-intake-keys"),
        other => note::told(other, texts).unwrap_or_else(|| other.replace('_', " ")),
    }
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
    let older = events
        .last()
        .map(|event| event.number)
        .filter(|number| *number > 1);
    let events = events
        .iter()
        .map(|event| EventLine::of(event, &names, hub.texts))
        .collect();
    layout::page(&EventPage { hub, events, older })
}
