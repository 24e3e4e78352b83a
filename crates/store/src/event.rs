//! Events: every act and every reading, appended in the act's own transaction and
//! numbered without gaps within a centre and chained to the one before, so that a missing or changed one shows.
//!
//! Record the event last: the centre's counters stay locked until the commit.

use fyren_domain::{
    access::{MachineScope, Scope, VisitorScope},
    code::Code,
    id::{CentreId, MatterId, StaffId},
    time::Instant,
};
use fyren_seal::log::{Content, chain};
use sqlx::FromRow;

use crate::{
    fault::Fault,
    log,
    statement::{NullableText, Text, sql, written},
    tx::Tx,
};

written! {
    /// Who acted.
    pub enum Actor {
        /// A staff member.
        Staff = "staff",
        /// A visitor; nobody knows who.
        Visitor = "visitor",
        /// The program by itself.
        System = "system",
    }
}

/// Something that was done or read.
#[derive(Clone, Debug, Eq, FromRow, PartialEq)]
pub struct Event {
    /// Its number within the centre, from 1.
    pub number: i64,
    /// When; for visitors the hour alone.
    #[sqlx(try_from = "i64")]
    pub at: Instant,
    /// Who acted.
    #[sqlx(try_from = "Text")]
    pub actor: Actor,
    /// The staff member who acted.
    #[sqlx(try_from = "NullableText")]
    pub staff_id: Option<StaffId>,
    /// What was done.
    #[sqlx(try_from = "Text")]
    pub action: Code,
    /// In which matter.
    #[sqlx(try_from = "NullableText")]
    pub matter_id: Option<MatterId>,
    /// To whom or what: an identifier, never a text.
    pub subject: Option<String>,
}

/// An event to be recorded.
#[derive(Clone, Copy, Debug)]
pub struct NewEvent<'a> {
    /// When. A visitor's must be a whole hour: the schema insists.
    pub at: Instant,
    /// What was done: a code.
    pub action: &'a str,
    /// In which matter.
    pub matter: Option<MatterId>,
    /// To whom or what: an identifier, never a text.
    pub subject: Option<&'a str>,
}

/// Records what a staff member did; gives the event's number.
pub async fn record(tx: &mut Tx, scope: &Scope, event: &NewEvent<'_>) -> Result<i64, Fault> {
    append(tx, scope.centre(), Actor::Staff, Some(scope.staff()), event).await
}

/// Records what a visitor did; gives the event's number.
pub async fn record_visitor(
    tx: &mut Tx,
    scope: &VisitorScope,
    event: &NewEvent<'_>,
) -> Result<i64, Fault> {
    append(tx, scope.centre(), Actor::Visitor, None, event).await
}

/// Records what the program did by itself; gives the event's number.
pub async fn record_system(
    tx: &mut Tx,
    scope: &MachineScope,
    event: &NewEvent<'_>,
) -> Result<i64, Fault> {
    append(tx, scope.centre(), Actor::System, None, event).await
}

/// The centre's events before a number (or the last ones), newest first, without those of matters
/// the worker is excluded from.
pub async fn list(
    tx: &mut Tx,
    scope: &Scope,
    before: Option<i64>,
    at_most: u32,
) -> Result<Vec<Event>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select v.number, v.at, v.actor, v.staff_id, v.action, v.matter_id, v.subject from events v
         where v.centre_id = $1 and v.number < $3
         and (v.matter_id is null or not exists (select 1 from exclusions x
             where x.centre_id = v.centre_id and x.matter_id = v.matter_id and x.staff_id = $2))
         order by v.number desc limit $4",
        scope.staff().as_str(),
        before.unwrap_or(i64::MAX),
        i64::from(at_most)
    )
}

/// All events of a matter, oldest first; none for whoever is excluded from it.
pub async fn list_of_matter(
    tx: &mut Tx,
    scope: &Scope,
    matter: MatterId,
) -> Result<Vec<Event>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select v.number, v.at, v.actor, v.staff_id, v.action, v.matter_id, v.subject from events v
         where v.centre_id = $1 and v.matter_id = $2
         and not exists (select 1 from exclusions x
             where x.centre_id = v.centre_id and x.matter_id = v.matter_id and x.staff_id = $3)
         order by v.number",
        matter.as_str(),
        scope.staff().as_str()
    )
}

/// The centre's events after a number, oldest first, for the program's own work.
pub async fn list_after(
    tx: &mut Tx,
    scope: &MachineScope,
    number: i64,
    at_most: u32,
) -> Result<Vec<Event>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select number, at, actor, staff_id, action, matter_id, subject from events
         where centre_id = $1 and number > $2 order by number limit $3",
        number,
        i64::from(at_most)
    )
}

/// The number of the centre's last event; 0 if nothing has happened.
pub async fn last_number(tx: &mut Tx, scope: &MachineScope) -> Result<i64, Fault> {
    let last: Option<(i64,)> = sql!(
        find,
        tx,
        scope.centre(),
        "select event_number from counters where centre_id = $1"
    )?;
    Ok(last.map_or(0, |(last,)| last))
}

async fn append(
    tx: &mut Tx,
    centre: &CentreId,
    actor: Actor,
    staff: Option<StaffId>,
    event: &NewEvent<'_>,
) -> Result<i64, Fault> {
    let next: Option<(i64, Option<Vec<u8>>)> = sql!(
        find,
        tx,
        centre,
        "update counters set event_number = event_number + 1 where centre_id = $1
         returning event_number, event_hash"
    )?;
    let (number, previous) = next.ok_or(Fault::Refused)?;
    let previous = previous.as_deref().and_then(log::hash);
    let content = content(centre, actor, staff.as_ref(), event).digest();
    let hash = chain(number, &content, &previous.ok_or(Fault::Refused)?);
    sql!(
        change,
        tx,
        centre,
        "insert into events (centre_id, number, at, actor, staff_id, action, matter_id, subject, hash)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        number,
        event.at.milliseconds(),
        actor.as_str(),
        staff.as_ref().map(StaffId::as_str),
        event.action,
        event.matter.as_ref().map(MatterId::as_str),
        event.subject,
        &hash[..]
    )?;
    log::keep_last_hash(tx, centre, &hash).await?;
    Ok(number)
}

fn content<'a>(
    centre: &'a CentreId,
    actor: Actor,
    staff: Option<&'a StaffId>,
    event: &'a NewEvent<'_>,
) -> Content<'a> {
    Content {
        centre: centre.as_str(),
        at: event.at.milliseconds(),
        actor: actor.as_str(),
        staff: staff.map(StaffId::as_str),
        action: event.action,
        matter: event.matter.as_ref().map(MatterId::as_str),
        subject: event.subject,
    }
}
