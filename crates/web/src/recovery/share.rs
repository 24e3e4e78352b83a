//! A holder passes her share on: her browser opens it and seals it for the card of whoever recovers.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use fyren_domain::access::{Action, Relation, Scope};
use fyren_domain::id::{CentreId, RecoveryId, StaffId};
use fyren_domain::recovery::Phase;
use fyren_seal::recovery::SHARE_BYTES;
use fyren_store::recovery::{self, Recovery};
use fyren_store::{Tx, recovery_share};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::base64::Base64;
use crate::error::Error;
use crate::event::{Act, record_act};
use crate::form::CheckedJson;
use crate::session::Adviser;

/// What the holder's browser needs.
#[derive(Serialize)]
pub(super) struct HeldShare {
    centre: CentreId,
    staff: StaffId,
    circle: i64,
    place: u8,
    recovery: RecoveryId,
    card: Base64,
    share: Base64,
}

/// The recovery, in which the worker holds a share that she may pass on now; her place, and the permission.
async fn held(
    app: &App,
    tx: &mut Tx,
    worker: &Adviser,
    id: &str,
) -> Result<(Recovery, u8, Scope), Error> {
    let id: RecoveryId = id.parse().map_err(|_| Error::NotFound)?;
    let (seen, now) = (worker.scope(Action::ReadRecovery)?, app.clock.now());
    let recovery = recovery::find(tx, &seen, id, now).await?;
    let recovery = recovery.ok_or(Error::NotFound)?;
    let scope = worker.scope_over(Action::PassShare, Relation::NoMatter, recovery.staff_id)?;
    let place = match worker.staff() {
        staff if staff == recovery.first_staff => 1,
        staff if staff == recovery.second_staff => 2,
        _ => return Err(Error::NotFound),
    };
    match recovery.window().phase(now) {
        Phase::Open => Ok((recovery, place, scope)),
        Phase::Waiting | Phase::Over => Err(Error::TooEarly),
    }
}

pub(super) async fn show(
    State(app): State<App>,
    worker: Adviser,
    Path(id): Path<String>,
) -> Result<Json<HeldShare>, Error> {
    let mut tx = app.store.read().await?;
    let (recovery, place, scope) = held(&app, &mut tx, &worker, &id).await?;
    let staff = recovery.staff_id;
    let shares = recovery_share::find_for_machine(&mut tx, &worker.machine(), staff).await?;
    let shares = shares.filter(|shares| shares.circle == recovery.circle);
    let shares = shares.ok_or(Error::Stale)?;
    let share = match place {
        1 => shares.first_share,
        _ => shares.second_share,
    };
    Ok(Json(HeldShare {
        centre: scope.centre().clone(),
        staff,
        circle: recovery.circle,
        place,
        recovery: recovery.recovery_id,
        card: Base64(recovery.card.ok_or(Error::Stale)?),
        share: Base64(share),
    }))
}

#[derive(Deserialize)]
pub(super) struct Passed {
    card: Base64,
    passed: Base64,
}

pub(super) async fn pass(
    State(app): State<App>,
    worker: Adviser,
    Path(id): Path<String>,
    sent: CheckedJson<Passed>,
) -> Result<StatusCode, Error> {
    if sent.passed.0.len() != SHARE_BYTES {
        return Err(Error::Malformed);
    }
    let mut tx = app.store.begin().await?;
    let (recovery, _, scope) = held(&app, &mut tx, &worker, &id).await?;
    let (now, passed) = (app.clock.now(), (&*sent.card.0, &*sent.passed.0));
    recovery::pass(&mut tx, &scope, &recovery, passed, now).await?;
    let subject = Some(recovery.staff_id.as_str());
    record_act(&app, &mut tx, &scope, Act::SharePassed, subject).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
