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
use fyren_domain::access::{Action, Scope};
use fyren_domain::code_list::ListName;
use fyren_domain::consultation::ConsultationFacts;
use fyren_domain::enquiry::{Enquiry, EnquiryFacts};
use fyren_domain::id::{EnquiryNumber, MatterId, VaultId};
use fyren_domain::revision::Revision;
use fyren_seal::EntryKind;
use fyren_store::enquiry::NewCall;
use fyren_store::entry::Recorded;
use fyren_store::event::{self, NewEvent};
use fyren_store::fact::FactKind;
use fyren_store::vault::{NewVault, VaultKind};
use fyren_store::{Fault, Tx, reader, vault};
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

/// The revision of a new enquiry; naming its first reader makes the next.
const FIRST_REVISION: i64 = 1;

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
    let now = app.clock.now();
    let facts = match answers.read(now, sent.act == Act::Close) {
        Ok(facts) => facts,
        Err(faults) => return Ok(refused(&fl!(texts, "phone-call-faults"), &faults)),
    };
    let mut tx = app.store.begin().await?;
    if log(&app, &mut tx, &scope, sent.matter, &facts).await? == Recorded::New {
        reader::replace(
            &mut tx,
            &scope,
            sent.matter,
            FIRST_REVISION,
            &[worker.staff()],
            &[],
            now,
        )
        .await?;
        if let Some(note) = &sent.note {
            keep_note(&app, &mut tx, &scope, &worker, sent.matter, note).await?;
        }
        decide(&app, &mut tx, &worker, &sent, facts).await?;
        let event = NewEvent {
            at: now,
            action: Action::LogCall.as_str(),
            matter: Some(sent.matter),
            subject: None,
        };
        event::record(&mut tx, &scope, &event).await?;
    }
    tx.commit().await?;
    let address = if sent.act == Act::TakeOn {
        filled(hub::MATTER, &sent.matter)
    } else {
        hub::QUEUE.to_owned()
    };
    Ok((
        StatusCode::CREATED,
        Json(serde_json::json!({ "address": address })),
    )
        .into_response())
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
    facts: &EnquiryFacts,
) -> Result<Recorded, Error> {
    let sealed = fact::seal_first_enquiry(app, scope.centre(), matter, facts);
    loop {
        let number = EnquiryNumber::from_bytes(app.random());
        let call = NewCall {
            matter_id: matter,
            number,
            received_at: facts.received,
            facts: &sealed,
        };
        match fyren_store::enquiry::log(tx, scope, &call).await {
            Err(Fault::NumberTaken) => {}
            recorded => return Ok(recorded?.0),
        }
    }
}

async fn keep_note(
    app: &App,
    tx: &mut Tx,
    scope: &Scope,
    worker: &Coordinator,
    matter: MatterId,
    note: &SentNote,
) -> Result<(), Error> {
    let wraps = Wraps::read(&note.wraps)?;
    let vault = NewVault {
        vault_id: note.vault,
        matter_id: matter,
        kind: VaultKind::Notes,
        wraps: &wraps.of_key(1),
    };
    vault::record(tx, scope, &vault).await?;
    entry::keep(
        app,
        tx,
        scope,
        worker,
        note.vault,
        EntryKind::Note,
        &note.entry,
    )
    .await
}

/// Takes the new enquiry on or closes it, if that was asked for.
async fn decide(
    app: &App,
    tx: &mut Tx,
    worker: &Coordinator,
    sent: &SentCall,
    facts: EnquiryFacts,
) -> Result<(), Error> {
    let relation = fyren_domain::access::Relation::Reader;
    let (matter, now) = (sent.matter, app.clock.now());
    match sent.act {
        Act::Keep => {}
        Act::TakeOn => {
            let scope = worker.scope_in(Action::TakeOn, relation)?;
            let minutes = facts.minutes;
            let enquiry = Enquiry {
                revision: Revision::FIRST,
                ..Enquiry::open(matter, EnquiryNumber::from_bytes([0; 4]), facts)
            };
            let (_, consultation) = enquiry.take_on(now)?;
            let spent = minutes.map(|minutes| fyren_domain::consultation::TimeSpent {
                on: now.swedish_date(),
                minutes,
                work: fyren_domain::code::Code::unknown(),
            });
            let known = ConsultationFacts {
                time_spent: spent.into_iter().collect(),
                ..consultation.facts
            };
            let sealed = fact::seal_first_consultation(app, scope.centre(), matter, &known);
            fyren_store::consultation::take_on(tx, &scope, matter, FIRST_REVISION + 1, now).await?;
            fyren_store::fact::record(tx, &scope, matter, FactKind::Consultation, &sealed).await?;
        }
        Act::Close => {
            let scope = worker.scope_in(Action::CloseEnquiry, relation)?;
            fyren_store::enquiry::close(tx, &scope, matter, FIRST_REVISION + 1, now).await?;
        }
    }
    Ok(())
}
