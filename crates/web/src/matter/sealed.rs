//! What people wrote, sealed as it lies in the database, for the browser of somebody who has a key.
//!
//! A reader gets her own wraps. Before triage, whoever may triage gets the intake's wraps instead.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use fyren_domain::access::{Action, Relation, Scope};
use fyren_domain::id::{AttachmentId, CentreId, MatterId, VaultId};
use fyren_store::staff::{self, Staff};
use fyren_store::vault::{self, Holder, Vault, VaultKind, Wrap};
use fyren_store::{Tx, attachment, enquiry, entry, intake, reader};
use serde::Serialize;

use super::facts::moment;
use super::whole::{Standing, standing};
use crate::app::App;
use crate::base64::{self, Base64};
use crate::error::Error;
use crate::reader::advises;
use crate::session::Adviser;
use crate::texts::{Language, fl};

/// Everything the browser needs to open a matter; see `assets/vaults.js`.
#[derive(Serialize)]
struct Sealed {
    matter: MatterId,
    centre: CentreId,
    thread: Option<SealedVault>,
    notes: Option<SealedVault>,
    intake: Vec<IntakeWrap>,
    phrase: Option<HolderCard>,
    readers: Vec<HolderCard>,
    staff: Vec<HolderCard>,
}

#[derive(Serialize)]
struct SealedVault {
    vault: VaultId,
    next: u32,
    outdated: bool,
    wraps: Vec<VaultWrap>,
    entries: Vec<SealedEntry>,
}

#[derive(Serialize)]
struct VaultWrap {
    holder: String,
    key_number: u32,
    wrap: Base64,
}

#[derive(Serialize)]
struct SealedEntry {
    number: u32,
    key_number: u32,
    kind: String,
    author_name: String,
    author_verifying: Base64,
    hour: String,
    sealed: Base64,
}

#[derive(Serialize)]
struct IntakeWrap {
    epoch: String,
    wrap: Base64,
}

/// Somebody a key can be wrapped for.
#[derive(Serialize)]
struct HolderCard {
    holder: String,
    card: Base64,
    name: String,
}

impl HolderCard {
    fn of(person: &Staff) -> Option<Self> {
        Some(Self {
            holder: Holder::Staff(person.staff_id).to_string(),
            card: Base64(person.card.clone()?),
            name: person.name.clone(),
        })
    }
}

/// What a worker can open here: as a reader by her own wraps, or before triage by the intake's.
struct Opening {
    scope: Scope,
    wraps: Vec<Wrap>,
}

impl Opening {
    async fn find(tx: &mut Tx, standing: &Standing<'_>) -> Result<Self, Error> {
        let (matter, reads) = (standing.matter, standing.relation == Relation::Reader);
        let action = if reads {
            Action::ReadMatter
        } else {
            Action::Triage
        };
        let scope = standing.scope(action)?;
        let wraps = if reads {
            vault::list_own_wraps(tx, &scope, matter).await?
        } else {
            vault::list_intake_wraps(tx, &scope, matter).await?
        };
        Ok(Self { scope, wraps })
    }

    /// Whoever has no key gets nothing that is sealed.
    fn has_key(&self) -> bool {
        !self.wraps.is_empty()
    }
}

pub(super) async fn show(
    State(app): State<App>,
    worker: Adviser,
    Path(matter): Path<String>,
) -> Result<Response, Error> {
    let mut tx = app.store.begin().await?;
    let standing = standing(&mut tx, &worker, &matter).await?;
    let opening = Opening::find(&mut tx, &standing).await?;
    let sealed = find(&mut tx, &standing, &opening).await?;
    if opening.has_key() {
        standing
            .record_reading(&app, &mut tx, &opening.scope, None)
            .await?;
    }
    tx.commit().await?;
    Ok(Json(sealed).into_response())
}

async fn find(tx: &mut Tx, standing: &Standing<'_>, opening: &Opening) -> Result<Sealed, Error> {
    let (matter, Opening { scope, wraps }) = (standing.matter, opening);
    let vaults = vault::list(tx, scope, matter).await?;
    let entries = if opening.has_key() {
        entry::list(tx, scope, matter).await?
    } else {
        Vec::new()
    };
    let readers = reader::list(tx, scope, matter).await?;
    let everybody = staff::list(tx, &standing.worker_scope(Action::ListStaff)?).await?;
    let staff: Vec<_> = everybody.into_iter().filter(advises).collect();
    let is_reader = |person: &&Staff| {
        readers
            .iter()
            .any(|reader| reader.staff_id == person.staff_id)
    };
    let of_kind = |kind| {
        let vault = vaults.iter().find(|vault| vault.kind == kind);
        vault.map(|vault| sealed_vault(vault, wraps, &entries))
    };
    Ok(Sealed {
        matter,
        centre: scope.centre().clone(),
        thread: of_kind(VaultKind::Thread),
        notes: of_kind(VaultKind::Notes),
        intake: intake_wraps(tx, scope, wraps).await?,
        phrase: phrase(tx, scope, standing).await?,
        readers: staff
            .iter()
            .filter(is_reader)
            .filter_map(HolderCard::of)
            .collect(),
        staff: staff.iter().filter_map(HolderCard::of).collect(),
    })
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
            wrap: Base64(own.wrap),
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
        holder: Holder::Phrase(base64::written(&found.locator)).to_string(),
        card: Base64(found.phrase_card),
        name,
    }))
}

fn sealed_vault(vault: &Vault, wraps: &[Wrap], entries: &[entry::SealedEntry]) -> SealedVault {
    let entries: Vec<_> = entries
        .iter()
        .filter(|entry| entry.vault_id == vault.vault_id)
        .collect();
    SealedVault {
        vault: vault.vault_id,
        next: entries.iter().map(|entry| entry.number).max().unwrap_or(0) + 1,
        outdated: vault.outdated,
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
        wrap: Base64(wrap.wrap.clone()),
    }
}

fn sealed_entry(entry: &entry::SealedEntry) -> SealedEntry {
    let asker = || fl!(Language::Swedish.texts(), "matter-asker");
    SealedEntry {
        number: entry.number,
        key_number: entry.key_number,
        kind: entry.kind.to_string(),
        author_name: entry.author_name.clone().unwrap_or_else(asker),
        author_verifying: Base64(entry.author_key.clone()),
        hour: moment(entry.hour),
        sealed: Base64(entry.sealed.clone()),
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
    let opening = Opening::find(&mut tx, &standing).await?;
    if !opening.has_key() {
        return Err(Error::NotFound);
    }
    let scope = &opening.scope;
    let sealed = attachment::read(&mut tx, scope, standing.matter, attachment)
        .await?
        .ok_or(Error::NotFound)?;
    standing
        .record_reading(&app, &mut tx, scope, Some(attachment.as_str()))
        .await?;
    tx.commit().await?;
    Ok(sealed.into_response())
}

/// The matter's vault of a kind, if it has one.
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
