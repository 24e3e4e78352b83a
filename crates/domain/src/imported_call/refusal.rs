//! Why a row, or a whole sheet, is not taken; said so that whoever keeps the sheet can put it right.

use std::fmt;

use super::Column;

/// Characters of a cell that are said again.
const SHOWN_CHARACTERS: usize = 40;

/// A cell that is not taken, and with it the call it belongs to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Refusal {
    /// The line of the file, from 1.
    pub line: usize,
    /// The column.
    pub column: Column,
    /// What stands there, shortened.
    pub found: String,
    /// What is wrong with it.
    pub reason: RefusalReason,
}

/// What can be wrong with a cell.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum RefusalReason {
    /// It must be filled in.
    Missing,
    /// The centre's list has no such answer; the nearest it has, if one is near.
    NotListed {
        /// What may have been meant.
        near: Option<String>,
    },
    /// No day.
    NotADay,
    /// No time of day.
    NotATime,
    /// No whole number, or one that is too large.
    NotANumber {
        /// The largest that is taken.
        at_most: u32,
    },
    /// It cannot be a number of the centre's own.
    NotAnOwnNumber,
    /// It has the form of a personal identity number.
    PersonalNumber,
    /// It lies in the future, or before there were centres.
    OutsideTime,
    /// It lies before what must have come first.
    OutOfOrder,
    /// Another row of the same call says otherwise.
    Contradicts {
        /// The line of that row.
        line: usize,
    },
    /// Only a consultation has this, and the row says that it is none.
    NotTakenOn,
    /// It is right, and waits for another row of the same call.
    HeldBack {
        /// The line of that row.
        line: usize,
    },
}

impl Refusal {
    pub(super) fn new(line: usize, column: Column, found: &str, reason: RefusalReason) -> Self {
        Self {
            line,
            column,
            found: shown(found),
            reason,
        }
    }
}

/// What stands in a cell, shortened, and without what could move the cursor of a terminal.
pub(super) fn shown(text: &str) -> String {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    let mut shown: String = text.chars().take(SHOWN_CHARACTERS).map(plain).collect();
    if text.chars().nth(SHOWN_CHARACTERS).is_some() {
        shown.push('…');
    }
    shown
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, heading) = (self.line, self.column.heading());
        write!(f, "line {line}, {heading}: ")?;
        if !self.found.is_empty() {
            write!(f, "`{}` ", self.found)?;
        }
        write!(f, "{}", self.reason)
    }
}

impl fmt::Display for RefusalReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("must be filled in"),
            Self::NotListed { near: Some(near) } => write!(f, "is not in the centre's list: did you mean `{near}`?"),
            Self::NotListed { near: None } => {
                f.write_str("is not in the centre's list: see the template for what it takes")
            }
            Self::NotADay => f.write_str("is no day: write it as 2026-11-30"),
            Self::NotATime => f.write_str("is no time of day: write it as 14:05"),
            Self::NotANumber { at_most } => write!(f, "is no whole number from 0 to {at_most}"),
            Self::NotAnOwnNumber => f.write_str("is no number of the centre's own: use letters, digits, - / . _ and at most 30 of them"),
            Self::PersonalNumber => f.write_str("has the form of a personal identity number: use a number of the centre's own"),
            Self::OutsideTime => f.write_str("lies in the future or before 1990"),
            Self::OutOfOrder => f.write_str("lies before what must have come first"),
            Self::Contradicts { line } => write!(f, "says something else than line {line} of the same call"),
            Self::NotTakenOn => write!(
                f,
                "belongs to a consultation, and {} says that it is none: say yes there, or leave this empty",
                Column::TakenOn.heading()
            ),
            Self::HeldBack { line } => write!(f, "is right, and waits for line {line} of the same call"),
        }
    }
}

/// Why nothing of a sheet is taken.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum SheetFault {
    /// A column that must be there is not.
    MissingColumn(Column),
    /// Two columns are the same.
    RepeatedColumn {
        /// What stands above the second.
        heading: String,
        /// Which it is.
        column: Column,
    },
    /// The template has no such column.
    UnknownColumn {
        /// What stands above it.
        heading: String,
        /// What may have been meant.
        near: Option<Column>,
    },
    /// It holds texts, and nothing on the server may.
    TextColumn {
        /// What stands above it.
        heading: String,
    },
    /// There are headings, and nothing below them.
    NoRows,
}

impl fmt::Display for SheetFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingColumn(column) => write!(
                f,
                "the column {} is missing: add it; its cells may be empty where nothing is known",
                column.heading()
            ),
            Self::RepeatedColumn { heading, column } => {
                write!(
                    f,
                    "the column `{heading}` is {} a second time: remove one",
                    column.heading()
                )
            }
            Self::UnknownColumn {
                heading,
                near: Some(near),
            } => {
                write!(
                    f,
                    "the template has no column `{heading}`: did you mean {}?",
                    near.heading()
                )
            }
            Self::UnknownColumn {
                heading,
                near: None,
            } => {
                write!(
                    f,
                    "the template has no column `{heading}`: remove it, or leave such columns out with --ignore-columns"
                )
            }
            Self::TextColumn { heading } => write!(
                f,
                "the column `{heading}` holds texts, and nothing on the server may hold a text, since no command can seal it: \
                 remove it, or leave such columns out with --ignore-columns"
            ),
            Self::NoRows => f.write_str("there are headings, and no rows below them"),
        }
    }
}
