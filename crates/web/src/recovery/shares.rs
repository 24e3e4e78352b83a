//! A staff member's own shares: her browser asks whether new ones are wanted, makes them, and sends them sealed.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use fyren_domain::access::{Action, MachineScope};
use fyren_domain::id::StaffId;
use fyren_domain::recovery::told_since;
use fyren_seal::recovery::{SHARE_BYTES, SHARED_ROOT_BYTES};
use fyren_store::recovery_circle::{self, RecoveryCircle};
use fyren_store::recovery_share::{self, NewShares};
use fyren_store::{Tx, recovery};
use serde::{Deserialize, Serialize};

use super::circle::SentCircle;
use crate::app::App;
use crate::base64::Base64;
use crate::error::Error;
use crate::event::{Act, record_act};
use crate::form::CheckedJson;
use crate::session::{AnyStaff, SignedIn};
use crate::texts::{Texts, fl};

/// Whether somebody's keys can be recovered, and by whom.
pub(crate) struct OwnShares {
    pub(crate) possible: bool,
    pub(crate) told: String,
}

impl OwnShares {
    pub(crate) async fn find(
        tx: &mut Tx,
        scope: &MachineScope,
        staff: StaffId,
        texts: Texts,
    ) -> Result<Self, Error> {
        let newest = recovery_circle::find_newest_for_machine(tx, scope).await?;
        let shares = recovery_share::find_for_machine(tx, scope, staff).await?;
        let held = match &shares {
            Some(shares) => recovery_circle::find_for_machine(tx, scope, shares.circle).await?,
            None => None,
        };
        Ok(match (held, newest) {
            (Some(held), _) => Self {
                possible: held.stands(),
                told: told(&held, staff, texts),
            },
            (None, Some(newest)) if newest.is_whole() => Self::not(fl!(texts, "recovery-own-soon")),
            (None, Some(_)) => Self::not(fl!(texts, "recovery-own-waits")),
            (None, None) => Self::not(fl!(texts, "recovery-own-none")),
        })
    }

    fn not(told: String) -> Self {
        Self {
            possible: false,
            told,
        }
    }
}

fn told(held: &RecoveryCircle, staff: StaffId, texts: Texts) -> String {
    let (first, second) = (held.first_name.clone(), held.second_name.clone());
    if !held.stands() {
        fl!(texts, "recovery-own-broken", first = first, second = second)
    } else if staff == held.first_staff {
        fl!(texts, "recovery-own-holder", other = second)
    } else if staff == held.second_staff {
        fl!(texts, "recovery-own-holder", other = first)
    } else {
        fl!(texts, "recovery-own-shared", first = first, second = second)
    }
}

#[derive(Serialize)]
pub(super) struct Wanted {
    staff: StaffId,
    /// The circle to share in; none if the shares there are will do.
    circle: Option<SentCircle>,
}

pub(super) async fn wanted(
    State(app): State<App>,
    worker: AnyStaff,
) -> Result<Json<Wanted>, Error> {
    let mut tx = app.store.read().await?;
    let circle = circle_to_share_in(&app, &mut tx, &worker).await?;
    let centre = worker.centre().id.clone();
    Ok(Json(Wanted {
        staff: worker.staff(),
        circle: circle.map(|circle| SentCircle::of(centre, circle)),
    }))
}

/// The newest circle, if it is whole and her shares are not of it, or were used. Not while they are being used.
async fn circle_to_share_in(
    app: &App,
    tx: &mut Tx,
    worker: &SignedIn,
) -> Result<Option<RecoveryCircle>, Error> {
    let (scope, now) = (worker.scope(Action::ReadRecovery)?, app.clock.now());
    let newest = recovery_circle::find_newest(tx, &scope).await?;
    let Some(newest) = newest.filter(RecoveryCircle::is_whole) else {
        return Ok(None);
    };
    let own = recovery_share::find_own(tx, &scope).await?;
    let under_way = recovery::list(tx, &scope, now, told_since(now)).await?;
    let in_use = under_way
        .iter()
        .any(|one| one.staff_id == worker.staff() && one.outcome.is_none());
    let done = own.is_some_and(|own| own.circle == newest.circle && own.outdated == 0);
    Ok((!done && !in_use).then_some(newest))
}

#[derive(Deserialize)]
pub(super) struct Made {
    circle: i64,
    sealed_root: Base64,
    shares: Vec<Base64>,
}

pub(super) async fn keep(
    State(app): State<App>,
    worker: AnyStaff,
    made: CheckedJson<Made>,
) -> Result<StatusCode, Error> {
    let [first, second, paper] = made.shares.as_slice() else {
        return Err(Error::Malformed);
    };
    let shares = [first, second, paper].map(|share| share.0.as_slice());
    let whole = shares.iter().all(|share| share.len() == SHARE_BYTES);
    if !whole || made.sealed_root.0.len() != SHARED_ROOT_BYTES {
        return Err(Error::Malformed);
    }
    let scope = worker.scope(Action::KeepOwnAccount)?;
    let mut tx = app.store.begin().await?;
    let circle = circle_to_share_in(&app, &mut tx, &worker).await?;
    circle
        .filter(|circle| circle.circle == made.circle)
        .ok_or(Error::Stale)?;
    let new = NewShares {
        circle: made.circle,
        sealed_root: &made.sealed_root.0,
        shares,
        made_at: app.clock.now(),
    };
    recovery_share::record(&mut tx, &scope, &new).await?;
    let circle = made.circle.to_string();
    record_act(&app, &mut tx, &scope, Act::SharesMade, Some(&circle)).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
