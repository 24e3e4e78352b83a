//! What people wrote, sealed as it lies in the database, for the browser of somebody who has a key.
//!
//! A reader gets her own wraps. Before triage, whoever may triage gets the intake's wraps instead.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use data_encoding::BASE64URL_NOPAD;
use fyren_domain::access::{Action, Relation, Scope};
use fyren_domain::id::{AttachmentId, VaultId};
use fyren_store::staff::{self, Staff};
use fyren_store::vault::{self, Holder, Vault, VaultKind, Wrap};
use fyren_store::{Tx, attachment, enquiry, entry, intake, reader};
use serde::Serialize;

use super::facts::moment;
use super::show::advises;
use super::whole::{Standing, standing};
use crate::app::App;
use crate::error::Error;
use crate::session::Adviser;
use crate::texts::{Language, fl};

/// Everything the browser needs to open a matter; see `assets/vaults.js`.
#[derive(Serialize)]
struct Sealed {
    matter: String,
    centre: String,
    thread: Option<SealedVault>,
    notes: Option<SealedVault>,
    intake: Vec<IntakeWrap>,
    phrase: Option<HolderCard>,
    readers: Vec<HolderCard>,
    staff: Vec<HolderCard>,
}

#[derive(Serialize)]
struct SealedVault {
    vault: String,
    next: u32,
    wraps: Vec<VaultWrap>,
    entries: Vec<SealedEntry>,
}

#[derive(Serialize)]
struct VaultWrap {
    holder: String,
    key_number: u32,
    wrap: String,
}

#[derive(Serialize)]
struct SealedEntry {
    number: u32,
    key_number: u32,
    kind: String,
    author_name: String,
    author_verifying: String,
    hour: String,
    sealed: String,
}

#[derive(Serialize)]
struct IntakeWrap {
    epoch: String,
    wrap: String,
}

/// Somebody a key can be wrapped for.
#[derive(Serialize)]
struct HolderCard {
    holder: String,
    card: String,
    name: String,
}

impl HolderCard {
    fn of(person: &Staff) -> Option<Self> {
        let card = encode(person.card.as_deref()?);
        Some(Self {
            holder: Holder::Staff(person.staff_id).to_string(),
            card,
            name: person.name.clone(),
        })
    }
}

fn encode(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}

/// The scope in which a worker opens sealed text: as a reader, or as the one who triages.
fn opening_scope(standing: &Standing) -> Result<Scope, Error> {
    match standing.relation {
        Relation::Reader => standing.scope(Action::ReadMatter),
        _ => standing.scope(Action::Triage),
    }
}

pub(super) async fn show(
    State(app): State<App>,
    worker: Adviser,
    Path(matter): Path<String>,
) -> Result<Response, Error> {
    let mut tx = app.store.begin().await?;
    let standing = standing(&mut tx, &worker, &matter).await?;
    let scope = opening_scope(&standing)?;
    let sealed = find(&mut tx, &standing, &scope, &worker).await?;
    standing.record(&app, &mut tx, scope.action(), None).await?;
    tx.commit().await?;
    Ok(Json(sealed).into_response())
}

async fn find(
    tx: &mut Tx,
    standing: &Standing<'_>,
    scope: &Scope,
    worker: &Adviser,
) -> Result<Sealed, Error> {
    let matter = standing.matter;
    let vaults = vault::list(tx, scope, matter).await?;
    let wraps = wraps(tx, standing, scope).await?;
    let entries = entry::list(tx, scope, matter).await?;
    let readers = reader::list(tx, scope, matter).await?;
    let staff: Vec<_> = staff::list(tx, &worker.scope(Action::ListStaff)?)
        .await?
        .into_iter()
        .filter(advises)
        .collect();
    let is_reader = |person: &&Staff| {
        readers
            .iter()
            .any(|reader| reader.staff_id == person.staff_id)
    };
    let of_kind = |kind| {
        vaults
            .iter()
            .find(|vault| vault.kind == kind)
            .map(|vault| sealed_vault(vault, &wraps, &entries))
    };
    Ok(Sealed {
        matter: matter.to_string(),
        centre: scope.centre().to_string(),
        thread: of_kind(VaultKind::Thread),
        notes: of_kind(VaultKind::Notes),
        intake: intake_wraps(tx, scope, &wraps).await?,
        phrase: phrase(tx, scope, standing).await?,
        readers: staff
            .iter()
            .filter(is_reader)
            .filter_map(HolderCard::of)
            .collect(),
        staff: staff.iter().filter_map(HolderCard::of).collect(),
    })
}

async fn wraps(tx: &mut Tx, standing: &Standing<'_>, scope: &Scope) -> Result<Vec<Wrap>, Error> {
    let mut wraps = vault::list_own_wraps(tx, scope, standing.matter).await?;
    if standing.relation != Relation::Reader {
        wraps.extend(vault::list_intake_wraps(tx, scope, standing.matter).await?);
    }
    Ok(wraps)
}

/// The worker's own wrap of each intake key that opens something here.
async fn intake_wraps(
    tx: &mut Tx,
    scope: &Scope,
    wraps: &[Wrap],
) -> Result<Vec<IntakeWrap>, Error> {
    let opens = |epoch: &str| {
        wraps
            .iter()
            .any(|wrap| matches!(&wrap.holder, Holder::Intake(sealed_for) if sealed_for == epoch))
    };
    let own = intake::list_own_wraps(tx, scope).await?;
    Ok(own
        .into_iter()
        .filter(|own| opens(&own.epoch))
        .map(|own| IntakeWrap {
            epoch: own.epoch,
            wrap: encode(&own.wrap),
        })
        .collect())
}

async fn phrase(
    tx: &mut Tx,
    scope: &Scope,
    standing: &Standing<'_>,
) -> Result<Option<HolderCard>, Error> {
    let Some(found) = enquiry::find_asker(tx, scope, standing.matter).await? else {
        return Ok(None);
    };
    let name = fl!(Language::Swedish.texts(), "matter-asker");
    Ok(Some(HolderCard {
        holder: Holder::Phrase(encode(&found.locator)).to_string(),
        card: encode(&found.phrase_card),
        name,
    }))
}

fn sealed_vault(vault: &Vault, wraps: &[Wrap], entries: &[entry::SealedEntry]) -> SealedVault {
    let entries: Vec<_> = entries
        .iter()
        .filter(|entry| entry.vault_id == vault.vault_id)
        .collect();
    SealedVault {
        vault: vault.vault_id.to_string(),
        next: entries.iter().map(|entry| entry.number).max().unwrap_or(0) + 1,
        wraps: wraps
            .iter()
            .filter(|wrap| wrap.vault_id == vault.vault_id)
            .map(vault_wrap)
            .collect(),
        entries: entries.into_iter().map(sealed_entry).collect(),
    }
}

fn vault_wrap(wrap: &Wrap) -> VaultWrap {
    VaultWrap {
        holder: wrap.holder.to_string(),
        key_number: wrap.key_number,
        wrap: encode(&wrap.wrap),
    }
}

fn sealed_entry(entry: &entry::SealedEntry) -> SealedEntry {
    let asker = || fl!(Language::Swedish.texts(), "matter-asker");
    SealedEntry {
        number: entry.number,
        key_number: entry.key_number,
        kind: entry.kind.to_string(),
        author_name: entry.author_name.clone().unwrap_or_else(asker),
        author_verifying: encode(&entry.author_key),
        hour: moment(entry.hour),
        sealed: encode(&entry.sealed),
    }
}

/// A sealed file of the matter.
pub(super) async fn attachment(
    State(app): State<App>,
    worker: Adviser,
    Path((matter, attachment)): Path<(String, String)>,
) -> Result<Response, Error> {
    let attachment = AttachmentId::parse(&attachment).map_err(|_| Error::NotFound)?;
    let mut tx = app.store.begin().await?;
    let standing = standing(&mut tx, &worker, &matter).await?;
    let scope = opening_scope(&standing)?;
    let sealed = attachment::read(&mut tx, &scope, standing.matter, attachment)
        .await?
        .ok_or(Error::NotFound)?;
    standing
        .record(&app, &mut tx, scope.action(), Some(attachment.as_str()))
        .await?;
    tx.commit().await?;
    Ok(sealed.into_response())
}

/// The vault a message names, if it is one of the matter's.
pub(crate) async fn vault_of(
    tx: &mut Tx,
    scope: &Scope,
    standing: &Standing<'_>,
    kind: VaultKind,
) -> Result<Option<VaultId>, Error> {
    let vaults = vault::list(tx, scope, standing.matter).await?;
    Ok(vaults
        .into_iter()
        .find(|vault| vault.kind == kind)
        .map(|vault| vault.vault_id))
}
