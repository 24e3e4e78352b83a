//! Matters in lists: an enquiry together with the consultation it may have become.
//!
//! A list page and its exact count read no more than they show. A coordinator sees all
//! matters but those she is excluded from, a member those she is a reader of; the
//! counts of both are kept, and a member's list stands in one index.

use fyren_domain::{
    access::Scope,
    id::{CentreId, EnquiryNumber, MatterId},
    staff::Role,
    time::Instant,
};
use sqlx::FromRow;

use crate::{
    fault::Fault,
    reader_count,
    statement::{NullableInstant, Text, sql, written},
    tx::Tx,
};

written! {
    /// Where a matter lies.
    pub enum Shelf {
        /// An enquiry nobody has decided about.
        New = "new",
        /// A consultation that is worked on.
        Ongoing = "ongoing",
        /// Closed, as an enquiry or as a consultation.
        Closed = "closed",
    }
}

written! {
    /// Whose turn it is in the thread between asker and centre.
    pub enum Awaits {
        /// The asker wrote last.
        Centre = "centre",
        /// The centre wrote last.
        Asker = "asker",
        /// There is no thread: a call.
        Nobody = "nobody",
    }
}

/// A matter as a list shows it.
#[derive(Clone, Debug, Eq, FromRow, PartialEq)]
pub struct Matter {
    /// Its identifier.
    #[sqlx(try_from = "Text")]
    pub matter_id: MatterId,
    /// The number people say.
    #[sqlx(try_from = "Text")]
    pub number: EnquiryNumber,
    /// Where it lies.
    #[sqlx(try_from = "Text")]
    pub shelf: Shelf,
    /// Whose turn it is.
    #[sqlx(try_from = "Text")]
    pub awaits: Awaits,
    /// Since when: the hour of what was written first in this turn.
    #[sqlx(try_from = "i64")]
    pub awaits_since: Instant,
    /// When the enquiry came.
    #[sqlx(try_from = "i64")]
    pub received_at: Instant,
    /// When it was taken on.
    #[sqlx(try_from = "NullableInstant")]
    pub taken_on_at: Option<Instant>,
    /// When it was closed.
    #[sqlx(try_from = "NullableInstant")]
    pub closed_at: Option<Instant>,
}

/// A place in a list: the page begins after this matter.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct After {
    /// When the last matter shown came.
    pub received_at: Instant,
    /// Which it was.
    pub matter_id: MatterId,
}

impl From<&Matter> for After {
    fn from(matter: &Matter) -> Self {
        Self {
            received_at: matter.received_at,
            matter_id: matter.matter_id,
        }
    }
}

/// A page of a shelf as the worker may see it, newest first.
pub async fn list(
    tx: &mut Tx,
    scope: &Scope,
    shelf: Shelf,
    after: Option<After>,
    at_most: u32,
) -> Result<Vec<Matter>, Fault> {
    let before = after.map_or(i64::MAX, |after| after.received_at.milliseconds());
    // Sorts after every identifier.
    let last = after.map_or("~".to_owned(), |after| after.matter_id.to_string());
    match scope.role() {
        Role::Coordinator => list_all(tx, scope, shelf, before, &last, at_most).await,
        Role::Member => list_read(tx, scope, shelf, before, &last, at_most).await,
        Role::Administrator | Role::Steering => Ok(Vec::new()),
    }
}

async fn list_all(
    tx: &mut Tx,
    scope: &Scope,
    shelf: Shelf,
    before: i64,
    last: &str,
    at_most: u32,
) -> Result<Vec<Matter>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select e.matter_id, e.number, e.shelf, e.awaits, e.awaits_since, e.received_at, c.taken_on_at, e.closed_at
         from enquiries e
         left join consultations c on c.centre_id = e.centre_id and c.matter_id = e.matter_id
         where e.centre_id = $1 and e.held is null and e.shelf = $3 and (e.received_at, e.matter_id) < ($4, $5)
         and not exists (select 1 from exclusions x
             where x.centre_id = e.centre_id and x.matter_id = e.matter_id and x.staff_id = $2)
         order by e.received_at desc, e.matter_id desc limit $6",
        scope.staff().as_str(),
        shelf.as_str(),
        before,
        last,
        i64::from(at_most)
    )
}

async fn list_read(
    tx: &mut Tx,
    scope: &Scope,
    shelf: Shelf,
    before: i64,
    last: &str,
    at_most: u32,
) -> Result<Vec<Matter>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select e.matter_id, e.number, e.shelf, e.awaits, e.awaits_since, e.received_at, c.taken_on_at, e.closed_at
         from readers r
         join enquiries e on e.centre_id = r.centre_id and e.matter_id = r.matter_id
         left join consultations c on c.centre_id = r.centre_id and c.matter_id = r.matter_id
         where r.centre_id = $1 and r.staff_id = $2 and r.shelf = $3 and r.held = 0 and (r.received_at, r.matter_id) < ($4, $5)
         and not exists (select 1 from exclusions x
             where x.centre_id = r.centre_id and x.matter_id = r.matter_id and x.staff_id = r.staff_id)
         order by r.received_at desc, r.matter_id desc limit $6",
        scope.staff().as_str(),
        shelf.as_str(),
        before,
        last,
        i64::from(at_most)
    )
}

/// One matter as a list shows it, if the worker may see it.
pub async fn find(tx: &mut Tx, scope: &Scope, matter: MatterId) -> Result<Option<Matter>, Fault> {
    sql!(
        find,
        tx,
        scope.centre(),
        "select e.matter_id, e.number, e.shelf, e.awaits, e.awaits_since, e.received_at, c.taken_on_at, e.closed_at
         from enquiries e
         left join consultations c on c.centre_id = e.centre_id and c.matter_id = e.matter_id
         left join readers r on r.centre_id = e.centre_id and r.matter_id = e.matter_id and r.staff_id = $2
         where e.centre_id = $1 and e.matter_id = $4 and ($3 = 'coordinator' or ($3 = 'member' and r.staff_id = $2))
         and not exists (select 1 from exclusions x
             where x.centre_id = e.centre_id and x.matter_id = e.matter_id and x.staff_id = $2)",
        scope.staff().as_str(),
        scope.role().as_str(),
        matter.as_str()
    )
}

/// The matters whose asker wrote last, oldest first, on whatever shelf: also a closed one is answered.
pub async fn list_unanswered(
    tx: &mut Tx,
    scope: &Scope,
    at_most: u32,
) -> Result<Vec<Matter>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select e.matter_id, e.number, e.shelf, e.awaits, e.awaits_since, e.received_at, c.taken_on_at, e.closed_at
         from enquiries e
         left join consultations c on c.centre_id = e.centre_id and c.matter_id = e.matter_id
         left join readers r on r.centre_id = e.centre_id and r.matter_id = e.matter_id and r.staff_id = $2
         where e.centre_id = $1 and e.awaits = 'centre' and e.held is null and ($3 = 'coordinator' or ($3 = 'member' and r.staff_id = $2))
         and not exists (select 1 from exclusions x
             where x.centre_id = e.centre_id and x.matter_id = e.matter_id and x.staff_id = $2)
         order by e.received_at, e.matter_id limit $4",
        scope.staff().as_str(),
        scope.role().as_str(),
        i64::from(at_most)
    )
}

/// How many matters of a shelf the worker may see, exactly.
pub async fn count(tx: &mut Tx, scope: &Scope, shelf: Shelf) -> Result<i64, Fault> {
    match scope.role() {
        Role::Coordinator => {
            Ok(count_all(tx, scope, shelf).await? - count_excluded(tx, scope, shelf).await?)
        }
        // An exclusion ends a reading, so that none must be taken off; the lists look once more.
        Role::Member => reader_count::find(tx, scope.centre(), scope.staff(), shelf).await,
        Role::Administrator | Role::Steering => Ok(0),
    }
}

async fn count_all(tx: &mut Tx, scope: &Scope, shelf: Shelf) -> Result<i64, Fault> {
    let counted: Option<(i64, i64, i64)> = sql!(
        find,
        tx,
        scope.centre(),
        "select new_matters, ongoing_matters, closed_matters from counters where centre_id = $1"
    )?;
    let (new, ongoing, closed) = counted.unwrap_or_default();
    Ok(match shelf {
        Shelf::New => new,
        Shelf::Ongoing => ongoing,
        Shelf::Closed => closed,
    })
}

async fn count_excluded(tx: &mut Tx, scope: &Scope, shelf: Shelf) -> Result<i64, Fault> {
    let counted: Option<(i64,)> = sql!(
        find,
        tx,
        scope.centre(),
        "select count(*) from exclusions where centre_id = $1 and staff_id = $2 and shelf = $3 and held = 0",
        scope.staff().as_str(),
        shelf.as_str()
    )?;
    Ok(counted.map_or(0, |(counted,)| counted))
}

/// Counts a new matter in.
pub(crate) async fn count_in(tx: &mut Tx, centre: &CentreId) -> Result<(), Fault> {
    shift(tx, centre, None, Some(Shelf::New)).await
}

/// Counts out a new matter that is put away.
pub(crate) async fn count_out(tx: &mut Tx, centre: &CentreId) -> Result<(), Fault> {
    shift(tx, centre, Some(Shelf::New), None).await
}

/// Counts in a matter that was settled elsewhere, where it lies.
pub(crate) async fn count_in_on(tx: &mut Tx, centre: &CentreId, shelf: Shelf) -> Result<(), Fault> {
    shift(tx, centre, None, Some(shelf)).await
}

/// Moves a matter to another shelf, in the lists of its readers and of those excluded and in the counts too.
pub(crate) async fn move_to(
    tx: &mut Tx,
    centre: &CentreId,
    matter: MatterId,
    from: Shelf,
    to: Shelf,
) -> Result<(), Fault> {
    reader_count::shift(tx, centre, matter, -1).await?;
    sql!(
        change,
        tx,
        centre,
        "update readers set shelf = $3 where centre_id = $1 and matter_id = $2",
        matter.as_str(),
        to.as_str()
    )?;
    sql!(
        change,
        tx,
        centre,
        "update exclusions set shelf = $3 where centre_id = $1 and matter_id = $2",
        matter.as_str(),
        to.as_str()
    )?;
    reader_count::shift(tx, centre, matter, 1).await?;
    shift(tx, centre, Some(from), Some(to)).await
}

async fn shift(
    tx: &mut Tx,
    centre: &CentreId,
    from: Option<Shelf>,
    to: Option<Shelf>,
) -> Result<(), Fault> {
    let change = |shelf| i64::from(to == Some(shelf)) - i64::from(from == Some(shelf));
    sql!(
        change,
        tx,
        centre,
        "update counters set new_matters = new_matters + $2, ongoing_matters = ongoing_matters + $3,
         closed_matters = closed_matters + $4 where centre_id = $1",
        change(Shelf::New),
        change(Shelf::Ongoing),
        change(Shelf::Closed)
    )?;
    Ok(())
}

#[cfg(test)]
mod tests;
