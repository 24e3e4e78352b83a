//! Challenges on which work was done, each used up by one content. Kept as keyed hashes until they are too old to count.

use fyren_domain::{access::MachineScope, time::Instant};

use crate::{entry::Recorded, fault::Fault, statement::sql, tx::Tx};

/// Uses a challenge up for a content; for the same content it may be used again. [`Fault::Conflict`] if it was used for another.
///
/// `ends_at` is a whole hour after which the challenge is too old for anything.
pub async fn record(
    tx: &mut Tx,
    scope: &MachineScope,
    mark: &[u8; 32],
    content: &[u8; 32],
    ends_at: Instant,
) -> Result<Recorded, Fault> {
    let kept = sql!(
        change,
        tx,
        scope.centre(),
        "insert into spent_challenges (centre_id, mark, content, ends_at) values ($1, $2, $3, $4)
         on conflict (centre_id, mark) do nothing",
        mark.as_slice(),
        content.as_slice(),
        ends_at.milliseconds()
    )?;
    if kept == 1 {
        return Ok(Recorded::New);
    }
    let used: Option<(Vec<u8>,)> = sql!(
        find,
        tx,
        scope.centre(),
        "select content from spent_challenges where centre_id = $1 and mark = $2",
        mark.as_slice()
    )?;
    if used.is_some_and(|(used,)| used == content) {
        Ok(Recorded::Already)
    } else {
        Err(Fault::Conflict)
    }
}

/// Forgets challenges that are too old for anything; gives their number.
pub async fn forget_ended(tx: &mut Tx, scope: &MachineScope, now: Instant) -> Result<u64, Fault> {
    sql!(
        change,
        tx,
        scope.centre(),
        "delete from spent_challenges where centre_id = $1 and ends_at <= $2",
        now.milliseconds()
    )
}
