//! Reviews: readings a coordinator looks back on, and the reasons that were asked for.

use fyren_domain::{
    access::Scope,
    id::{EnquiryNumber, MatterId, StaffId},
    review::{NOT_READER, Reading, ReadingReason},
    time::Instant,
};
use sqlx::FromRow;

use crate::{
    fault::Fault,
    news::NewsKind,
    statement::{NullableInstant, NullableText, Text, sql},
    tx::Tx,
};

/// A reading with the number people call its matter by.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Numbered {
    /// The reading.
    pub reading: Reading,
    /// What people call the matter.
    pub number: EnquiryNumber,
}

#[derive(FromRow)]
struct Row {
    number: i64,
    #[sqlx(try_from = "i64")]
    at: Instant,
    #[sqlx(try_from = "Text")]
    staff_id: StaffId,
    #[sqlx(try_from = "Text")]
    matter_id: MatterId,
    subject: Option<String>,
    #[sqlx(try_from = "Text")]
    matter_number: EnquiryNumber,
}

impl From<Row> for Numbered {
    fn from(row: Row) -> Self {
        Self {
            reading: Reading {
                number: row.number,
                at: row.at,
                staff: row.staff_id,
                matter: row.matter_id,
                by_no_reader: row.subject.as_deref() == Some(NOT_READER),
            },
            number: row.matter_number,
        }
    }
}

/// What a colleague tried and was refused, of one kind and in one matter or at the centre.
#[derive(Clone, Debug, Eq, FromRow, PartialEq)]
pub struct Refused {
    /// Who tried.
    #[sqlx(try_from = "Text")]
    pub staff_id: StaffId,
    /// What: the code of its events.
    pub action: String,
    /// In which matter.
    #[sqlx(try_from = "NullableText")]
    pub matter_id: Option<MatterId>,
    /// What people call the matter.
    #[sqlx(try_from = "NullableText")]
    pub matter_number: Option<EnquiryNumber>,
    /// How many times.
    pub times: i64,
    /// The last time.
    #[sqlx(try_from = "i64")]
    pub last: Instant,
}

/// A reason that was asked for.
#[derive(Clone, Debug, Eq, FromRow, PartialEq)]
pub struct Review {
    /// The number of the event by which it was asked.
    pub number: i64,
    /// Which matter was read.
    #[sqlx(try_from = "Text")]
    pub matter_id: MatterId,
    /// What people call the matter.
    #[sqlx(try_from = "Text")]
    pub matter_number: EnquiryNumber,
    /// Who read.
    #[sqlx(try_from = "Text")]
    pub staff_id: StaffId,
    /// The name of who asked.
    pub asker: String,
    /// When.
    #[sqlx(try_from = "i64")]
    pub asked_at: Instant,
    /// The event of the last reading asked about.
    pub last_event: i64,
    /// The answer.
    #[sqlx(try_from = "NullableText")]
    pub reason: Option<ReadingReason>,
    /// When it was given.
    #[sqlx(try_from = "NullableInstant")]
    pub answered_at: Option<Instant>,
}

/// Which readings a reason is asked for.
#[derive(Clone, Copy, Debug)]
pub struct NewReview {
    /// The number of the event by which it is asked.
    pub number: i64,
    /// Of which matter.
    pub matter: MatterId,
    /// The event of the last reading asked about.
    pub last_event: i64,
    /// When.
    pub at: Instant,
}

/// The newest readings since an instant, newest first, without those of matters the worker is excluded from.
pub async fn list_readings(
    tx: &mut Tx,
    scope: &Scope,
    since: Instant,
    at_most: u32,
) -> Result<Vec<Numbered>, Fault> {
    let before = last_before(tx, scope, since).await?;
    let rows: Vec<Row> = sql!(
        list,
        tx,
        scope.centre(),
        "select v.number, v.at, v.staff_id, v.matter_id, v.subject, e.number as matter_number
         from events v join enquiries e on e.centre_id = v.centre_id and e.matter_id = v.matter_id
         where v.centre_id = $1 and v.number > $3 and v.at >= $4
         and (v.action = 'read_facts' or v.action = 'read_matter') and v.staff_id is not null
         and not exists (select 1 from exclusions x
             where x.centre_id = v.centre_id and x.matter_id = v.matter_id and x.staff_id = $2)
         order by v.number desc limit $5",
        scope.staff().as_str(),
        before,
        since.milliseconds(),
        i64::from(at_most)
    )?;
    Ok(rows.into_iter().map(Numbered::from).collect())
}

/// What was refused since an instant to colleagues, the last first, without what concerns matters the worker is
/// excluded from.
pub async fn list_refused(
    tx: &mut Tx,
    scope: &Scope,
    since: Instant,
    at_most: u32,
) -> Result<Vec<Refused>, Fault> {
    let before = last_before(tx, scope, since).await?;
    sql!(
        list,
        tx,
        scope.centre(),
        "select v.staff_id, v.action, v.matter_id, e.number as matter_number, count(*) as times, max(v.at) as last
         from events v left join enquiries e on e.centre_id = v.centre_id and e.matter_id = v.matter_id
         where v.centre_id = $1 and v.number > $3 and v.at >= $4
         and (v.action = 'access_refused' or v.action = 'form_refused') and v.staff_id is not null
         and (v.matter_id is null or not exists (select 1 from exclusions x
             where x.centre_id = v.centre_id and x.matter_id = v.matter_id and x.staff_id = $2))
         group by v.staff_id, v.action, v.matter_id, e.number
         order by last desc, v.staff_id limit $5",
        scope.staff().as_str(),
        before,
        since.milliseconds(),
        i64::from(at_most)
    )
}

/// The number of an event before an instant, so that older ones need not be looked at: the last one a checkpoint
/// was signed for by then.
async fn last_before(tx: &mut Tx, scope: &Scope, since: Instant) -> Result<i64, Fault> {
    let last: Option<(i64,)> = sql!(
        find,
        tx,
        scope.centre(),
        "select size from checkpoints where centre_id = $1 and signed_at < $2 order by size desc limit 1",
        since.milliseconds()
    )?;
    Ok(last.map_or(0, |(last,)| last))
}

/// Reasons asked for since an instant, and older ones that wait for an answer; newest first, and without matters
/// the worker is excluded from.
pub async fn list(tx: &mut Tx, scope: &Scope, since: Instant) -> Result<Vec<Review>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select w.number, w.matter_id, e.number as matter_number, w.staff_id, p.name as asker, w.asked_at,
             w.last_event, w.reason, w.answered_at
         from reviews w
         join enquiries e on e.centre_id = w.centre_id and e.matter_id = w.matter_id
         join staff p on p.centre_id = w.centre_id and p.staff_id = w.asked_by
         where w.centre_id = $1 and (w.asked_at >= $3 or w.reason is null)
         and not exists (select 1 from exclusions x
             where x.centre_id = w.centre_id and x.matter_id = w.matter_id and x.staff_id = $2)
         order by w.number desc",
        scope.staff().as_str(),
        since.milliseconds()
    )
}

/// What the worker herself was asked and has not answered, oldest first; nothing about matters she is excluded from.
pub async fn list_own(tx: &mut Tx, scope: &Scope) -> Result<Vec<Review>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select w.number, w.matter_id, e.number as matter_number, w.staff_id, p.name as asker, w.asked_at,
             w.last_event, w.reason, w.answered_at
         from reviews w
         join enquiries e on e.centre_id = w.centre_id and e.matter_id = w.matter_id
         join staff p on p.centre_id = w.centre_id and p.staff_id = w.asked_by
         where w.centre_id = $1 and w.staff_id = $2 and w.reason is null
         and not exists (select 1 from exclusions x
             where x.centre_id = w.centre_id and x.matter_id = w.matter_id and x.staff_id = $2)
         order by w.number",
        scope.staff().as_str()
    )
}

/// Asks the colleague the scope names. [`Fault::Refused`] if she did not read the matter by that event,
/// [`Fault::Stale`] if she has been asked about it and not answered yet.
pub async fn record(tx: &mut Tx, scope: &Scope, new: &NewReview) -> Result<(), Fault> {
    let colleague = scope.colleague().ok_or(Fault::Refused)?;
    let read: Option<(i64,)> = sql!(
        find,
        tx,
        scope.centre(),
        "select v.number from events v where v.centre_id = $1 and v.number = $2 and v.staff_id = $3 and v.matter_id = $4
         and (v.action = 'read_facts' or v.action = 'read_matter')",
        new.last_event,
        colleague.as_str(),
        new.matter.as_str()
    )?;
    read.ok_or(Fault::Refused)?;
    let waits: Option<(i64,)> = sql!(
        find,
        tx,
        scope.centre(),
        "select number from reviews where centre_id = $1 and staff_id = $2 and matter_id = $3 and reason is null limit 1",
        colleague.as_str(),
        new.matter.as_str()
    )?;
    if waits.is_some() {
        return Err(Fault::Stale);
    }
    sql!(
        change,
        tx,
        scope.centre(),
        "insert into reviews (centre_id, number, matter_id, staff_id, asked_by, asked_at, last_event)
         values ($1, $2, $3, $4, $5, $6, $7)",
        new.number,
        new.matter.as_str(),
        colleague.as_str(),
        scope.staff().as_str(),
        new.at.milliseconds(),
        new.last_event
    )?;
    tx.tell(scope.centre(), NewsKind::Matters);
    Ok(())
}

/// Keeps the worker's own answer and gives the matter it is about. [`Fault::Stale`] if nothing of hers waits there.
pub async fn answer(
    tx: &mut Tx,
    scope: &Scope,
    number: i64,
    reason: ReadingReason,
    at: Instant,
) -> Result<MatterId, Fault> {
    let waits: Option<(String,)> = sql!(
        find,
        tx,
        scope.centre(),
        "update reviews set reason = $4, answered_at = $5
         where centre_id = $1 and number = $2 and staff_id = $3 and reason is null
         and not exists (select 1 from exclusions x
             where x.centre_id = reviews.centre_id and x.matter_id = reviews.matter_id and x.staff_id = $3)
         returning matter_id",
        number,
        scope.staff().as_str(),
        reason.as_str(),
        at.milliseconds()
    )?;
    let matter = waits.and_then(|(matter,)| matter.parse().ok());
    tx.tell(scope.centre(), NewsKind::Matters);
    matter.ok_or(Fault::Stale)
}
