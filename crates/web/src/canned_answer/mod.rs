//! Canned answers: the centre's own texts for what is often asked. They are not sealed, and the page says so.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use fyren_domain::access::Action;
use fyren_domain::id::CannedAnswerId;
use fyren_store::canned_answer::{self, CannedAnswer};
use fyren_store::event::{self, NewEvent};
use serde::Deserialize;

use crate::app::App;
use crate::error::Error;
use crate::form::{CheckedForm, Faults, written, written_line};
use crate::layout::{self, HubPage, Section};
use crate::paths::hub;
use crate::session::{Adviser, Coordinator};
use crate::texts::fl;

const TITLE_CHARACTERS: usize = 120;
const TEXT_CHARACTERS: usize = 8_000;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route(hub::CANNED_ANSWERS, get(list).post(create))
        .route(hub::CANNED_ANSWER_REMOVAL, post(remove))
}

#[derive(Template)]
#[template(path = "canned_answer/list.html")]
struct CannedAnswerPage {
    hub: HubPage,
    answers: Vec<CannedAnswer>,
    may_keep: bool,
    form: CannedAnswerForm,
    faults: Faults,
}

#[derive(Default, Deserialize)]
struct CannedAnswerForm {
    title: String,
    text: String,
}

#[derive(Deserialize)]
struct Removal {
    revision: i64,
}

impl CannedAnswerForm {
    fn check(&self, hub: &HubPage) -> Faults {
        let mut faults = Faults::default();
        let (title, text) = (written_line(&self.title), written(&self.text));
        if title.is_empty() || title.chars().count() > TITLE_CHARACTERS {
            faults.add("title", fl!(hub.texts, "canned-answer-title-fault"));
        }
        if text.is_empty() || text.chars().count() > TEXT_CHARACTERS {
            faults.add("text", fl!(hub.texts, "canned-answer-text-fault"));
        }
        faults
    }
}

async fn shown(
    app: &App,
    worker: &Adviser,
    form: CannedAnswerForm,
    faults: Faults,
) -> Result<CannedAnswerPage, Error> {
    let scope = worker.scope(Action::UseCannedAnswers)?;
    Ok(CannedAnswerPage {
        hub: worker.page(Section::CannedAnswers),
        answers: canned_answer::list(&mut app.store.read().await?, &scope).await?,
        may_keep: worker.scope(Action::KeepCannedAnswers).is_ok(),
        form,
        faults,
    })
}

async fn list(State(app): State<App>, worker: Adviser) -> Result<Response, Error> {
    layout::page(
        &shown(
            &app,
            &worker,
            CannedAnswerForm::default(),
            Faults::default(),
        )
        .await?,
    )
}

async fn create(
    State(app): State<App>,
    _: Coordinator,
    worker: Adviser,
    form: CheckedForm<CannedAnswerForm>,
) -> Result<Response, Error> {
    let form = form.into_inner();
    let faults = form.check(&worker.page(Section::CannedAnswers));
    if !faults.is_empty() {
        return layout::invalid(&shown(&app, &worker, form, faults).await?);
    }
    let scope = worker.scope(Action::KeepCannedAnswers)?;
    let mut tx = app.store.begin().await?;
    let now = app.clock.now();
    let answer = CannedAnswer {
        canned_answer_id: CannedAnswerId::from_bytes(app.random()),
        title: written_line(&form.title),
        body: written(&form.text),
        language: "sv".to_owned(),
        changed_at: now,
        revision: 1,
    };
    canned_answer::record(&mut tx, &scope, &answer).await?;
    event::record(
        &mut tx,
        &scope,
        &NewEvent {
            at: now,
            action: scope.action().as_str(),
            matter: None,
            subject: None,
        },
    )
    .await?;
    tx.commit().await?;
    Ok(Redirect::to(hub::CANNED_ANSWERS).into_response())
}

async fn remove(
    State(app): State<App>,
    worker: Coordinator,
    Path(answer): Path<String>,
    form: CheckedForm<Removal>,
) -> Result<Redirect, Error> {
    let answer = CannedAnswerId::parse(&answer).map_err(|_| Error::NotFound)?;
    let scope = worker.scope(Action::KeepCannedAnswers)?;
    let mut tx = app.store.begin().await?;
    canned_answer::remove(&mut tx, &scope, answer, form.revision).await?;
    let event = NewEvent {
        at: app.clock.now(),
        action: scope.action().as_str(),
        matter: None,
        subject: Some(answer.as_str()),
    };
    event::record(&mut tx, &scope, &event).await?;
    tx.commit().await?;
    Ok(Redirect::to(hub::CANNED_ANSWERS))
}
