//! Entries: sealed items of a vault, numbered without gaps, never changed.
//!
//! Whoever reads them sees by the numbers if one is missing. All carry the hour
//! alone: minutes would tie a visitor to a moment at a screen.

use fyren_domain::{
    access::{Scope, VisitorScope},
    code::Code,
    id::{CentreId, MatterId, StaffId, VaultId},
    time::Instant,
};
use sqlx::FromRow;

use crate::{
    fault::Fault,
    matter::Awaits,
    news::NewsKind,
    statement::{NullableText, Text, sql},
    tx::Tx,
    vault::VaultKind,
};

/// A sealed entry.
#[derive(Clone, Debug, Eq, FromRow, PartialEq)]
pub struct SealedEntry {
    /// In which vault.
    #[sqlx(try_from = "Text")]
    pub vault_id: VaultId,
    /// Its number there, from 1.
    #[sqlx(try_from = "i64")]
    pub number: u32,
    /// Which content key sealed it.
    #[sqlx(try_from = "i64")]
    pub key_number: u32,
    /// Question, answer, note …
    #[sqlx(try_from = "Text")]
    pub kind: Code,
    /// Who wrote it; the asker if none.
    #[sqlx(try_from = "NullableText")]
    pub staff_id: Option<StaffId>,
    /// The staff member's name.
    pub author_name: Option<String>,
    /// The key that signed it, 32 bytes.
    pub author_key: Vec<u8>,
    /// The sealed bytes.
    pub sealed: Vec<u8>,
    /// The hour it was written.
    #[sqlx(try_from = "i64")]
    pub hour: Instant,
}

/// An entry to be kept; signature and form were checked by the caller.
#[derive(Clone, Copy, Debug)]
pub struct NewEntry<'a> {
    /// In which vault.
    pub vault_id: VaultId,
    /// Its number: one more than the last.
    pub number: u32,
    /// Which content key sealed it: the one in use.
    pub key_number: u32,
    /// Question, answer, note …
    pub kind: &'a str,
    /// The key that signed it.
    pub author_key: &'a [u8; 32],
    /// The sealed bytes.
    pub sealed: &'a [u8],
    /// The class of their length, as `seal` names it (KiB).
    pub size_class: i64,
    /// The hour: the caller rounds down, the schema insists.
    pub hour: Instant,
}

/// What became of something sent perhaps twice.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Recorded {
    /// It was kept now.
    New,
    /// The very same was kept before: the sender did not hear the first answer.
    Already,
}

/// The entries of a matter, the thread first; none for whoever is excluded from it.
pub async fn list(tx: &mut Tx, scope: &Scope, matter: MatterId) -> Result<Vec<SealedEntry>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select n.vault_id, n.number, n.key_number, n.kind, n.staff_id, p.name as author_name, n.author_key, n.sealed, n.hour
         from vaults v cross join entries n
         left join staff p on p.centre_id = n.centre_id and p.staff_id = n.staff_id
         where v.centre_id = $1 and v.matter_id = $2 and n.centre_id = v.centre_id and n.vault_id = v.vault_id
         and not exists (select 1 from exclusions x
             where x.centre_id = v.centre_id and x.matter_id = v.matter_id and x.staff_id = $3)
         order by v.kind desc, n.number",
        matter.as_str(),
        scope.staff().as_str()
    )
}

/// The entries of the thread a code phrase finds.
pub async fn list_thread(
    tx: &mut Tx,
    scope: &VisitorScope,
    locator: &[u8; 32],
) -> Result<Vec<SealedEntry>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select n.vault_id, n.number, n.key_number, n.kind, n.staff_id, p.name as author_name, n.author_key, n.sealed, n.hour
         from enquiries e
         join vaults v on v.centre_id = e.centre_id and v.matter_id = e.matter_id and v.kind = 'thread'
         join entries n on n.centre_id = v.centre_id and n.vault_id = v.vault_id
         left join staff p on p.centre_id = n.centre_id and p.staff_id = n.staff_id
         where e.centre_id = $1 and e.locator = $2 order by n.number",
        locator.as_slice()
    )
}

/// How many entries the asker has written since the centre last wrote in the thread a code phrase finds.
pub async fn count_unanswered(
    tx: &mut Tx,
    scope: &VisitorScope,
    locator: &[u8; 32],
) -> Result<i64, Fault> {
    let counted: Option<(i64,)> = sql!(
        find,
        tx,
        scope.centre(),
        "select count(*) from enquiries e
         join vaults v on v.centre_id = e.centre_id and v.matter_id = e.matter_id and v.kind = 'thread'
         join entries n on n.centre_id = v.centre_id and n.vault_id = v.vault_id
         where e.centre_id = $1 and e.locator = $2
         and n.number > (select coalesce(max(m.number), 0) from entries m
             where m.centre_id = v.centre_id and m.vault_id = v.vault_id and m.staff_id is not null)",
        locator.as_slice()
    )?;
    Ok(counted.map_or(0, |(counted,)| counted))
}

/// Keeps what a staff member wrote. In a thread it is then the asker's turn.
///
/// [`Fault::NumberTaken`] if somebody wrote first, [`Fault::Stale`] if the vault's key was
/// replaced or must be, [`Fault::Refused`] if there is no such vault or a number would be left out.
pub async fn record(tx: &mut Tx, scope: &Scope, entry: &NewEntry<'_>) -> Result<Recorded, Fault> {
    let centre = scope.centre();
    let vault: Option<VaultRow> = sql!(
        find,
        tx,
        centre,
        "select v.matter_id, v.kind, v.key_number, v.outdated <> 0 as outdated from vaults v where v.centre_id = $1 and v.vault_id = $2
         and not exists (select 1 from exclusions x
             where x.centre_id = v.centre_id and x.matter_id = v.matter_id and x.staff_id = $3)",
        entry.vault_id.as_str(),
        scope.staff().as_str()
    )?;
    let vault = vault.ok_or(Fault::Refused)?;
    record_in(tx, centre, &vault, Some(scope.staff()), entry).await
}

/// Keeps what the asker wrote; it is then the centre's turn. Faults as in [`record`], but she may
/// write under an outdated key: only staff can make a new one.
pub async fn record_asker(
    tx: &mut Tx,
    scope: &VisitorScope,
    locator: &[u8; 32],
    entry: &NewEntry<'_>,
) -> Result<Recorded, Fault> {
    let centre = scope.centre();
    let vault: Option<VaultRow> = sql!(
        find,
        tx,
        centre,
        "select v.matter_id, v.kind, v.key_number, v.outdated <> 0 as outdated, e.held is not null as held from enquiries e
         join vaults v on v.centre_id = e.centre_id and v.matter_id = e.matter_id and v.kind = 'thread'
         where e.centre_id = $1 and e.locator = $2 and v.vault_id = $3",
        locator.as_slice(),
        entry.vault_id.as_str()
    )?;
    let vault = vault.ok_or(Fault::Refused)?;
    record_in(tx, centre, &vault, None, entry).await
}

#[derive(FromRow)]
struct VaultRow {
    #[sqlx(try_from = "Text")]
    matter_id: MatterId,
    #[sqlx(try_from = "Text")]
    kind: VaultKind,
    #[sqlx(try_from = "i64")]
    key_number: u32,
    outdated: bool,
    /// What an asker writes where nobody is called to look alarms nobody.
    #[sqlx(default)]
    held: bool,
}

async fn record_in(
    tx: &mut Tx,
    centre: &CentreId,
    vault: &VaultRow,
    staff: Option<StaffId>,
    entry: &NewEntry<'_>,
) -> Result<Recorded, Fault> {
    if let Some(kept) = find_kept(tx, centre, entry).await? {
        return if kept.is(staff, entry) {
            Ok(Recorded::Already)
        } else {
            Err(Fault::NumberTaken)
        };
    }
    if entry.key_number != vault.key_number || (vault.outdated && staff.is_some()) {
        return Err(Fault::Stale);
    }
    insert(tx, centre, staff, entry).await?;
    if vault.kind == VaultKind::Thread {
        let awaits = if staff.is_some() {
            Awaits::Asker
        } else {
            Awaits::Centre
        };
        pass_turn(tx, centre, vault.matter_id, awaits, entry.hour).await?;
    }
    if !vault.held {
        tx.tell(centre, NewsKind::Matters);
    }
    Ok(Recorded::New)
}

#[derive(FromRow)]
struct Kept {
    staff_id: Option<String>,
    author_key: Vec<u8>,
    sealed: Vec<u8>,
}

impl Kept {
    fn is(&self, staff: Option<StaffId>, entry: &NewEntry<'_>) -> bool {
        self.staff_id.as_deref() == staff.as_ref().map(StaffId::as_str)
            && self.author_key == entry.author_key
            && self.sealed == entry.sealed
    }
}

async fn find_kept(
    tx: &mut Tx,
    centre: &CentreId,
    entry: &NewEntry<'_>,
) -> Result<Option<Kept>, Fault> {
    sql!(
        find,
        tx,
        centre,
        "select staff_id, author_key, sealed from entries where centre_id = $1 and vault_id = $2 and number = $3",
        entry.vault_id.as_str(),
        i64::from(entry.number)
    )
}

/// Inserts an entry whose number follows the last one.
pub(crate) async fn insert(
    tx: &mut Tx,
    centre: &CentreId,
    staff: Option<StaffId>,
    entry: &NewEntry<'_>,
) -> Result<(), Fault> {
    let last: Option<(i64,)> = sql!(
        find,
        tx,
        centre,
        "select coalesce(max(number), 0) from entries where centre_id = $1 and vault_id = $2",
        entry.vault_id.as_str()
    )?;
    if last.is_none_or(|(last,)| i64::from(entry.number) > last + 1) {
        return Err(Fault::Refused);
    }
    let kept = sql!(
        change,
        tx,
        centre,
        "insert into entries (centre_id, vault_id, number, key_number, kind, staff_id, author_key, sealed, size_class, hour)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (centre_id, vault_id, number) do nothing",
        entry.vault_id.as_str(),
        i64::from(entry.number),
        i64::from(entry.key_number),
        entry.kind,
        staff.as_ref().map(StaffId::as_str),
        entry.author_key.as_slice(),
        entry.sealed,
        entry.size_class,
        entry.hour.milliseconds()
    )?;
    if kept == 1 {
        Ok(())
    } else {
        Err(Fault::NumberTaken)
    }
}

async fn pass_turn(
    tx: &mut Tx,
    centre: &CentreId,
    matter: MatterId,
    awaits: Awaits,
    since: Instant,
) -> Result<(), Fault> {
    // A thread that is read by no code phrase waits for nobody.
    sql!(
        change,
        tx,
        centre,
        "update enquiries set awaits = $3, awaits_since = $4
         where centre_id = $1 and matter_id = $2 and awaits <> $3 and locator is not null",
        matter.as_str(),
        awaits.as_str(),
        since.milliseconds()
    )?;
    Ok(())
}
