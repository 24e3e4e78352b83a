//! The page where the administrator sees the model, and replaces it.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use fyren_domain::access::Action;
use fyren_domain::centre::CentreModel;
use fyren_store::centre;
use serde::Deserialize;

use super::{Preview, Reading};
use crate::app::App;
use crate::error::Error;
use crate::event::{Act, record_act};
use crate::form::{CheckedForm, Faults};
use crate::layout::{self, HubPage, Section};
use crate::paths::hub;
use crate::session::Administrator;
use crate::texts::fl;

#[derive(askama::Template)]
#[template(path = "model/edit.html")]
struct ModelPage {
    hub: HubPage,
    faults: Faults,
    current: Preview,
    reading: Reading,
    text: String,
    revision: i64,
}

/// What was sent.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    model: String,
    /// `check` or `replace`.
    act: String,
    confirmed: String,
    revision: i64,
}

pub(super) async fn show(State(app): State<App>, worker: Administrator) -> Result<Response, Error> {
    worker.scope(Action::ManageModel)?;
    let kept = centre::find(&mut app.store.read().await?, &worker.machine())
        .await?
        .ok_or(Error::NotFound)?;
    let sent = Sent {
        model: kept.model,
        revision: kept.revision,
        ..Sent::default()
    };
    layout::page(&page(&worker, sent, Reading::None, Faults::default()))
}

fn page(worker: &Administrator, sent: Sent, reading: Reading, faults: Faults) -> ModelPage {
    let hub = worker.page(Section::Model);
    let current = Preview::of(hub.texts, worker.centre());
    ModelPage {
        hub,
        faults,
        current,
        reading,
        text: sent.model,
        revision: sent.revision,
    }
}

pub(super) async fn replace(
    State(app): State<App>,
    worker: Administrator,
    form: CheckedForm<Sent>,
) -> Result<Response, Error> {
    let (sent, texts) = (form.into_inner(), worker.page(Section::Model).texts);
    let (reading, model) = Reading::of(texts, &sent.model);
    let mut faults = Faults::default();
    let Some(model) = model else {
        return layout::invalid(&page(&worker, sent, reading, faults));
    };
    if model.id != worker.centre().id {
        faults.add(
            "model",
            fl!(
                texts,
                "setup-model-other-centre",
                centre = worker.centre().id.as_str()
            ),
        );
        return layout::invalid(&page(&worker, sent, reading, faults));
    }
    if sent.act != "replace" {
        return layout::page(&page(&worker, sent, reading, faults));
    }
    if sent.confirmed != "yes" {
        faults.add("confirmed-yes", fl!(texts, "setup-model-unconfirmed"));
        return layout::invalid(&page(&worker, sent, reading, faults));
    }
    keep(&app, &worker, &sent, model).await?;
    Ok(Redirect::to(hub::MODEL).into_response())
}

async fn keep(
    app: &App,
    worker: &Administrator,
    sent: &Sent,
    model: CentreModel,
) -> Result<(), Error> {
    let scope = worker.scope(Action::ManageModel)?;
    let mut tx = app.store.begin().await?;
    centre::replace_model(&mut tx, &scope, sent.revision, &sent.model).await?;
    record_act(app, &mut tx, &scope, Act::ModelReplaced, None).await?;
    tx.commit().await?;
    app.centres.put(model);
    Ok(())
}
