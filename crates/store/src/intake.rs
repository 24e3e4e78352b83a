//! Intake: the centre's key pair of an epoch, whose private half is wrapped for those who triage.

use fyren_domain::{
    access::{Scope, VisitorScope},
    id::StaffId,
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
    /// Its name, in order of time: `2026-W47`.
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
        "select epoch, sealing, signer, signer_key, signature, made_at from intake_epochs
         where centre_id = $1 and epoch = $2",
        epoch
    )
}

/// The newest epoch up to and including this one: what a visitor seals for while nobody made a newer.
pub async fn find_newest(
    tx: &mut Tx,
    scope: &VisitorScope,
    epoch: &str,
) -> Result<Option<Epoch>, Fault> {
    sql!(
        find,
        tx,
        scope.centre(),
        "select epoch, sealing, signer, signer_key, signature, made_at from intake_epochs
         where centre_id = $1 and epoch <= $2 order by epoch desc limit 1",
        epoch
    )
}

/// Who can open what a visitor seals for an epoch.
pub async fn list_holders(
    tx: &mut Tx,
    scope: &VisitorScope,
    epoch: &str,
) -> Result<Vec<IntakeHolder>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select p.staff_id, p.name, p.title, p.card
         from intake_wraps w join staff p on p.centre_id = w.centre_id and p.staff_id = w.staff_id
         where w.centre_id = $1 and w.epoch = $2 and p.state = 'active' order by p.name, p.staff_id",
        epoch
    )
}

/// The epochs from one on, in order of time.
pub async fn list_from(tx: &mut Tx, scope: &Scope, epoch: &str) -> Result<Vec<Epoch>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select epoch, sealing, signer, signer_key, signature, made_at from intake_epochs
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
        "select w.epoch, p.staff_id, p.card
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
