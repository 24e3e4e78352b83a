//! The way back in: whoever has the link, two shares and her second factor. The token stands behind `#` in the
//! address. Nothing is given or taken before the delay is over, and the passphrase is replaced only for who signs
//! with the root key itself.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use fyren_domain::access::{Action, MachineScope, Relation, Worker};
use fyren_domain::centre::CentreModel;
use fyren_domain::id::{CentreId, RecoveryId, StaffId};
use fyren_domain::recovery::Phase;
use fyren_seal::sign_in::registration_record;
use fyren_seal::{HolderCard, check_request};
use fyren_store::recovery::{self, Recovery};
use fyren_store::staff::{self, Staff};
use fyren_store::{Fault, Tx, recovery_circle, recovery_share, session};
use serde::{Deserialize, Serialize};

use crate::account::passphrase::{LONGEST_ROOT, PassphraseFields};
use crate::app::App;
use crate::base64::Base64;
use crate::centres::VisitedCentre;
use crate::error::Error;
use crate::event::{Act, record_act, record_system_act};
use crate::layout;
use crate::matter::moment;
use crate::paths::hub;
use crate::session::Token;
use crate::sign_in::credential;
use crate::texts::{Language, Texts, fl};

/// What the last message of a recovery is signed for.
const OPERATION: &str = "recover";

#[derive(askama::Template)]
#[template(path = "recovery/link.html")]
struct LinkPage {
    texts: Texts,
    fields: PassphraseFields,
    /// What is said of each line of the paper that was misread.
    misread: Vec<(String, String)>,
}

pub(super) async fn show(VisitedCentre(centre): VisitedCentre) -> Result<Response, Error> {
    let texts = Language::Swedish.texts();
    let misread = (1..=4_u8).map(|line| {
        let words = fl!(texts, "recovery-paper-line", line = line);
        (format!("paper_line_{line}"), words)
    });
    layout::page(&LinkPage {
        texts,
        fields: PassphraseFields::of(texts, &centre),
        misread: misread.collect(),
    })
}

#[derive(Deserialize)]
pub(super) struct Shown {
    token: String,
}

/// How far it has come, for her to see that it is she.
#[derive(Serialize)]
pub(super) struct Standing {
    name: String,
    handle: String,
    centre: String,
    opens_at: String,
    open: Option<Opened>,
}

/// What her browser needs once the delay is over.
#[derive(Serialize)]
struct Opened {
    centre: CentreId,
    staff: StaffId,
    recovery: RecoveryId,
    circle: i64,
    sealed_root: Base64,
    paper_share: Base64,
    own_card: Base64,
    /// The card shares are passed on to now.
    fresh: Option<Base64>,
    holders: Vec<HolderShown>,
}

#[derive(Serialize)]
struct HolderShown {
    place: u8,
    name: String,
    passed: Option<Base64>,
}

/// The recovery of a token and whose it is. One that has ended is not found.
async fn find(
    app: &App,
    tx: &mut Tx,
    scope: &MachineScope,
    token: &str,
) -> Result<(Recovery, Staff), Error> {
    let token = Token::parse(token).ok_or(Error::NotFound)?;
    let found = recovery::find_by_token(tx, scope, &token.hash(), app.clock.now()).await?;
    let recovery = found.ok_or(Error::NotFound)?;
    let person = staff::find_for_machine(tx, scope, recovery.staff_id).await?;
    Ok((recovery, person.ok_or(Error::NotFound)?))
}

/// The same, once the delay is over.
async fn find_open(
    app: &App,
    tx: &mut Tx,
    scope: &MachineScope,
    token: &str,
) -> Result<(Recovery, Staff), Error> {
    let (recovery, person) = find(app, tx, scope, token).await?;
    match recovery.window().phase(app.clock.now()) {
        Phase::Open => Ok((recovery, person)),
        Phase::Waiting | Phase::Over => Err(Error::TooEarly),
    }
}

pub(super) async fn standing(
    State(app): State<App>,
    VisitedCentre(centre): VisitedCentre,
    Json(shown): Json<Shown>,
) -> Result<Json<Standing>, Error> {
    let scope = MachineScope::at(centre.id.clone());
    let mut tx = app.store.read().await?;
    let (recovery, person) = find(&app, &mut tx, &scope, &shown.token).await?;
    let open = recovery.window().phase(app.clock.now()) == Phase::Open;
    let opens_at = moment(recovery.opens_at);
    Ok(Json(Standing {
        name: person.name.clone(),
        handle: person.handle.clone(),
        centre: centre.name.value.sv.clone(),
        opens_at,
        open: match open {
            true => Some(opened(&mut tx, &centre, recovery, person).await?),
            false => None,
        },
    }))
}

async fn opened(
    tx: &mut Tx,
    centre: &CentreModel,
    recovery: Recovery,
    person: Staff,
) -> Result<Opened, Error> {
    let scope = MachineScope::at(centre.id.clone());
    let shares = recovery_share::find_for_machine(tx, &scope, recovery.staff_id).await?;
    let shares = shares.filter(|shares| shares.circle == recovery.circle);
    let shares = shares.ok_or(Error::Stale)?;
    let circle = recovery_circle::find_for_machine(tx, &scope, recovery.circle).await?;
    let circle = circle.ok_or(Error::Stale)?;
    let holders = [
        (
            1,
            circle.first_staff,
            circle.first_name,
            recovery.first_passed,
        ),
        (
            2,
            circle.second_staff,
            circle.second_name,
            recovery.second_passed,
        ),
    ];
    // A holder has no share of her own keys to give: she needs the other two.
    let others = holders
        .into_iter()
        .filter(|(_, staff, ..)| *staff != recovery.staff_id);
    let shown = others.map(|(place, _, name, passed)| HolderShown {
        place,
        name,
        passed: passed.map(Base64),
    });
    Ok(Opened {
        centre: centre.id.clone(),
        staff: recovery.staff_id,
        recovery: recovery.recovery_id,
        circle: recovery.circle,
        sealed_root: Base64(shares.sealed_root),
        paper_share: Base64(shares.paper_share),
        own_card: Base64(person.card.unwrap_or_default()),
        fresh: recovery.card.map(Base64),
        holders: shown.collect(),
    })
}

#[derive(Deserialize)]
pub(super) struct Fresh {
    token: String,
    card: Base64,
}

/// Takes the card of the keys her page just made. What was passed on to an earlier page is worth nothing then.
pub(super) async fn keep_card(
    State(app): State<App>,
    VisitedCentre(centre): VisitedCentre,
    Json(sent): Json<Fresh>,
) -> Result<StatusCode, Error> {
    HolderCard::from_bytes(&sent.card.0).map_err(|_| Error::Malformed)?;
    let (scope, now) = (MachineScope::at(centre.id.clone()), app.clock.now());
    let mut tx = app.store.begin().await?;
    let (recovery, _) = find_open(&app, &mut tx, &scope, &sent.token).await?;
    recovery::replace_card(&mut tx, &scope, recovery.recovery_id, &sent.card.0, now).await?;
    let subject = Some(recovery.staff_id.as_str());
    record_system_act(&app, &mut tx, &scope, Act::RecoveryOpened, subject).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
pub(super) struct Start {
    token: String,
    request: Base64,
}

#[derive(Serialize)]
pub(super) struct Started {
    response: Base64,
}

pub(super) async fn start(
    State(app): State<App>,
    VisitedCentre(centre): VisitedCentre,
    Json(sent): Json<Start>,
) -> Result<Json<Started>, Error> {
    let scope = MachineScope::at(centre.id.clone());
    let mut tx = app.store.read().await?;
    let (_, person) = find_open(&app, &mut tx, &scope, &sent.token).await?;
    let name = credential(&centre.id, &person.handle);
    let response = app
        .keys
        .opaque_setup
        .registration_response(&name, &sent.request.0)
        .map_err(|_| Error::Malformed)?;
    Ok(Json(Started {
        response: Base64(response),
    }))
}

#[derive(Deserialize)]
pub(super) struct Finish {
    token: String,
    upload: Base64,
    wrapped_root: Base64,
    signature: Base64,
}

#[derive(Serialize)]
pub(super) struct Finished {
    next: &'static str,
}

/// Replaces the passphrase and ends all sessions. She signs in next, and her second factor is asked for.
pub(super) async fn finish(
    State(app): State<App>,
    VisitedCentre(centre): VisitedCentre,
    Json(sent): Json<Finish>,
) -> Result<Json<Finished>, Error> {
    let registration = registration_record(&sent.upload.0).map_err(|_| Error::Malformed)?;
    if sent.wrapped_root.0.len() > LONGEST_ROOT {
        return Err(Error::Malformed);
    }
    let (scope, now) = (MachineScope::at(centre.id.clone()), app.clock.now());
    let mut tx = app.store.begin().await?;
    let (recovery, person) = find_open(&app, &mut tx, &scope, &sent.token).await?;
    check_owner(&recovery, &person, &sent)?;
    let (staff, root) = (recovery.staff_id, &sent.wrapped_root.0);
    staff::recover_passphrase(&mut tx, &scope, staff, &registration, root).await?;
    session::end_all_of(&mut tx, &scope, staff).await?;
    recovery_share::outdate(&mut tx, &scope, staff).await?;
    match recovery::finish(&mut tx, &scope, recovery.recovery_id, now).await {
        Err(Fault::Stale) => return Err(Error::NotFound),
        other => other?,
    }
    let own = Worker::new(centre.id.clone(), staff, person.role);
    let own = own.scope(Action::KeepOwnAccount, Relation::NoMatter)?;
    record_act(&app, &mut tx, &own, Act::RecoveryDone, None).await?;
    tx.commit().await?;
    Ok(Json(Finished { next: hub::SIGN_IN }))
}

/// That this browser has her root key: it signed what it sent.
fn check_owner(recovery: &Recovery, person: &Staff, sent: &Finish) -> Result<(), Error> {
    let card = person.card.as_deref().unwrap_or_default();
    let card = HolderCard::from_bytes(card).map_err(Error::internal)?;
    let challenge = recovery.recovery_id.as_str().as_bytes();
    let body = [sent.upload.0.as_slice(), &sent.wrapped_root.0].concat();
    check_request(
        &card.verifying,
        OPERATION,
        challenge,
        &body,
        &sent.signature.0,
    )
    .map_err(|_| Error::Unproven)
}
