//! Readers and exclusions of a matter.
//!
//! The browser of somebody who has the keys wraps them for those who shall read; whoever is left out has no key to what comes after. The first
//! time, the one who triages opens the matter with the intake's key: from then on only its readers can.

use std::collections::BTreeSet;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use fyren_domain::access::{Action, Relation, Scope};
use fyren_domain::id::{StaffId, VaultId};
use fyren_store::reader::ReaderWrap;
use fyren_store::vault::{self, Holder, Vault};
use fyren_store::{Tx, enquiry, exclusion, reader, staff};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::Error;
use crate::form::CheckedJson;
use crate::matter::{Standing, Whole, advises, standing};
use crate::paths::hub;
use crate::session::{Coordinator, SignedIn};
use crate::wrapping::{SentWrap, Wraps};

pub(crate) fn routes() -> Router<App> {
    Router::new().route(hub::READERS, post(replace))
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

fn staff_ids(holders: &[String]) -> Result<BTreeSet<StaffId>, Error> {
    let read = |holder: &String| match holder.parse() {
        Ok(Holder::Staff(staff)) => Ok(staff),
        _ => Err(Error::Malformed),
    };
    holders.iter().map(read).collect()
}

/// What changes for whom.
struct Change {
    readers: BTreeSet<StaffId>,
    added: Vec<StaffId>,
    removed: Vec<StaffId>,
    excluded: Vec<StaffId>,
    lifted: Vec<StaffId>,
}

impl Change {
    async fn of(
        tx: &mut Tx,
        scope: &Scope,
        standing: &Standing<'_>,
        sent: &SentReaders,
    ) -> Result<Self, Error> {
        let (readers, excluded) = (staff_ids(&sent.readers)?, staff_ids(&sent.excluded)?);
        if readers.is_empty() || !readers.is_disjoint(&excluded) {
            return Err(Error::Malformed);
        }
        let reads: BTreeSet<_> = reader::list(tx, scope, standing.matter)
            .await?
            .iter()
            .map(|reader| reader.staff_id)
            .collect();
        let kept_out: BTreeSet<_> = exclusion::list(tx, scope, standing.matter)
            .await?
            .iter()
            .map(|kept| kept.staff_id)
            .collect();
        let difference = |all: &BTreeSet<StaffId>, without: &BTreeSet<StaffId>| {
            all.difference(without).copied().collect()
        };
        Ok(Self {
            added: difference(&readers, &reads),
            removed: difference(&reads, &readers),
            excluded: difference(&excluded, &kept_out),
            lifted: difference(&kept_out, &excluded),
            readers,
        })
    }

    /// Decides about each colleague by herself. Whoever triages a new enquiry becomes its reader by that.
    fn decide(&self, standing: &Standing, own: StaffId) -> Result<(), Error> {
        let first = standing.relation == Relation::NotReader;
        for &colleague in &self.added {
            match (first, colleague == own) {
                (true, _) => standing.scope(Action::Triage)?,
                (false, _) => standing.scope_over(Action::AssignReader, colleague)?,
            };
        }
        for &colleague in &self.removed {
            standing.scope_over(Action::RemoveReader, colleague)?;
        }
        for &colleague in &self.excluded {
            standing.scope_over(Action::Exclude, colleague)?;
        }
        for &colleague in &self.lifted {
            standing.scope_over(Action::LiftExclusion, colleague)?;
        }
        Ok(())
    }

    /// Whoever stops reading must not have the key of what comes after: every vault needs a new one.
    async fn check_keys(
        &self,
        tx: &mut Tx,
        scope: &Scope,
        standing: &Standing<'_>,
        sent: &[SentVault],
    ) -> Result<(), Error> {
        if self.removed.is_empty() {
            return Ok(());
        }
        for vault in vault::list(tx, scope, standing.matter).await? {
            let rotated = sent
                .iter()
                .filter(|sent| sent.vault == vault.vault_id)
                .any(|sent| sent.has_key(vault.key_number + 1));
            if !rotated {
                return Err(Error::Malformed);
            }
        }
        Ok(())
    }
}

impl SentVault {
    fn has_key(&self, key_number: u32) -> bool {
        self.wraps.iter().any(|wrap| wrap.key_number == key_number)
    }
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
    change.decide(&standing, worker.staff())?;
    check_colleagues(&mut tx, &worker, &change.readers).await?;
    change
        .check_keys(&mut tx, &scope, &standing, &sent.vaults)
        .await?;
    keep(&app, &mut tx, &standing, &change, &sent.vaults).await?;
    record(&app, &mut tx, &standing, &change).await?;
    tx.commit().await?;
    Ok((
        StatusCode::CREATED,
        Json(Kept {
            readers: change.readers.len(),
        }),
    ))
}

/// Only colleagues who advise can read.
async fn check_colleagues(
    tx: &mut Tx,
    worker: &SignedIn,
    readers: &BTreeSet<StaffId>,
) -> Result<(), Error> {
    let everybody = staff::list(tx, &worker.scope(Action::ListStaff)?).await?;
    let known = |staff: &StaffId| {
        everybody
            .iter()
            .any(|person| person.staff_id == *staff && advises(person))
    };
    if readers.iter().all(known) {
        Ok(())
    } else {
        Err(Error::Malformed)
    }
}

async fn keep(
    app: &App,
    tx: &mut Tx,
    standing: &Standing<'_>,
    change: &Change,
    vaults: &[SentVault],
) -> Result<(), Error> {
    let (scope, now) = (standing.scope(Action::Triage)?, app.clock.now());
    for &colleague in &change.lifted {
        exclusion::lift(
            tx,
            &standing.scope_over(Action::LiftExclusion, colleague)?,
            standing.matter,
        )
        .await?;
    }
    let keys = vault::list(tx, &scope, standing.matter).await?;
    let sent = vaults
        .iter()
        .map(|sent| Keys::of(&keys, sent))
        .collect::<Result<Vec<_>, _>>()?;
    let wraps: Vec<_> = sent.iter().flat_map(Keys::for_new_readers).collect();
    let readers: Vec<_> = change.readers.iter().copied().collect();
    let revision = enquiry::find(tx, &scope, standing.matter)
        .await?
        .ok_or(Error::NotFound)?
        .revision;
    reader::replace(tx, &scope, standing.matter, revision, &readers, &wraps, now).await?;
    for &colleague in &change.excluded {
        exclusion::record(
            tx,
            &standing.scope_over(Action::Exclude, colleague)?,
            standing.matter,
            now,
        )
        .await?;
    }
    for keys in sent.iter().filter(|keys| keys.is_rotated()) {
        let next = keys.wraps.of_key(keys.current + 1);
        vault::rotate(tx, &scope, keys.vault, keys.current, &next).await?;
    }
    vault::destroy_intake_wraps(tx, &scope, standing.matter).await?;
    Ok(())
}

/// The wraps sent for one vault, beside the number of the key in use.
struct Keys {
    vault: VaultId,
    current: u32,
    wraps: Wraps,
}

impl Keys {
    fn of(vaults: &[Vault], sent: &SentVault) -> Result<Self, Error> {
        let vault = vaults
            .iter()
            .find(|vault| vault.vault_id == sent.vault)
            .ok_or(Error::Malformed)?;
        Ok(Self {
            vault: vault.vault_id,
            current: vault.key_number,
            wraps: Wraps::read(&sent.wraps)?,
        })
    }

    fn is_rotated(&self) -> bool {
        self.wraps.key_numbers().contains(&(self.current + 1))
    }

    /// Wraps of the keys there were, for those who begin to read.
    fn for_new_readers(&self) -> impl Iterator<Item = ReaderWrap<'_>> {
        self.wraps
            .staff_wraps()
            .filter(|(number, ..)| *number <= self.current)
            .map(|(key_number, staff_id, wrap)| ReaderWrap {
                vault_id: self.vault,
                key_number,
                staff_id,
                wrap,
            })
    }
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
