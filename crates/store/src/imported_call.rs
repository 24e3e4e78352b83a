//! Imported calls: matters made of the rows of a centre's spreadsheet, each with keyed hashes by which the same
//! row is known when it comes again. And all calls with their facts, to be written into such a sheet.

use fyren_domain::{
    access::{MachineScope, Scope},
    id::{CentreId, EnquiryNumber, MatterId},
    time::Instant,
};
use sqlx::FromRow;

use crate::{
    entry::Recorded,
    fact::{self, FactKind},
    fault::Fault,
    matter::{self, Shelf},
    news::NewsKind,
    statement::{NullableInstant, Text, sql},
    tx::Tx,
};

/// A call to be kept. It has no vault and no reader: the coordinators see it, and name readers if it goes on.
#[derive(Clone, Copy, Debug)]
pub struct NewImportedCall<'a> {
    /// Which row it is, hashed under a key.
    pub row_mark: &'a [u8; 32],
    /// What the row says, hashed under a key.
    pub content_mark: &'a [u8; 32],
    /// The matter's identifier.
    pub matter_id: MatterId,
    /// The number people say.
    pub number: EnquiryNumber,
    /// When the call came.
    pub received_at: Instant,
    /// When it was taken on, and the consultation's facts, sealed for revision 1; none if it was not.
    pub consultation: Option<(Instant, &'a [u8])>,
    /// When it was closed, as either; none if it is open.
    pub closed_at: Option<Instant>,
    /// The enquiry's facts, sealed for revision 1.
    pub enquiry: &'a [u8],
}

/// The hashes of a row that was imported.
#[derive(Clone, Debug, Eq, FromRow, PartialEq)]
pub struct Marks {
    /// Which row it is.
    pub row_mark: Vec<u8>,
    /// What it said.
    pub content_mark: Vec<u8>,
}

/// A matter as it is written into a sheet, with one of its facts.
#[derive(Clone, Debug, Eq, FromRow, PartialEq)]
pub struct KeptFact {
    /// The matter's identifier.
    #[sqlx(try_from = "Text")]
    pub matter_id: MatterId,
    /// The number people say.
    #[sqlx(try_from = "Text")]
    pub number: EnquiryNumber,
    /// When the matter was closed.
    #[sqlx(try_from = "NullableInstant")]
    pub closed_at: Option<Instant>,
    /// What the facts are about.
    #[sqlx(try_from = "Text")]
    pub kind: FactKind,
    /// The revision the bytes are sealed for.
    pub revision: i64,
    /// The sealed facts.
    pub sealed: Vec<u8>,
}

/// Everything the centre has imported before.
pub async fn list_marks(tx: &mut Tx, scope: &MachineScope) -> Result<Vec<Marks>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select row_mark, content_mark from imported_calls where centre_id = $1"
    )
}

/// Whether a matter of the centre has this number.
pub async fn has_number(
    tx: &mut Tx,
    scope: &MachineScope,
    number: EnquiryNumber,
) -> Result<bool, Fault> {
    let found: Option<(String,)> = sql!(
        find,
        tx,
        scope.centre(),
        "select matter_id from enquiries where centre_id = $1 and number = $2",
        number.as_str()
    )?;
    Ok(found.is_some())
}

/// Keeps a call that a member of staff imports. [`Recorded::Already`] if its row was imported before;
/// [`Fault::NumberTaken`] if the number is in use: make another.
pub async fn record(
    tx: &mut Tx,
    scope: &Scope,
    call: &NewImportedCall<'_>,
) -> Result<Recorded, Fault> {
    record_in(tx, scope.centre(), call).await
}

/// Keeps a call that the operator imports by command. As [`record`].
pub async fn record_for_machine(
    tx: &mut Tx,
    scope: &MachineScope,
    call: &NewImportedCall<'_>,
) -> Result<Recorded, Fault> {
    record_in(tx, scope.centre(), call).await
}

async fn record_in(
    tx: &mut Tx,
    centre: &CentreId,
    call: &NewImportedCall<'_>,
) -> Result<Recorded, Fault> {
    let before: Option<(String,)> = sql!(
        find,
        tx,
        centre,
        "select matter_id from imported_calls where centre_id = $1 and row_mark = $2",
        call.row_mark.as_slice()
    )?;
    if before.is_some() {
        return Ok(Recorded::Already);
    }
    let shelf = insert_matter(tx, centre, call).await?;
    sql!(
        change,
        tx,
        centre,
        "insert into imported_calls (centre_id, row_mark, content_mark, matter_id) values ($1, $2, $3, $4)",
        call.row_mark.as_slice(),
        call.content_mark.as_slice(),
        call.matter_id.as_str()
    )?;
    fact::record_in(tx, centre, call.matter_id, FactKind::Enquiry, call.enquiry).await?;
    if let Some((_, facts)) = call.consultation {
        fact::record_in(tx, centre, call.matter_id, FactKind::Consultation, facts).await?;
    }
    matter::count_in_on(tx, centre, shelf).await?;
    tx.tell(centre, NewsKind::Matters);
    Ok(Recorded::New)
}

/// The enquiry, and the consultation it became, as they stand.
async fn insert_matter(
    tx: &mut Tx,
    centre: &CentreId,
    call: &NewImportedCall<'_>,
) -> Result<Shelf, Fault> {
    let (state, shelf) = match (call.consultation, call.closed_at) {
        (Some(_), None) => ("taken_on", Shelf::Ongoing),
        (Some(_), Some(_)) => ("taken_on", Shelf::Closed),
        (None, None) => ("open", Shelf::New),
        (None, Some(_)) => ("closed", Shelf::Closed),
    };
    let closed_at = call.closed_at.map(Instant::milliseconds);
    let kept = sql!(
        change,
        tx,
        centre,
        "insert into enquiries (centre_id, matter_id, number, state, shelf, awaits, awaits_since, received_at, closed_at, revision)
         values ($1, $2, $3, $4, $5, 'nobody', $6, $6, $7, 1) on conflict do nothing",
        call.matter_id.as_str(),
        call.number.as_str(),
        state,
        shelf.as_str(),
        call.received_at.milliseconds(),
        closed_at
    )?;
    if kept == 0 {
        return Err(Fault::NumberTaken);
    }
    if let Some((taken_on_at, _)) = call.consultation {
        sql!(
            change,
            tx,
            centre,
            "insert into consultations (centre_id, matter_id, state, taken_on_at, closed_at, revision)
             values ($1, $2, $3, $4, $5, 1)",
            call.matter_id.as_str(),
            if closed_at.is_some() { "closed" } else { "open" },
            taken_on_at.milliseconds(),
            closed_at
        )?;
    }
    Ok(shelf)
}

/// All matters with their facts after a matter, by its identifier, enquiry and consultation beside each other; without
/// those the worker is excluded from. A page may end between the two facts of a matter.
pub async fn list_facts(
    tx: &mut Tx,
    scope: &Scope,
    after: Option<MatterId>,
    at_most: u32,
) -> Result<Vec<KeptFact>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select e.matter_id, e.number, e.closed_at, f.kind, f.revision, f.sealed from enquiries e
         cross join facts f
         where e.centre_id = $1 and e.matter_id > $2 and f.centre_id = e.centre_id and f.matter_id = e.matter_id and f.sealed is not null and e.held is null
         and not exists (select 1 from exclusions x
             where x.centre_id = e.centre_id and x.matter_id = e.matter_id and x.staff_id = $3)
         order by e.matter_id limit $4",
        after.as_ref().map_or("", MatterId::as_str),
        scope.staff().as_str(),
        i64::from(at_most)
    )
}

/// As [`list_facts`], for the operator's command: nobody is excluded there.
pub async fn list_facts_for_machine(
    tx: &mut Tx,
    scope: &MachineScope,
    after: Option<MatterId>,
    at_most: u32,
) -> Result<Vec<KeptFact>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select e.matter_id, e.number, e.closed_at, f.kind, f.revision, f.sealed from enquiries e
         cross join facts f
         where e.centre_id = $1 and e.matter_id > $2 and f.centre_id = e.centre_id and f.matter_id = e.matter_id and f.sealed is not null and e.held is null
         order by e.matter_id limit $3",
        after.as_ref().map_or("", MatterId::as_str),
        i64::from(at_most)
    )
}
