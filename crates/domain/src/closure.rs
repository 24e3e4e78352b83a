//! Closing a consultation: how it ended, what was advised, where it led.

use crate::{
    code::Code,
    consultation::{ConsultationFacts, Referral, TimeSpent},
    follow_up::FollowUp,
    time::{Date, Instant},
};

/// What is said when a consultation is closed. Codes are checked against the centre's lists when the
/// consultation's facts are.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Closure {
    /// Of the list `outcome`.
    pub outcome: Code,
    /// Of the list `advice`, several; added to what was recorded before.
    pub advice: Vec<Code>,
    /// Units the asker was shown on to; added to what was recorded before.
    pub referrals: Vec<Referral>,
    /// Minutes of work not yet recorded.
    pub minutes: Option<u32>,
    /// A day to look back on what became of it, if any.
    pub look_back: Option<Date>,
}

/// Why a consultation cannot be closed, reopened or changed.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum ClosureFault {
    /// It is closed.
    #[error("this consultation is closed")]
    Closed,
    /// It is not closed.
    #[error("this consultation is not closed")]
    NotClosed,
    /// A follow-up is neither done nor dropped.
    #[error("the follow-up of {0} is not done")]
    FollowUpOpen(Date),
    /// The day to look back is not to come.
    #[error("the day to look back must be after today")]
    LookBackPast,
}

impl Closure {
    pub(crate) fn record_in(self, facts: &mut ConsultationFacts, now: Instant) {
        let today = now.swedish_date();
        for advice in self.advice {
            if !facts.advice.contains(&advice) {
                facts.advice.push(advice);
            }
        }
        facts.referrals.extend(self.referrals);
        if let Some(minutes) = self.minutes.filter(|minutes| *minutes > 0) {
            facts.time_spent.push(TimeSpent {
                on: today,
                minutes,
                work: Code::unknown(),
            });
        }
        facts
            .follow_ups
            .extend(self.look_back.map(|due| FollowUp { due, done: None }));
        facts.outcome = Some(self.outcome);
        facts.closed = Some(now.whole_minute());
    }
}
