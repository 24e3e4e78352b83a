//! A sign-in whose first message was sent and whose last never came: somebody went away, or guessed with a program of her own that keeps to
//! itself what it found.
//!
//! It was counted as failed when it began (see `pace`). When it is forgotten, an event says so: one for each person and turn, however many
//! there were, so that nobody fills the log.

use std::collections::BTreeSet;

use fyren_domain::access::MachineScope;
use fyren_store::sign_in_attempt;

use super::attempt::Purpose;
use crate::app::App;
use crate::error::Error;
use crate::event::{Act, record_system_act};

/// Forgets exchanges that have ended, and records whose sign-in was begun and not finished.
pub async fn forget_unfinished(app: &App, scope: &MachineScope) -> Result<(), Error> {
    let mut tx = app.store.begin().await?;
    let ended = sign_in_attempt::take_ended(&mut tx, scope, app.clock.now()).await?;
    let sign_ins = ended
        .iter()
        .filter(|attempt| attempt.purpose == Purpose::SignIn.as_str());
    let whose: BTreeSet<_> = sign_ins.filter_map(|attempt| attempt.staff_id).collect();
    for staff in whose {
        record_system_act(
            app,
            &mut tx,
            scope,
            Act::SignInUnfinished,
            Some(staff.as_str()),
        )
        .await?;
    }
    Ok(tx.commit().await?)
}
