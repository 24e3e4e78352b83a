//! Recovery codes: second factors on paper, each good once. Known here only as hashes bound to their owner.

use fyren_domain::{access::MachineScope, id::StaffId, time::Instant};

use crate::{fault::Fault, statement::sql, tx::Tx};

/// Replaces all codes of a staff member.
pub async fn replace(
    tx: &mut Tx,
    scope: &MachineScope,
    staff: StaffId,
    code_hashes: &[[u8; 32]],
) -> Result<(), Fault> {
    sql!(
        change,
        tx,
        scope.centre(),
        "delete from recovery_codes where centre_id = $1 and staff_id = $2",
        staff.as_str()
    )?;
    for code_hash in code_hashes {
        sql!(
            change,
            tx,
            scope.centre(),
            "insert into recovery_codes (centre_id, staff_id, code_hash) values ($1, $2, $3)",
            staff.as_str(),
            code_hash.as_slice()
        )?;
    }
    Ok(())
}

/// Uses a code up. [`Fault::Stale`] if there is none such, or it was used.
pub async fn take(
    tx: &mut Tx,
    scope: &MachineScope,
    staff: StaffId,
    code_hash: &[u8; 32],
    at: Instant,
) -> Result<(), Fault> {
    let used = sql!(
        change,
        tx,
        scope.centre(),
        "update recovery_codes set used_at = $4
         where centre_id = $1 and staff_id = $2 and code_hash = $3 and used_at is null",
        staff.as_str(),
        code_hash.as_slice(),
        at.milliseconds()
    )?;
    Fault::stale_unless(used)
}

/// How many codes a staff member has left.
pub async fn count_left(tx: &mut Tx, scope: &MachineScope, staff: StaffId) -> Result<i64, Fault> {
    let left: Option<(i64,)> = sql!(
        find,
        tx,
        scope.centre(),
        "select count(*) from recovery_codes where centre_id = $1 and staff_id = $2 and used_at is null",
        staff.as_str()
    )?;
    Ok(left.map_or(0, |(left,)| left))
}
