//! Looks through a whole log, and signs for one that is whole.

use fyren_domain::{access::MachineScope, time::Instant};
use fyren_seal::log::{Check, Checkpoint as Signed, Counted, Hash, LogKey, Tree, Verdict, genesis};

use super::{Checkpoint, counted, find_hash, last_checkpoint, list, list_checkpoints};
use crate::{Store, fault::Fault, tx::Tx};

const ROWS_AT_ONCE: u32 = 1000;

/// What looking through the log of one centre told.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Examination {
    /// How many rows there are, and what is wrong with them.
    pub verdict: Verdict,
    /// Kept checkpoints that the installation's key did not sign for this log, by their number of rows.
    pub forged: Vec<i64>,
}

impl Examination {
    /// Whether nothing was found.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.verdict.faults.is_empty() && self.forged.is_empty()
    }
}

/// What became of a request to sign.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Signing {
    /// A checkpoint was signed for so many rows.
    Signed(u64),
    /// There is nothing new to sign for.
    NothingNew,
    /// The rows since the last checkpoint are not as they were written: nothing was signed.
    NotWhole,
}

/// Compares all rows of a centre with their hashes, with the kept checkpoints and with others brought along,
/// whose signatures have been checked.
pub async fn examine(
    tx: &mut Tx,
    scope: &MachineScope,
    key: &LogKey,
    brought: &[Signed],
) -> Result<Examination, Fault> {
    let mut forged = Vec::new();
    let mut signed = brought.to_vec();
    for kept in list_checkpoints(tx, scope).await? {
        match read(&kept, scope, key) {
            Some(checkpoint) => signed.push(checkpoint),
            None => forged.push(kept.size),
        }
    }
    let counted = counted(tx, scope).await?;
    let check = Check::begin(scope.centre().as_str(), counted, &signed);
    let verdict = go_through(tx, scope, check, 0).await?;
    Ok(Examination { verdict, forged })
}

/// Signs a checkpoint for the rows so far, if those since the last one are as they were written.
pub async fn sign(
    store: &Store,
    scope: &MachineScope,
    key: &LogKey,
    at: Instant,
) -> Result<Signing, Fault> {
    let mut tx = store.read().await?;
    let counted = counted(&mut tx, scope).await?;
    let Some((tree, previous)) = last_signed(&mut tx, scope, key).await? else {
        return Ok(Signing::NotWhole);
    };
    if is_all(&tree, counted) {
        return Ok(Signing::NothingNew);
    }
    let after = i64::try_from(tree.size()).unwrap_or(i64::MAX);
    let check = Check::after(tree, previous, counted, &[]);
    let verdict = go_through(&mut tx, scope, check, after).await?;
    drop(tx);
    if !verdict.faults.is_empty() {
        return Ok(Signing::NotWhole);
    }
    let checkpoint = checkpoint_of(&verdict.tree, scope, key, at);
    let mut tx = store.begin().await?;
    super::record_checkpoint(&mut tx, scope, &checkpoint).await?;
    tx.commit().await?;
    Ok(Signing::Signed(verdict.tree.size()))
}

/// The tree of the last checkpoint and the hash of its last row; nothing if they do not belong together.
async fn last_signed(
    tx: &mut Tx,
    scope: &MachineScope,
    key: &LogKey,
) -> Result<Option<(Tree, Hash)>, Fault> {
    let Some(kept) = last_checkpoint(tx, scope).await? else {
        let first = genesis(scope.centre().as_str());
        return Ok(Some((Tree::default(), first)));
    };
    let size = u64::try_from(kept.size).unwrap_or_default();
    let tree = Tree::from_bytes(size, &kept.tree).ok();
    let signed = read(&kept, scope, key);
    let tree = tree.filter(|tree| signed.is_some_and(|signed| signed.root == tree.root()));
    let hash = find_hash(tx, scope, kept.size).await?;
    Ok(tree.zip(hash))
}

fn is_all(tree: &Tree, counted: Counted) -> bool {
    i64::try_from(tree.size()) == Ok(counted.number)
}

async fn go_through(
    tx: &mut Tx,
    scope: &MachineScope,
    mut check: Check,
    after: i64,
) -> Result<Verdict, Fault> {
    let mut last = after;
    loop {
        let links = list(tx, scope, last, ROWS_AT_ONCE).await?;
        let Some(end) = links.last() else {
            return Ok(check.finish());
        };
        last = end.number;
        for link in links {
            check.take(link);
        }
    }
}

/// A kept checkpoint, if the key signed it for this log and for as many rows as it is kept for.
fn read(kept: &Checkpoint, scope: &MachineScope, key: &LogKey) -> Option<Signed> {
    let centre = scope.centre().as_str();
    key.verifier(centre).check(&kept.note).ok()?;
    let checkpoint = Signed::parse(&kept.note).ok()?;
    let ours = checkpoint.origin == key.origin(centre);
    let size = i64::try_from(checkpoint.size) == Ok(kept.size);
    (ours && size).then_some(checkpoint)
}

fn checkpoint_of(tree: &Tree, scope: &MachineScope, key: &LogKey, at: Instant) -> Checkpoint {
    let centre = scope.centre().as_str();
    let checkpoint = Signed::of(key.origin(centre), tree);
    Checkpoint {
        size: i64::try_from(tree.size()).unwrap_or(i64::MAX),
        tree: tree.to_bytes(),
        note: key.signer(centre).sign(&checkpoint.to_text()),
        signed_at: at,
    }
}
