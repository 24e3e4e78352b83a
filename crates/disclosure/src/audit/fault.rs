//! What can be wrong with claims, and where.

use std::fmt;

/// Why claims cannot be audited.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum ClaimsFault {
    /// Not JSON, or a member stands twice.
    #[error("{line}:{column}: {reason}")]
    Json {
        /// Counted from 1.
        line: usize,
        /// Counted from 1.
        column: usize,
        /// What was expected.
        reason: String,
    },
    /// JSON, but not claims.
    #[error("{path}: {reason}")]
    Claim {
        /// Such as `releases[2].published[5].expr`.
        path: String,
        /// What is wrong there.
        reason: Reason,
    },
}

/// What is wrong at a place of the claims.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Reason {
    /// A member that must be there is not.
    #[error("is missing")]
    Missing,
    /// The value is of another kind.
    #[error("must be {0}")]
    Expected(&'static str),
    /// Nothing in it.
    #[error("is empty: name at least one atom")]
    Empty,
    /// The same name stood before.
    #[error("{name:?} stands at {at} already")]
    Repeated {
        /// The name.
        name: String,
        /// Where it stood first.
        at: String,
    },
    /// A name that no atom has.
    #[error("names {0:?}, which is none of the atoms")]
    UnknownAtom(String),
    /// Below nothing.
    #[error("must not be negative")]
    Negative,
    /// A count with decimals.
    #[error("must be a whole number")]
    NotWhole,
    /// An operator that is not known.
    #[error("must be \"=\", \"<=\" or \">=\"")]
    Operator,
    /// Over a million million.
    #[error("is too large: at most 1000000000000")]
    TooLarge,
    /// More digits than can be kept exactly.
    #[error("has too many digits: at most 15, and 12 of them decimals")]
    TooPrecise,
    /// The coefficients differ in size by more than can be reckoned with exactly.
    #[error("the numbers differ too much in size to be reckoned with exactly")]
    TooFarApart,
    /// More than is taken.
    #[error("are too many: at most {most} {what}")]
    TooMany {
        /// The limit.
        most: usize,
        /// Of what.
        what: &'static str,
    },
    /// Nothing satisfies all statements up to here.
    #[error("{0}")]
    Contradiction(Contradiction),
}

/// Statements that no whole numbers satisfy.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Contradiction {
    /// The release after which there is no way out.
    pub release: String,
    /// The paths of earlier statements that contradict it, if few; `None` if many.
    pub with: Option<Vec<String>>,
}

impl fmt::Display for Contradiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let release = &self.release;
        write!(f, "release {release:?} is contradictory from here: ")?;
        match self.with.as_deref() {
            None => write!(f, "no whole numbers satisfy this and what was said before"),
            Some([]) => write!(f, "no whole numbers within the known limits satisfy this"),
            Some(paths) => write!(
                f,
                "no whole numbers satisfy this together with {}",
                paths.join(", ")
            ),
        }
    }
}
