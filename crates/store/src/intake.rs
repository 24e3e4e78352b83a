//! Intake: the centre's key pair of an epoch, whose private half is wrapped for those who triage.

use fyren_domain::{
    access::{MachineScope, Scope, VisitorScope},
    id::{CentreId, StaffId},
    time::Instant,
};
use sqlx::FromRow;

use crate::{
    fault::Fault,
    news::NewsKind,
    statement::{Text, sql},
    tx::Tx,
};

/// The public half of an intake epoch, signed by whoever made it.
#[derive(Clone, Debug, Eq, FromRow, PartialEq)]
pub struct Epoch {
    /// Its name, in order of time: `2026-W47`, and made anew in the same week `2026-W47.02`.
    pub epoch: String,
    /// The key to seal for.
    pub sealing: Vec<u8>,
    /// Who made it.
    #[sqlx(try_from = "Text")]
    pub signer: StaffId,
    /// The key she signed with, 32 bytes.
    pub signer_key: Vec<u8>,
    /// Her signature, 64 bytes.
    pub signature: Vec<u8>,
    /// When it was made.
    #[sqlx(try_from = "i64")]
    pub made_at: Instant,
    /// Not 0 if somebody who triages no more has known its private half: nothing new is sealed for it.
    pub outdated: i64,
}

/// Who can read what is sealed now, and by which key.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Running {
    /// The key they share; none while the last one is outdated and nobody has made another.
    pub epoch: Option<Epoch>,
    /// Who; somebody at least.
    pub holders: Vec<IntakeHolder>,
}

/// An epoch to be kept; its signature was checked by the caller.
#[derive(Clone, Copy, Debug)]
pub struct NewEpoch<'a> {
    /// Its name.
    pub epoch: &'a str,
    /// The key to seal for.
    pub sealing: &'a [u8],
    /// The key it was signed with.
    pub signer_key: &'a [u8; 32],
    /// The signature.
    pub signature: &'a [u8; 64],
    /// Now.
    pub made_at: Instant,
}

/// The private half, wrapped for one who triages.
#[derive(Clone, Copy, Debug)]
pub struct NewIntakeWrap<'a> {
    /// For whom.
    pub staff_id: StaffId,
    /// The wrapped secret.
    pub wrap: &'a [u8],
}

/// The private half of an epoch, wrapped for the worker.
#[derive(Clone, Debug, Eq, FromRow, PartialEq)]
pub struct IntakeWrap {
    /// Of which epoch.
    pub epoch: String,
    /// The wrapped secret.
    pub wrap: Vec<u8>,
}

/// Somebody who can open what is sealed for an epoch.
#[derive(Clone, Debug, Eq, FromRow, PartialEq)]
pub struct IntakeHolder {
    /// Who.
    #[sqlx(try_from = "Text")]
    pub staff_id: StaffId,
    /// Her name.
    pub name: String,
    /// Her title.
    pub title: String,
    /// Her public keys.
    pub card: Vec<u8>,
}

/// A coordinator who cannot open an epoch yet.
#[derive(Clone, Debug, Eq, FromRow, PartialEq)]
pub struct MissingWrap {
    /// Which epoch.
    pub epoch: String,
    /// Who.
    #[sqlx(try_from = "Text")]
    pub staff_id: StaffId,
    /// Her name.
    pub name: String,
    /// Her title.
    pub title: String,
    /// Her public keys, to wrap for.
    pub card: Vec<u8>,
}

/// Keeps a new epoch, signed by the worker. [`Fault::Conflict`] if somebody made it first.
pub async fn record(
    tx: &mut Tx,
    scope: &Scope,
    epoch: &NewEpoch<'_>,
    wraps: &[NewIntakeWrap<'_>],
) -> Result<(), Fault> {
    let kept = sql!(
        change,
        tx,
        scope.centre(),
        "insert into intake_epochs (centre_id, epoch, sealing, signer, signer_key, signature, made_at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (centre_id, epoch) do nothing",
        epoch.epoch,
        epoch.sealing,
        scope.staff().as_str(),
        epoch.signer_key.as_slice(),
        epoch.signature.as_slice(),
        epoch.made_at.milliseconds()
    )?;
    if kept == 0 {
        return Err(Fault::Conflict);
    }
    record_wraps(tx, scope, epoch.epoch, wraps).await
}

/// Keeps wraps of an epoch for coordinators at work; anybody else is [`Fault::Refused`].
pub async fn record_wraps(
    tx: &mut Tx,
    scope: &Scope,
    epoch: &str,
    wraps: &[NewIntakeWrap<'_>],
) -> Result<(), Fault> {
    for wrap in wraps {
        let kept = sql!(
            change,
            tx,
            scope.centre(),
            "insert into intake_wraps (centre_id, epoch, staff_id, wrap)
             select p.centre_id, $2, p.staff_id, $4 from staff p
             where p.centre_id = $1 and p.staff_id = $3 and p.state = 'active' and p.role = 'coordinator'
             on conflict (centre_id, epoch, staff_id) do update set wrap = excluded.wrap",
            epoch,
            wrap.staff_id.as_str(),
            wrap.wrap
        )?;
        if kept != 1 {
            return Err(Fault::Refused);
        }
    }
    tx.tell(scope.centre(), NewsKind::Intake);
    Ok(())
}

/// One epoch, as a visitor seals for it.
pub async fn find(tx: &mut Tx, scope: &VisitorScope, epoch: &str) -> Result<Option<Epoch>, Fault> {
    sql!(
        find,
        tx,
        scope.centre(),
        "select epoch, sealing, signer, signer_key, signature, made_at, outdated from intake_epochs
         where centre_id = $1 and epoch = $2",
        epoch
    )
}

/// Who can read what is sealed now: by the newest epoch before this one that nobody else knows, while there is one;
/// else one by one, those who know the last.
pub async fn find_running(
    tx: &mut Tx,
    scope: &VisitorScope,
    before: &str,
) -> Result<Option<Running>, Fault> {
    find_running_in(tx, scope.centre(), before).await
}

pub(crate) async fn find_running_in(
    tx: &mut Tx,
    centre: &CentreId,
    before: &str,
) -> Result<Option<Running>, Fault> {
    let mut able = list_able(tx, centre, before).await?.into_iter();
    let usable = able.clone().find(|epoch| epoch.outdated == 0);
    let Some(last) = usable.clone().or_else(|| able.next()) else {
        return Ok(None);
    };
    Ok(Some(Running {
        holders: list_holders(tx, centre, &last.epoch).await?,
        epoch: usable,
    }))
}

/// The newest epochs before one that somebody at work can open, the last one first. Older than the newest that is not
/// outdated is of no use.
async fn list_able(tx: &mut Tx, centre: &CentreId, before: &str) -> Result<Vec<Epoch>, Fault> {
    sql!(
        list,
        tx,
        centre,
        "select i.epoch, i.sealing, i.signer, i.signer_key, i.signature, i.made_at, i.outdated from intake_epochs i
         where i.centre_id = $1 and i.epoch < $2 and exists (select 1 from intake_wraps w
             join staff p on p.centre_id = w.centre_id and p.staff_id = w.staff_id
             where w.centre_id = i.centre_id and w.epoch = i.epoch and p.state = 'active')
         and not exists (select 1 from intake_epochs n
             where n.centre_id = i.centre_id and n.epoch > i.epoch and n.epoch < $2 and n.outdated = 0
             and exists (select 1 from intake_wraps w
                 join staff p on p.centre_id = w.centre_id and p.staff_id = w.staff_id
                 where w.centre_id = n.centre_id and w.epoch = n.epoch and p.state = 'active'))
         order by i.epoch desc",
        before
    )
}

/// Who can open what is sealed for an epoch, by name.
pub(crate) async fn list_holders(
    tx: &mut Tx,
    centre: &CentreId,
    epoch: &str,
) -> Result<Vec<IntakeHolder>, Fault> {
    let mut holders: Vec<IntakeHolder> = sql!(
        list,
        tx,
        centre,
        "select p.staff_id, p.name, p.title, p.card
         from intake_wraps w join staff p on p.centre_id = w.centre_id and p.staff_id = w.staff_id
         where w.centre_id = $1 and w.epoch = $2 and p.state = 'active'",
        epoch
    )?;
    // Each database has an order of its own for texts.
    holders.sort_by(|one, other| (&one.name, one.staff_id).cmp(&(&other.name, other.staff_id)));
    Ok(holders)
}

/// The epochs from one on, in order of time.
pub async fn list_from(tx: &mut Tx, scope: &Scope, epoch: &str) -> Result<Vec<Epoch>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select epoch, sealing, signer, signer_key, signature, made_at, outdated from intake_epochs
         where centre_id = $1 and epoch >= $2 order by epoch",
        epoch
    )
}

/// The worker's own wraps.
pub async fn list_own_wraps(tx: &mut Tx, scope: &Scope) -> Result<Vec<IntakeWrap>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select epoch, wrap from intake_wraps where centre_id = $1 and staff_id = $2 order by epoch",
        scope.staff().as_str()
    )
}

/// Coordinators who cannot open an epoch, from one on, that the worker can open and wrap for them.
pub async fn list_missing_wraps(
    tx: &mut Tx,
    scope: &Scope,
    epoch: &str,
) -> Result<Vec<MissingWrap>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select w.epoch, p.staff_id, p.name, p.title, p.card
         from intake_wraps w join staff p on p.centre_id = w.centre_id and p.state = 'active' and p.role = 'coordinator'
         where w.centre_id = $1 and w.staff_id = $2 and w.epoch >= $3
         and not exists (select 1 from intake_wraps o
             where o.centre_id = w.centre_id and o.epoch = w.epoch and o.staff_id = p.staff_id)
         order by w.epoch, p.staff_id",
        scope.staff().as_str(),
        epoch
    )
}

/// Destroys the private halves of all epochs before one, of which no matter waits for triage any more.
pub async fn destroy_before(tx: &mut Tx, scope: &Scope, epoch: &str) -> Result<u64, Fault> {
    sql!(
        change,
        tx,
        scope.centre(),
        "delete from intake_wraps where centre_id = $1 and epoch < $2 and not exists (select 1 from wraps w
             where w.centre_id = intake_wraps.centre_id and w.holder_kind = 'intake'
             and w.holder = 'intake:' || intake_wraps.epoch)",
        epoch
    )
}

/// Takes the intake's keys away from somebody who triages no more, and lets nothing new be sealed for those she knew.
pub(crate) async fn retire(
    tx: &mut Tx,
    centre: &CentreId,
    colleague: StaffId,
) -> Result<(), Fault> {
    let staff = colleague.as_str();
    sql!(
        change,
        tx,
        centre,
        "update intake_epochs set outdated = 1 where centre_id = $1 and epoch in
         (select w.epoch from intake_wraps w where w.centre_id = $1 and w.staff_id = $2)",
        staff
    )?;
    sql!(
        change,
        tx,
        centre,
        "delete from intake_wraps where centre_id = $1 and staff_id = $2",
        staff
    )?;
    tx.tell(centre, NewsKind::Intake);
    Ok(())
}

/// The same for all who hold keys and triage no more: an older program left them theirs. From before there was a
/// directory it is not known who else has had a key, so none of those is used again.
pub async fn retire_others(tx: &mut Tx, scope: &MachineScope) -> Result<(), Fault> {
    sql!(
        change,
        tx,
        scope.centre(),
        "update intake_epochs set outdated = 1 where centre_id = $1
         and not exists (select 1 from directory d where d.centre_id = $1)"
    )?;
    let others: Vec<(String,)> = sql!(
        list,
        tx,
        scope.centre(),
        "select distinct p.staff_id from intake_wraps w
         join staff p on p.centre_id = w.centre_id and p.staff_id = w.staff_id
         where w.centre_id = $1 and (p.state <> 'active' or p.role <> 'coordinator')"
    )?;
    for (other,) in others {
        if let Ok(other) = other.parse() {
            retire(tx, scope.centre(), other).await?;
        }
    }
    Ok(())
}
