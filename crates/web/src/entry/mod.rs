//! What staff write: answers to the asker, and notes between colleagues. Both come sealed, into two different vaults.
//!
//! The server checks form, size class and signature; it cannot read a word.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use data_encoding::BASE64URL_NOPAD;
use fyren_domain::access::{Action, Scope};
use fyren_domain::id::VaultId;
use fyren_seal::{EntryContext, EntryKind, HolderCard, check_entry};
use fyren_store::entry::NewEntry;
use fyren_store::staff;
use fyren_store::vault::{NewVault, VaultKind};
use fyren_store::{Tx, entry, vault};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::Error;
use crate::form::CheckedJson;
use crate::matter::{Standing, standing, vault_of};
use crate::paths::hub;
use crate::session::{Adviser, SignedIn};
use crate::wrapping::{SentWrap, Wraps};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route(hub::ANSWERS, post(answer))
        .route(hub::NOTES, post(note))
}

/// A sealed entry as a script sends it. The first note brings the vault it lies in.
#[derive(Deserialize)]
pub(crate) struct SentEntry {
    pub(crate) number: u32,
    pub(crate) key_number: u32,
    pub(crate) sealed: String,
    #[serde(default)]
    pub(crate) vault: Option<VaultId>,
    #[serde(default)]
    pub(crate) wraps: Vec<SentWrap>,
}

/// The number an entry was kept under.
#[derive(Serialize)]
struct Kept {
    number: u32,
}

async fn answer(
    State(app): State<App>,
    worker: Adviser,
    Path(matter): Path<String>,
    sent: CheckedJson<SentEntry>,
) -> Result<(StatusCode, Json<Kept>), Error> {
    let mut tx = app.store.begin().await?;
    let standing = standing(&mut tx, &worker, &matter).await?;
    let scope = standing.scope(Action::Answer)?;
    let vault = vault_of(&mut tx, &scope, &standing, VaultKind::Thread)
        .await?
        .ok_or(Error::NotFound)?;
    keep(
        &app,
        &mut tx,
        &scope,
        &worker,
        vault,
        EntryKind::Answer,
        &sent,
    )
    .await?;
    standing.record(&app, &mut tx, Action::Answer, None).await?;
    tx.commit().await?;
    Ok((
        StatusCode::CREATED,
        Json(Kept {
            number: sent.number,
        }),
    ))
}

async fn note(
    State(app): State<App>,
    worker: Adviser,
    Path(matter): Path<String>,
    sent: CheckedJson<SentEntry>,
) -> Result<(StatusCode, Json<Kept>), Error> {
    let mut tx = app.store.begin().await?;
    let standing = standing(&mut tx, &worker, &matter).await?;
    let scope = standing.scope(Action::Note)?;
    let vault = notes_vault(&mut tx, &scope, &standing, &sent).await?;
    keep(
        &app,
        &mut tx,
        &scope,
        &worker,
        vault,
        EntryKind::Note,
        &sent,
    )
    .await?;
    standing.record(&app, &mut tx, Action::Note, None).await?;
    tx.commit().await?;
    Ok((
        StatusCode::CREATED,
        Json(Kept {
            number: sent.number,
        }),
    ))
}

/// The vault of the notes, made now if this is the first. Two first notes at once: the second is sent anew.
async fn notes_vault(
    tx: &mut Tx,
    scope: &Scope,
    standing: &Standing<'_>,
    sent: &SentEntry,
) -> Result<VaultId, Error> {
    match (
        vault_of(tx, scope, standing, VaultKind::Notes).await?,
        sent.vault,
    ) {
        (Some(there), None) => Ok(there),
        (Some(there), Some(made)) if there == made => Ok(there),
        (Some(_), Some(_)) => Err(Error::Taken),
        (None, Some(made)) => {
            let wraps = Wraps::read(&sent.wraps)?;
            let vault = NewVault {
                vault_id: made,
                matter_id: standing.matter,
                kind: VaultKind::Notes,
                wraps: &wraps.of_key(1),
            };
            vault::record(tx, scope, &vault).await?;
            Ok(made)
        }
        (None, None) => Err(Error::Malformed),
    }
}

/// Checks an entry by the public key of the one who sends it, and keeps it.
pub(crate) async fn keep(
    app: &App,
    tx: &mut Tx,
    scope: &Scope,
    worker: &SignedIn,
    vault: VaultId,
    kind: EntryKind,
    sent: &SentEntry,
) -> Result<(), Error> {
    let sealed = BASE64URL_NOPAD
        .decode(sent.sealed.as_bytes())
        .map_err(|_| Error::Malformed)?;
    let person = staff::find(tx, scope, worker.staff())
        .await?
        .ok_or(Error::NotFound)?;
    let card = HolderCard::from_bytes(person.card.as_deref().unwrap_or_default())
        .map_err(Error::internal)?;
    let context = EntryContext {
        centre: scope.centre().as_str(),
        vault: vault.as_str(),
        number: sent.number,
        key_number: sent.key_number,
        kind,
        author: &card.verifying,
    };
    let size_class = check_entry(&context, &sealed).map_err(|_| Error::Unproven)?;
    let new = NewEntry {
        vault_id: vault,
        number: sent.number,
        key_number: sent.key_number,
        kind: kind.name(),
        author_key: &card.verifying.to_bytes(),
        sealed: &sealed,
        size_class: i64::from(size_class.code()),
        hour: app.clock.now().whole_hour(),
    };
    entry::record(tx, scope, &new).await?;
    Ok(())
}
