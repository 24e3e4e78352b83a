//! Passkeys: second factors of staff. What the server must remember is sealed before it comes here.

use fyren_domain::{
    access::{MachineScope, Scope},
    id::{PasskeyId, StaffId},
    time::Instant,
};
use sqlx::FromRow;

use crate::{
    fault::Fault,
    statement::{NullableInstant, Text, sql},
    tx::Tx,
};

/// A passkey.
#[derive(Clone, Debug, Eq, FromRow, PartialEq)]
pub struct Passkey {
    /// Its identifier here.
    #[sqlx(try_from = "Text")]
    pub passkey_id: PasskeyId,
    /// Whose.
    #[sqlx(try_from = "Text")]
    pub staff_id: StaffId,
    /// The authenticator's own identifier of it.
    pub credential: Vec<u8>,
    /// What its owner calls it.
    pub label: String,
    /// What the server remembers of it, sealed.
    pub sealed: Vec<u8>,
    /// When it was made.
    #[sqlx(try_from = "i64")]
    pub made_at: Instant,
    /// When it was last used.
    #[sqlx(try_from = "NullableInstant")]
    pub used_at: Option<Instant>,
    /// Grows by one with each use.
    pub revision: i64,
}

/// A passkey to be kept.
#[derive(Clone, Copy)]
pub struct NewPasskey<'a> {
    /// Its identifier here.
    pub passkey_id: PasskeyId,
    /// Whose.
    pub staff_id: StaffId,
    /// The authenticator's own identifier of it.
    pub credential: &'a [u8],
    /// What its owner calls it.
    pub label: &'a str,
    /// What the server remembers of it, sealed.
    pub sealed: &'a [u8],
    /// Now.
    pub made_at: Instant,
}

/// The passkeys of a staff member, oldest first.
pub async fn list(
    tx: &mut Tx,
    scope: &MachineScope,
    staff: StaffId,
) -> Result<Vec<Passkey>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select passkey_id, staff_id, credential, label, sealed, made_at, used_at, revision from passkeys
         where centre_id = $1 and staff_id = $2 order by made_at, passkey_id",
        staff.as_str()
    )
}

/// Keeps a passkey. [`Fault::Conflict`] if the authenticator is known already.
pub async fn record(
    tx: &mut Tx,
    scope: &MachineScope,
    passkey: &NewPasskey<'_>,
) -> Result<(), Fault> {
    sql!(
        change,
        tx,
        scope.centre(),
        "insert into passkeys (centre_id, passkey_id, staff_id, credential, label, sealed, made_at, revision)
         values ($1, $2, $3, $4, $5, $6, $7, 1)",
        passkey.passkey_id.as_str(),
        passkey.staff_id.as_str(),
        passkey.credential,
        passkey.label,
        passkey.sealed,
        passkey.made_at.milliseconds()
    )?;
    Ok(())
}

/// Notes a use and what the server remembers from now on. [`Fault::Stale`] if another use came between.
pub async fn replace(
    tx: &mut Tx,
    scope: &MachineScope,
    passkey: PasskeyId,
    revision: i64,
    sealed: &[u8],
    used_at: Instant,
) -> Result<(), Fault> {
    let changed = sql!(
        change,
        tx,
        scope.centre(),
        "update passkeys set sealed = $4, used_at = $5, revision = revision + 1
         where centre_id = $1 and passkey_id = $2 and revision = $3",
        passkey.as_str(),
        revision,
        sealed,
        used_at.milliseconds()
    )?;
    Fault::stale_unless(changed)
}

/// Removes one of the worker's own passkeys. [`Fault::Stale`] if she has no such.
pub async fn remove(tx: &mut Tx, scope: &Scope, passkey: PasskeyId) -> Result<(), Fault> {
    let removed = sql!(
        change,
        tx,
        scope.centre(),
        "delete from passkeys where centre_id = $1 and passkey_id = $2 and staff_id = $3",
        passkey.as_str(),
        scope.staff().as_str()
    )?;
    Fault::stale_unless(removed)
}
