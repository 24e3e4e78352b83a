//! How often something was done within a window of time, counted for all nodes together.

use fyren_domain::{access::MachineScope, time::Instant};

use crate::{fault::Fault, statement::sql, tx::Tx};

/// Counts one more and gives how often it was done in this window, this time included.
///
/// `subject` is a keyed hash: nobody's name or address is kept.
pub async fn count(
    tx: &mut Tx,
    scope: &MachineScope,
    act: &str,
    subject: &[u8; 32],
    window_start: Instant,
) -> Result<i64, Fault> {
    let times: Option<(i64,)> = sql!(
        find,
        tx,
        scope.centre(),
        "insert into limits (centre_id, act, subject, window_start, times) values ($1, $2, $3, $4, 1)
         on conflict (centre_id, act, subject, window_start) do update set times = limits.times + 1
         returning times",
        act,
        subject.as_slice(),
        window_start.milliseconds()
    )?;
    Ok(times.map_or(1, |(times,)| times))
}

/// How often something was done in a window.
pub async fn find(
    tx: &mut Tx,
    scope: &MachineScope,
    act: &str,
    subject: &[u8; 32],
    window_start: Instant,
) -> Result<i64, Fault> {
    let times: Option<(i64,)> = sql!(
        find,
        tx,
        scope.centre(),
        "select times from limits where centre_id = $1 and act = $2 and subject = $3 and window_start = $4",
        act,
        subject.as_slice(),
        window_start.milliseconds()
    )?;
    Ok(times.map_or(0, |(times,)| times))
}

/// Forgets windows that began before an instant; gives the number of rows.
pub async fn forget_before(
    tx: &mut Tx,
    scope: &MachineScope,
    window_start: Instant,
) -> Result<u64, Fault> {
    sql!(
        change,
        tx,
        scope.centre(),
        "delete from limits where centre_id = $1 and window_start < $2",
        window_start.milliseconds()
    )
}
