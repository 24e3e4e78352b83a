//! The second factor: a code from an app, a recovery code, or a passkey. Any of them puts a whole
//! session in the place of the half one.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum_extra::extract::CookieJar;
use fyren_domain::access::MachineScope;
use fyren_domain::id::StaffId;
use fyren_domain::staff::Role;
use fyren_store::{Fault, Tx, recovery_code, staff};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use webauthn_rs::prelude::{PublicKeyCredential, RequestChallengeResponse};

use super::attempt::{self, Purpose};
use super::{Refusal, device};
use crate::account::app_secret;
use crate::app::App;
use crate::error::Error;
use crate::event::{Act, record_act, record_system_act};
use crate::form::CheckedJson;
use crate::passkey;
use crate::paths::hub;
use crate::recovery_code::RecoveryCode;
use crate::session::{self, HalfSignedIn, Recognised};

/// Where a role begins its day.
pub(crate) fn first_page(role: Role) -> &'static str {
    match role {
        Role::Coordinator | Role::Member => hub::QUEUE,
        Role::Administrator => hub::STAFF,
        Role::Steering => hub::ACCOUNT,
    }
}

#[derive(Serialize)]
pub(super) struct Entered {
    csrf: String,
    next: &'static str,
}

type Entering = Result<(CookieJar, Json<Entered>), Error>;

/// By what somebody showed for the second time who she is.
#[derive(Clone, Copy)]
pub(crate) enum SecondFactor {
    App,
    Passkey,
    RecoveryCode,
}

impl SecondFactor {
    const ALL: [Self; 3] = [Self::App, Self::Passkey, Self::RecoveryCode];

    fn as_str(self) -> &'static str {
        match self {
            Self::App => "app",
            Self::Passkey => "passkey",
            Self::RecoveryCode => "recovery_code",
        }
    }

    /// The factor an event names.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|factor| factor.as_str() == text)
    }
}

/// Turns the half session into a whole one.
async fn enter(
    app: &App,
    mut tx: Tx,
    half: &Recognised,
    headers: &HeaderMap,
    by: SecondFactor,
) -> Entering {
    let scope = half.own_scope()?;
    let begun = session::complete(app, &mut tx, &half.machine(), half).await?;
    let known = device::welcome(app, &mut tx, half, headers).await?;
    record_act(app, &mut tx, &scope, Act::SignedIn, Some(by.as_str())).await?;
    tx.commit().await?;
    let next = first_page(half.session.role);
    let cookies = match known {
        Some(cookie) => begun.cookie.add(cookie),
        None => begun.cookie,
    };
    Ok((
        cookies,
        Json(Entered {
            csrf: begun.csrf.text().to_owned(),
            next,
        }),
    ))
}

/// Notes what failed, and keeps that note although the act is refused.
async fn refuse(app: &App, mut tx: Tx, half: &Recognised, refusal: Refusal) -> Entering {
    let staff = half.session.staff_id;
    record_system_act(
        app,
        &mut tx,
        &half.machine(),
        Act::SecondFactorFailed,
        Some(staff.as_str()),
    )
    .await?;
    tx.commit().await?;
    Err(refusal.into())
}

#[derive(Deserialize)]
pub(super) struct Code {
    code: String,
}

pub(super) async fn code(
    State(app): State<App>,
    HalfSignedIn(half): HalfSignedIn,
    headers: HeaderMap,
    sent: CheckedJson<Code>,
) -> Entering {
    let (scope, staff) = (half.machine(), half.session.staff_id);
    let mut tx = app.store.begin().await?;
    let (used, by) = match RecoveryCode::parse(&sent.code) {
        Some(code) => (
            use_recovery_code(&app, &mut tx, &scope, staff, &code).await,
            SecondFactor::RecoveryCode,
        ),
        None => (
            use_app_code(&app, &mut tx, &scope, staff, &sent.code).await,
            SecondFactor::App,
        ),
    };
    match used {
        Ok(()) => enter(&app, tx, &half, &headers, by).await,
        Err(Error::SignIn(refusal)) => refuse(&app, tx, &half, refusal).await,
        Err(fault) => Err(fault),
    }
}

async fn use_recovery_code(
    app: &App,
    tx: &mut Tx,
    scope: &MachineScope,
    staff: StaffId,
    code: &RecoveryCode,
) -> Result<(), Error> {
    match recovery_code::take(tx, scope, staff, &code.hash(&staff), app.clock.now()).await {
        Err(Fault::Stale) => Err(Refusal::Code.into()),
        other => Ok(other?),
    }
}

async fn use_app_code(
    app: &App,
    tx: &mut Tx,
    scope: &MachineScope,
    staff: StaffId,
    code: &str,
) -> Result<(), Error> {
    let (key, now) = (pace_key(staff), app.clock.now());
    if !app.pace.take_guess(key, now) {
        return Err(Refusal::TooManyCodes.into());
    }
    let kept = staff::find_sign_in_of(tx, scope, staff)
        .await?
        .and_then(|kept| kept.totp);
    let secret = app_secret::open(app, scope, staff, &kept.ok_or(Refusal::Code)?)?;
    let step = secret.check(code, now).ok_or(Refusal::Code)?;
    match staff::use_totp_step(tx, scope, staff, step.0).await {
        Err(Fault::Stale) => return Err(Refusal::Code.into()),
        other => other?,
    }
    app.pace.forget(key);
    Ok(())
}

fn pace_key(staff: StaffId) -> [u8; 32] {
    Sha256::new()
        .chain_update(b"code\0")
        .chain_update(staff.as_str())
        .finalize()
        .into()
}

#[derive(Serialize)]
pub(super) struct PasskeyAsked {
    attempt: String,
    options: RequestChallengeResponse,
}

pub(super) async fn passkey_start(
    State(app): State<App>,
    HalfSignedIn(half): HalfSignedIn,
    _: CheckedJson<serde::de::IgnoredAny>,
) -> Result<Json<PasskeyAsked>, Error> {
    let (scope, staff) = (half.machine(), half.session.staff_id);
    let mut tx = app.store.begin().await?;
    let kept = passkey::list(&app, &mut tx, &scope, staff).await?;
    let (options, state) = passkey::begin_proof(&app, &kept)?;
    let state = serde_json::to_vec(&state).map_err(Error::internal)?;
    let attempt = attempt::keep(
        &app,
        &mut tx,
        &scope,
        Purpose::PasskeyProof,
        Some(staff),
        &state,
    )
    .await?;
    tx.commit().await?;
    Ok(Json(PasskeyAsked { attempt, options }))
}

#[derive(Deserialize)]
pub(super) struct PasskeyProof {
    attempt: String,
    credential: PublicKeyCredential,
}

pub(super) async fn passkey_finish(
    State(app): State<App>,
    HalfSignedIn(half): HalfSignedIn,
    headers: HeaderMap,
    sent: CheckedJson<PasskeyProof>,
) -> Entering {
    let (scope, staff) = (half.machine(), half.session.staff_id);
    let mut tx = app.store.begin().await?;
    let begun = attempt::take(&app, &mut tx, &scope, Purpose::PasskeyProof, &sent.attempt).await?;
    if begun.staff != Some(staff) {
        return refuse(&app, tx, &half, Refusal::Passkey).await;
    }
    let state = serde_json::from_slice(&begun.state).map_err(Error::internal)?;
    let kept = passkey::list(&app, &mut tx, &scope, staff).await?;
    match passkey::finish_proof(&app, &mut tx, &scope, kept, (&state, &sent.credential)).await {
        Ok(()) => enter(&app, tx, &half, &headers, SecondFactor::Passkey).await,
        Err(Error::SignIn(refusal)) => refuse(&app, tx, &half, refusal).await,
        Err(fault) => Err(fault),
    }
}
