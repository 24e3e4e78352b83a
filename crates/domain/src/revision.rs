//! Which writing of a thing somebody has seen, so that a lost race is noticed.

use serde::{Deserialize, Serialize};

/// Counts the writings of a thing, from 1.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Revision(pub i64);

/// Somebody else has written since.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("somebody else has changed this since")]
pub struct Stale;

impl Revision {
    /// The revision of what was just made.
    pub const FIRST: Self = Self(1);

    /// The revision of the next writing.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// Checks that this is the revision somebody has seen.
    pub fn check(self, seen: Self) -> Result<(), Stale> {
        if self == seen { Ok(()) } else { Err(Stale) }
    }
}

impl Default for Revision {
    fn default() -> Self {
        Self::FIRST
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_has_seen_an_older_writing_is_stale() {
        let seen = Revision::FIRST;
        assert_eq!(seen.check(seen), Ok(()));
        assert_eq!(seen.next().check(seen), Err(Stale));
    }
}
