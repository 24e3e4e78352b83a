//! What colleagues are told of a recovery, wherever they begin their day.

use fyren_domain::access::Scope;
use fyren_domain::id::StaffId;
use fyren_domain::recovery::{Phase, RecoveryOutcome, RecoveryReason, told_since};
use fyren_domain::time::Instant;
use fyren_store::Tx;
use fyren_store::recovery::{self, Recovery};

use crate::error::Error;
use crate::matter::moment;
use crate::paths::{filled, hub};
use crate::texts::{Texts, fl};

/// A recovery as a page shows it.
pub(crate) struct RecoveryLine {
    pub(crate) name: String,
    pub(crate) told: String,
    pub(crate) ended: bool,
    /// Whether the delay is over and it has not ended.
    pub(crate) open: bool,
    /// Whose keys they are.
    pub(crate) own: bool,
    /// Whether the worker holds a share of them that she has not passed on.
    pub(crate) holds: bool,
    /// Whether she has passed it on to the browser that waits now.
    pub(crate) passed: bool,
    /// Whether a browser waits for shares.
    pub(crate) waits: bool,
    pub(crate) share: String,
    pub(crate) stop: String,
}

impl RecoveryLine {
    /// What is under way and what ended lately.
    pub(crate) async fn list(
        tx: &mut Tx,
        scope: &Scope,
        now: Instant,
        texts: Texts,
    ) -> Result<Vec<Self>, Error> {
        let found = recovery::list(tx, scope, now, told_since(now)).await?;
        let line = |recovery: &Recovery| Self::of(recovery, scope.staff(), now, texts);
        Ok(found.iter().map(line).collect())
    }

    fn of(recovery: &Recovery, worker: StaffId, now: Instant, texts: Texts) -> Self {
        let passed = match worker {
            first if first == recovery.first_staff => Some(recovery.first_passed.is_some()),
            second if second == recovery.second_staff => Some(recovery.second_passed.is_some()),
            _ => None,
        };
        let own = recovery.staff_id == worker;
        Self {
            name: recovery.name.clone(),
            told: told(recovery, texts),
            ended: recovery.outcome.is_some(),
            open: recovery.outcome.is_none() && recovery.window().phase(now) == Phase::Open,
            own,
            holds: passed.is_some() && !own,
            passed: passed == Some(true),
            waits: recovery.card.is_some(),
            share: filled(hub::RECOVERY_SHARE, &recovery.recovery_id),
            stop: filled(hub::RECOVERY_STOP, &recovery.recovery_id),
        }
    }
}

fn told(recovery: &Recovery, texts: Texts) -> String {
    let name = recovery.name.clone();
    match (recovery.outcome, recovery.ended_at) {
        (Some(RecoveryOutcome::Done), Some(at)) => {
            fl!(texts, "recovery-told-done", name = name, at = moment(at))
        }
        (Some(RecoveryOutcome::Stopped), Some(at)) => {
            fl!(texts, "recovery-told-stopped", name = name, at = moment(at))
        }
        _ => fl!(
            texts,
            "recovery-told",
            name = name,
            by = recovery.begun_by.clone(),
            at = moment(recovery.begun_at),
            reason = reason_label(recovery.reason, texts),
            opens = moment(recovery.opens_at)
        ),
    }
}

/// A reason as it is read.
pub(super) fn reason_label(reason: RecoveryReason, texts: Texts) -> String {
    match reason {
        RecoveryReason::Forgotten => fl!(texts, "recovery-forgotten"),
        RecoveryReason::LongAway => fl!(texts, "recovery-long-away"),
        RecoveryReason::Seen => fl!(texts, "recovery-seen"),
    }
}
