//! What changes for whom when readers and exclusions are sent as a whole, and whether the sender may do each of it.

use std::collections::BTreeSet;

use fyren_domain::access::{Action, Scope};
use fyren_domain::id::StaffId;
use fyren_store::{Tx, exclusion, reader, staff};

use super::{SentReaders, advises, staff_ids};
use crate::error::Error;
use crate::matter::Standing;

type Staff = BTreeSet<StaffId>;

/// The readers there shall be, and who begins, ends, is kept out and is let in again.
pub(super) struct Change {
    pub(super) readers: Staff,
    pub(super) added: Staff,
    pub(super) removed: Staff,
    pub(super) excluded: Staff,
    pub(super) lifted: Staff,
    /// Nobody has read yet: whoever triages names the first.
    first: bool,
}

impl Change {
    pub(super) async fn of(
        tx: &mut Tx,
        scope: &Scope,
        standing: &Standing<'_>,
        sent: &SentReaders,
    ) -> Result<Self, Error> {
        let (readers, excluded): (Staff, Staff) =
            (staff_ids(&sent.readers)?, staff_ids(&sent.excluded)?);
        let advisers = advisers(tx, standing).await?;
        let strange = readers.union(&excluded).any(|one| !advisers.contains(one));
        if readers.is_empty() || strange || !readers.is_disjoint(&excluded) {
            return Err(Error::Malformed);
        }
        let reads = reads(tx, scope, standing).await?;
        let kept_out = kept_out(tx, scope, standing).await?;
        Ok(Self {
            first: reads.is_empty(),
            added: &readers - &reads,
            removed: &reads - &readers,
            excluded: &excluded - &kept_out,
            // Whoever gives no advice now stands in no form, and stays kept out.
            lifted: &(&kept_out & &advisers) - &excluded,
            readers,
        })
    }

    /// Decides about each colleague by herself. Whoever triages a new enquiry becomes its reader by that.
    pub(super) fn decide(&self, standing: &Standing) -> Result<(), Error> {
        for &colleague in &self.added {
            if self.first {
                standing.scope(Action::Triage)?;
            } else {
                standing.scope_over(Action::AssignReader, colleague)?;
            }
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
}

/// Only colleagues who advise can read, and only they need to be kept out.
async fn advisers(tx: &mut Tx, standing: &Standing<'_>) -> Result<Staff, Error> {
    let everybody = staff::list(tx, &standing.worker_scope(Action::ListStaff)?).await?;
    let advisers = everybody.iter().filter(|person| advises(person));
    Ok(advisers.map(|person| person.staff_id).collect())
}

async fn reads(tx: &mut Tx, scope: &Scope, standing: &Standing<'_>) -> Result<Staff, Error> {
    let readers = reader::list(tx, scope, standing.matter).await?;
    Ok(readers.iter().map(|reader| reader.staff_id).collect())
}

async fn kept_out(tx: &mut Tx, scope: &Scope, standing: &Standing<'_>) -> Result<Staff, Error> {
    let exclusions = exclusion::list(tx, scope, standing.matter).await?;
    Ok(exclusions.iter().map(|kept| kept.staff_id).collect())
}
