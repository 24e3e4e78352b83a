//! A centre with very many matters, made by the database itself, for measuring lists.

use fyren_domain::id::{CentreId, StaffId};

use crate::{Fault, Store, engine, statement::sql, tx::Tx};

/// Who sees what of the matters made.
pub struct Filling {
    /// Excluded from one of every thousand matters.
    pub coordinator: StaffId,
    /// A reader of one of every fifty matters.
    pub member: StaffId,
    /// How many; one of twenty is new, the others are closed.
    pub matters: i64,
}

/// Fills an open centre that has no matters.
pub async fn fill(store: &Store, centre: &CentreId, filling: &Filling) -> Result<(), Fault> {
    let mut tx = store.begin().await?;
    engine::take_time(&mut tx).await?;
    make_matters(&mut tx, centre, filling.matters).await?;
    make_relations(&mut tx, centre, filling).await?;
    sql!(
        change,
        &mut tx,
        centre,
        "update counters set
         new_matters = (select count(*) from enquiries e where e.centre_id = $1 and e.shelf = 'new'),
         closed_matters = (select count(*) from enquiries e where e.centre_id = $1 and e.shelf = 'closed')
         where centre_id = $1"
    )?;
    sql!(
        change,
        &mut tx,
        centre,
        "insert into reader_counts (centre_id, staff_id, shelf, matters)
         select centre_id, staff_id, shelf, count(*) from readers where centre_id = $1 group by centre_id, staff_id, shelf"
    )?;
    sql!(everywhere, change, &mut tx, "analyze enquiries")?;
    sql!(everywhere, change, &mut tx, "analyze readers")?;
    sql!(everywhere, change, &mut tx, "analyze exclusions")?;
    tx.commit().await
}

async fn make_matters(tx: &mut Tx, centre: &CentreId, matters: i64) -> Result<(), Fault> {
    sql!(
        change,
        tx,
        centre,
        "insert into enquiries (centre_id, matter_id, number, state, shelf, awaits, awaits_since, received_at, closed_at, revision)
         with recursive n (i) as (select cast(1 as bigint) union all select i + 1 from n where i < $2),
         s (symbols) as (select '0123456789ABCDEFGHJKMNPQRSTVWXYZ')
         select $1,
             replace(replace(replace(replace(
                 'aaaaaaaaaaaaaaa' || substr(cast(10000000000 + i as text), 2) || 'a',
                 '0', 'k'), '1', 'l'), '8', 'm'), '9', 'n'),
             'F-' || substr(symbols, cast(1 + (i / 1048576) % 32 as integer), 1)
                 || substr(symbols, cast(1 + (i / 32768) % 32 as integer), 1)
                 || substr(symbols, cast(1 + (i / 1024) % 32 as integer), 1)
                 || substr(symbols, cast(1 + (i / 32) % 32 as integer), 1)
                 || substr(symbols, cast(1 + i % 32 as integer), 1),
             case when i % 20 = 0 then 'open' else 'closed' end,
             case when i % 20 = 0 then 'new' else 'closed' end,
             'nobody',
             (i * 7919 % 100003) * 3600000,
             (i * 7919 % 100003) * 3600000,
             case when i % 20 = 0 then null else (i * 7919 % 100003) * 3600000 end,
             i
         from n cross join s",
        matters
    )?;
    Ok(())
}

async fn make_relations(tx: &mut Tx, centre: &CentreId, filling: &Filling) -> Result<(), Fault> {
    sql!(
        change,
        tx,
        centre,
        "insert into readers (centre_id, matter_id, staff_id, shelf, received_at, since)
         select centre_id, matter_id, $2, shelf, received_at, received_at from enquiries
         where centre_id = $1 and revision % 50 = 1",
        filling.member.as_str()
    )?;
    sql!(
        change,
        tx,
        centre,
        "insert into exclusions (centre_id, matter_id, staff_id, shelf, since)
         select centre_id, matter_id, $2, shelf, received_at from enquiries
         where centre_id = $1 and revision % 1000 = 3",
        filling.coordinator.as_str()
    )?;
    Ok(())
}
