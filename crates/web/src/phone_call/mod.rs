//! Logging a call while talking. The page's script keeps and sends it; the rules stand in `domain::phone_call`.
//!
//! The matter's id comes with the form, so that a log sent twice over a bad network is one log.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use fyren_domain::access::{Action, Relation, Scope};
use fyren_domain::code::Code;
use fyren_domain::code_list::ListName;
use fyren_domain::consultation::{ConsultationFacts, TimeSpent};
use fyren_domain::enquiry::{Enquiry, EnquiryFacts};
use fyren_domain::id::{EnquiryNumber, MatterId, VaultId};
use fyren_domain::time::Instant;
use fyren_seal::EntryKind;
use fyren_store::enquiry::NewCall;
use fyren_store::entry::Recorded;
use fyren_store::event::{self, NewEvent};
use fyren_store::fact::{self as store_fact, FactKind};
use fyren_store::vault::{NewVault, VaultKind};
use fyren_store::{Fault, Tx, consultation, reader, vault};
use serde::Deserialize;

mod answers;

use self::answers::Answers;
use crate::app::App;
use crate::choices::Choices;
use crate::entry::{self, SentEntry};
use crate::error::Error;
use crate::fact;
use crate::form::CheckedJson;
use crate::layout::{self, HubPage, Section};
use crate::paths::{filled, hub};
use crate::session::Coordinator;
use crate::texts::fl;
use crate::wrapping::{SentWrap, Wraps};

/// The revision of a new enquiry once its first reader is named.
const READ_REVISION: i64 = 2;

/// Numbers are short, so that they can be said; one that is in use is drawn anew.
const NUMBER_TRIES: usize = 5;

pub(crate) fn routes() -> Router<App> {
    Router::new().route(hub::PHONE_CALL, get(new).post(create))
}

#[derive(Template)]
#[template(path = "phone_call/new.html")]
struct PhoneCallPage {
    hub: HubPage,
    choices: Choices,
    matter: MatterId,
}

async fn new(State(app): State<App>, worker: Coordinator) -> Result<Response, Error> {
    worker.scope(Action::LogCall)?;
    let choices = Choices::of(worker.centre().clone());
    let matter = MatterId::from_bytes(app.random());
    layout::page(&PhoneCallPage {
        hub: worker.page(Section::PhoneCall),
        choices,
        matter,
    })
}

/// What becomes of the enquiry at once.
#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Act {
    Keep,
    TakeOn,
    Close,
}

/// A log as the page's script sends it.
#[derive(Deserialize)]
struct SentCall {
    matter: MatterId,
    act: Act,
    facts: BTreeMap<String, Vec<String>>,
    note: Option<SentNote>,
}

/// The note: a vault of its own with one entry.
#[derive(Deserialize)]
struct SentNote {
    vault: VaultId,
    wraps: Vec<SentWrap>,
    entry: SentEntry,
}

async fn create(
    State(app): State<App>,
    worker: Coordinator,
    sent: CheckedJson<SentCall>,
) -> Result<Response, Error> {
    let scope = worker.scope(Action::LogCall)?;
    let texts = worker.page(Section::PhoneCall).texts;
    let answers = Answers::new(&sent.facts, Choices::of(worker.centre().clone()), texts);
    let facts = match answers.read(app.clock.now(), sent.act == Act::Close) {
        Ok(facts) => facts,
        Err(faults) => return Ok(refused(&fl!(texts, "phone-call-faults"), &faults)),
    };
    let mut tx = app.store.begin().await?;
    let (recorded, enquiry) = log(&app, &mut tx, &scope, sent.matter, facts).await?;
    if recorded == Recorded::Already {
        // The first answer was lost on the way. What was kept then stands, and she is shown it.
        return Ok(kept(StatusCode::OK, &filled(hub::MATTER, &sent.matter)));
    }
    let now = app.clock.now();
    let readers = [worker.staff()];
    reader::replace(&mut tx, &scope, sent.matter, 1, &readers, &[], now).await?;
    if let Some(note) = &sent.note {
        keep_note(&app, &mut tx, &scope, sent.matter, note).await?;
    }
    decide(&app, &mut tx, &worker, sent.act, enquiry).await?;
    let event = NewEvent {
        at: now,
        action: Action::LogCall.as_str(),
        matter: Some(sent.matter),
        subject: None,
    };
    event::record(&mut tx, &scope, &event).await?;
    tx.commit().await?;
    Ok(match sent.act {
        Act::TakeOn => kept(StatusCode::CREATED, &filled(hub::MATTER, &sent.matter)),
        Act::Keep | Act::Close => kept(StatusCode::CREATED, hub::QUEUE),
    })
}

/// Where to go on from here.
fn kept(status: StatusCode, address: &str) -> Response {
    (status, Json(serde_json::json!({ "address": address }))).into_response()
}

/// What is wrong, field by field, for the summary of the page.
fn refused(title: &str, faults: &BTreeMap<&'static str, String>) -> Response {
    let body = serde_json::json!({ "title": title, "faults": faults });
    let mut response = (StatusCode::UNPROCESSABLE_ENTITY, Json(body)).into_response();
    let problem = header::HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(header::CONTENT_TYPE, problem);
    response
}

/// Keeps the enquiry under a number nobody has.
async fn log(
    app: &App,
    tx: &mut Tx,
    scope: &Scope,
    matter: MatterId,
    facts: EnquiryFacts,
) -> Result<(Recorded, Enquiry), Error> {
    let sealed = fact::seal_first_enquiry(app, scope.centre(), matter, &facts);
    for _ in 0..NUMBER_TRIES {
        let call = NewCall {
            matter_id: matter,
            number: EnquiryNumber::from_bytes(app.random()),
            received_at: facts.received,
            facts: &sealed,
        };
        match fyren_store::enquiry::log(tx, scope, &call).await {
            Err(Fault::NumberTaken) => {}
            logged => {
                let (recorded, number) = logged?;
                return Ok((recorded, Enquiry::open(matter, number, facts)));
            }
        }
    }
    Err(Error::Taken)
}

async fn keep_note(
    app: &App,
    tx: &mut Tx,
    scope: &Scope,
    matter: MatterId,
    note: &SentNote,
) -> Result<(), Error> {
    let wraps = Wraps::read_for_staff(&note.wraps)?;
    let vault = NewVault {
        vault_id: note.vault,
        matter_id: matter,
        kind: VaultKind::Notes,
        wraps: &wraps.of_key(1),
    };
    vault::record(tx, scope, &vault)
        .await
        .map_err(Error::of_sent)?;
    entry::keep(app, tx, scope, note.vault, EntryKind::Note, &note.entry).await?;
    Ok(())
}

/// Takes the new enquiry on or closes it, if that was asked for.
async fn decide(
    app: &App,
    tx: &mut Tx,
    worker: &Coordinator,
    act: Act,
    enquiry: Enquiry,
) -> Result<(), Error> {
    let (matter, now) = (enquiry.matter, app.clock.now());
    match act {
        Act::Keep => {}
        Act::TakeOn => {
            let scope = worker.scope_in(Action::TakeOn, Relation::Reader)?;
            let known = taken_on(enquiry, now)?;
            let sealed = fact::seal_first_consultation(app, scope.centre(), matter, &known);
            consultation::take_on(tx, &scope, matter, READ_REVISION, now).await?;
            store_fact::record(tx, &scope, matter, FactKind::Consultation, &sealed).await?;
        }
        Act::Close => {
            let scope = worker.scope_in(Action::CloseEnquiry, Relation::Reader)?;
            fyren_store::enquiry::close(tx, &scope, matter, READ_REVISION, now).await?;
        }
    }
    Ok(())
}

/// What is known of a consultation that begins with this call: the time it took.
fn taken_on(enquiry: Enquiry, now: Instant) -> Result<ConsultationFacts, Error> {
    let spent = enquiry.facts.minutes.map(|minutes| TimeSpent {
        on: now.swedish_date(),
        minutes,
        work: Code::unknown(),
    });
    let (_, consultation) = enquiry.take_on(now)?;
    Ok(ConsultationFacts {
        time_spent: spent.into_iter().collect(),
        ..consultation.facts
    })
}
