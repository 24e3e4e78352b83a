//! Readers and exclusions of a matter.
//!
//! The browser of somebody who has the keys wraps them for those who shall read; whoever is left out has no key to what comes after. The first
//! time, the one who triages opens the matter with the intake's key: from then on only its readers can.

mod change;
mod colleague;
mod key_request;
mod keys;
mod renewal;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use fyren_domain::access::{Action, Scope};
use fyren_domain::id::{StaffId, VaultId};
use fyren_store::vault::{self, Holder};
use fyren_store::{Tx, enquiry, exclusion, reader};
use serde::{Deserialize, Serialize};

use self::change::Change;
pub(crate) use self::colleague::{ColleagueLine, advises, choices};
pub(crate) use self::key_request::{KeyRequestLine, key_reason_label, key_reasons};
use self::keys::Keys;
use crate::app::App;
use crate::error::Error;
use crate::form::CheckedJson;
use crate::matter::{Standing, Whole, standing};
use crate::paths::hub;
use crate::session::Coordinator;
use crate::wrapping::SentWrap;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route(hub::READERS, post(replace))
        .route(hub::RENEWAL, post(renewal::create))
        .route(hub::KEY_REQUESTS, post(key_request::create))
        .route(hub::KEY_GIFT, post(key_request::give))
}

/// Who shall read, who is kept out, and the keys of each vault for those who read.
#[derive(Deserialize)]
struct SentReaders {
    revision: String,
    readers: Vec<String>,
    excluded: Vec<String>,
    vaults: Vec<SentVault>,
}

#[derive(Deserialize)]
struct SentVault {
    vault: VaultId,
    wraps: Vec<SentWrap>,
}

#[derive(Serialize)]
struct Kept {
    readers: usize,
}

async fn replace(
    State(app): State<App>,
    worker: Coordinator,
    Path(matter): Path<String>,
    sent: CheckedJson<SentReaders>,
) -> Result<(StatusCode, Json<Kept>), Error> {
    let mut tx = app.store.begin().await?;
    let standing = standing(&mut tx, &worker, &matter).await?;
    let scope = standing.scope(Action::Triage)?;
    let whole = Whole::find(&app, &mut tx, &scope, standing.matter).await?;
    whole.check(&sent.revision)?;
    let change = Change::of(&mut tx, &scope, &standing, &sent).await?;
    change.decide(&standing)?;
    let keys = Keys::read(&mut tx, &scope, standing.matter, &sent.vaults).await?;
    keys.check(&change)?;
    keep(&app, &mut tx, &standing, &change, &keys).await?;
    record(&app, &mut tx, &standing, &change).await?;
    tx.commit().await?;
    let readers = change.readers.len();
    Ok((StatusCode::CREATED, Json(Kept { readers })))
}

/// Keeps it in an order in which the store can check each step: who is let in again, who reads, who is kept out, new keys.
async fn keep(
    app: &App,
    tx: &mut Tx,
    standing: &Standing<'_>,
    change: &Change,
    keys: &Keys<'_>,
) -> Result<(), Error> {
    let (matter, now) = (standing.matter, app.clock.now());
    let scope = standing.scope(Action::Triage)?;
    for &colleague in &change.lifted {
        let lift = standing.scope_over(Action::LiftExclusion, colleague)?;
        exclusion::lift(tx, &lift, matter).await?;
    }
    let revision = revision(tx, &scope, standing).await?;
    let readers: Vec<_> = change.readers.iter().copied().collect();
    let wraps = keys.for_new_readers(change);
    reader::replace(tx, &scope, matter, revision, &readers, &wraps, now)
        .await
        .map_err(Error::of_sent)?;
    for &colleague in &change.excluded {
        let exclude = standing.scope_over(Action::Exclude, colleague)?;
        exclusion::record(tx, &exclude, matter, now).await?;
    }
    for (vault, key_number, wraps) in keys.rotated() {
        vault::rotate(tx, &scope, vault, key_number, &wraps)
            .await
            .map_err(Error::of_sent)?;
    }
    vault::destroy_intake_wraps(tx, &scope, matter).await?;
    Ok(())
}

/// The enquiry's revision by now: letting somebody in again has moved it.
async fn revision(tx: &mut Tx, scope: &Scope, standing: &Standing<'_>) -> Result<i64, Error> {
    let enquiry = enquiry::find(tx, scope, standing.matter).await?;
    Ok(enquiry.ok_or(Error::NotFound)?.revision)
}

async fn record(
    app: &App,
    tx: &mut Tx,
    standing: &Standing<'_>,
    change: &Change,
) -> Result<(), Error> {
    let acts = [
        (Action::AssignReader, &change.added),
        (Action::RemoveReader, &change.removed),
        (Action::Exclude, &change.excluded),
        (Action::LiftExclusion, &change.lifted),
    ];
    for (action, colleagues) in acts {
        for colleague in colleagues {
            standing.record_over(app, tx, action, *colleague).await?;
        }
    }
    Ok(())
}

/// The staff members a message names.
fn staff_ids<C: FromIterator<StaffId>>(holders: &[String]) -> Result<C, Error> {
    let read = |holder: &String| match holder.parse() {
        Ok(Holder::Staff(staff)) => Ok(staff),
        _ => Err(Error::Malformed),
    };
    holders.iter().map(read).collect()
}
