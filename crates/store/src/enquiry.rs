//! Enquiries: sent by a visitor with a code phrase, or logged by a coordinator.

use fyren_domain::{
    access::{Scope, VisitorScope},
    demand::Admission,
    enquiry::EnquiryState,
    id::{CentreId, EnquiryNumber, MatterId, StaffId, VaultId},
    time::Instant,
};
use sqlx::FromRow;

use crate::{
    entry::{self, NewEntry, Recorded},
    exclusion,
    fact::{self, FactKind},
    fault::Fault,
    held::Hold,
    matter::{self, Awaits, Shelf},
    news::NewsKind,
    reader,
    statement::{NullableInstant, NullableText, Text, sql},
    tx::Tx,
    vault::{self, NewVault, NewWrap, VaultKind},
};

/// An enquiry.
#[derive(Clone, Debug, Eq, FromRow, PartialEq)]
pub struct Enquiry {
    /// The matter's identifier.
    #[sqlx(try_from = "Text")]
    pub matter_id: MatterId,
    /// The number people say.
    #[sqlx(try_from = "Text")]
    pub number: EnquiryNumber,
    /// Where the enquiry stands.
    #[sqlx(try_from = "Text")]
    pub state: EnquiryState,
    /// Where the matter lies.
    #[sqlx(try_from = "Text")]
    pub shelf: Shelf,
    /// Whose turn it is.
    #[sqlx(try_from = "Text")]
    pub awaits: Awaits,
    /// The public keys of whoever knows the code phrase; none for a call.
    pub phrase_card: Option<Vec<u8>>,
    /// The intake epoch it was sealed for; none for a call.
    pub intake_epoch: Option<String>,
    /// When it came: the hour for visitors.
    #[sqlx(try_from = "i64")]
    pub received_at: Instant,
    /// When the matter was closed.
    #[sqlx(try_from = "NullableInstant")]
    pub closed_at: Option<Instant>,
    /// Why it is in no queue; none if it is where its shelf says.
    #[sqlx(try_from = "NullableText")]
    pub held: Option<Hold>,
    /// Grows by one with each change of state, readers or exclusions.
    pub revision: i64,
}

/// An enquiry sent by a visitor, with everything that comes with it.
#[derive(Clone, Copy, Debug)]
pub struct NewEnquiry<'a> {
    /// The matter's identifier, made by the sender.
    pub matter_id: MatterId,
    /// The number people say, made by the server.
    pub number: EnquiryNumber,
    /// What the code phrase finds it by.
    pub locator: &'a [u8; 32],
    /// The public keys of whoever knows the code phrase.
    pub phrase_card: &'a [u8],
    /// The intake epoch it is sealed for, if for one.
    pub intake_epoch: Option<&'a str>,
    /// Hash of all the sender sent: the same again is the same.
    pub content_hash: &'a [u8; 32],
    /// The hour.
    pub hour: Instant,
    /// Where it goes.
    pub admission: Admission,
    /// The thread's identifier, made by the sender.
    pub vault_id: VaultId,
    /// The thread's key, for the phrase and for the intake, or for the readers the asker chose.
    pub wraps: &'a [NewWrap<'a>],
    /// Those the asker chose herself; nobody if it is sealed for the intake.
    pub readers: &'a [StaffId],
    /// Those the asker left out.
    pub excluded: &'a [StaffId],
    /// The question, number 1 of the thread.
    pub entry: &'a NewEntry<'a>,
    /// The coded facts, sealed by the server for revision 1.
    pub facts: &'a [u8],
}

/// A call or visit logged by staff. Its vaults and readers are recorded beside it.
#[derive(Clone, Copy, Debug)]
pub struct NewCall<'a> {
    /// The matter's identifier.
    pub matter_id: MatterId,
    /// The number people say.
    pub number: EnquiryNumber,
    /// When the call came.
    pub received_at: Instant,
    /// The coded facts, sealed by the server for revision 1.
    pub facts: &'a [u8],
}

/// Whoever knows the code phrase of a thread, as keys are wrapped for her.
#[derive(Clone, Debug, Eq, FromRow, PartialEq)]
pub struct Asker {
    /// What the code phrase finds the thread by, 32 bytes.
    pub locator: Vec<u8>,
    /// Her public keys.
    pub phrase_card: Vec<u8>,
}

/// What a code phrase finds.
#[derive(Clone, Debug, Eq, FromRow, PartialEq)]
pub struct Thread {
    /// The matter's identifier.
    #[sqlx(try_from = "Text")]
    pub matter_id: MatterId,
    /// The thread's identifier.
    #[sqlx(try_from = "Text")]
    pub vault_id: VaultId,
    /// The number people say.
    #[sqlx(try_from = "Text")]
    pub number: EnquiryNumber,
    /// Where the matter lies.
    #[sqlx(try_from = "Text")]
    pub shelf: Shelf,
    /// The public keys of whoever knows the code phrase.
    pub phrase_card: Vec<u8>,
    /// Why it is in no queue; none if it is where its shelf says.
    #[sqlx(try_from = "NullableText")]
    pub held: Option<Hold>,
    /// Number of the content key in use.
    #[sqlx(try_from = "i64")]
    pub key_number: u32,
}

/// One enquiry; nothing for whoever is excluded from it.
pub async fn find(tx: &mut Tx, scope: &Scope, matter: MatterId) -> Result<Option<Enquiry>, Fault> {
    sql!(
        find,
        tx,
        scope.centre(),
        "select e.matter_id, e.number, e.state, e.shelf, e.awaits, e.phrase_card, e.intake_epoch,
         e.received_at, e.closed_at, e.held, e.revision from enquiries e
         where e.centre_id = $1 and e.matter_id = $2
         and not exists (select 1 from exclusions x
             where x.centre_id = e.centre_id and x.matter_id = e.matter_id and x.staff_id = $3)",
        matter.as_str(),
        scope.staff().as_str()
    )
}

/// The matter of a number people say; nothing for whoever is excluded from it.
pub async fn find_by_number(
    tx: &mut Tx,
    scope: &Scope,
    number: EnquiryNumber,
) -> Result<Option<MatterId>, Fault> {
    let found: Option<(String,)> = sql!(
        find,
        tx,
        scope.centre(),
        "select e.matter_id from enquiries e where e.centre_id = $1 and e.number = $2
         and not exists (select 1 from exclusions x
             where x.centre_id = e.centre_id and x.matter_id = e.matter_id and x.staff_id = $3)",
        number.as_str(),
        scope.staff().as_str()
    )?;
    Ok(found.and_then(|(matter,)| matter.parse().ok()))
}

/// For whom the asker's keys are wrapped: nothing for a call, or for whoever is excluded.
pub async fn find_asker(
    tx: &mut Tx,
    scope: &Scope,
    matter: MatterId,
) -> Result<Option<Asker>, Fault> {
    sql!(
        find,
        tx,
        scope.centre(),
        "select e.locator, e.phrase_card from enquiries e
         where e.centre_id = $1 and e.matter_id = $2 and e.locator is not null
         and not exists (select 1 from exclusions x
             where x.centre_id = e.centre_id and x.matter_id = e.matter_id and x.staff_id = $3)",
        matter.as_str(),
        scope.staff().as_str()
    )
}

/// What a code phrase finds, if anything.
pub async fn find_thread(
    tx: &mut Tx,
    scope: &VisitorScope,
    locator: &[u8; 32],
) -> Result<Option<Thread>, Fault> {
    sql!(
        find,
        tx,
        scope.centre(),
        "select e.matter_id, v.vault_id, e.number, e.shelf, e.phrase_card, e.held, v.key_number from enquiries e
         join vaults v on v.centre_id = e.centre_id and v.matter_id = e.matter_id and v.kind = 'thread'
         where e.centre_id = $1 and e.locator = $2",
        locator.as_slice()
    )
}

/// Keeps an enquiry sent by a visitor: the enquiry, its thread, wraps, question and facts.
///
/// The same sent again is [`Recorded::Already`]. [`Fault::Conflict`] if an id or the locator
/// is in use for something else, [`Fault::NumberTaken`] if the number is: make another;
/// [`Fault::Refused`] if a chosen reader is left out too, not at work here, or gets no wrap.
pub async fn record(
    tx: &mut Tx,
    scope: &VisitorScope,
    enquiry: &NewEnquiry<'_>,
) -> Result<(Recorded, EnquiryNumber), Fault> {
    let centre = scope.centre();
    let held = (enquiry.admission == Admission::Held).then_some(Hold::Doubted);
    let kept = sql!(
        change,
        tx,
        centre,
        "insert into enquiries (centre_id, matter_id, number, locator, phrase_card, intake_epoch, content_hash,
         state, shelf, awaits, awaits_since, received_at, held, revision)
         values ($1, $2, $3, $4, $5, $6, $7, 'open', 'new', 'centre', $8, $8, $9, 1) on conflict do nothing",
        enquiry.matter_id.as_str(),
        enquiry.number.as_str(),
        enquiry.locator.as_slice(),
        enquiry.phrase_card,
        enquiry.intake_epoch,
        enquiry.content_hash.as_slice(),
        enquiry.hour.milliseconds(),
        held.map(Hold::as_str)
    )?;
    if kept == 0 {
        let number = find_same(tx, centre, enquiry).await?;
        return Ok((Recorded::Already, number));
    }
    record_contents(tx, centre, enquiry).await?;
    Ok((Recorded::New, enquiry.number))
}

async fn record_contents(
    tx: &mut Tx,
    centre: &CentreId,
    enquiry: &NewEnquiry<'_>,
) -> Result<(), Fault> {
    let (matter, hour) = (enquiry.matter_id, enquiry.hour);
    for staff in enquiry.excluded {
        exclusion::insert(tx, centre, matter, *staff, hour).await?;
    }
    for staff in enquiry.readers {
        reader::insert(tx, centre, matter, *staff, hour).await?;
    }
    let thread = NewVault {
        vault_id: enquiry.vault_id,
        matter_id: enquiry.matter_id,
        kind: VaultKind::Thread,
        wraps: enquiry.wraps,
    };
    vault::record_in(tx, centre, &thread).await?;
    entry::insert(tx, centre, None, enquiry.entry).await?;
    match enquiry.admission {
        Admission::Queued => finish(tx, centre, matter, enquiry.facts).await,
        // Nobody is told: whoever looks at the shelf sees it.
        Admission::Held => {
            fact::record_in(tx, centre, matter, FactKind::Enquiry, enquiry.facts).await
        }
    }
}

async fn find_same(
    tx: &mut Tx,
    centre: &CentreId,
    enquiry: &NewEnquiry<'_>,
) -> Result<EnquiryNumber, Fault> {
    #[derive(FromRow)]
    struct Kept {
        matter_id: String,
        #[sqlx(try_from = "Text")]
        number: EnquiryNumber,
        content_hash: Option<Vec<u8>>,
    }
    let kept: Option<Kept> = sql!(
        find,
        tx,
        centre,
        "select matter_id, number, content_hash from enquiries
         where centre_id = $1 and (matter_id = $2 or locator = $3)",
        enquiry.matter_id.as_str(),
        enquiry.locator.as_slice()
    )?;
    let kept = kept.ok_or(Fault::NumberTaken)?;
    let same_matter = kept.matter_id == enquiry.matter_id.as_str();
    let same_content = kept.content_hash.as_deref() == Some(enquiry.content_hash.as_slice());
    if same_matter && same_content {
        Ok(kept.number)
    } else {
        Err(Fault::Conflict)
    }
}

/// Keeps a call. Sent again it is [`Recorded::Already`], with the number it got first.
/// [`Fault::NumberTaken`] if the number is in use: make another.
pub async fn log(
    tx: &mut Tx,
    scope: &Scope,
    call: &NewCall<'_>,
) -> Result<(Recorded, EnquiryNumber), Fault> {
    let centre = scope.centre();
    let kept = sql!(
        change,
        tx,
        centre,
        "insert into enquiries (centre_id, matter_id, number, state, shelf, awaits, awaits_since, received_at, revision)
         values ($1, $2, $3, 'open', 'new', 'nobody', $4, $4, 1) on conflict do nothing",
        call.matter_id.as_str(),
        call.number.as_str(),
        call.received_at.milliseconds()
    )?;
    if kept == 0 {
        let same = find(tx, scope, call.matter_id)
            .await?
            .ok_or(Fault::NumberTaken)?;
        return Ok((Recorded::Already, same.number));
    }
    finish(tx, centre, call.matter_id, call.facts).await?;
    Ok((Recorded::New, call.number))
}

async fn finish(
    tx: &mut Tx,
    centre: &CentreId,
    matter: MatterId,
    facts: &[u8],
) -> Result<(), Fault> {
    fact::record_in(tx, centre, matter, FactKind::Enquiry, facts).await?;
    matter::count_in(tx, centre).await?;
    tx.tell(centre, NewsKind::Matters);
    Ok(())
}

/// Closes an open enquiry at once. [`Fault::Stale`] if it changed since `revision`.
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
        "update enquiries set state = 'closed', shelf = 'closed', closed_at = $4, revision = revision + 1
         where centre_id = $1 and matter_id = $2 and revision = $3 and state = 'open'",
        matter.as_str(),
        revision,
        at.milliseconds()
    )?;
    Fault::stale_unless(changed)?;
    moved(tx, scope.centre(), matter, Shelf::New, Shelf::Closed).await
}

/// Opens an enquiry again that was closed at once. [`Fault::Stale`] if it changed since `revision`.
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
        "update enquiries set state = 'open', shelf = 'new', closed_at = null, revision = revision + 1
         where centre_id = $1 and matter_id = $2 and revision = $3 and state = 'closed'",
        matter.as_str(),
        revision
    )?;
    Fault::stale_unless(changed)?;
    moved(tx, scope.centre(), matter, Shelf::Closed, Shelf::New).await
}

pub(crate) async fn moved(
    tx: &mut Tx,
    centre: &CentreId,
    matter: MatterId,
    from: Shelf,
    to: Shelf,
) -> Result<(), Fault> {
    matter::move_to(tx, centre, matter, from, to).await?;
    tx.tell(centre, NewsKind::Matters);
    Ok(())
}
