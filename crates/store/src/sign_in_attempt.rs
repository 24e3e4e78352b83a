//! The server's half of an exchange that has begun: OPAQUE, or a passkey's ceremony.
//! It can be taken once, on any node, and is gone.

use fyren_domain::{access::MachineScope, id::StaffId, time::Instant};
use sqlx::FromRow;

use crate::{
    fault::Fault,
    statement::{NullableText, sql},
    tx::Tx,
};

/// An exchange that has begun.
#[derive(Clone, Eq, FromRow, PartialEq)]
pub struct SignInAttempt {
    /// Whose it is; nobody's if the handle was unknown, which the other side must not notice.
    #[sqlx(try_from = "NullableText")]
    pub staff_id: Option<StaffId>,
    /// The server's half, sealed.
    pub state: Vec<u8>,
}

/// An exchange to be kept until it goes on.
#[derive(Clone, Copy)]
pub struct NewSignInAttempt<'a> {
    /// Hash of the token the other side comes back with.
    pub token_hash: &'a [u8; 32],
    /// Which exchange: a token of one cannot be used for another.
    pub purpose: &'a str,
    /// Whose it is.
    pub staff_id: Option<StaffId>,
    /// The server's half, sealed.
    pub state: &'a [u8],
    /// When it is too late to go on.
    pub ends_at: Instant,
}

/// Keeps an exchange until it goes on.
pub async fn record(
    tx: &mut Tx,
    scope: &MachineScope,
    attempt: &NewSignInAttempt<'_>,
) -> Result<(), Fault> {
    sql!(
        change,
        tx,
        scope.centre(),
        "insert into sign_in_attempts (centre_id, token_hash, purpose, staff_id, state, ends_at)
         values ($1, $2, $3, $4, $5, $6)",
        attempt.token_hash.as_slice(),
        attempt.purpose,
        attempt.staff_id.as_ref().map(StaffId::as_str),
        attempt.state,
        attempt.ends_at.milliseconds()
    )?;
    Ok(())
}

/// Takes an exchange that has not ended; nobody can take it again.
pub async fn take(
    tx: &mut Tx,
    scope: &MachineScope,
    token_hash: &[u8; 32],
    purpose: &str,
    now: Instant,
) -> Result<Option<SignInAttempt>, Fault> {
    sql!(
        find,
        tx,
        scope.centre(),
        "delete from sign_in_attempts where centre_id = $1 and token_hash = $2 and purpose = $3 and ends_at > $4
         returning staff_id, state",
        token_hash.as_slice(),
        purpose,
        now.milliseconds()
    )
}

/// An exchange that ended before it went on.
#[derive(Clone, Debug, Eq, FromRow, PartialEq)]
pub struct EndedAttempt {
    /// Which exchange.
    pub purpose: String,
    /// Whose it was.
    #[sqlx(try_from = "NullableText")]
    pub staff_id: Option<StaffId>,
}

/// Forgets exchanges that ended, and gives them.
pub async fn take_ended(
    tx: &mut Tx,
    scope: &MachineScope,
    now: Instant,
) -> Result<Vec<EndedAttempt>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "delete from sign_in_attempts where centre_id = $1 and ends_at <= $2 returning purpose, staff_id",
        now.milliseconds()
    )
}
