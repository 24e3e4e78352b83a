//! Follow-ups: a day to look at a consultation again, and the time it took.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use fyren_domain::access::Action;
use fyren_domain::code::Code;
use fyren_domain::code_list::ListName;
use fyren_domain::consultation::{Consultation, TimeSpent};
use fyren_domain::time::Date;
use serde::Deserialize;

use crate::app::App;
use crate::choices::Choices;
use crate::error::Error;
use crate::form::{CheckedForm, Faults};
use crate::layout::Section;
use crate::matter::{self, Whole, standing};
use crate::paths::{filled, hub};
use crate::session::Adviser;
use crate::texts::fl;

/// A working day has no more minutes than a day.
const MINUTES_AT_MOST: u32 = 24 * 60;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route(hub::FOLLOW_UP, post(create))
        .route(hub::TIME_SPENT, post(spend))
}

/// The answers of both forms as they were typed: a new day, the day that is done, or time.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct FollowUpForm {
    revision: String,
    pub(crate) due: String,
    done: String,
    pub(crate) minutes: String,
    pub(crate) work: String,
}

impl FollowUpForm {
    /// The form as it is offered.
    pub(crate) fn offered(due: Date) -> Self {
        Self {
            due: due.to_string(),
            work: Code::unknown().to_string(),
            ..Self::default()
        }
    }

    /// The time that was typed, or what is wrong with it.
    fn spent(&self, worker: &Adviser, on: Date) -> Result<TimeSpent, Faults> {
        let texts = worker.page(Section::Queue).texts;
        let work = Choices::of(worker.centre().clone()).read(ListName::Work, &self.work);
        let minutes = self.minutes.trim().parse().ok();
        let minutes = minutes.filter(|minutes| (1..=MINUTES_AT_MOST).contains(minutes));
        let mut faults = Faults::default();
        faults.add_wrong([
            (
                "minutes",
                minutes.is_none(),
                fl!(texts, "closure-minutes-fault"),
            ),
            ("work", work.is_none(), fl!(texts, "triage-list-fault")),
        ]);
        let spent = minutes
            .zip(work)
            .map(|(minutes, work)| TimeSpent { on, minutes, work });
        spent.ok_or(faults)
    }
}

async fn create(
    State(app): State<App>,
    worker: Adviser,
    Path(matter): Path<String>,
    form: CheckedForm<FollowUpForm>,
) -> Result<Response, Error> {
    let today = app.clock.now().swedish_date();
    let rule = |consultation: Consultation| match (form.done.parse(), form.due.parse()) {
        (Ok(day), _) => Ok(consultation.finish_follow_up(day, today)),
        (Err(_), Ok(due)) => Ok(consultation.follow_up(due)?),
        (Err(_), Err(_)) => Err(Error::Malformed),
    };
    let mut faults = Faults::default();
    if form.done.is_empty() && form.due.parse::<Date>().is_err() {
        let texts = worker.page(Section::Queue).texts;
        faults.add("due", fl!(texts, "follow-up-due-fault"));
    }
    change(
        &app,
        &worker,
        &matter,
        &form,
        faults,
        Action::FollowUp,
        rule,
    )
    .await
}

async fn spend(
    State(app): State<App>,
    worker: Adviser,
    Path(matter): Path<String>,
    form: CheckedForm<FollowUpForm>,
) -> Result<Response, Error> {
    let today = app.clock.now().swedish_date();
    let (spent, faults) = match form.spent(&worker, today) {
        Ok(spent) => (Some(spent), Faults::default()),
        Err(faults) => (None, faults),
    };
    let rule = |consultation: Consultation| {
        let mut facts = consultation.facts.clone();
        facts.time_spent.extend(spent);
        Ok(consultation.record(facts)?)
    };
    change(
        &app,
        &worker,
        &matter,
        &form,
        faults,
        Action::RecordFacts,
        rule,
    )
    .await
}

/// Changes the consultation as the rule says, or shows the matter again with what was typed and what is wrong with it.
async fn change(
    app: &App,
    worker: &Adviser,
    matter: &str,
    form: &FollowUpForm,
    mut faults: Faults,
    action: Action,
    rule: impl FnOnce(Consultation) -> Result<Consultation, Error>,
) -> Result<Response, Error> {
    let mut tx = app.store.begin().await?;
    let standing = standing(&mut tx, worker, matter).await?;
    let scope = standing.scope(action)?;
    let whole = Whole::find(app, &mut tx, &scope, standing.matter).await?;
    if whole.check(&form.revision).is_err() {
        let texts = worker.page(Section::Queue).texts;
        faults.add("follow-up-heading", fl!(texts, "error-stale-detail"));
    }
    if !faults.is_empty() {
        return matter::show_again(app, &mut tx, &standing, worker, form.clone(), faults).await;
    }
    let changed = rule(whole.consultation()?)?;
    whole
        .replace_consultation(app, &mut tx, &scope, changed)
        .await?;
    standing.record(app, &mut tx, action, None).await?;
    tx.commit().await?;
    Ok(Redirect::to(&filled(hub::MATTER, &standing.matter)).into_response())
}
