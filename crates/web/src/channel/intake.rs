//! What a visitor seals for, and who will be able to read it: the epoch's key, signed by a coordinator, and her colleagues' keys.

use axum::Json;
use axum::extract::State;
use fyren_domain::access::VisitorScope;
use fyren_domain::id::{CentreId, StaffId};
use fyren_store::intake::{self, Epoch, IntakeHolder};
use serde::Serialize;

use super::{card, challenge};
use crate::app::App;
use crate::base64::Base64;
use crate::centres::VisitedCentre;
use crate::demand;
use crate::error::Error;
use crate::intake::current;

#[derive(Serialize)]
pub(super) struct Intake {
    centre: CentreId,
    epoch: SignedEpoch,
    readers: Vec<Reader>,
    challenge: Base64,
    /// Tries that are demanded for a short question now.
    demand: u32,
}

#[derive(Serialize)]
struct SignedEpoch {
    id: String,
    sealing: Base64,
    signer: StaffId,
    signer_verifying: Base64,
    signature: Base64,
}

#[derive(Serialize)]
struct Reader {
    staff: StaffId,
    name: String,
    title: String,
    sealing: Base64,
    verifying: Base64,
}

/// Nobody may read what comes while there is no epoch, or nobody can open it, and nothing can be kept while the database cannot write:
/// then nothing is taken, and the page says so before anybody writes.
pub(super) async fn show(
    State(app): State<App>,
    VisitedCentre(model): VisitedCentre,
) -> Result<Json<Intake>, Error> {
    let scope = VisitorScope::at(model.id.clone());
    let running = current(app.clock.now()).ok_or(Error::NotReady)?;
    if app.store.cannot_write() {
        demand::check_writable(&app, &model.id).await?;
    }
    let mut tx = app.store.read().await?;
    let epoch = intake::find_newest(&mut tx, &scope, &running)
        .await?
        .ok_or(Error::NotReady)?;
    let holders = intake::list_holders(&mut tx, &scope, &epoch.epoch).await?;
    if holders.is_empty() {
        return Err(Error::NotReady);
    }
    let readers = holders
        .into_iter()
        .map(Reader::of)
        .collect::<Result<_, _>>()?;
    let challenge = challenge::make(&app, &model.id);
    let demand = demand::for_queue(&app, &mut tx, &model.id).await?.tries();
    Ok(Json(Intake {
        centre: model.id.clone(),
        epoch: epoch.into(),
        readers,
        challenge,
        demand,
    }))
}

impl From<Epoch> for SignedEpoch {
    fn from(epoch: Epoch) -> Self {
        Self {
            id: epoch.epoch,
            sealing: Base64(epoch.sealing),
            signer: epoch.signer,
            signer_verifying: Base64(epoch.signer_key),
            signature: Base64(epoch.signature),
        }
    }
}

impl Reader {
    fn of(holder: IntakeHolder) -> Result<Self, Error> {
        let card = card(&holder.card)?;
        Ok(Self {
            staff: holder.staff_id,
            name: holder.name,
            title: holder.title,
            sealing: Base64(card.sealing.to_bytes()),
            verifying: Base64(card.verifying.to_bytes().to_vec()),
        })
    }
}
