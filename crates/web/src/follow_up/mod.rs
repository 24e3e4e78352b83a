//! Follow-ups: a day to look at a consultation again, and the time it took.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Redirect;
use axum::routing::post;
use fyren_domain::access::Action;
use fyren_domain::code_list::ListName;
use fyren_domain::consultation::{Consultation, TimeSpent};
use fyren_domain::time::Date;
use serde::Deserialize;

use crate::app::App;
use crate::choices::Choices;
use crate::error::Error;
use crate::form::CheckedForm;
use crate::matter::{Whole, standing};
use crate::paths::{filled, hub};
use crate::session::Adviser;

/// A working day has no more minutes than a day.
const MINUTES_AT_MOST: u32 = 24 * 60;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route(hub::FOLLOW_UP, post(create))
        .route(hub::TIME_SPENT, post(spend))
}

/// A new day, or the day that is done.
#[derive(Deserialize)]
struct FollowUpForm {
    revision: String,
    #[serde(default)]
    due: Option<Date>,
    #[serde(default)]
    done: Option<Date>,
}

#[derive(Deserialize)]
struct TimeForm {
    revision: String,
    minutes: u32,
    #[serde(default)]
    work: String,
}

async fn create(
    State(app): State<App>,
    worker: Adviser,
    Path(matter): Path<String>,
    form: CheckedForm<FollowUpForm>,
) -> Result<Redirect, Error> {
    let today = app.clock.now().swedish_date();
    change(
        &app,
        &worker,
        &matter,
        &form.revision,
        Action::FollowUp,
        |consultation| match (form.done, form.due) {
            (Some(day), _) => Ok(consultation.finish_follow_up(day, today)),
            (None, Some(due)) => Ok(consultation.follow_up(due)?),
            (None, None) => Err(Error::Malformed),
        },
    )
    .await
}

async fn spend(
    State(app): State<App>,
    worker: Adviser,
    Path(matter): Path<String>,
    form: CheckedForm<TimeForm>,
) -> Result<Redirect, Error> {
    let work = Choices::of(worker.centre().clone())
        .read(ListName::Work, &form.work)
        .ok_or(Error::Malformed)?;
    if !(1..=MINUTES_AT_MOST).contains(&form.minutes) {
        return Err(Error::Malformed);
    }
    let spent = TimeSpent {
        on: app.clock.now().swedish_date(),
        minutes: form.minutes,
        work,
    };
    change(
        &app,
        &worker,
        &matter,
        &form.revision,
        Action::RecordFacts,
        |consultation| {
            let mut facts = consultation.facts.clone();
            facts.time_spent.push(spent);
            Ok(consultation.record(facts)?)
        },
    )
    .await
}

async fn change(
    app: &App,
    worker: &Adviser,
    matter: &str,
    mark: &str,
    action: Action,
    rule: impl FnOnce(Consultation) -> Result<Consultation, Error>,
) -> Result<Redirect, Error> {
    let mut tx = app.store.begin().await?;
    let standing = standing(&mut tx, worker, matter).await?;
    let scope = standing.scope(action)?;
    let whole = Whole::find(app, &mut tx, &scope, standing.matter).await?;
    whole.check(mark)?;
    let changed = rule(whole.consultation()?)?;
    whole
        .replace_consultation(app, &mut tx, &scope, changed)
        .await?;
    standing.record(app, &mut tx, action, None).await?;
    tx.commit().await?;
    Ok(Redirect::to(&filled(hub::MATTER, &standing.matter)))
}
