//! Looks through a whole directory, as [`crate::log::examine`] does through the log of events.

use fyren_domain::{access::MachineScope, id::CentreId};
use fyren_seal::{
    directory::{DirectoryKey, Entry, genesis},
    log::{Check, Checkpoint, Counted, Hash, Link, Tree},
};
use sqlx::FromRow;

use super::NO_EPOCH;
use crate::{fault::Fault, log::Examination, log::hash, statement::sql, tx::Tx};

const ROWS_AT_ONCE: u32 = 1000;

/// A row with nothing read into its columns: what stands there is what is checked.
#[derive(FromRow)]
struct Kept {
    number: i64,
    kind: String,
    subject: String,
    entry: Vec<u8>,
    hash: Vec<u8>,
    note: String,
}

/// Compares all rows of a centre's directory with their hashes, with the checkpoints beside them and with others
/// brought along, whose signatures have been checked.
pub async fn examine(
    tx: &mut Tx,
    scope: &MachineScope,
    key: &DirectoryKey,
    brought: &[Checkpoint],
) -> Result<Examination, Fault> {
    let centre = scope.centre();
    let (mut signed, mut forged, mut links) = (brought.to_vec(), Vec::new(), Vec::new());
    loop {
        let after = links.last().map_or(0, |link: &Link| link.number);
        let rows = list(tx, centre, after).await?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            match row.signed(key) {
                Some(checkpoint) => signed.push(checkpoint),
                None => forged.push(row.number),
            }
            links.push(row.link());
        }
    }
    let first = genesis(centre.as_str());
    let counted = counted(tx, centre).await?;
    let mut check = Check::after(Tree::default(), first, counted, &signed);
    links.into_iter().for_each(|link| check.take(link));
    Ok(Examination {
        verdict: check.finish(),
        forged,
    })
}

impl Kept {
    fn link(&self) -> Link {
        Link {
            number: self.number,
            // What a row is found by is not in its hash, but follows from what it says.
            content: if self.is_found_by_what_it_says() {
                Entry::digest(&self.entry)
            } else {
                Hash::default()
            },
            hash: hash(&self.hash),
        }
    }

    fn is_found_by_what_it_says(&self) -> bool {
        let (kind, subject) = match Entry::parse(&self.entry) {
            Ok(Entry::Key(key)) => ("key", key.listed.staff),
            Ok(Entry::Audience(audience)) => {
                let epoch = audience.epoch.map(|epoch| epoch.id);
                ("audience", epoch.unwrap_or_else(|| NO_EPOCH.to_owned()))
            }
            Err(_) => return false,
        };
        (self.kind.as_str(), &self.subject) == (kind, &subject)
    }

    /// The checkpoint beside the row, if the key signed it for this directory and so many rows.
    fn signed(&self, key: &DirectoryKey) -> Option<Checkpoint> {
        let verifier = key.verifier();
        verifier.check(&self.note).ok()?;
        let checkpoint = Checkpoint::parse(&self.note).ok()?;
        let size = i64::try_from(checkpoint.size) == Ok(self.number);
        (size && checkpoint.origin == verifier.name()).then_some(checkpoint)
    }
}

async fn list(tx: &mut Tx, centre: &CentreId, after: i64) -> Result<Vec<Kept>, Fault> {
    sql!(
        list,
        tx,
        centre,
        "select number, kind, subject, entry, hash, note from directory where centre_id = $1 and number > $2 order by number limit $3",
        after,
        i64::from(ROWS_AT_ONCE)
    )
}

async fn counted(tx: &mut Tx, centre: &CentreId) -> Result<Counted, Fault> {
    let kept: Option<(i64, Option<Vec<u8>>)> = sql!(
        find,
        tx,
        centre,
        "select directory_number, directory_hash from counters where centre_id = $1"
    )?;
    let (number, kept) = kept.unwrap_or_default();
    let hash = match number {
        0 => Some(genesis(centre.as_str())),
        _ => kept.as_deref().and_then(hash),
    };
    Ok(Counted { number, hash })
}
