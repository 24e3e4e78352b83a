//! How many matters each reader has on each shelf, kept so that the count of her list reads one row.
//!
//! What changes is gathered in the transaction and kept with its commit, in the order of the keys: two
//! transactions that name the same readers never wait for one another in a circle.

use std::collections::BTreeMap;

use fyren_domain::id::{CentreId, MatterId, StaffId};

use crate::{fault::Fault, matter::Shelf, statement::sql, tx::Tx};

/// By how much counts change, by centre, reader and shelf.
pub(crate) type Shifts = BTreeMap<(CentreId, String, String), i64>;

/// How many matters of a shelf a member of staff reads, those held aside left out.
pub(crate) async fn find(
    tx: &mut Tx,
    centre: &CentreId,
    reader: StaffId,
    shelf: Shelf,
) -> Result<i64, Fault> {
    let counted: Option<(i64,)> = sql!(
        find,
        tx,
        centre,
        "select matters from reader_counts where centre_id = $1 and staff_id = $2 and shelf = $3",
        reader.as_str(),
        shelf.as_str()
    )?;
    Ok(counted.map_or(0, |(counted,)| counted))
}

/// Counts a matter in, with 1, or out, with -1, for all who read it now, unless it is held aside.
pub(crate) async fn shift(
    tx: &mut Tx,
    centre: &CentreId,
    matter: MatterId,
    by: i64,
) -> Result<(), Fault> {
    // Without `since` SQLite would go through an index of all readers that has everything else.
    let counted: Vec<(String, String, i64)> = sql!(
        list,
        tx,
        centre,
        "select staff_id, shelf, since from readers where centre_id = $1 and matter_id = $2 and held = 0",
        matter.as_str()
    )?;
    for (reader, shelf, _) in counted {
        tx.shift(centre, reader, shelf, by);
    }
    Ok(())
}

/// The same, for one of those who read it.
pub(crate) async fn shift_for(
    tx: &mut Tx,
    centre: &CentreId,
    matter: MatterId,
    reader: StaffId,
    by: i64,
) -> Result<(), Fault> {
    let counted: Option<(String,)> = sql!(
        find,
        tx,
        centre,
        "select shelf from readers where centre_id = $1 and matter_id = $2 and staff_id = $3 and held = 0",
        matter.as_str(),
        reader.as_str()
    )?;
    if let Some((shelf,)) = counted {
        tx.shift(centre, reader.to_string(), shelf, by);
    }
    Ok(())
}

/// Counts a member of staff out of everything she reads.
pub(crate) async fn clear(tx: &mut Tx, centre: &CentreId, reader: StaffId) -> Result<(), Fault> {
    let counted: Vec<(String, i64)> = sql!(
        list,
        tx,
        centre,
        "select shelf, matters from reader_counts where centre_id = $1 and staff_id = $2",
        reader.as_str()
    )?;
    for (shelf, matters) in counted {
        tx.shift(centre, reader.to_string(), shelf, -matters);
    }
    Ok(())
}

/// Keeps what was gathered; a count of nothing has no row.
pub(crate) async fn keep(tx: &mut Tx, shifts: Shifts) -> Result<(), Fault> {
    for ((centre, reader, shelf), by) in shifts {
        if by == 0 {
            continue;
        }
        sql!(
            change,
            tx,
            &centre,
            "insert into reader_counts (centre_id, staff_id, shelf, matters) values ($1, $2, $3, $4)
             on conflict (centre_id, staff_id, shelf) do update set matters = reader_counts.matters + excluded.matters",
            reader.as_str(),
            shelf.as_str(),
            by
        )?;
        sql!(
            change,
            tx,
            &centre,
            "delete from reader_counts where centre_id = $1 and staff_id = $2 and shelf = $3 and matters = 0",
            reader.as_str(),
            shelf.as_str()
        )?;
    }
    Ok(())
}
