//! Intake keys: what askers seal to, a new pair each week, and anew when somebody who knew one triages no more. The
//! coordinator's browser makes those that are missing, signs them, and wraps the private half for every coordinator; the server
//! checks form and signature, and never has the private half.

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use fyren_domain::access::{Action, Scope};
use fyren_domain::id::{CentreId, StaffId};
use fyren_domain::staff::Role;
use fyren_seal::{HolderCard, IntakeEpoch, SealingKey};
use fyren_store::intake::{self, Epoch, NewEpoch, NewIntakeWrap};
use fyren_store::staff::{self, StaffState};
use fyren_store::{Fault, Tx};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::base64::Base64;
use crate::directory;
use crate::error::Error;
use crate::event::{Act, record_act};
use crate::form::CheckedJson;
use crate::paths::hub;
use crate::session::Coordinator;

/// Weeks that should have a key at any time: this one and the next three, so that a coordinator
/// on holiday does not close the door.
const WEEKS: u8 = 4;

/// Bytes of a wrap, at most.
const LONGEST_WRAP: usize = 2048;

pub(crate) fn routes() -> Router<App> {
    Router::new().route(hub::INTAKE, get(show).post(keep))
}

/// What there is to do.
#[derive(Serialize)]
struct Wanted {
    centre: CentreId,
    missing: Vec<String>,
    triagers: Vec<Triager>,
    unshared: Vec<Unshared>,
}

/// Who may triage, and the card to wrap for.
#[derive(Serialize)]
struct Triager {
    staff: StaffId,
    name: String,
    title: String,
    card: Base64,
}

/// An epoch the worker can open and colleagues cannot.
#[derive(Serialize)]
struct Unshared {
    epoch: String,
    wrap: Base64,
    holders: Vec<Triager>,
}

async fn show(State(app): State<App>, worker: Coordinator) -> Result<Json<Wanted>, Error> {
    let scope = worker.scope(Action::MakeIntakeKeys)?;
    let mut tx = app.store.read().await?;
    Ok(Json(Wanted {
        centre: scope.centre().clone(),
        missing: missing(&app, &mut tx, &scope).await?,
        triagers: triagers(&mut tx, &scope).await?,
        unshared: unshared(&mut tx, &scope).await?,
    }))
}

/// The epochs of this week and the next three that nobody has made, or that have to be made anew.
async fn missing(app: &App, tx: &mut Tx, scope: &Scope) -> Result<Vec<String>, Error> {
    let now = app.clock.now();
    let made = intake::list_from(tx, scope, &now.swedish_week(0)).await?;
    let weeks = (0..WEEKS).map(|ahead| now.swedish_week(ahead));
    Ok(weeks.filter_map(|week| next(&week, &made)).collect())
}

/// The name of the key to be made for a week; none while it has one that only those who triage know. After 99 askers'
/// browsers seal for each reader until the week ends.
fn next(week: &str, made: &[Epoch]) -> Option<String> {
    let of_week = || made.iter().filter(|made| made.epoch.starts_with(week));
    if of_week().any(|made| made.outdated == 0) {
        return None;
    }
    match of_week().count() {
        0 => Some(week.to_owned()),
        made => (made < 99).then(|| format!("{week}.{:02}", made + 1)),
    }
}

async fn triagers(tx: &mut Tx, scope: &Scope) -> Result<Vec<Triager>, Error> {
    let people = staff::list(tx, scope).await?.into_iter();
    let coordinators = people
        .filter(|person| person.role == Role::Coordinator && person.state == StaffState::Active);
    let able = coordinators.filter_map(|person| {
        Some(Triager {
            staff: person.staff_id,
            name: person.name,
            title: person.title,
            card: Base64(person.card?),
        })
    });
    Ok(able.collect())
}

/// Every epoch, old ones too: a matter may still wait for triage under one.
async fn unshared(tx: &mut Tx, scope: &Scope) -> Result<Vec<Unshared>, Error> {
    let mut unshared: Vec<Unshared> = Vec::new();
    for missing in intake::list_missing_wraps(tx, scope, "").await? {
        let holder = Triager {
            staff: missing.staff_id,
            name: missing.name,
            title: missing.title,
            card: Base64(missing.card),
        };
        match unshared
            .last_mut()
            .filter(|last| last.epoch == missing.epoch)
        {
            Some(last) => last.holders.push(holder),
            None => unshared.push(Unshared {
                epoch: missing.epoch,
                wrap: Base64::default(),
                holders: vec![holder],
            }),
        }
    }
    for own in intake::list_own_wraps(tx, scope).await? {
        unshared
            .iter_mut()
            .filter(|one| one.epoch == own.epoch)
            .for_each(|one| one.wrap = Base64(own.wrap.clone()));
    }
    Ok(unshared)
}

/// What the browser made.
#[derive(Deserialize)]
struct Made {
    epochs: Vec<MadeEpoch>,
    wraps: Vec<MadeWraps>,
}

#[derive(Deserialize)]
struct MadeEpoch {
    epoch: PublicEpoch,
    wraps: Vec<Wrap>,
}

#[derive(Deserialize)]
struct PublicEpoch {
    id: String,
    sealing: Base64,
    signature: Base64,
}

#[derive(Deserialize)]
struct MadeWraps {
    epoch: String,
    wraps: Vec<Wrap>,
}

#[derive(Deserialize)]
struct Wrap {
    staff: StaffId,
    wrap: Base64,
}

async fn keep(
    State(app): State<App>,
    worker: Coordinator,
    made: CheckedJson<Made>,
) -> Result<Json<()>, Error> {
    let scope = worker.scope(Action::MakeIntakeKeys)?;
    let mut tx = app.store.begin().await?;
    let wanted = missing(&app, &mut tx, &scope).await?;
    for one in &made.epochs {
        if wanted.contains(&one.epoch.id) {
            keep_epoch(&app, &mut tx, &scope, one).await?;
        }
    }
    for one in &made.wraps {
        intake::record_wraps(&mut tx, &scope, &one.epoch, &rows(&one.wraps)?)
            .await
            .map_err(Error::of_sent)?;
        record_act(
            &app,
            &mut tx,
            &scope,
            Act::IntakeEpochShared,
            Some(&one.epoch),
        )
        .await?;
    }
    directory::restate(&app, &mut tx, &worker.machine()).await?;
    tx.commit().await?;
    Ok(Json(()))
}

/// Keeps an epoch signed by the worker herself. One that a colleague made meanwhile stays.
async fn keep_epoch(app: &App, tx: &mut Tx, scope: &Scope, made: &MadeEpoch) -> Result<(), Error> {
    let own = staff::find(tx, scope, scope.staff())
        .await?
        .and_then(|own| own.card)
        .ok_or(Error::NotFound)?;
    let signer = HolderCard::from_bytes(&own)
        .map_err(Error::internal)?
        .verifying;
    let epoch = IntakeEpoch {
        id: made.epoch.id.clone(),
        sealing: SealingKey::from_bytes(&made.epoch.sealing.0).map_err(|_| Error::Malformed)?,
        signature: made
            .epoch
            .signature
            .0
            .as_slice()
            .try_into()
            .map_err(|_| Error::Malformed)?,
    };
    epoch
        .check(&signer, scope.centre().as_str())
        .map_err(|_| Error::Malformed)?;
    let row = NewEpoch {
        epoch: &epoch.id,
        sealing: &made.epoch.sealing.0,
        signer_key: &signer.to_bytes(),
        signature: &epoch.signature,
        made_at: app.clock.now(),
    };
    match intake::record(tx, scope, &row, &rows(&made.wraps)?).await {
        Err(Fault::Conflict) => Ok(()),
        other => {
            other.map_err(Error::of_sent)?;
            record_act(app, tx, scope, Act::IntakeEpochMade, Some(&epoch.id)).await
        }
    }
}

fn rows(wraps: &[Wrap]) -> Result<Vec<NewIntakeWrap<'_>>, Error> {
    let row = |wrap: &'_ Wrap| (wrap.wrap.0.len() <= LONGEST_WRAP).then_some(());
    if wraps.iter().any(|wrap| row(wrap).is_none()) {
        return Err(Error::Malformed);
    }
    Ok(wraps
        .iter()
        .map(|wrap| NewIntakeWrap {
            staff_id: wrap.staff,
            wrap: &wrap.wrap.0,
        })
        .collect())
}
