//! Sessions of staff. The cookie's token is known here only as its hash.

use fyren_domain::{
    access::{MachineScope, Worker},
    id::StaffId,
    staff::Role,
    time::Instant,
};
use sqlx::FromRow;

use crate::{
    fault::Fault,
    statement::{Text, sql, written},
    tx::Tx,
};

written! {
    /// How far a sign-in has come.
    pub enum SessionStage {
        /// The passphrase was right; the second factor is to come. Opens nothing.
        Half = "half",
        /// Signed in.
        Full = "full",
    }
}

/// A session of an active staff member.
#[derive(Clone, Eq, FromRow, PartialEq)]
pub struct Session {
    /// Whose.
    #[sqlx(try_from = "Text")]
    pub staff_id: StaffId,
    /// Her name.
    pub name: String,
    /// Her role now.
    #[sqlx(try_from = "Text")]
    pub role: Role,
    /// How far the sign-in has come.
    #[sqlx(try_from = "Text")]
    pub stage: SessionStage,
    /// The server's part of what wraps her keys between pages, sealed by the server.
    pub secret: Vec<u8>,
    /// Her kind of browser, in coarse words.
    pub browser: String,
    /// When she signed in.
    #[sqlx(try_from = "i64")]
    pub made_at: Instant,
    /// When she was last seen.
    #[sqlx(try_from = "i64")]
    pub seen_at: Instant,
    /// When it ends if she is not seen again.
    #[sqlx(try_from = "i64")]
    pub ends_at: Instant,
}

/// One of somebody's own sessions, as she is shown it.
#[derive(Clone, Eq, FromRow, PartialEq)]
pub struct OwnSession {
    /// By which it is ended.
    pub token_hash: Vec<u8>,
    /// Her kind of browser, in coarse words.
    pub browser: String,
    /// When she signed in.
    #[sqlx(try_from = "i64")]
    pub made_at: Instant,
    /// When she was last seen.
    #[sqlx(try_from = "i64")]
    pub seen_at: Instant,
}

impl Session {
    /// The worker, if she has signed in completely.
    #[must_use]
    pub fn worker(&self, scope: &MachineScope) -> Option<Worker> {
        let full = self.stage == SessionStage::Full;
        full.then(|| Worker::new(scope.centre().clone(), self.staff_id, self.role))
    }
}

/// A session to be begun.
#[derive(Clone, Copy)]
pub struct NewSession<'a> {
    /// Hash of the cookie's token.
    pub token_hash: &'a [u8; 32],
    /// Whose.
    pub staff_id: StaffId,
    /// How far the sign-in has come.
    pub stage: SessionStage,
    /// The server's part of what wraps her keys between pages, sealed by the server.
    pub secret: &'a [u8],
    /// Her kind of browser, in coarse words.
    pub browser: &'a str,
    /// Now.
    pub made_at: Instant,
    /// When it ends if she is not seen again.
    pub ends_at: Instant,
}

/// The session of a token, if it has not ended and its staff member is active.
pub async fn find(
    tx: &mut Tx,
    scope: &MachineScope,
    token_hash: &[u8; 32],
    now: Instant,
) -> Result<Option<Session>, Fault> {
    sql!(
        find,
        tx,
        scope.centre(),
        "select s.staff_id, p.name, p.role, s.stage, s.secret, s.browser, s.made_at, s.seen_at, s.ends_at
         from sessions s join staff p on p.centre_id = s.centre_id and p.staff_id = s.staff_id
         where s.centre_id = $1 and s.token_hash = $2 and s.ends_at > $3 and p.state = 'active'",
        token_hash.as_slice(),
        now.milliseconds()
    )
}

/// Begins a session. After the second factor begin a new one with a new token and end the half one.
pub async fn record(
    tx: &mut Tx,
    scope: &MachineScope,
    session: &NewSession<'_>,
) -> Result<(), Fault> {
    sql!(
        change,
        tx,
        scope.centre(),
        "insert into sessions (centre_id, token_hash, staff_id, stage, secret, made_at, seen_at, ends_at, browser)
         values ($1, $2, $3, $4, $5, $6, $6, $7, $8)",
        session.token_hash.as_slice(),
        session.staff_id.as_str(),
        session.stage.as_str(),
        session.secret,
        session.made_at.milliseconds(),
        session.ends_at.milliseconds(),
        session.browser
    )?;
    Ok(())
}

/// Notes that she was seen, and when the session ends now.
pub async fn touch(
    tx: &mut Tx,
    scope: &MachineScope,
    token_hash: &[u8; 32],
    seen_at: Instant,
    ends_at: Instant,
) -> Result<(), Fault> {
    sql!(
        change,
        tx,
        scope.centre(),
        "update sessions set seen_at = $3, ends_at = $4 where centre_id = $1 and token_hash = $2",
        token_hash.as_slice(),
        seen_at.milliseconds(),
        ends_at.milliseconds()
    )?;
    Ok(())
}

/// Ends one session.
pub async fn end(tx: &mut Tx, scope: &MachineScope, token_hash: &[u8; 32]) -> Result<(), Fault> {
    sql!(
        change,
        tx,
        scope.centre(),
        "delete from sessions where centre_id = $1 and token_hash = $2",
        token_hash.as_slice()
    )?;
    Ok(())
}

/// A staff member's sessions that have not ended, the one last seen first; half ones are none.
pub async fn list_of(
    tx: &mut Tx,
    scope: &MachineScope,
    staff: StaffId,
    now: Instant,
) -> Result<Vec<OwnSession>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select token_hash, browser, made_at, seen_at from sessions
         where centre_id = $1 and staff_id = $2 and stage = 'full' and ends_at > $3
         order by seen_at desc, made_at desc, token_hash",
        staff.as_str(),
        now.milliseconds()
    )
}

/// Ends one session of a staff member; somebody else's stays.
pub async fn end_of(
    tx: &mut Tx,
    scope: &MachineScope,
    staff: StaffId,
    token_hash: &[u8; 32],
) -> Result<(), Fault> {
    sql!(
        change,
        tx,
        scope.centre(),
        "delete from sessions where centre_id = $1 and staff_id = $2 and token_hash = $3",
        staff.as_str(),
        token_hash.as_slice()
    )?;
    Ok(())
}

/// Ends all sessions of a staff member but one.
pub async fn end_others_of(
    tx: &mut Tx,
    scope: &MachineScope,
    staff: StaffId,
    kept: &[u8; 32],
) -> Result<(), Fault> {
    sql!(
        change,
        tx,
        scope.centre(),
        "delete from sessions where centre_id = $1 and staff_id = $2 and token_hash <> $3",
        staff.as_str(),
        kept.as_slice()
    )?;
    Ok(())
}

/// Ends all sessions of a staff member: she leaves, or changes her passphrase.
pub async fn end_all_of(tx: &mut Tx, scope: &MachineScope, staff: StaffId) -> Result<(), Fault> {
    sql!(
        change,
        tx,
        scope.centre(),
        "delete from sessions where centre_id = $1 and staff_id = $2",
        staff.as_str()
    )?;
    Ok(())
}

/// Forgets sessions that ended; gives their number.
pub async fn forget_ended(tx: &mut Tx, scope: &MachineScope, now: Instant) -> Result<u64, Fault> {
    sql!(
        change,
        tx,
        scope.centre(),
        "delete from sessions where centre_id = $1 and ends_at <= $2",
        now.milliseconds()
    )
}
