//! The page of recovery: who holds shares, whose keys are being recovered, and how to begin.

use axum::extract::State;
use axum::response::Response;
use fyren_domain::access::{Action, Relation};
use fyren_domain::id::StaffId;
use fyren_domain::recovery::RecoveryReason;
use fyren_store::recovery_circle::{self, RecoveryCircle};
use fyren_store::staff::{self, StaffState};
use fyren_store::{Tx, recovery_share};

use super::line::{RecoveryLine, reason_label};
use super::shares::OwnShares;
use crate::app::App;
use crate::error::Error;
use crate::form::Faults;
use crate::layout::{self, HubPage, Section};
use crate::matter::moment;
use crate::session::{AnyStaff, SignedIn};
use crate::texts::{Texts, fl};

#[derive(askama::Template)]
#[template(path = "recovery/page.html")]
struct RecoveryPage {
    hub: HubPage,
    faults: Faults,
    circle: Option<CircleShown>,
    names_circle: bool,
    lines: Vec<RecoveryLine>,
    stops: bool,
    own_shares: OwnShares,
    delay: String,
    /// Whose recovery the worker may begin; nobody's for most.
    colleagues: Vec<(String, String)>,
    reasons: Vec<(&'static str, String)>,
}

/// The circle of holders as it is shown.
struct CircleShown {
    holders: [(String, String); 2],
    named_at: String,
    state: String,
    warns: bool,
    progress: String,
    /// Whether the worker has a place in it that she has not accepted.
    accepts: bool,
}

impl CircleShown {
    async fn find(tx: &mut Tx, worker: &SignedIn, texts: Texts) -> Result<Option<Self>, Error> {
        let scope = worker.scope(Action::ReadRecovery)?;
        let Some(circle) = recovery_circle::find_newest(tx, &scope).await? else {
            return Ok(None);
        };
        let (sharing, at_work) = recovery_share::count(tx, &scope, circle.circle).await?;
        let accepted = |signature: &Option<Vec<u8>>| match signature {
            Some(_) => fl!(texts, "recovery-accepted"),
            None => fl!(texts, "recovery-not-accepted"),
        };
        Ok(Some(Self {
            holders: [
                (circle.first_name.clone(), accepted(&circle.first_signature)),
                (
                    circle.second_name.clone(),
                    accepted(&circle.second_signature),
                ),
            ],
            named_at: moment(circle.named_at),
            state: state(&circle, texts),
            warns: !circle.is_whole(),
            progress: fl!(
                texts,
                "recovery-progress",
                sharing = sharing.to_string(),
                all = at_work.to_string()
            ),
            accepts: circle.stands() && owes_acceptance(&circle, worker.staff()),
        }))
    }
}

fn owes_acceptance(circle: &RecoveryCircle, worker: StaffId) -> bool {
    circle.first_staff == worker && circle.first_signature.is_none()
        || circle.second_staff == worker && circle.second_signature.is_none()
}

fn state(circle: &RecoveryCircle, texts: Texts) -> String {
    if !circle.stands() {
        fl!(texts, "recovery-circle-broken")
    } else if circle.is_whole() {
        fl!(texts, "recovery-circle-whole")
    } else {
        fl!(texts, "recovery-circle-waits")
    }
}

pub(super) async fn show(State(app): State<App>, worker: AnyStaff) -> Result<Response, Error> {
    layout::page(&page(&app, &worker, Faults::default()).await?)
}

/// The page again, with what stands in the way of beginning.
pub(super) async fn refused(
    app: &App,
    worker: &SignedIn,
    field: &'static str,
    message: String,
) -> Result<Response, Error> {
    let mut faults = Faults::default();
    faults.add(field, message);
    layout::invalid(&page(app, worker, faults).await?)
}

async fn page(app: &App, worker: &SignedIn, faults: Faults) -> Result<RecoveryPage, Error> {
    let hub = worker.page(Section::Account);
    let (texts, now) = (hub.texts, app.clock.now());
    let mut tx = app.store.read().await?;
    let scope = worker.scope(Action::ReadRecovery)?;
    let reasons = RecoveryReason::ALL.iter();
    Ok(RecoveryPage {
        faults,
        circle: CircleShown::find(&mut tx, worker, texts).await?,
        names_circle: worker.scope(Action::KeepCircle).is_ok(),
        lines: RecoveryLine::list(&mut tx, &scope, now, texts).await?,
        stops: worker
            .scope_over(Action::StopRecovery, Relation::NoMatter, worker.staff())
            .is_ok(),
        own_shares: OwnShares::find(&mut tx, &worker.machine(), worker.staff(), texts).await?,
        delay: fl!(
            texts,
            "recovery-delay",
            hours = worker.centre().recovery_delay_hours
        ),
        colleagues: colleagues(&mut tx, worker).await?,
        reasons: reasons
            .map(|reason| (reason.as_str(), reason_label(*reason, texts)))
            .collect(),
        hub,
    })
}

/// Those whose recovery the worker may begin.
async fn colleagues(tx: &mut Tx, worker: &SignedIn) -> Result<Vec<(String, String)>, Error> {
    let Ok(scope) = worker.scope(Action::ListStaff) else {
        return Ok(Vec::new());
    };
    let may_begin = |staff| {
        let scope = worker.scope_over(Action::BeginRecovery, Relation::NoMatter, staff);
        scope.is_ok()
    };
    let everybody = staff::list(tx, &scope).await?.into_iter();
    let at_work = everybody.filter(|person| person.state == StaffState::Active);
    Ok(at_work
        .filter(|person| may_begin(person.staff_id))
        .map(|person| (person.staff_id.to_string(), person.name))
        .collect())
}
