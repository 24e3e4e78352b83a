//! Staff: who works at a centre, and the sealed material they sign in with.

use fyren_domain::{
    access::{MachineScope, Scope},
    code::Code,
    id::{CentreId, StaffId},
    staff::Role,
    time::Instant,
};
use sqlx::FromRow;

use crate::{
    fault::Fault,
    intake,
    news::NewsKind,
    statement::{NullableInstant, Text, sql, written},
    tx::Tx,
};

written! {
    /// Where a staff member stands.
    pub enum StaffState {
        /// Invited; has no keys yet.
        Invited = "invited",
        /// At work.
        Active = "active",
        /// Has left; kept, because her name stands under what she wrote.
        Left = "left",
    }
}

/// A staff member as colleagues see her.
#[derive(Clone, Debug, Eq, FromRow, PartialEq)]
pub struct Staff {
    /// Her identifier.
    #[sqlx(try_from = "Text")]
    pub staff_id: StaffId,
    /// What she signs in as; unique within the centre.
    pub handle: String,
    /// Her name.
    pub name: String,
    /// Her title, as visitors see it.
    pub title: String,
    /// Her role.
    #[sqlx(try_from = "Text")]
    pub role: Role,
    /// Her profession, of the list of that name.
    #[sqlx(try_from = "Text")]
    pub profession: Code,
    /// Where she stands.
    #[sqlx(try_from = "Text")]
    pub state: StaffState,
    /// Her public keys; none until she has enrolled.
    pub card: Option<Vec<u8>>,
    /// Where content-free mail is sent, sealed by the server.
    pub mail: Option<Vec<u8>>,
    /// When she was invited.
    #[sqlx(try_from = "i64")]
    pub since: Instant,
    /// When she left.
    #[sqlx(try_from = "NullableInstant")]
    pub left_at: Option<Instant>,
    /// Grows by one with each change.
    pub revision: i64,
}

/// A staff member to be invited.
#[derive(Clone, Debug)]
pub struct NewStaff<'a> {
    /// Her identifier.
    pub staff_id: StaffId,
    /// What she signs in as.
    pub handle: &'a str,
    /// Her name.
    pub name: &'a str,
    /// Her title.
    pub title: &'a str,
    /// Her role.
    pub role: Role,
    /// Her profession.
    pub profession: &'a Code,
    /// When she is invited.
    pub since: Instant,
}

/// What a sign-in needs. Bytes are as `seal` made them, the TOTP secret sealed by the server.
#[derive(Clone, Eq, FromRow, PartialEq)]
pub struct SignIn {
    /// Who signs in.
    #[sqlx(try_from = "Text")]
    pub staff_id: StaffId,
    /// The OPAQUE registration record.
    pub registration: Vec<u8>,
    /// The root key, wrapped under the passphrase's export key.
    pub wrapped_root: Vec<u8>,
    /// Her public keys.
    pub card: Vec<u8>,
    /// The TOTP secret, if she has one.
    pub totp: Option<Vec<u8>>,
}

/// What a staff member brings when she makes her keys.
#[derive(Clone, Copy)]
pub struct Enrolment<'a> {
    /// The OPAQUE registration record.
    pub registration: &'a [u8],
    /// The root key, wrapped under the passphrase's export key.
    pub wrapped_root: &'a [u8],
    /// Her public keys.
    pub card: &'a [u8],
}

/// Everybody who works or worked at the centre.
pub async fn list(tx: &mut Tx, scope: &Scope) -> Result<Vec<Staff>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select staff_id, handle, name, title, role, profession, state, card, mail, since, left_at, revision
         from staff where centre_id = $1 order by name, staff_id"
    )
}

/// Everybody at work, for the server's own work: sending mail.
pub async fn list_for_machine(tx: &mut Tx, scope: &MachineScope) -> Result<Vec<Staff>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select staff_id, handle, name, title, role, profession, state, card, mail, since, left_at, revision
         from staff where centre_id = $1 and state = 'active' order by staff_id"
    )
}

/// One staff member.
pub async fn find(tx: &mut Tx, scope: &Scope, staff: StaffId) -> Result<Option<Staff>, Fault> {
    find_in(tx, scope.centre(), staff).await
}

/// One staff member, for the server's own work: enrolment, sending mail.
pub async fn find_for_machine(
    tx: &mut Tx,
    scope: &MachineScope,
    staff: StaffId,
) -> Result<Option<Staff>, Fault> {
    find_in(tx, scope.centre(), staff).await
}

async fn find_in(tx: &mut Tx, centre: &CentreId, staff: StaffId) -> Result<Option<Staff>, Fault> {
    sql!(
        find,
        tx,
        centre,
        "select staff_id, handle, name, title, role, profession, state, card, mail, since, left_at, revision
         from staff where centre_id = $1 and staff_id = $2",
        staff.as_str()
    )
}

/// Records an invited colleague. [`Fault::Conflict`] if the handle is in use.
pub async fn record(tx: &mut Tx, scope: &Scope, staff: &NewStaff<'_>) -> Result<(), Fault> {
    record_in(tx, scope.centre(), staff).await
}

/// Records the first staff member of a new centre. [`Fault::Refused`] if it has any.
pub async fn record_first(
    tx: &mut Tx,
    scope: &MachineScope,
    staff: &NewStaff<'_>,
) -> Result<(), Fault> {
    let centre = scope.centre();
    let anybody: Option<(String,)> = sql!(
        find,
        tx,
        centre,
        "select staff_id from staff where centre_id = $1 limit 1"
    )?;
    match anybody {
        Some(_) => Err(Fault::Refused),
        None => record_in(tx, centre, staff).await,
    }
}

async fn record_in(tx: &mut Tx, centre: &CentreId, staff: &NewStaff<'_>) -> Result<(), Fault> {
    sql!(
        change,
        tx,
        centre,
        "insert into staff (centre_id, staff_id, handle, name, title, role, profession, state, totp_step, since, revision)
         values ($1, $2, $3, $4, $5, $6, $7, 'invited', 0, $8, 1)",
        staff.staff_id.as_str(),
        staff.handle,
        staff.name,
        staff.title,
        staff.role.as_str(),
        staff.profession.as_str(),
        staff.since.milliseconds()
    )?;
    tx.tell(centre, NewsKind::Staff);
    Ok(())
}

/// Replaces what colleagues may change: name, title, role, profession, mail. Leaving is `leaving`.
/// Whoever is no coordinator any more loses the intake's keys.
///
/// [`Fault::Stale`] if somebody else changed her first.
pub async fn replace(tx: &mut Tx, scope: &Scope, staff: &Staff) -> Result<(), Fault> {
    let changed = sql!(
        change,
        tx,
        scope.centre(),
        "update staff set name = $4, title = $5, role = $6, profession = $7, mail = $8, revision = revision + 1
         where centre_id = $1 and staff_id = $2 and revision = $3",
        staff.staff_id.as_str(),
        staff.revision,
        staff.name.as_str(),
        staff.title.as_str(),
        staff.role.as_str(),
        staff.profession.as_str(),
        staff.mail.as_deref()
    )?;
    Fault::stale_unless(changed)?;
    if staff.role != Role::Coordinator {
        intake::retire(tx, scope.centre(), staff.staff_id).await?;
    }
    tx.tell(scope.centre(), NewsKind::Staff);
    Ok(())
}

/// What an active staff member needs to sign in.
pub async fn find_sign_in(
    tx: &mut Tx,
    scope: &MachineScope,
    handle: &str,
) -> Result<Option<SignIn>, Fault> {
    sql!(
        find,
        tx,
        scope.centre(),
        "select staff_id, registration, wrapped_root, card, totp
         from staff where centre_id = $1 and handle = $2 and state = 'active'",
        handle
    )
}

/// The same for a staff member whose session is known: second factor, keys between pages.
pub async fn find_sign_in_of(
    tx: &mut Tx,
    scope: &MachineScope,
    staff: StaffId,
) -> Result<Option<SignIn>, Fault> {
    sql!(
        find,
        tx,
        scope.centre(),
        "select staff_id, registration, wrapped_root, card, totp
         from staff where centre_id = $1 and staff_id = $2 and state = 'active'",
        staff.as_str()
    )
}

/// What an active staff member signs in as.
pub async fn find_handle(
    tx: &mut Tx,
    scope: &MachineScope,
    staff: StaffId,
) -> Result<Option<String>, Fault> {
    let found: Option<(String,)> = sql!(
        find,
        tx,
        scope.centre(),
        "select handle from staff where centre_id = $1 and staff_id = $2 and state = 'active'",
        staff.as_str()
    )?;
    Ok(found.map(|(handle,)| handle))
}

/// Keeps the keys an invited staff member has made; she is active from then on.
///
/// [`Fault::Stale`] if she is not waiting to enrol.
pub async fn enrol(
    tx: &mut Tx,
    scope: &MachineScope,
    staff: StaffId,
    enrolment: &Enrolment<'_>,
) -> Result<(), Fault> {
    let changed = sql!(
        change,
        tx,
        scope.centre(),
        "update staff set state = 'active', registration = $3, wrapped_root = $4, card = $5, revision = revision + 1
         where centre_id = $1 and staff_id = $2 and state = 'invited'",
        staff.as_str(),
        enrolment.registration,
        enrolment.wrapped_root,
        enrolment.card
    )?;
    tx.tell(scope.centre(), NewsKind::Staff);
    Fault::stale_unless(changed)
}

/// Keeps a new passphrase's record and the same root key wrapped under it.
pub async fn replace_passphrase(
    tx: &mut Tx,
    scope: &Scope,
    registration: &[u8],
    wrapped_root: &[u8],
) -> Result<(), Fault> {
    let changed = sql!(
        change,
        tx,
        scope.centre(),
        "update staff set registration = $3, wrapped_root = $4, revision = revision + 1
         where centre_id = $1 and staff_id = $2 and state = 'active'",
        scope.staff().as_str(),
        registration,
        wrapped_root
    )?;
    Fault::stale_unless(changed)
}

/// The same for a staff member who has recovered her root key and is not signed in.
pub async fn recover_passphrase(
    tx: &mut Tx,
    scope: &MachineScope,
    staff: StaffId,
    registration: &[u8],
    wrapped_root: &[u8],
) -> Result<(), Fault> {
    let changed = sql!(
        change,
        tx,
        scope.centre(),
        "update staff set registration = $3, wrapped_root = $4, revision = revision + 1
         where centre_id = $1 and staff_id = $2 and state = 'active'",
        staff.as_str(),
        registration,
        wrapped_root
    )?;
    Fault::stale_unless(changed)
}

/// Keeps or drops the sealed TOTP secret.
pub async fn replace_totp(
    tx: &mut Tx,
    scope: &MachineScope,
    staff: StaffId,
    totp: Option<&[u8]>,
) -> Result<(), Fault> {
    let changed = sql!(
        change,
        tx,
        scope.centre(),
        "update staff set totp = $3, totp_step = 0, revision = revision + 1 where centre_id = $1 and staff_id = $2",
        staff.as_str(),
        totp
    )?;
    Fault::stale_unless(changed)
}

/// Uses up a time step of TOTP. [`Fault::Stale`] if this step or a later one was used already.
pub async fn use_totp_step(
    tx: &mut Tx,
    scope: &MachineScope,
    staff: StaffId,
    step: i64,
) -> Result<(), Fault> {
    let changed = sql!(
        change,
        tx,
        scope.centre(),
        "update staff set totp_step = $3 where centre_id = $1 and staff_id = $2 and totp_step < $3",
        staff.as_str(),
        step
    )?;
    Fault::stale_unless(changed)
}
