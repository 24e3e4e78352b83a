//! Why a table is not protected: what is wrong with it and where, or that nothing can make it safe.

use thiserror::Error;

/// Line and column in the table's text, both from 1.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column in characters.
    pub column: usize,
}

impl Place {
    pub(super) const fn fault(self, reason: Reason) -> TableFault {
        TableFault::Table {
            place: self,
            reason,
        }
    }
}

/// Why a table is not protected. Nothing of it is given out.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum TableFault {
    /// The table cannot be read.
    #[error("{}:{}: {reason}", .place.line, .place.column)]
    Table {
        /// Where.
        place: Place,
        /// Why.
        reason: Reason,
    },
    /// Even with everything hidden a cell would tell too much.
    #[error(
        " the cell {0} cannot be protected: with all else hidden, what is known of it and the earlier releases \
         still tell too much. Leave the dimension or the period out, or merge codes of it"
    )]
    Unsafe(String),
    /// The search ended without a proof for a cell.
    #[error(
        " the table was not protected: no proof was found for the cell {0}. Merge codes, or protect the table \
         part by part"
    )]
    NotProved(String),
}

/// What is wrong with a table.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum Reason {
    /// Not JSON.
    #[error("not JSON: {0}")]
    Syntax(&'static str),
    /// A member that must be there.
    #[error("the member {0:?} is missing")]
    Missing(&'static str),
    /// A member that nothing reads.
    #[error("the member {0:?} is not known here")]
    UnknownMember(String),
    /// Something else was expected.
    #[error("{0} was expected")]
    Expected(&'static str),
    /// Less than 0.
    #[error("must not be negative")]
    Negative,
    /// Not a whole number.
    #[error("must be a whole number")]
    NotWhole,
    /// Too many digits.
    #[error("the number has too many digits")]
    TooLarge,
    /// Said twice.
    #[error("{0:?} stands here twice")]
    Repeated(String),
    /// More than can be taken.
    #[error("at most {most} {what}")]
    TooMany {
        /// The most.
        most: usize,
        /// Of what.
        what: &'static str,
    },
    /// Not one to four dimensions.
    #[error("one to four dimensions were expected")]
    Dimensions,
    /// A code with a character that names need.
    #[error("the code {0:?} is empty, is \"*\" or holds \"|\"")]
    Code(String),
    /// A parent that is no code of the dimension.
    #[error("the parent {0:?} is no code of this dimension")]
    Parent(String),
    /// A code that is its own ancestor.
    #[error("the code {0:?} stands above itself")]
    Circle(String),
    /// A key of another length than there are dimensions.
    #[error("the key needs one code for each of the {0} dimensions")]
    KeyLength(usize),
    /// A key with a code that is not there.
    #[error("{0:?} is no code of the dimension {1:?}")]
    UnknownCode(String, String),
    /// A margin that is not the sum of its leaf cells.
    #[error("this margin is {said}, but its leaf cells sum to {sum}")]
    Margin {
        /// What the table says.
        said: i64,
        /// What follows.
        sum: i64,
    },
    /// More persons than there can be.
    #[error("the count {count} is more than the known_max {most}")]
    OverMost {
        /// The count.
        count: i64,
        /// The most there can be.
        most: i64,
    },
    /// An earlier statement that the table contradicts.
    #[error(
        "this earlier statement is contradicted by the table: it says {said}, the table gives {sum}. If figures \
         were revised, mark the earlier ones as revised and leave them out"
    )]
    Contradiction {
        /// What was said.
        said: String,
        /// What the table gives.
        sum: String,
    },
}
