//! Browsers a staff member has signed in from without being known there, so that she is told.
//! A known browser shows it by itself, and is noted nowhere.

use fyren_domain::{
    access::{MachineScope, Scope},
    id::StaffId,
    time::Instant,
};
use sqlx::FromRow;

use crate::{fault::Fault, statement::sql, tx::Tx};

/// Browsers of a kind from which somebody signed in as her, and of which she has not said that it was she.
#[derive(Clone, Debug, Eq, FromRow, PartialEq)]
pub struct UnknownBrowser {
    /// The kind, in coarse words.
    pub browser: String,
    /// When it last happened.
    #[sqlx(try_from = "i64")]
    pub signed_in_at: Instant,
}

/// Notes a sign-in from a browser that was not known. The first of an account needs no answer; every later one does.
pub async fn note(
    tx: &mut Tx,
    scope: &MachineScope,
    staff: StaffId,
    browser: &str,
    at: Instant,
) -> Result<(), Fault> {
    sql!(
        change,
        tx,
        scope.centre(),
        "insert into unknown_browsers (centre_id, staff_id, browser, signed_in_at, answered)
         select p.centre_id, p.staff_id, $3, $4,
             case when exists (select 1 from unknown_browsers k where k.centre_id = p.centre_id and k.staff_id = p.staff_id)
                 then 0 else 1 end
         from staff p where p.centre_id = $1 and p.staff_id = $2
         on conflict (centre_id, staff_id, browser) do update set signed_in_at = excluded.signed_in_at, answered = 0",
        staff.as_str(),
        browser,
        at.milliseconds()
    )?;
    Ok(())
}

/// Those the worker has not answered for.
pub async fn list(
    tx: &mut Tx,
    scope: &MachineScope,
    staff: StaffId,
) -> Result<Vec<UnknownBrowser>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select browser, signed_in_at from unknown_browsers
         where centre_id = $1 and staff_id = $2 and answered = 0 order by signed_in_at",
        staff.as_str()
    )
}

/// The worker knows them: it was she.
pub async fn answer(tx: &mut Tx, scope: &Scope) -> Result<(), Fault> {
    sql!(
        change,
        tx,
        scope.centre(),
        "update unknown_browsers set answered = 1 where centre_id = $1 and staff_id = $2",
        scope.staff().as_str()
    )?;
    Ok(())
}
