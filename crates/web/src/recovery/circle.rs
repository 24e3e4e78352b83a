//! The circle of share holders: named by a coordinator, whose browser makes the paper, and signed by its two
//! staff members, each in her own.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use fyren_domain::access::Action;
use fyren_domain::id::{CentreId, StaffId};
use fyren_domain::staff::Role;
use fyren_seal::HolderCard;
use fyren_seal::recovery::{Circle, check_circle};
use fyren_store::recovery_circle::{self, NewCircle, RecoveryCircle};
use fyren_store::staff::{self, Staff, StaffState};
use fyren_store::{Fault, Tx};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::base64::Base64;
use crate::error::Error;
use crate::event::{Act, record_act};
use crate::form::CheckedJson;
use crate::layout::{self, HubPage, Section};
use crate::paths::hub;
use crate::session::{Adviser, Coordinator};
use crate::texts::fl;

#[derive(askama::Template)]
#[template(path = "recovery/circle.html")]
struct CirclePage {
    hub: HubPage,
    colleagues: Vec<(String, String)>,
    today: String,
}

pub(super) async fn offer(State(app): State<App>, worker: Coordinator) -> Result<Response, Error> {
    let scope = worker.scope(Action::ListStaff)?;
    let mut tx = app.store.read().await?;
    let able = able(staff::list(&mut tx, &scope).await?);
    layout::page(&CirclePage {
        hub: worker.page(Section::Account),
        colleagues: able
            .into_iter()
            .map(|person| (person.staff_id.to_string(), person.name))
            .collect(),
        today: app.clock.now().swedish_date().to_string(),
    })
}

/// Who can hold shares: whoever gives advice. The administrator keeps accounts, and holds no share of their keys.
fn able(everybody: Vec<Staff>) -> Vec<Staff> {
    let able = |person: &Staff| {
        person.state == StaffState::Active
            && matches!(person.role, Role::Coordinator | Role::Member)
    };
    everybody.into_iter().filter(able).collect()
}

#[derive(Deserialize)]
pub(super) struct Named {
    first: StaffId,
    second: StaffId,
    paper: Base64,
}

#[derive(Serialize)]
pub(super) struct Next {
    next: &'static str,
}

pub(super) async fn name(
    State(app): State<App>,
    worker: Coordinator,
    sent: CheckedJson<Named>,
) -> Result<Json<Next>, Error> {
    HolderCard::from_bytes(&sent.paper.0).map_err(|_| Error::Malformed)?;
    let scope = worker.scope(Action::KeepCircle)?;
    let mut tx = app.store.begin().await?;
    let able = able(staff::list(&mut tx, &scope).await?);
    let known = |staff: StaffId| able.iter().any(|person| person.staff_id == staff);
    if sent.first == sent.second || !known(sent.first) || !known(sent.second) {
        return Err(Error::Malformed);
    }
    let new = NewCircle {
        staff: [sent.first, sent.second],
        paper_card: &sent.paper.0,
        named_at: app.clock.now(),
    };
    let number = recovery_circle::record(&mut tx, &scope, &new).await?;
    let number = number.to_string();
    record_act(&app, &mut tx, &scope, Act::CircleNamed, Some(&number)).await?;
    tx.commit().await?;
    Ok(Json(Next {
        next: hub::RECOVERY,
    }))
}

/// A circle as browsers sign and check it.
#[derive(Serialize)]
pub(crate) struct SentCircle {
    centre: CentreId,
    circle: i64,
    first: SentHolder,
    second: SentHolder,
    paper: Base64,
}

#[derive(Serialize)]
struct SentHolder {
    staff: StaffId,
    card: Base64,
    signature: Option<Base64>,
}

impl SentCircle {
    pub(super) fn of(centre: CentreId, circle: RecoveryCircle) -> Self {
        let holder = |staff, card: Option<Vec<u8>>, signature: Option<Vec<u8>>| SentHolder {
            staff,
            card: Base64(card.unwrap_or_default()),
            signature: signature.map(Base64),
        };
        Self {
            centre,
            circle: circle.circle,
            first: holder(
                circle.first_staff,
                circle.first_card,
                circle.first_signature,
            ),
            second: holder(
                circle.second_staff,
                circle.second_card,
                circle.second_signature,
            ),
            paper: Base64(circle.paper_card),
        }
    }
}

pub(super) async fn show(
    State(app): State<App>,
    worker: Adviser,
) -> Result<Json<Option<SentCircle>>, Error> {
    let scope = worker.scope(Action::HoldShares)?;
    let found = recovery_circle::find_newest(&mut app.store.read().await?, &scope).await?;
    let centre = scope.centre().clone();
    Ok(Json(found.map(|circle| SentCircle::of(centre, circle))))
}

#[derive(Deserialize)]
pub(super) struct Acceptance {
    circle: i64,
    signature: Base64,
}

pub(super) async fn accept(
    State(app): State<App>,
    worker: Adviser,
    sent: CheckedJson<Acceptance>,
) -> Result<StatusCode, Error> {
    let scope = worker.scope(Action::HoldShares)?;
    let signature: [u8; 64] =
        (sent.signature.0.as_slice().try_into()).map_err(|_| Error::Malformed)?;
    let mut tx: Tx = app.store.begin().await?;
    let circle = recovery_circle::find_newest(&mut tx, &scope).await?;
    let circle = circle
        .filter(|circle| circle.circle == sent.circle && circle.stands())
        .ok_or(Error::Stale)?;
    check(&circle, scope.centre(), worker.staff(), &signature)?;
    match recovery_circle::accept(&mut tx, &scope, circle.circle, &signature).await {
        Err(Fault::Stale) => return Err(Error::NotFound),
        other => other?,
    }
    let number = circle.circle.to_string();
    record_act(&app, &mut tx, &scope, Act::CircleAccepted, Some(&number)).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// That the worker signed this very circle, and has a place in it.
fn check(
    circle: &RecoveryCircle,
    centre: &CentreId,
    worker: StaffId,
    signature: &[u8; 64],
) -> Result<(), Error> {
    let card = |bytes: &Option<Vec<u8>>| {
        HolderCard::from_bytes(bytes.as_deref().unwrap_or_default()).map_err(Error::internal)
    };
    let (first, second) = (card(&circle.first_card)?, card(&circle.second_card)?);
    let paper = HolderCard::from_bytes(&circle.paper_card).map_err(Error::internal)?;
    let signer = match worker {
        staff if staff == circle.first_staff => &first.verifying,
        staff if staff == circle.second_staff => &second.verifying,
        _ => return Err(Error::NotFound),
    };
    let signed = Circle {
        centre: centre.as_str(),
        number: u64::try_from(circle.circle).map_err(Error::internal)?,
        staff: [
            (circle.first_staff.as_str(), &first),
            (circle.second_staff.as_str(), &second),
        ],
        paper: &paper,
    };
    check_circle(signer, &signed, signature).map_err(|_| Error::Malformed)
}
