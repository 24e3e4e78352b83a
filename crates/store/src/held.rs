//! Enquiries that are held: doubted when they came, or put away as junk. They are in no queue and no count but their own.
//!
//! Junk is removed after a while with all that was written; its number and hour stay, because events name it.

use fyren_domain::{
    access::{MachineScope, Scope},
    id::{CentreId, MatterId},
    time::Instant,
};

use crate::{
    fact,
    fault::Fault,
    matter::{self, Matter},
    news::NewsKind,
    reader_count,
    statement::{sql, written},
    tx::Tx,
};

written! {
    /// Why an enquiry is in no queue.
    pub enum Hold {
        /// Less work was done on it than was demanded: somebody has to look.
        Doubted = "doubted",
        /// Somebody looked, and put it away as junk.
        Junk = "junk",
        /// It was junk, and nothing of it is left but its number.
        Removed = "removed",
    }
}

/// The enquiries held so, oldest first, without those the worker is excluded from.
pub async fn list(
    tx: &mut Tx,
    scope: &Scope,
    hold: Hold,
    at_most: u32,
) -> Result<Vec<Matter>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select e.matter_id, e.number, e.shelf, e.awaits, e.awaits_since, e.received_at, c.taken_on_at, e.closed_at
         from enquiries e
         left join consultations c on c.centre_id = e.centre_id and c.matter_id = e.matter_id
         where e.centre_id = $1 and e.held = $3
         and not exists (select 1 from exclusions x
             where x.centre_id = e.centre_id and x.matter_id = e.matter_id and x.staff_id = $2)
         order by e.received_at, e.matter_id limit $4",
        scope.staff().as_str(),
        hold.as_str(),
        i64::from(at_most)
    )
}

/// How many are held so, without those the worker is excluded from.
pub async fn count(tx: &mut Tx, scope: &Scope, hold: Hold) -> Result<i64, Fault> {
    let counted: Option<(i64,)> = sql!(
        find,
        tx,
        scope.centre(),
        "select count(*) from enquiries e where e.centre_id = $1 and e.held = $3
         and not exists (select 1 from exclusions x
             where x.centre_id = e.centre_id and x.matter_id = e.matter_id and x.staff_id = $2)",
        scope.staff().as_str(),
        hold.as_str()
    )?;
    Ok(counted.map_or(0, |(counted,)| counted))
}

/// Takes a held enquiry into the queue, and from then on it is counted. [`Fault::Stale`] if it is not held, or removed.
pub async fn take_in(tx: &mut Tx, scope: &Scope, matter: MatterId) -> Result<(), Fault> {
    let centre = scope.centre();
    let changed = sql!(
        change,
        tx,
        centre,
        "update enquiries set held = null, put_away_at = null, revision = revision + 1
         where centre_id = $1 and matter_id = $2 and (held = 'doubted' or held = 'junk')",
        matter.as_str()
    )?;
    Fault::stale_unless(changed)?;
    mark(tx, centre, matter, 0).await?;
    matter::count_in(tx, centre).await?;
    fact::touch(tx, centre, matter).await?;
    tx.tell(centre, NewsKind::Matters);
    Ok(())
}

/// Puts an open enquiry of a visitor away as junk, out of the queue and all counts. [`Fault::Stale`] if it is none, or put away.
pub async fn put_away(
    tx: &mut Tx,
    scope: &Scope,
    matter: MatterId,
    at: Instant,
) -> Result<(), Fault> {
    let centre = scope.centre();
    let queued = sql!(
        change,
        tx,
        centre,
        "update enquiries set held = 'junk', put_away_at = $3, revision = revision + 1
         where centre_id = $1 and matter_id = $2 and held is null and state = 'open' and locator is not null",
        matter.as_str(),
        at.milliseconds()
    )?;
    if queued == 1 {
        mark(tx, centre, matter, 1).await?;
        matter::count_out(tx, centre).await?;
        fact::touch(tx, centre, matter).await?;
        tx.tell(centre, NewsKind::Matters);
        return Ok(());
    }
    let doubted = sql!(
        change,
        tx,
        centre,
        "update enquiries set held = 'junk', put_away_at = $3, revision = revision + 1
         where centre_id = $1 and matter_id = $2 and held = 'doubted'",
        matter.as_str(),
        at.milliseconds()
    )?;
    Fault::stale_unless(doubted)
}

async fn mark(tx: &mut Tx, centre: &CentreId, matter: MatterId, held: i64) -> Result<(), Fault> {
    reader_count::shift(tx, centre, matter, -1).await?;
    sql!(
        change,
        tx,
        centre,
        "update readers set held = $3 where centre_id = $1 and matter_id = $2",
        matter.as_str(),
        held
    )?;
    sql!(
        change,
        tx,
        centre,
        "update exclusions set held = $3 where centre_id = $1 and matter_id = $2",
        matter.as_str(),
        held
    )?;
    reader_count::shift(tx, centre, matter, 1).await
}

/// Junk that was put away before an instant.
pub async fn list_old(
    tx: &mut Tx,
    scope: &MachineScope,
    before: Instant,
    at_most: u32,
) -> Result<Vec<MatterId>, Fault> {
    let rows: Vec<(String,)> = sql!(
        list,
        tx,
        scope.centre(),
        "select matter_id from enquiries where centre_id = $1 and held = 'junk' and put_away_at < $2
         order by received_at, matter_id limit $3",
        before.milliseconds(),
        i64::from(at_most)
    )?;
    Ok(rows
        .into_iter()
        .filter_map(|(matter,)| matter.parse().ok())
        .collect())
}

/// Removes all that came with a junk enquiry and all that was written in it. [`Fault::Stale`] if it was taken back.
pub async fn remove(tx: &mut Tx, scope: &MachineScope, matter: MatterId) -> Result<(), Fault> {
    let centre = scope.centre();
    let changed = sql!(
        change,
        tx,
        centre,
        "update enquiries set held = 'removed', put_away_at = null, locator = null, phrase_card = null, content_hash = null,
         intake_epoch = null, awaits = 'nobody', revision = revision + 1
         where centre_id = $1 and matter_id = $2 and held = 'junk'",
        matter.as_str()
    )?;
    Fault::stale_unless(changed)?;
    remove_contents(tx, centre, matter).await?;
    remove_people(tx, centre, matter).await?;
    fact::remove_in(tx, centre, matter).await
}

async fn remove_contents(tx: &mut Tx, centre: &CentreId, matter: MatterId) -> Result<(), Fault> {
    sql!(
        change,
        tx,
        centre,
        "delete from attachment_chunks where centre_id = $1 and attachment_id in
         (select a.attachment_id from vaults v cross join attachments a
          where v.centre_id = $1 and v.matter_id = $2 and a.centre_id = v.centre_id and a.vault_id = v.vault_id)",
        matter.as_str()
    )?;
    sql!(
        change,
        tx,
        centre,
        "delete from attachments where centre_id = $1 and vault_id in
         (select v.vault_id from vaults v where v.centre_id = $1 and v.matter_id = $2)",
        matter.as_str()
    )?;
    sql!(
        change,
        tx,
        centre,
        "delete from entries where centre_id = $1 and vault_id in
         (select v.vault_id from vaults v where v.centre_id = $1 and v.matter_id = $2)",
        matter.as_str()
    )?;
    sql!(
        change,
        tx,
        centre,
        "delete from wraps where centre_id = $1 and vault_id in
         (select v.vault_id from vaults v where v.centre_id = $1 and v.matter_id = $2)",
        matter.as_str()
    )?;
    sql!(
        change,
        tx,
        centre,
        "delete from vaults where centre_id = $1 and matter_id = $2",
        matter.as_str()
    )?;
    Ok(())
}

async fn remove_people(tx: &mut Tx, centre: &CentreId, matter: MatterId) -> Result<(), Fault> {
    sql!(
        change,
        tx,
        centre,
        "delete from readers where centre_id = $1 and matter_id = $2",
        matter.as_str()
    )?;
    sql!(
        change,
        tx,
        centre,
        "delete from exclusions where centre_id = $1 and matter_id = $2",
        matter.as_str()
    )?;
    sql!(
        change,
        tx,
        centre,
        "delete from key_requests where centre_id = $1 and matter_id = $2",
        matter.as_str()
    )?;
    Ok(())
}
