//! Why a file cannot be read, and what to do about it.

use crate::{COLUMNS_AT_MOST, FILE_BYTES_AT_MOST, ROWS_AT_MOST};

/// What is wrong with a file as a whole.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum FileFault {
    /// Nothing stands in it.
    #[error("nothing stands in the file")]
    Empty,
    /// More bytes than are read.
    #[error("the file is larger than {} MB: divide it", FILE_BYTES_AT_MOST / 1024 / 1024)]
    TooLarge,
    /// More rows than are read.
    #[error("the sheet has more than {ROWS_AT_MOST} rows: divide it")]
    TooManyRows,
    /// More columns than are read.
    #[error(
        "line {line} has more than {COLUMNS_AT_MOST} columns: remove those that are not in the template"
    )]
    TooManyColumns {
        /// Where.
        line: usize,
    },
    /// XLS.
    #[error("this is a workbook of Excel 97–2003: save it as .xlsx or .csv")]
    OldWorkbook,
    /// Neither text nor workbook.
    #[error("this is neither CSV nor XLSX")]
    NotASheet,
    /// A workbook that does not hold together, or one with a passphrase.
    #[error(
        "the workbook cannot be read: open it, save it anew as .xlsx without a password, and try again"
    )]
    Damaged,
    /// A small file that would become a very large one.
    #[error(
        "the workbook is larger when unpacked than any sheet of calls: save the sheet alone, or as .csv"
    )]
    Swollen,
    /// There is no sheet of this name.
    #[error("there is no sheet {name}: the workbook has {}", .there.join(", "))]
    NoSuchSheet {
        /// The name asked for.
        name: String,
        /// Those there are.
        there: Vec<String>,
    },
    /// A quotation that is not closed, or the like.
    #[error(
        "line {line}: the row cannot be told apart; look for a quotation mark without its fellow"
    )]
    BrokenRow {
        /// Where.
        line: usize,
    },
}
