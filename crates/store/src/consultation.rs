//! Consultations: enquiries the centre has taken on. The coded facts are in `fact`.

use fyren_domain::{access::Scope, consultation::ConsultationState, id::MatterId, time::Instant};
use sqlx::FromRow;

use crate::{
    enquiry,
    fault::Fault,
    matter::Shelf,
    statement::{NullableInstant, Text, sql},
    tx::Tx,
};

/// A consultation.
#[derive(Clone, Debug, Eq, FromRow, PartialEq)]
pub struct Consultation {
    /// The matter's identifier.
    #[sqlx(try_from = "Text")]
    pub matter_id: MatterId,
    /// Where it stands.
    #[sqlx(try_from = "Text")]
    pub state: ConsultationState,
    /// When the enquiry was taken on.
    #[sqlx(try_from = "i64")]
    pub taken_on_at: Instant,
    /// When it was closed.
    #[sqlx(try_from = "NullableInstant")]
    pub closed_at: Option<Instant>,
    /// Grows by one with each change.
    pub revision: i64,
}

/// The consultation of a matter, if it was taken on; nothing for whoever is excluded from it.
pub async fn find(
    tx: &mut Tx,
    scope: &Scope,
    matter: MatterId,
) -> Result<Option<Consultation>, Fault> {
    sql!(
        find,
        tx,
        scope.centre(),
        "select c.matter_id, c.state, c.taken_on_at, c.closed_at, c.revision from consultations c
         where c.centre_id = $1 and c.matter_id = $2
         and not exists (select 1 from exclusions x
             where x.centre_id = c.centre_id and x.matter_id = c.matter_id and x.staff_id = $3)",
        matter.as_str(),
        scope.staff().as_str()
    )
}

/// Takes an open enquiry on. [`Fault::Stale`] if the enquiry changed since `enquiry_revision`.
pub async fn take_on(
    tx: &mut Tx,
    scope: &Scope,
    matter: MatterId,
    enquiry_revision: i64,
    at: Instant,
) -> Result<(), Fault> {
    let centre = scope.centre();
    let changed = sql!(
        change,
        tx,
        centre,
        "update enquiries set state = 'taken_on', shelf = 'ongoing', revision = revision + 1
         where centre_id = $1 and matter_id = $2 and revision = $3 and state = 'open'",
        matter.as_str(),
        enquiry_revision
    )?;
    Fault::stale_unless(changed)?;
    sql!(
        change,
        tx,
        centre,
        "insert into consultations (centre_id, matter_id, state, taken_on_at, revision) values ($1, $2, 'open', $3, 1)",
        matter.as_str(),
        at.milliseconds()
    )?;
    enquiry::moved(tx, centre, matter, Shelf::New, Shelf::Ongoing).await
}

/// Closes a consultation. [`Fault::Stale`] if it changed since `revision`.
pub async fn close(
    tx: &mut Tx,
    scope: &Scope,
    matter: MatterId,
    revision: i64,
    at: Instant,
) -> Result<(), Fault> {
    let changed = sql!(
        change,
        tx,
        scope.centre(),
        "update consultations set state = 'closed', closed_at = $4, revision = revision + 1
         where centre_id = $1 and matter_id = $2 and revision = $3 and state = 'open'",
        matter.as_str(),
        revision,
        at.milliseconds()
    )?;
    Fault::stale_unless(changed)?;
    shelve(tx, scope, matter, Shelf::Ongoing, Some(at)).await
}

/// Opens a consultation again. [`Fault::Stale`] if it changed since `revision`.
pub async fn reopen(
    tx: &mut Tx,
    scope: &Scope,
    matter: MatterId,
    revision: i64,
) -> Result<(), Fault> {
    let changed = sql!(
        change,
        tx,
        scope.centre(),
        "update consultations set state = 'open', closed_at = null, revision = revision + 1
         where centre_id = $1 and matter_id = $2 and revision = $3 and state = 'closed'",
        matter.as_str(),
        revision
    )?;
    Fault::stale_unless(changed)?;
    shelve(tx, scope, matter, Shelf::Closed, None).await
}

async fn shelve(
    tx: &mut Tx,
    scope: &Scope,
    matter: MatterId,
    from: Shelf,
    closed_at: Option<Instant>,
) -> Result<(), Fault> {
    let to = if closed_at.is_some() {
        Shelf::Closed
    } else {
        Shelf::Ongoing
    };
    sql!(
        change,
        tx,
        scope.centre(),
        "update enquiries set shelf = $3, closed_at = $4, revision = revision + 1 where centre_id = $1 and matter_id = $2",
        matter.as_str(),
        to.as_str(),
        closed_at.map(Instant::milliseconds)
    )?;
    enquiry::moved(tx, scope.centre(), matter, from, to).await
}
