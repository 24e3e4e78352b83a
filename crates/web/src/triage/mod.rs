//! Triage: how soon, whether the family may be contacted, worry about a journey, and who is exposed.
//!
//! The persons stand in the form once the enquiry is taken on. What somebody else changed meanwhile is never overwritten: the form comes back
//! with everything typed, and says so.

mod form;

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use fyren_domain::access::{Action, Scope};
use fyren_domain::code_list::ListName;
use fyren_domain::consultation::ConsultationFacts;
use fyren_domain::enquiry::EnquiryFacts;
use fyren_store::Tx;

use self::form::TriageForm;
use crate::app::App;
use crate::choices::Choices;
use crate::error::Error;
use crate::form::{CheckedForm, Faults};
use crate::layout::{self, HubPage, Section};
use crate::matter::{Whole, standing};
use crate::paths::{filled, hub};
use crate::session::Coordinator;
use crate::texts::fl;

pub(crate) fn routes() -> Router<App> {
    Router::new().route(hub::TRIAGE, get(edit).post(replace))
}

#[derive(Template)]
#[template(path = "triage/edit.html")]
struct TriagePage {
    hub: HubPage,
    address: String,
    number: String,
    consultation: bool,
    choices: Choices,
    form: TriageForm,
    faults: Faults,
}

impl TriagePage {
    fn new(worker: &Coordinator, whole: &Whole, form: TriageForm, faults: Faults) -> Self {
        Self {
            hub: worker.page(Section::Queue),
            address: filled(hub::MATTER, &whole.enquiry.matter),
            number: whole.enquiry.number.to_string(),
            consultation: whole.consultation.is_some(),
            choices: Choices::of(worker.centre().clone()),
            form,
            faults,
        }
    }
}

async fn edit(
    State(app): State<App>,
    worker: Coordinator,
    Path(matter): Path<String>,
) -> Result<Response, Error> {
    let mut tx = app.store.read().await?;
    let standing = standing(&mut tx, &worker, &matter).await?;
    let scope = standing.scope(Action::Triage)?;
    let whole = Whole::find(&app, &mut tx, &scope, standing.matter).await?;
    whole.check_open()?;
    let form = TriageForm::of(whole.mark(), &whole.enquiry.facts, &whole.known());
    layout::page(&TriagePage::new(&worker, &whole, form, Faults::default()))
}

async fn replace(
    State(app): State<App>,
    worker: Coordinator,
    Path(matter): Path<String>,
    fields: CheckedForm<Vec<(String, String)>>,
) -> Result<Response, Error> {
    let mut form = TriageForm::read(&fields);
    let mut tx = app.store.begin().await?;
    let standing = standing(&mut tx, &worker, &matter).await?;
    let scope = standing.scope(Action::Triage)?;
    let whole = Whole::find(&app, &mut tx, &scope, standing.matter).await?;
    whole.check_open()?;
    if form.rearrange() {
        return layout::page(&TriagePage::new(&worker, &whole, form, Faults::default()));
    }
    let texts = worker.page(Section::Queue).texts;
    let choices = Choices::of(worker.centre().clone());
    let (mut enquiry, mut known) = (whole.enquiry.facts.clone(), whole.known());
    let mut faults = form.apply(&choices, texts, &mut enquiry, &mut known);
    if whole.check(&form.revision).is_err() {
        faults.add("revision", fl!(texts, "error-stale-detail"));
        form.revision = whole.mark();
    }
    if !faults.is_empty() {
        return layout::invalid(&TriagePage::new(&worker, &whole, form, faults));
    }
    keep(&app, &mut tx, &scope, &whole, enquiry, known).await?;
    standing.record(&app, &mut tx, Action::Triage, None).await?;
    tx.commit().await?;
    Ok(Redirect::to(&filled(hub::MATTER, &standing.matter)).into_response())
}

/// Writes what is known now. About persons nothing is known before the enquiry is taken on.
async fn keep(
    app: &App,
    tx: &mut Tx,
    scope: &Scope,
    whole: &Whole,
    enquiry: EnquiryFacts,
    known: ConsultationFacts,
) -> Result<(), Error> {
    let enquiry = whole.enquiry.clone().record(enquiry);
    whole.replace_enquiry(app, tx, scope, enquiry).await?;
    if let Some(consultation) = whole.consultation.clone() {
        let consultation = consultation.record(known)?;
        whole
            .replace_consultation(app, tx, scope, consultation)
            .await?;
    }
    Ok(())
}
