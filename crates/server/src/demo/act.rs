//! What happens to a matter of the demo centre, and when. Acts that lie ahead of today never happen.

use fyren_domain::closure::Closure;
use fyren_domain::code::Code;
use fyren_domain::consultation::ConsultationFacts;
use fyren_domain::enquiry::EnquiryFacts;
use fyren_domain::time::{Date, Instant};
use fyren_seal::EntryKind;

/// Who writes: an index of the demo's staff, or whoever knows the matter's code phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Writer {
    Asker,
    Staff(usize),
}

/// One thing that happens.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    /// An asker sends the first text.
    Ask(String),
    /// A call is logged.
    Log,
    /// The coordinator opens what an asker sent, and becomes its first reader.
    OpenIntake,
    /// The coordinator records what the enquiry needs.
    Assess(EnquiryFacts),
    /// Somebody is kept out.
    Exclude(usize),
    /// Readers are named beside the coordinator.
    NameReaders(Vec<usize>),
    /// The enquiry becomes a consultation of which this is known.
    TakeOn(ConsultationFacts),
    /// Something is written.
    Write(Writer, EntryKind, String),
    /// Work was done for so many minutes.
    Spend(u32),
    /// A day is set to look at it again.
    FollowUp(Date),
    /// It was looked at again.
    FollowedUp,
    /// The enquiry is closed without becoming a consultation.
    CloseAtOnce(Code),
    /// The consultation is closed.
    Close(Closure),
    /// The consultation is opened again.
    Reopen,
}

/// An act and its time.
#[derive(Clone, Debug)]
pub(crate) struct Timed {
    pub(crate) at: Instant,
    pub(crate) act: Act,
}

/// Everything that happens to one matter, in order.
pub(crate) struct Plan {
    /// The facts at the beginning.
    pub(crate) facts: EnquiryFacts,
    /// The number of its thread in the script, if an asker wrote it.
    pub(crate) thread: Option<usize>,
    pub(crate) acts: Vec<Timed>,
}

impl Plan {
    pub(crate) fn new(facts: EnquiryFacts, thread: Option<usize>) -> Self {
        Self {
            facts,
            thread,
            acts: Vec::new(),
        }
    }

    /// Lets something happen, not before what happened last.
    pub(crate) fn then(&mut self, at: Instant, act: Act) {
        let last = self.acts.last().map(|timed| timed.at);
        self.acts.push(Timed {
            at: last.map_or(at, |last| last.max(at)),
            act,
        });
    }
}
