//! Attachments: sealed files, kept in rows of at most 256 KiB.

use fyren_domain::{
    access::{MachineScope, Scope, VisitorScope},
    id::{AttachmentId, CentreId, MatterId, VaultId},
    time::Instant,
};

use crate::{entry::Recorded, fault::Fault, statement::sql, tx::Tx};

const CHUNK_BYTES: usize = 256 * 1024;

/// A sealed file to be kept; its form was checked by the caller.
#[derive(Clone, Copy, Debug)]
pub struct NewAttachment<'a> {
    /// Its identifier, made by the sender.
    pub attachment_id: AttachmentId,
    /// In which vault.
    pub vault_id: VaultId,
    /// The sealed bytes.
    pub sealed: &'a [u8],
    /// The hour: the caller rounds down, the schema insists.
    pub hour: Instant,
}

/// Keeps a file a staff member sealed. The same again is [`Recorded::Already`];
/// [`Fault::Conflict`] if the identifier is in use, [`Fault::Refused`] if there is no such vault.
pub async fn record(
    tx: &mut Tx,
    scope: &Scope,
    attachment: &NewAttachment<'_>,
) -> Result<Recorded, Fault> {
    let vault: Option<(String,)> = sql!(
        find,
        tx,
        scope.centre(),
        "select v.vault_id from vaults v where v.centre_id = $1 and v.vault_id = $2
         and not exists (select 1 from exclusions x
             where x.centre_id = v.centre_id and x.matter_id = v.matter_id and x.staff_id = $3)",
        attachment.vault_id.as_str(),
        scope.staff().as_str()
    )?;
    vault.ok_or(Fault::Refused)?;
    record_in(tx, scope.centre(), attachment).await
}

/// Keeps a file the asker sealed. Faults as in [`record`].
pub async fn record_asker(
    tx: &mut Tx,
    scope: &VisitorScope,
    locator: &[u8; 32],
    attachment: &NewAttachment<'_>,
) -> Result<Recorded, Fault> {
    let vault: Option<(String,)> = sql!(
        find,
        tx,
        scope.centre(),
        "select v.vault_id from enquiries e
         join vaults v on v.centre_id = e.centre_id and v.matter_id = e.matter_id and v.kind = 'thread'
         where e.centre_id = $1 and e.locator = $2 and v.vault_id = $3",
        locator.as_slice(),
        attachment.vault_id.as_str()
    )?;
    vault.ok_or(Fault::Refused)?;
    record_in(tx, scope.centre(), attachment).await
}

async fn record_in(
    tx: &mut Tx,
    centre: &CentreId,
    attachment: &NewAttachment<'_>,
) -> Result<Recorded, Fault> {
    let id = attachment.attachment_id;
    let bytes = i64::try_from(attachment.sealed.len()).map_err(|_| Fault::Refused)?;
    let kept = sql!(
        change,
        tx,
        centre,
        "insert into attachments (centre_id, attachment_id, vault_id, sealed_bytes, hour, announced)
         values ($1, $2, $3, $4, $5, 0)
         on conflict (centre_id, attachment_id) do nothing",
        id.as_str(),
        attachment.vault_id.as_str(),
        bytes,
        attachment.hour.milliseconds()
    )?;
    if kept == 0 {
        let same = read_in(tx, centre, id).await? == attachment.sealed;
        return if same {
            Ok(Recorded::Already)
        } else {
            Err(Fault::Conflict)
        };
    }
    for (number, chunk) in (1i64..).zip(attachment.sealed.chunks(CHUNK_BYTES)) {
        sql!(
            change,
            tx,
            centre,
            "insert into attachment_chunks (centre_id, attachment_id, number, sealed) values ($1, $2, $3, $4)",
            id.as_str(),
            number,
            chunk
        )?;
    }
    Ok(Recorded::New)
}

/// An entry announces a file of the thread a code phrase finds: from now on it stays.
/// [`Fault::Refused`] if there is no such file.
pub async fn announce_asker(
    tx: &mut Tx,
    scope: &VisitorScope,
    locator: &[u8; 32],
    attachment: AttachmentId,
) -> Result<(), Fault> {
    let announced = sql!(
        change,
        tx,
        scope.centre(),
        "update attachments set announced = 1 where centre_id = $1 and attachment_id = $3 and vault_id in
         (select v.vault_id from enquiries e
          join vaults v on v.centre_id = e.centre_id and v.matter_id = e.matter_id and v.kind = 'thread'
          where e.centre_id = $1 and e.locator = $2)",
        locator.as_slice(),
        attachment.as_str()
    )?;
    if announced == 1 {
        Ok(())
    } else {
        Err(Fault::Refused)
    }
}

/// Sealed bytes of all files in the thread a code phrase finds.
pub async fn sum_thread(
    tx: &mut Tx,
    scope: &VisitorScope,
    locator: &[u8; 32],
) -> Result<i64, Fault> {
    let sum: Option<(i64,)> = sql!(
        find,
        tx,
        scope.centre(),
        "select cast(coalesce(sum(a.sealed_bytes), 0) as bigint) from enquiries e
         join vaults v on v.centre_id = e.centre_id and v.matter_id = e.matter_id and v.kind = 'thread'
         join attachments a on a.centre_id = v.centre_id and a.vault_id = v.vault_id
         where e.centre_id = $1 and e.locator = $2",
        locator.as_slice()
    )?;
    Ok(sum.map_or(0, |(sum,)| sum))
}

/// Forgets files that came before an hour and that no entry ever announced: their sender was cut off.
pub async fn forget_unannounced(
    tx: &mut Tx,
    scope: &MachineScope,
    before: Instant,
) -> Result<u64, Fault> {
    sql!(
        change,
        tx,
        scope.centre(),
        "delete from attachment_chunks where centre_id = $1 and attachment_id in
         (select a.attachment_id from attachments a where a.centre_id = $1 and a.announced = 0 and a.hour < $2)",
        before.milliseconds()
    )?;
    sql!(
        change,
        tx,
        scope.centre(),
        "delete from attachments where centre_id = $1 and announced = 0 and hour < $2",
        before.milliseconds()
    )
}

/// The sealed bytes of a matter's file; nothing for whoever is excluded from it.
pub async fn read(
    tx: &mut Tx,
    scope: &Scope,
    matter: MatterId,
    attachment: AttachmentId,
) -> Result<Option<Vec<u8>>, Fault> {
    let found: Option<(String,)> = sql!(
        find,
        tx,
        scope.centre(),
        "select a.attachment_id from attachments a
         join vaults v on v.centre_id = a.centre_id and v.vault_id = a.vault_id
         where a.centre_id = $1 and a.attachment_id = $2 and v.matter_id = $3
         and not exists (select 1 from exclusions x
             where x.centre_id = v.centre_id and x.matter_id = v.matter_id and x.staff_id = $4)",
        attachment.as_str(),
        matter.as_str(),
        scope.staff().as_str()
    )?;
    match found {
        Some(_) => Ok(Some(read_in(tx, scope.centre(), attachment).await?)),
        None => Ok(None),
    }
}

/// The sealed bytes of a file in the thread a code phrase finds.
pub async fn read_thread(
    tx: &mut Tx,
    scope: &VisitorScope,
    locator: &[u8; 32],
    attachment: AttachmentId,
) -> Result<Option<Vec<u8>>, Fault> {
    let found: Option<(String,)> = sql!(
        find,
        tx,
        scope.centre(),
        "select a.attachment_id from enquiries e
         join vaults v on v.centre_id = e.centre_id and v.matter_id = e.matter_id and v.kind = 'thread'
         join attachments a on a.centre_id = v.centre_id and a.vault_id = v.vault_id
         where e.centre_id = $1 and e.locator = $2 and a.attachment_id = $3",
        locator.as_slice(),
        attachment.as_str()
    )?;
    match found {
        Some(_) => Ok(Some(read_in(tx, scope.centre(), attachment).await?)),
        None => Ok(None),
    }
}

async fn read_in(
    tx: &mut Tx,
    centre: &CentreId,
    attachment: AttachmentId,
) -> Result<Vec<u8>, Fault> {
    let chunks: Vec<(Vec<u8>,)> = sql!(
        list,
        tx,
        centre,
        "select sealed from attachment_chunks where centre_id = $1 and attachment_id = $2 order by number",
        attachment.as_str()
    )?;
    Ok(chunks.into_iter().flat_map(|(chunk,)| chunk).collect())
}
