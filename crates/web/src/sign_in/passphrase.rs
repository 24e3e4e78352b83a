//! The first factor: OPAQUE in two messages. A handle that is not there is answered as one that is;
//! only the last message tells, and it tells the same for both.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum_extra::extract::CookieJar;
use fyren_domain::access::MachineScope;
use fyren_domain::demand::Demand;
use fyren_domain::id::{CentreId, StaffId};
use fyren_seal::DrawnChance;
use fyren_seal::sign_in::ServerSignIn;
use fyren_store::{Tx, staff};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::attempt::{self, Purpose};
use super::{Handle, Refusal, device};
use crate::account::Factors;
use crate::app::App;
use crate::base64::Base64;
use crate::centres::VisitedCentre;
use crate::demand::Worked;
use crate::error::Error;
use crate::event::{Act, record_system_act};
use crate::paths::hub;
use crate::session;

type PaceKey = [u8; 32];

#[derive(Deserialize)]
pub(super) struct Start {
    handle: String,
    request: Base64,
}

#[derive(Serialize)]
pub(super) struct Started {
    attempt: String,
    response: Base64,
}

/// The name under which OPAQUE knows a staff member: it must never change.
pub fn credential(centre: &CentreId, handle: &str) -> String {
    format!("{centre}/{handle}")
}

/// Under which failures are counted: any text that was typed, hashed.
fn pace_key(centre: &CentreId, typed: &str) -> PaceKey {
    Sha256::new()
        .chain_update(centre.as_str())
        .chain_update(b"\0")
        .chain_update(typed.trim().to_lowercase())
        .finalize()
        .into()
}

pub(super) async fn start(
    State(app): State<App>,
    VisitedCentre(centre): VisitedCentre,
    headers: HeaderMap,
    Json(sent): Json<Start>,
) -> Result<Json<Started>, Error> {
    let guesser = Guesser::of(&app, &centre.id, &sent, &headers)?;
    let turn = app
        .pace
        .admit(guesser.key, app.clock.now())
        .map_err(|_| Error::TooMany)?;
    tokio::time::sleep(turn.delay).await;
    app.pace.count_failure(guesser.key, app.clock.now());
    let scope = MachineScope::at(centre.id.clone());
    answer(&app, &scope, &sent, &guesser, !turn.delay.is_zero())
        .await
        .map(Json)
}

/// Whose failures are counted, and the work that was done by whoever is a stranger.
struct Guesser {
    key: PaceKey,
    work: Option<Worked>,
}

impl Guesser {
    /// A known browser has a pace of its own; strangers share that of the handle, and work.
    fn of(app: &App, centre: &CentreId, sent: &Start, headers: &HeaderMap) -> Result<Self, Error> {
        let now = app.clock.now();
        let handle = Handle::typed(&sent.handle);
        let known = handle.and_then(|handle| device::find(app, centre, &handle, headers));
        if let Some(key) = known.filter(|key| !app.pace.is_spent(*key, now)) {
            return Ok(Self { key, work: None });
        }
        let key = pace_key(centre, &sent.handle);
        let demand = Demand::for_guess(app.pace.failures(key, now));
        let work = Worked::read(app, centre, headers)?.ok_or(Error::MoreWork(demand))?;
        work.check(demand)?;
        Ok(Self {
            key,
            work: Some(work),
        })
    }
}

async fn answer(
    app: &App,
    scope: &MachineScope,
    sent: &Start,
    guesser: &Guesser,
    slowed: bool,
) -> Result<Started, Error> {
    let mut tx = app.store.begin().await?;
    if let Some(work) = &guesser.work {
        work.spend(app, &mut tx, scope.centre(), &sent.request.0)
            .await?;
    }
    let handle = Handle::typed(&sent.handle);
    let known = match &handle {
        Some(handle) => staff::find_sign_in(&mut tx, scope, handle.as_str()).await?,
        None => None,
    };
    let name = handle.map_or_else(
        || sent.handle.clone(),
        |handle| credential(scope.centre(), handle.as_str()),
    );
    let record = known.as_ref().map(|known| known.registration.as_slice());
    let setup = &app.keys.opaque_setup;
    let mut chance = app.with_chance(DrawnChance::draw);
    let begun = ServerSignIn::start(&mut chance, setup, record, &name, &sent.request.0);
    let (state, response) = begun.map_err(|_| Error::Malformed)?;
    let staff = known.map(|known| known.staff_id);
    let state = Zeroizing::new([guesser.key.as_slice(), &state.to_bytes()].concat());
    let attempt = attempt::keep(app, &mut tx, scope, Purpose::SignIn, staff, &state).await?;
    if let Some(staff) = staff.filter(|_| slowed) {
        record_system_act(app, &mut tx, scope, Act::SignInSlowed, Some(staff.as_str())).await?;
    }
    tx.commit().await?;
    Ok(Started {
        attempt,
        response: Base64(response),
    })
}

#[derive(Deserialize)]
pub(super) struct Finish {
    attempt: String,
    /// Empty if the browser found the passphrase wrong: it is the first to know.
    finalization: Base64,
}

#[derive(Serialize)]
pub(super) struct Finished {
    csrf: String,
    code: bool,
    passkey: bool,
    /// Where to go at once, if there is no second factor to show yet.
    next: Option<&'static str>,
}

pub(super) async fn finish(
    State(app): State<App>,
    VisitedCentre(centre): VisitedCentre,
    headers: HeaderMap,
    Json(sent): Json<Finish>,
) -> Result<(CookieJar, Json<Finished>), Error> {
    let scope = MachineScope::at(centre.id.clone());
    let mut tx = app.store.begin().await?;
    let kept = attempt::take(&app, &mut tx, &scope, Purpose::SignIn, &sent.attempt).await?;
    let Some(key) = proved(&kept.state, &sent.finalization.0)? else {
        return refuse(&app, tx, &scope, kept.staff).await;
    };
    let Some(staff) = kept.staff else {
        return refuse(&app, tx, &scope, None).await;
    };
    let factors = Factors::find(&mut tx, &scope, staff).await?;
    let begun = session::begin_half(&app, &mut tx, &scope, staff, &headers).await?;
    tx.commit().await?;
    app.pace.forget(key);
    let finished = Finished {
        csrf: begun.csrf.text().to_owned(),
        code: factors.app,
        passkey: factors.passkeys > 0,
        next: factors.is_empty().then_some(hub::ACCOUNT),
    };
    Ok((begun.cookie, Json(finished)))
}

/// Under which key the attempt was counted, if the passphrase was right.
fn proved(state: &[u8], finalization: &[u8]) -> Result<Option<PaceKey>, Error> {
    let kept = state.split_first_chunk();
    let (key, state) = kept.ok_or_else(|| Error::internal("a kept state is cut"))?;
    let state = ServerSignIn::from_bytes(state).map_err(Error::internal)?;
    Ok(state.finish(finalization).ok().map(|_| *key))
}

async fn refuse<T>(
    app: &App,
    mut tx: Tx,
    scope: &MachineScope,
    staff: Option<StaffId>,
) -> Result<T, Error> {
    if let Some(staff) = staff {
        record_system_act(app, &mut tx, scope, Act::SignInFailed, Some(staff.as_str())).await?;
    }
    tx.commit().await?;
    Err(Refusal::Passphrase.into())
}
