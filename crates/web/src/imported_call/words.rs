//! What is wrong with a file, a sheet or a cell, in the words of whoever keeps it.

use fyren_domain::imported_call::{Column, RefusalReason, SheetFault};
use fyren_spreadsheet::FileFault;

use crate::texts::{Texts, fl};

/// Why a cell is not taken.
pub(super) fn reason(reason: &RefusalReason, texts: Texts) -> String {
    match reason {
        RefusalReason::Missing => fl!(texts, "imported-call-missing"),
        RefusalReason::NotListed { near: Some(near) } => {
            fl!(texts, "imported-call-near", near = near.as_str())
        }
        RefusalReason::NotListed { near: None } => fl!(texts, "imported-call-not-listed"),
        RefusalReason::NotADay => fl!(texts, "imported-call-day"),
        RefusalReason::NotATime => fl!(texts, "imported-call-time"),
        RefusalReason::NotANumber { at_most } => {
            fl!(texts, "imported-call-number", most = at_most.to_string())
        }
        RefusalReason::NotAnOwnNumber => fl!(texts, "imported-call-own-number"),
        RefusalReason::PersonalNumber => fl!(texts, "imported-call-personal-number"),
        RefusalReason::OutsideTime => fl!(texts, "imported-call-outside"),
        RefusalReason::OutOfOrder => fl!(texts, "imported-call-order"),
        RefusalReason::Contradicts { line } => {
            fl!(texts, "imported-call-contradicts", line = line.to_string())
        }
        RefusalReason::NotTakenOn => fl!(
            texts,
            "imported-call-not-taken-on",
            column = Column::TakenOn.heading()
        ),
        RefusalReason::HeldBack { line } => {
            fl!(texts, "imported-call-held-back", line = line.to_string())
        }
    }
}

/// Why nothing of a sheet is taken.
pub(super) fn sheet_fault(fault: &SheetFault, texts: Texts) -> String {
    match fault {
        SheetFault::MissingColumn(column) => fl!(
            texts,
            "imported-call-column-missing",
            column = column.heading()
        ),
        SheetFault::RepeatedColumn { heading, column } => fl!(
            texts,
            "imported-call-column-repeated",
            heading = heading.as_str(),
            column = column.heading()
        ),
        SheetFault::UnknownColumn {
            heading,
            near: Some(near),
        } => fl!(
            texts,
            "imported-call-column-near",
            heading = heading.as_str(),
            near = near.heading()
        ),
        SheetFault::UnknownColumn {
            heading,
            near: None,
        } => fl!(
            texts,
            "imported-call-column-unknown",
            heading = heading.as_str()
        ),
        SheetFault::TextColumn { heading } => fl!(
            texts,
            "imported-call-column-text",
            heading = heading.as_str()
        ),
        SheetFault::NoRows => fl!(texts, "imported-call-no-rows"),
    }
}

/// Why a file cannot be read.
pub(super) fn file_fault(fault: &FileFault, texts: Texts) -> String {
    match fault {
        FileFault::Empty => fl!(texts, "imported-call-file-empty"),
        FileFault::TooLarge | FileFault::TooManyRows | FileFault::Swollen => {
            fl!(texts, "imported-call-file-large")
        }
        FileFault::TooManyColumns { line } => {
            fl!(texts, "imported-call-file-wide", line = line.to_string())
        }
        FileFault::OldWorkbook => fl!(texts, "imported-call-file-old"),
        FileFault::NotASheet => fl!(texts, "imported-call-file-other"),
        FileFault::Damaged => fl!(texts, "imported-call-file-damaged"),
        FileFault::NoSuchSheet { name, there } => fl!(
            texts,
            "imported-call-file-sheet",
            name = name.as_str(),
            there = there.join(", ")
        ),
        FileFault::BrokenRow { line } => {
            fl!(texts, "imported-call-file-row", line = line.to_string())
        }
    }
}
