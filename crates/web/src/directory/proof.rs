//! The proof that a row stands in the directory, under a checkpoint of this hour. It is the same for all who ask within
//! the hour, so it is kept: reckoning it reads every row's hash.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use fyren_domain::access::VisitorScope;
use fyren_domain::id::CentreId;
use fyren_domain::time::Instant;
use fyren_seal::directory::genesis;
use fyren_seal::log::{Hash, leaf_hash, make_inclusion};
use fyren_store::Tx;
use fyren_store::directory;

use crate::app::App;
use crate::error::Error;

/// What proves a row.
#[derive(Debug)]
pub(crate) struct Proof {
    /// The row's number, from 1.
    pub(crate) number: i64,
    /// The hash of the row before.
    pub(crate) previous: Hash,
    /// Hashes from the row to the root.
    pub(crate) path: Vec<Hash>,
    /// The checkpoint, signed and timed.
    pub(crate) note: String,
    size: i64,
    hour: Instant,
}

/// The last proof of each centre.
#[derive(Default)]
pub(crate) struct Proofs(Mutex<BTreeMap<CentreId, Arc<Proof>>>);

impl Proofs {
    /// The proof of the row with this number in the directory as it is now.
    pub(crate) async fn find(
        &self,
        app: &App,
        tx: &mut Tx,
        scope: &VisitorScope,
        number: i64,
    ) -> Result<Arc<Proof>, Error> {
        let last = directory::find_last(tx, scope).await?;
        let last = last.ok_or(Error::NotReady)?;
        let hour = app.clock.now().whole_hour();
        let kept = self.read(scope.centre());
        let still =
            |kept: &Arc<Proof>| (kept.number, kept.size, kept.hour) == (number, last.number, hour);
        if let Some(proof) = kept.filter(still) {
            return Ok(proof);
        }
        let rows = directory::list_hashes(tx, scope).await?;
        let at = usize::try_from(number - 1).map_err(Error::internal)?;
        let leaves: Vec<_> = rows.iter().map(|row| leaf_hash(row)).collect();
        let proof = Arc::new(Proof {
            number,
            previous: at
                .checked_sub(1)
                .map_or_else(|| genesis(scope.centre().as_str()), |before| rows[before]),
            path: make_inclusion(&leaves, at),
            note: timed(app, scope.centre(), &last.note)?,
            size: last.number,
            hour,
        });
        let mut proofs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        proofs.insert(scope.centre().clone(), proof.clone());
        Ok(proof)
    }

    fn read(&self, centre: &CentreId) -> Option<Arc<Proof>> {
        let proofs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        proofs.get(centre).cloned()
    }
}

/// A checkpoint with a line that says it is the newest one at this hour.
pub(super) fn timed(app: &App, centre: &CentreId, note: &str) -> Result<String, Error> {
    let hour = app.clock.now().whole_hour().milliseconds() / 1000;
    let seconds = u64::try_from(hour).map_err(Error::internal)?;
    let timed = super::key(app, centre).add_time(note, seconds);
    timed.map_err(Error::internal)
}
