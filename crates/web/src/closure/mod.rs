//! Closure: an enquiry is closed at once, a consultation with its outcome, the advice given and where it led.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use fyren_domain::access::{Action, Scope};
use fyren_domain::closure::{Closure, ClosureFault};
use fyren_domain::code::Code;
use fyren_domain::code_list::ListName;
use fyren_domain::consultation::Referral;
use fyren_domain::time::Date;
use fyren_store::{Tx, consultation, enquiry};
use serde::Deserialize;

use crate::app::App;
use crate::choices::Choices;
use crate::error::Error;
use crate::form::{CheckedForm, Faults};
use crate::layout::{self, HubPage, Section};
use crate::matter::{Whole, standing};
use crate::paths::{filled, hub};
use crate::session::Coordinator;
use crate::texts::{Texts, fl};

const MINUTES_AT_MOST: u32 = 24 * 60;

pub(crate) fn routes() -> Router<App> {
    Router::new().route(hub::CLOSURE, get(edit).post(create))
}

#[derive(Template)]
#[template(path = "closure/edit.html")]
struct ClosurePage {
    hub: HubPage,
    address: String,
    number: String,
    consultation: bool,
    choices: Choices,
    form: ClosureForm,
    faults: Faults,
}

/// The answers as they were typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
struct ClosureForm {
    revision: String,
    outcome: String,
    advice: Vec<String>,
    referral_organisation: String,
    referral_kommun: String,
    minutes: String,
    look_back: String,
}

impl ClosureForm {
    fn has_advice(&self, code: &Code) -> bool {
        self.advice.iter().any(|chosen| chosen == code.as_str())
    }

    /// How it ended; an answer must be chosen, and may be `unknown`.
    fn outcome(&self, choices: &Choices, texts: Texts, faults: &mut Faults) -> Code {
        let chosen = choices
            .read(ListName::Outcome, &self.outcome)
            .filter(|_| !self.outcome.is_empty());
        chosen.unwrap_or_else(|| {
            faults.add("outcome", fl!(texts, "closure-outcome-fault"));
            Code::unknown()
        })
    }

    fn closure(&self, choices: &Choices, texts: Texts, faults: &mut Faults) -> Closure {
        let outcome = self.outcome(choices, texts, faults);
        let advice = choices.read_all(ListName::Advice, &self.advice);
        let referrals = self.referrals(choices);
        let minutes = self.minutes();
        let look_back = self.look_back();
        let unlisted = fl!(texts, "triage-list-fault");
        faults.add_wrong([
            ("advice", advice.is_none(), unlisted.clone()),
            ("referral-organisation", referrals.is_none(), unlisted),
            (
                "minutes",
                minutes.is_none(),
                fl!(texts, "closure-minutes-fault"),
            ),
            (
                "look-back",
                look_back.is_none(),
                fl!(texts, "closure-look-back-fault"),
            ),
        ]);
        Closure {
            outcome,
            advice: advice.unwrap_or_default(),
            referrals: referrals.unwrap_or_default(),
            minutes: minutes.flatten(),
            look_back: look_back.flatten(),
        }
    }

    /// No minutes where none are typed, nothing for what is no such number. So with the day and the referral.
    fn minutes(&self) -> Option<Option<u32>> {
        let minutes = self.minutes.trim();
        if minutes.is_empty() {
            return Some(None);
        }
        let spent = minutes.parse().ok();
        spent
            .filter(|spent| (1..=MINUTES_AT_MOST).contains(spent))
            .map(Some)
    }

    fn look_back(&self) -> Option<Option<Date>> {
        if self.look_back.is_empty() {
            return Some(None);
        }
        self.look_back.parse().ok().map(Some)
    }

    fn referrals(&self, choices: &Choices) -> Option<Vec<Referral>> {
        if self.referral_organisation.is_empty() && self.referral_kommun.is_empty() {
            return Some(Vec::new());
        }
        Some(vec![Referral {
            organisation: choices.read(ListName::Organisation, &self.referral_organisation)?,
            kommun: choices.read(ListName::Kommun, &self.referral_kommun)?,
            on: None,
        }])
    }
}

impl ClosurePage {
    fn new(worker: &Coordinator, whole: &Whole, form: ClosureForm, faults: Faults) -> Self {
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

/// What is closed decides which act it is.
fn action(whole: &Whole) -> Action {
    if whole.consultation.is_some() {
        Action::CloseConsultation
    } else {
        Action::CloseEnquiry
    }
}

async fn edit(
    State(app): State<App>,
    worker: Coordinator,
    Path(matter): Path<String>,
) -> Result<Response, Error> {
    let mut tx = app.store.read().await?;
    let standing = standing(&mut tx, &worker, &matter).await?;
    let whole = Whole::find(
        &app,
        &mut tx,
        &standing.scope(Action::ReadFacts)?,
        standing.matter,
    )
    .await?;
    standing.scope(action(&whole))?;
    let form = ClosureForm {
        revision: whole.mark(),
        ..ClosureForm::default()
    };
    layout::page(&ClosurePage::new(&worker, &whole, form, Faults::default()))
}

async fn create(
    State(app): State<App>,
    worker: Coordinator,
    Path(matter): Path<String>,
    form: CheckedForm<ClosureForm>,
) -> Result<Response, Error> {
    let mut form = form.into_inner();
    let mut tx = app.store.begin().await?;
    let standing = standing(&mut tx, &worker, &matter).await?;
    let whole = Whole::find(
        &app,
        &mut tx,
        &standing.scope(Action::ReadFacts)?,
        standing.matter,
    )
    .await?;
    let scope = standing.scope(action(&whole))?;
    let faults = close(&app, &mut tx, &scope, &worker, &whole, &form).await?;
    if !faults.is_empty() {
        form.revision = whole.mark();
        return layout::invalid(&ClosurePage::new(&worker, &whole, form, faults));
    }
    standing.record(&app, &mut tx, scope.action(), None).await?;
    tx.commit().await?;
    Ok(Redirect::to(&filled(hub::MATTER, &standing.matter)).into_response())
}

async fn close(
    app: &App,
    tx: &mut Tx,
    scope: &Scope,
    worker: &Coordinator,
    whole: &Whole,
    form: &ClosureForm,
) -> Result<Faults, Error> {
    let texts = worker.page(Section::Queue).texts;
    let mut faults = Faults::default();
    if whole.check(&form.revision).is_err() {
        faults.add("revision", fl!(texts, "error-stale-detail"));
    }
    let choices = Choices::of(worker.centre().clone());
    let closure = form.closure(&choices, texts, &mut faults);
    if !faults.is_empty() {
        return Ok(faults);
    }
    let now = app.clock.now();
    match &whole.consultation {
        None => close_enquiry(app, tx, scope, whole, closure.outcome).await?,
        Some(open) => match open.clone().close(closure, now) {
            Ok(closed) => {
                let (matter, revision) = (open.matter, open.revision.0);
                consultation::close(tx, scope, matter, revision, now).await?;
                whole.replace_consultation(app, tx, scope, closed).await?;
            }
            Err(fault) => tell(fault, texts, &mut faults)?,
        },
    }
    Ok(faults)
}

async fn close_enquiry(
    app: &App,
    tx: &mut Tx,
    scope: &Scope,
    whole: &Whole,
    outcome: Code,
) -> Result<(), Error> {
    let closed = whole.enquiry.clone().close_at_once(outcome)?;
    let (matter, revision) = (closed.matter, whole.row.revision);
    enquiry::close(tx, scope, matter, revision, app.clock.now()).await?;
    whole.replace_enquiry(app, tx, scope, closed).await
}

/// What the rule refuses, on the field where it can be put right.
fn tell(fault: ClosureFault, texts: Texts, faults: &mut Faults) -> Result<(), Error> {
    match fault {
        ClosureFault::FollowUpOpen(_) => faults.add("outcome", fl!(texts, "closure-follow-ups")),
        ClosureFault::LookBackPast => {
            faults.add("look-back", fl!(texts, "closure-look-back-fault"));
        }
        ClosureFault::Closed | ClosureFault::NotClosed => return Err(fault.into()),
    }
    Ok(())
}
