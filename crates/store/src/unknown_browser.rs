//! Kinds of browsers a staff member has signed in from, so that one she has not used before is told her.

use fyren_domain::{
    access::{MachineScope, Scope},
    id::StaffId,
    time::Instant,
};
use sqlx::FromRow;

use crate::{fault::Fault, statement::sql, tx::Tx};

/// A kind of browser she has not said she knows.
#[derive(Clone, Debug, Eq, FromRow, PartialEq)]
pub struct NewBrowser {
    /// The kind, in coarse words.
    pub browser: String,
    /// When she first signed in from it.
    #[sqlx(try_from = "i64")]
    pub first_at: Instant,
}

/// Notes a sign-in. The first kind of browser of an account needs no answer; every later one does.
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
        "insert into known_browsers (centre_id, staff_id, browser, first_at, answered)
         select p.centre_id, p.staff_id, $3, $4,
             case when exists (select 1 from known_browsers k where k.centre_id = p.centre_id and k.staff_id = p.staff_id)
                 then 0 else 1 end
         from staff p where p.centre_id = $1 and p.staff_id = $2
         on conflict (centre_id, staff_id, browser) do nothing",
        staff.as_str(),
        browser,
        at.milliseconds()
    )?;
    Ok(())
}

/// Those the worker has not answered for.
pub async fn list_new(
    tx: &mut Tx,
    scope: &MachineScope,
    staff: StaffId,
) -> Result<Vec<NewBrowser>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select browser, first_at from known_browsers
         where centre_id = $1 and staff_id = $2 and answered = 0 order by first_at",
        staff.as_str()
    )
}

/// The worker knows them: it was she.
pub async fn answer(tx: &mut Tx, scope: &Scope) -> Result<(), Fault> {
    sql!(
        change,
        tx,
        scope.centre(),
        "update known_browsers set answered = 1 where centre_id = $1 and staff_id = $2",
        scope.staff().as_str()
    )?;
    Ok(())
}
