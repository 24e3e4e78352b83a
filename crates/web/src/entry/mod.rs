//! What staff write: answers to the asker, and notes between colleagues. Both come sealed, into two different vaults.
//!
//! The server checks form, size class and signature; it cannot read a word.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use fyren_domain::access::{Action, Scope};
use fyren_domain::id::VaultId;
use fyren_seal::{EntryContext, EntryKind, HolderCard, SizeClass, VerifyingKey, check_entry};
use fyren_store::entry::{NewEntry, Recorded};
use fyren_store::staff;
use fyren_store::vault::{NewVault, VaultKind};
use fyren_store::{Tx, entry, vault};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::base64::Base64;
use crate::error::Error;
use crate::form::CheckedJson;
use crate::matter::{Standing, standing, vault_of};
use crate::paths::hub;
use crate::session::Adviser;
use crate::wrapping::{SentWrap, Wraps};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route(hub::ANSWERS, post(answer))
        .route(hub::NOTES, post(note))
}

/// A sealed entry as a script sends it. The first note brings the vault it lies in.
#[derive(Deserialize)]
pub(crate) struct SentEntry {
    number: u32,
    key_number: u32,
    sealed: Base64,
    #[serde(default)]
    vault: Option<VaultId>,
    #[serde(default)]
    wraps: Vec<SentWrap>,
}

/// The number an entry was kept under.
#[derive(Serialize)]
struct Kept {
    number: u32,
}

type Answered = Result<(StatusCode, Json<Kept>), Error>;

async fn answer(
    State(app): State<App>,
    worker: Adviser,
    Path(matter): Path<String>,
    sent: CheckedJson<SentEntry>,
) -> Answered {
    let mut tx = app.store.begin().await?;
    let standing = standing(&mut tx, &worker, &matter).await?;
    let scope = standing.scope(Action::Answer)?;
    let vault = vault_of(&mut tx, &scope, &standing, VaultKind::Thread)
        .await?
        .ok_or(Error::NotFound)?;
    let kept = keep(&app, &mut tx, &scope, vault, EntryKind::Answer, &sent).await?;
    finish(&app, tx, &standing, Action::Answer, kept, sent.number).await
}

async fn note(
    State(app): State<App>,
    worker: Adviser,
    Path(matter): Path<String>,
    sent: CheckedJson<SentEntry>,
) -> Answered {
    let mut tx = app.store.begin().await?;
    let standing = standing(&mut tx, &worker, &matter).await?;
    let scope = standing.scope(Action::Note)?;
    let vault = notes_vault(&mut tx, &scope, &standing, &sent).await?;
    let kept = keep(&app, &mut tx, &scope, vault, EntryKind::Note, &sent).await?;
    finish(&app, tx, &standing, Action::Note, kept, sent.number).await
}

/// Records the act, unless the very same was sent before, and says under which number it stands.
async fn finish(
    app: &App,
    mut tx: Tx,
    standing: &Standing<'_>,
    action: Action,
    recorded: Recorded,
    number: u32,
) -> Answered {
    if recorded == Recorded::Already {
        return Ok((StatusCode::OK, Json(Kept { number })));
    }
    standing.record(app, &mut tx, action, None).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(Kept { number })))
}

/// The vault of the notes, made now if this is the first. Two first notes at once: the second is sent anew.
async fn notes_vault(
    tx: &mut Tx,
    scope: &Scope,
    standing: &Standing<'_>,
    sent: &SentEntry,
) -> Result<VaultId, Error> {
    let there = vault_of(tx, scope, standing, VaultKind::Notes).await?;
    match (there, sent.vault) {
        (Some(there), made) if made.is_none_or(|made| made == there) => Ok(there),
        (Some(_), _) => Err(Error::Taken),
        (None, Some(made)) => {
            let wraps = Wraps::read_for_staff(&sent.wraps)?;
            let vault = NewVault {
                vault_id: made,
                matter_id: standing.matter,
                kind: VaultKind::Notes,
                wraps: &wraps.of_key(1),
            };
            vault::record(tx, scope, &vault)
                .await
                .map_err(Error::of_sent)?;
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
    vault: VaultId,
    kind: EntryKind,
    sent: &SentEntry,
) -> Result<Recorded, Error> {
    let author = own_key(tx, scope).await?;
    let context = EntryContext {
        centre: scope.centre().as_str(),
        vault: vault.as_str(),
        number: sent.number,
        key_number: sent.key_number,
        kind,
        author: &author,
    };
    let sealed = sent.sealed.0.as_slice();
    let size_class = check_entry(&context, sealed).map_err(|_| Error::Unproven)?;
    let new = NewEntry {
        vault_id: vault,
        number: sent.number,
        key_number: sent.key_number,
        kind: kind.name(),
        author_key: &author.to_bytes(),
        sealed,
        size_class: kibibytes(size_class)?,
        hour: app.clock.now().whole_hour(),
    };
    entry::record(tx, scope, &new).await.map_err(Error::of_sent)
}

/// A size class as the database keeps it.
pub(crate) fn kibibytes(class: SizeClass) -> Result<i64, Error> {
    i64::try_from(class.bytes() / 1024).map_err(Error::internal)
}

/// The key by which everybody checks what the worker signs.
async fn own_key(tx: &mut Tx, scope: &Scope) -> Result<VerifyingKey, Error> {
    let own = staff::find(tx, scope, scope.staff()).await?;
    let card = own.and_then(|own| own.card).ok_or(Error::NotFound)?;
    let card = HolderCard::from_bytes(&card).map_err(Error::internal)?;
    Ok(card.verifying)
}
