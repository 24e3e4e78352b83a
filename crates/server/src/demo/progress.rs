//! How far the seeding has come: one line on stderr that is written over, or a few lines where nobody watches.

use std::io::{IsTerminal as _, Write as _};

/// A line that tells how much is done.
pub(crate) struct Progress {
    what: &'static str,
    all: usize,
    told: usize,
    watched: bool,
}

impl Progress {
    /// Begins to tell about so many things.
    pub(crate) fn of(what: &'static str, all: usize) -> Self {
        let watched = std::io::stderr().is_terminal();
        let mut progress = Self {
            what,
            all,
            told: 0,
            watched,
        };
        progress.tell(0);
        progress
    }

    /// So many are done.
    pub(crate) fn tell(&mut self, done: usize) {
        let percent = done * 100 / self.all.max(1);
        if self.watched {
            // A terminal that is gone is no reason to stop.
            let _ = write!(std::io::stderr(), "\r{} … {percent} %\x1b[K", self.what);
        } else if percent >= self.told + 50 || done == 0 {
            eprintln!("{} … {percent} %", self.what);
            self.told = percent;
        }
    }

    /// All is done.
    pub(crate) fn end(mut self) {
        self.tell(self.all);
        if self.watched {
            eprintln!();
        }
    }
}
