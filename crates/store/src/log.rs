//! The log of events as a chain: what stands beside the rows, and the checkpoints signed for them.
//!
//! Hashes are reckoned by `fyren_seal::log`; here they are read and kept. Nothing in this crate changes or
//! removes an event or a checkpoint.

mod examination;

use fyren_domain::{access::MachineScope, id::CentreId, time::Instant};
use fyren_seal::log::{Content, Counted, Hash, Link, chain, genesis};
use sqlx::FromRow;

pub use self::examination::{Examination, Signing, examine, sign};
use crate::{fault::Fault, statement::sql, tx::Tx};

/// A signed checkpoint.
#[derive(Clone, Debug, Eq, FromRow, PartialEq)]
pub struct Checkpoint {
    /// How many rows it covers.
    pub size: i64,
    /// The full subtrees of the tree over their hashes.
    pub tree: Vec<u8>,
    /// The signed note.
    pub note: String,
    /// When it was signed.
    #[sqlx(try_from = "i64")]
    pub signed_at: Instant,
}

/// How far the rows of a centre are chained.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Chained {
    /// All of them.
    Whole,
    /// There are more.
    More,
    /// Checkpoints are signed for rows that have lost their chain: it is not made anew.
    Lost,
}

/// A row with nothing read into its columns: what stands there is what is checked.
#[derive(FromRow)]
struct Row {
    number: i64,
    at: i64,
    actor: String,
    staff_id: Option<String>,
    action: String,
    matter_id: Option<String>,
    subject: Option<String>,
    hash: Option<Vec<u8>>,
}

impl Row {
    fn link(&self, centre: &CentreId) -> Link {
        let content = Content {
            centre: centre.as_str(),
            at: self.at,
            actor: &self.actor,
            staff: self.staff_id.as_deref(),
            action: &self.action,
            matter: self.matter_id.as_deref(),
            subject: self.subject.as_deref(),
        };
        Link {
            number: self.number,
            content: content.digest(),
            hash: self.hash.as_deref().and_then(hash),
        }
    }
}

/// The rows after a number, in order.
pub async fn list(
    tx: &mut Tx,
    scope: &MachineScope,
    after: i64,
    at_most: u32,
) -> Result<Vec<Link>, Fault> {
    let centre = scope.centre();
    let rows: Vec<Row> = sql!(
        list,
        tx,
        centre,
        "select number, at, actor, staff_id, action, matter_id, subject, hash from events
         where centre_id = $1 and number > $2 order by number limit $3",
        after,
        i64::from(at_most)
    )?;
    Ok(rows.iter().map(|row| row.link(centre)).collect())
}

/// What is counted beside the rows.
pub async fn counted(tx: &mut Tx, scope: &MachineScope) -> Result<Counted, Fault> {
    let kept: Option<(i64, Option<Vec<u8>>)> = sql!(
        find,
        tx,
        scope.centre(),
        "select event_number, event_hash from counters where centre_id = $1"
    )?;
    let (number, kept) = kept.unwrap_or_default();
    let hash = kept.as_deref().and_then(hash);
    Ok(Counted { number, hash })
}

/// All checkpoints of a centre, the first ones first.
pub async fn list_checkpoints(tx: &mut Tx, scope: &MachineScope) -> Result<Vec<Checkpoint>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select size, tree, note, signed_at from checkpoints where centre_id = $1 order by size"
    )
}

/// The newest checkpoint of a centre.
pub async fn last_checkpoint(
    tx: &mut Tx,
    scope: &MachineScope,
) -> Result<Option<Checkpoint>, Fault> {
    sql!(
        find,
        tx,
        scope.centre(),
        "select size, tree, note, signed_at from checkpoints where centre_id = $1 order by size desc limit 1"
    )
}

/// The hash kept with one row.
pub async fn find_hash(
    tx: &mut Tx,
    scope: &MachineScope,
    number: i64,
) -> Result<Option<Hash>, Fault> {
    let kept: Option<(Option<Vec<u8>>,)> = sql!(
        find,
        tx,
        scope.centre(),
        "select hash from events where centre_id = $1 and number = $2",
        number
    )?;
    Ok(kept.and_then(|(kept,)| kept.as_deref().and_then(hash)))
}

/// Keeps a signed checkpoint, unless another node has signed one for as many rows.
pub async fn record_checkpoint(
    tx: &mut Tx,
    scope: &MachineScope,
    checkpoint: &Checkpoint,
) -> Result<(), Fault> {
    sql!(
        change,
        tx,
        scope.centre(),
        "insert into checkpoints (centre_id, size, tree, note, signed_at) values ($1, $2, $3, $4, $5)
         on conflict (centre_id, size) do nothing",
        checkpoint.size,
        &checkpoint.tree[..],
        &checkpoint.note[..],
        checkpoint.signed_at.milliseconds()
    )?;
    Ok(())
}

/// Chains so many rows that were written before there was a chain; a centre set up since has none such.
pub async fn chain_older(
    tx: &mut Tx,
    scope: &MachineScope,
    at_most: u32,
) -> Result<Chained, Fault> {
    let centre = scope.centre();
    let Some(last) = lock_unchained(tx, centre).await? else {
        return Ok(Chained::Whole);
    };
    if last_checkpoint(tx, scope).await?.is_some() {
        return Ok(Chained::Lost);
    }
    let first: Option<(i64,)> = sql!(
        find,
        tx,
        centre,
        "select number from events where centre_id = $1 and hash is null order by number limit 1"
    )?;
    let done = first.map_or(last, |(first,)| first - 1);
    let mut previous = match done {
        0 => genesis(centre.as_str()),
        done => find_hash(tx, scope, done).await?.ok_or(Fault::Refused)?,
    };
    let links = list(tx, scope, done, at_most).await?;
    for link in &links {
        previous = chain(link.number, &link.content, &previous);
        keep_hash(tx, centre, link.number, &previous).await?;
    }
    if links.last().map_or(done, |link| link.number) < last {
        return Ok(Chained::More);
    }
    keep_last_hash(tx, centre, &previous).await?;
    Ok(Chained::Whole)
}

/// Locks the log of a centre that is not chained yet, and gives the number of its last row.
async fn lock_unchained(tx: &mut Tx, centre: &CentreId) -> Result<Option<i64>, Fault> {
    let last: Option<(i64,)> = sql!(
        find,
        tx,
        centre,
        "update counters set event_number = event_number where centre_id = $1 and event_hash is null
         returning event_number"
    )?;
    Ok(last.map(|(last,)| last))
}

async fn keep_hash(tx: &mut Tx, centre: &CentreId, number: i64, hash: &Hash) -> Result<(), Fault> {
    let changed = sql!(
        change,
        tx,
        centre,
        "update events set hash = $3 where centre_id = $1 and number = $2",
        number,
        &hash[..]
    )?;
    Fault::stale_unless(changed)
}

/// Keeps the hash of the last row, which the next one follows.
pub(crate) async fn keep_last_hash(
    tx: &mut Tx,
    centre: &CentreId,
    hash: &Hash,
) -> Result<(), Fault> {
    let changed = sql!(
        change,
        tx,
        centre,
        "update counters set event_hash = $2 where centre_id = $1",
        &hash[..]
    )?;
    Fault::stale_unless(changed)
}

/// Thirty-two bytes; anything else is no hash.
pub(crate) fn hash(bytes: &[u8]) -> Option<Hash> {
    bytes.try_into().ok()
}
