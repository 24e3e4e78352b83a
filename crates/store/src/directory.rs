//! The directory: an append-only log of whose keys are whose and of who can read what is sealed from now on.
//!
//! What a row says and how it is hashed and signed is for `fyren_seal::directory` and `fyren_seal::log`; here rows
//! are appended, in the transaction of what they state, and read. Nothing in this crate changes or removes one.

mod examination;
mod restatement;

use fyren_domain::{
    access::{MachineScope, Scope, VisitorScope},
    id::{CentreId, StaffId},
    time::Instant,
};
use fyren_seal::{
    directory::{self, DirectoryKey, Entry, Salts},
    log::{Hash, Tree, chain},
};
use sqlx::FromRow;

pub use self::{
    examination::examine,
    restatement::{restate, states, subject_of},
};
use crate::{fault::Fault, log::hash, statement::sql, tx::Tx};

/// The subject of a row that says who can read while there is no key they share.
pub const NO_EPOCH: &str = "none";

/// What it takes to append: the key that signs, chance, and now.
pub struct Hand<'k> {
    /// Signs the checkpoint of each row.
    pub key: &'k DirectoryKey,
    /// Salts each row.
    pub salts: Salts,
    /// Now.
    pub at: Instant,
}

/// A row as it is handed out.
#[derive(Clone, Debug, Eq, FromRow, PartialEq)]
pub struct Row {
    /// Its number, from 1.
    pub number: i64,
    /// What it says, the bytes of [`fyren_seal::directory::Entry`].
    pub entry: Vec<u8>,
}

/// How far a directory has come.
#[derive(Clone, Debug, Eq, FromRow, PartialEq)]
pub struct Last {
    /// How many rows there are.
    pub number: i64,
    /// The checkpoint signed for them.
    pub note: String,
}

/// What a staff member's browsers remember, sealed by them.
#[derive(Clone, Debug, Eq, FromRow, PartialEq)]
pub struct Memory {
    /// The sealed bytes.
    pub sealed: Vec<u8>,
    /// Grows by one with each change.
    pub revision: i64,
}

/// The last row of this subject that says who can read: an epoch's name, or [`NO_EPOCH`].
pub async fn find_audience(
    tx: &mut Tx,
    scope: &VisitorScope,
    subject: &str,
) -> Result<Option<Row>, Fault> {
    sql!(
        find,
        tx,
        scope.centre(),
        "select number, entry from directory where centre_id = $1 and kind = 'audience' and subject = $2
         order by number desc limit 1",
        subject
    )
}

/// How far the directory of a centre has come; nothing if it is empty.
pub async fn find_last(tx: &mut Tx, scope: &VisitorScope) -> Result<Option<Last>, Fault> {
    find_last_in(tx, scope.centre()).await
}

/// The same for the program's own work.
pub async fn find_last_for_machine(
    tx: &mut Tx,
    scope: &MachineScope,
) -> Result<Option<Last>, Fault> {
    find_last_in(tx, scope.centre()).await
}

async fn find_last_in(tx: &mut Tx, centre: &CentreId) -> Result<Option<Last>, Fault> {
    sql!(
        find,
        tx,
        centre,
        "select number, note from directory where centre_id = $1 order by number desc limit 1"
    )
}

/// The hashes of all rows, in order; they tell nothing of what the rows say.
pub async fn list_hashes(tx: &mut Tx, scope: &VisitorScope) -> Result<Vec<Hash>, Fault> {
    let rows: Vec<(Vec<u8>,)> = sql!(
        list,
        tx,
        scope.centre(),
        "select hash from directory where centre_id = $1 order by number"
    )?;
    let hashes = rows.iter().map(|(bytes,)| hash(bytes));
    hashes.collect::<Option<_>>().ok_or(Fault::Refused)
}

/// The rows after a number, in order, for staff.
pub async fn list_after(
    tx: &mut Tx,
    scope: &Scope,
    after: i64,
    at_most: u32,
) -> Result<Vec<Row>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select number, entry from directory where centre_id = $1 and number > $2 order by number limit $3",
        after,
        i64::from(at_most)
    )
}

/// What the worker's own browsers remember.
pub async fn find_memory(tx: &mut Tx, scope: &Scope) -> Result<Option<Memory>, Fault> {
    sql!(
        find,
        tx,
        scope.centre(),
        "select sealed, revision from directory_memories where centre_id = $1 and staff_id = $2",
        scope.staff().as_str()
    )
}

/// Keeps what the worker's browser remembers now. [`Fault::Stale`] if another of hers kept something since `revision`,
/// which is 0 where nothing was kept.
pub async fn keep_memory(
    tx: &mut Tx,
    scope: &Scope,
    sealed: &[u8],
    revision: i64,
) -> Result<(), Fault> {
    let kept = if revision == 0 {
        sql!(
            change,
            tx,
            scope.centre(),
            "insert into directory_memories (centre_id, staff_id, sealed, revision) values ($1, $2, $3, 1)
             on conflict (centre_id, staff_id) do nothing",
            scope.staff().as_str(),
            sealed
        )?
    } else {
        sql!(
            change,
            tx,
            scope.centre(),
            "update directory_memories set sealed = $3, revision = revision + 1
             where centre_id = $1 and staff_id = $2 and revision = $4",
            scope.staff().as_str(),
            sealed,
            revision
        )?
    };
    Fault::stale_unless(kept)
}

/// Forgets what somebody's browsers remember: she has left.
pub(crate) async fn forget_memory(
    tx: &mut Tx,
    centre: &CentreId,
    staff: StaffId,
) -> Result<(), Fault> {
    sql!(
        change,
        tx,
        centre,
        "delete from directory_memories where centre_id = $1 and staff_id = $2",
        staff.as_str()
    )?;
    Ok(())
}

/// Keeps everybody else from appending until the commit.
async fn lock(tx: &mut Tx, centre: &CentreId) -> Result<(), Fault> {
    let locked = sql!(
        change,
        tx,
        centre,
        "update counters set directory_number = directory_number where centre_id = $1"
    )?;
    (locked == 1).then_some(()).ok_or(Fault::Refused)
}

/// Appends a row, which `entry` makes of its number.
async fn append(
    tx: &mut Tx,
    centre: &CentreId,
    hand: &Hand<'_>,
    subject: &str,
    entry: impl FnOnce(directory::Salt) -> Entry,
) -> Result<(), Fault> {
    let next: Option<(i64, Option<Vec<u8>>)> = sql!(
        find,
        tx,
        centre,
        "update counters set directory_number = directory_number + 1 where centre_id = $1
         returning directory_number, directory_hash"
    )?;
    let (number, previous) = next.ok_or(Fault::Refused)?;
    let (mut tree, previous) = grown(tx, centre, number, previous.as_deref()).await?;
    let entry = entry(hand.salts.derive(number.unsigned_abs()));
    let kind = match entry {
        Entry::Key(_) => "key",
        Entry::Audience(_) => "audience",
    };
    let bytes = entry.to_bytes();
    let row = chain(number, &Entry::digest(&bytes), &previous);
    tree.push(&row);
    sql!(
        change,
        tx,
        centre,
        "insert into directory (centre_id, number, kind, subject, entry, hash, tree, note)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        number,
        kind,
        subject,
        &bytes[..],
        &row[..],
        &tree.to_bytes()[..],
        hand.key.sign(&tree)
    )?;
    sql!(
        change,
        tx,
        centre,
        "update counters set directory_hash = $2 where centre_id = $1",
        &row[..]
    )?;
    Ok(())
}

/// The tree of the rows before this number, and the hash of the last; [`Fault::Refused`] if they do not belong together.
async fn grown(
    tx: &mut Tx,
    centre: &CentreId,
    number: i64,
    previous: Option<&[u8]>,
) -> Result<(Tree, Hash), Fault> {
    if number == 1 {
        return Ok((Tree::default(), directory::genesis(centre.as_str())));
    }
    let kept: Option<(Vec<u8>, Vec<u8>)> = sql!(
        find,
        tx,
        centre,
        "select hash, tree from directory where centre_id = $1 and number = $2",
        number - 1
    )?;
    let (last, tree) = kept.ok_or(Fault::Refused)?;
    if previous != Some(&last[..]) {
        return Err(Fault::Refused);
    }
    let tree = Tree::from_bytes(number.unsigned_abs() - 1, &tree).map_err(|_| Fault::Refused)?;
    Ok((tree, hash(&last).ok_or(Fault::Refused)?))
}
