//! Readers: the staff members who hold a wrap of every vault of a matter.
//!
//! That they hold one is checked here whenever readers, vaults or keys change, so
//! that nobody is listed who cannot read, and nobody reads who is not listed.

use fyren_domain::{
    access::{MachineScope, Relation, Scope},
    code::Code,
    id::{CentreId, MatterId, StaffId, VaultId},
    time::Instant,
};
use sqlx::FromRow;

use crate::{
    fault::Fault,
    key_request,
    news::NewsKind,
    reader_count,
    statement::{Text, sql},
    tx::Tx,
    vault::{self, Holder, NewWrap},
};

/// A reader of a matter.
#[derive(Clone, Debug, Eq, FromRow, PartialEq)]
pub struct Reader {
    /// Who.
    #[sqlx(try_from = "Text")]
    pub staff_id: StaffId,
    /// Her name.
    pub name: String,
    /// Her title.
    pub title: String,
    /// Her profession.
    #[sqlx(try_from = "Text")]
    pub profession: Code,
    /// Her public keys.
    pub card: Vec<u8>,
    /// Since when she reads.
    #[sqlx(try_from = "i64")]
    pub since: Instant,
}

/// A content key wrapped for a reader.
#[derive(Clone, Copy, Debug)]
pub struct ReaderWrap<'a> {
    /// Of which vault of the matter.
    pub vault_id: VaultId,
    /// Which of its content keys; old ones too, if she shall read what was written before.
    pub key_number: u32,
    /// For whom.
    pub staff_id: StaffId,
    /// The wrapped key.
    pub wrap: &'a [u8],
}

/// How the worker stands to a matter; nothing if her centre has no such matter.
pub async fn relation(
    tx: &mut Tx,
    scope: &Scope,
    matter: MatterId,
) -> Result<Option<Relation>, Fault> {
    let found: Option<(Option<String>, Option<String>)> = sql!(
        find,
        tx,
        scope.centre(),
        "select x.staff_id, r.staff_id from enquiries e
         left join exclusions x on x.centre_id = e.centre_id and x.matter_id = e.matter_id and x.staff_id = $3
         left join readers r on r.centre_id = e.centre_id and r.matter_id = e.matter_id and r.staff_id = $3
         where e.centre_id = $1 and e.matter_id = $2",
        matter.as_str(),
        scope.staff().as_str()
    )?;
    Ok(found.map(|(exclusion, reader)| match (exclusion, reader) {
        (Some(_), _) => Relation::Excluded,
        (None, Some(_)) => Relation::Reader,
        (None, None) => Relation::NotReader,
    }))
}

/// The readers of a matter; none for whoever is excluded from it.
pub async fn list(tx: &mut Tx, scope: &Scope, matter: MatterId) -> Result<Vec<Reader>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select p.staff_id, p.name, p.title, p.profession, p.card, r.since
         from readers r join staff p on p.centre_id = r.centre_id and p.staff_id = r.staff_id
         where r.centre_id = $1 and r.matter_id = $2
         and not exists (select 1 from exclusions x
             where x.centre_id = r.centre_id and x.matter_id = r.matter_id and x.staff_id = $3)
         order by p.name, p.staff_id",
        matter.as_str(),
        scope.staff().as_str()
    )
}

/// Who reads a matter, for the server's own work: sending mail.
pub async fn list_for_machine(
    tx: &mut Tx,
    scope: &MachineScope,
    matter: MatterId,
) -> Result<Vec<StaffId>, Fault> {
    list_ids(tx, scope.centre(), matter).await
}

/// Replaces the readers of a matter as a whole, with the wraps that new readers need.
///
/// Whoever is no longer named loses her wraps, and the vaults' keys are outdated until they are rotated.
/// [`Fault::Stale`] if the enquiry changed since `revision`; [`Fault::Refused`] if one named is
/// excluded, not at work, of a role that reads no matter, or would hold no wrap of a vault's key in use.
pub async fn replace(
    tx: &mut Tx,
    scope: &Scope,
    matter: MatterId,
    revision: i64,
    readers: &[StaffId],
    wraps: &[ReaderWrap<'_>],
    at: Instant,
) -> Result<(), Fault> {
    let centre = scope.centre();
    let changed = sql!(
        change,
        tx,
        centre,
        "update enquiries set revision = revision + 1 where centre_id = $1 and matter_id = $2 and revision = $3",
        matter.as_str(),
        revision
    )?;
    Fault::stale_unless(changed)?;
    for gone in list_ids(tx, centre, matter).await? {
        if !readers.contains(&gone) {
            remove(tx, centre, matter, gone).await?;
        }
    }
    for reader in readers {
        insert(tx, centre, matter, *reader, at).await?;
    }
    for wrap in wraps {
        keep_wrap(tx, centre, matter, wrap).await?;
    }
    check_wraps(tx, centre, matter).await?;
    tx.tell(centre, NewsKind::Matters);
    Ok(())
}

async fn list_ids(tx: &mut Tx, centre: &CentreId, matter: MatterId) -> Result<Vec<StaffId>, Fault> {
    let ids: Vec<(String,)> = sql!(
        list,
        tx,
        centre,
        "select staff_id from readers where centre_id = $1 and matter_id = $2",
        matter.as_str()
    )?;
    Ok(ids.iter().filter_map(|(id,)| id.parse().ok()).collect())
}

/// Makes a staff member a reader; [`Fault::Refused`] if she must not or cannot be one.
pub(crate) async fn insert(
    tx: &mut Tx,
    centre: &CentreId,
    matter: MatterId,
    reader: StaffId,
    at: Instant,
) -> Result<(), Fault> {
    let new = sql!(
        change,
        tx,
        centre,
        "insert into readers (centre_id, matter_id, staff_id, shelf, received_at, since, held)
         select e.centre_id, e.matter_id, p.staff_id, e.shelf, e.received_at, $4, case when e.held is null then 0 else 1 end
         from enquiries e join staff p on p.centre_id = e.centre_id
         where e.centre_id = $1 and e.matter_id = $2 and p.staff_id = $3
         on conflict (centre_id, matter_id, staff_id) do nothing",
        matter.as_str(),
        reader.as_str(),
        at.milliseconds()
    )?;
    if new > 0 {
        reader_count::shift_for(tx, centre, matter, reader, 1).await?;
    }
    let able: Option<(String,)> = sql!(
        find,
        tx,
        centre,
        "select p.staff_id from readers r join staff p on p.centre_id = r.centre_id and p.staff_id = r.staff_id
         where r.centre_id = $1 and r.matter_id = $2 and r.staff_id = $3 and p.state = 'active'
         and (p.role = 'coordinator' or p.role = 'member')
         and not exists (select 1 from exclusions x
             where x.centre_id = r.centre_id and x.matter_id = r.matter_id and x.staff_id = r.staff_id)",
        matter.as_str(),
        reader.as_str()
    )?;
    able.ok_or(Fault::Refused)?;
    key_request::remove(tx, centre, matter, reader).await?;
    Ok(())
}

async fn keep_wrap(
    tx: &mut Tx,
    centre: &CentreId,
    matter: MatterId,
    wrap: &ReaderWrap<'_>,
) -> Result<(), Fault> {
    let vault: Option<(i64,)> = sql!(
        find,
        tx,
        centre,
        "select key_number from vaults where centre_id = $1 and vault_id = $2 and matter_id = $3 and key_number >= $4",
        wrap.vault_id.as_str(),
        matter.as_str(),
        i64::from(wrap.key_number)
    )?;
    vault.ok_or(Fault::Refused)?;
    let holder = Holder::Staff(wrap.staff_id);
    let wraps = [NewWrap {
        holder: &holder,
        wrap: wrap.wrap,
    }];
    vault::record_wraps(tx, centre, wrap.vault_id, wrap.key_number, &wraps).await
}

/// Ends a staff member's reading and destroys her wraps. If she read, the keys are outdated.
pub(crate) async fn remove(
    tx: &mut Tx,
    centre: &CentreId,
    matter: MatterId,
    reader: StaffId,
) -> Result<(), Fault> {
    vault::destroy_wraps_of(tx, centre, matter, reader).await?;
    reader_count::shift_for(tx, centre, matter, reader, -1).await?;
    let read = sql!(
        change,
        tx,
        centre,
        "delete from readers where centre_id = $1 and matter_id = $2 and staff_id = $3",
        matter.as_str(),
        reader.as_str()
    )?;
    if read > 0 {
        vault::outdate(tx, centre, matter).await?;
    }
    Ok(())
}

/// [`Fault::Refused`] if a reader holds no wrap of the key in use of one of the matter's vaults.
pub(crate) async fn check_wraps(
    tx: &mut Tx,
    centre: &CentreId,
    matter: MatterId,
) -> Result<(), Fault> {
    let without: Option<(String,)> = sql!(
        find,
        tx,
        centre,
        "select r.staff_id from readers r
         join vaults v on v.centre_id = r.centre_id and v.matter_id = r.matter_id
         where r.centre_id = $1 and r.matter_id = $2 and not exists (select 1 from wraps w
             where w.centre_id = v.centre_id and w.vault_id = v.vault_id
             and w.key_number = v.key_number and w.staff_id = r.staff_id) limit 1",
        matter.as_str()
    )?;
    without.map_or(Ok(()), |_| Err(Fault::Refused))
}
