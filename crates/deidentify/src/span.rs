//! A place in a text where somebody could be recognised.

use crate::kind::Kind;

/// How sure a finding is, in four steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// 0.4: a guess from how it is written or from one word beside it.
    Possible,
    /// 0.6: its form or its surroundings say so, one of them alone.
    Likely,
    /// 0.8: form and surroundings agree, or a known name; a number with a wrong check digit.
    Strong,
    /// 1.0: nothing else has this form; a number whose date and check digit are right.
    Certain,
}

impl Confidence {
    /// A number between 0 and 1.
    #[must_use]
    pub const fn value(self) -> f64 {
        match self {
            Self::Possible => 0.4,
            Self::Likely => 0.6,
            Self::Strong => 0.8,
            Self::Certain => 1.0,
        }
    }
}

/// What was found, and where: in Unicode code points of the text as it was given, the end not included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// The first code point.
    pub start: usize,
    /// The code point after the last.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
    /// How sure that is.
    pub confidence: Confidence,
}

impl Span {
    /// Whether the text must not be sent while this stands in it.
    #[must_use]
    pub const fn blocks(&self) -> bool {
        self.kind.blocks()
    }
}
