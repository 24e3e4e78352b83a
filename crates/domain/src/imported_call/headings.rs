//! The first row of a sheet: which column stands where, and which are none of ours.

use super::{
    Column, OtherColumns,
    column::words,
    refusal::{SheetFault, shown},
    words::{is_one_of, normal},
};
use crate::{centre::suggestion, sheet::Sheet};

/// A cell of so many words is a text, whatever stands above it.
const WORDS_OF_A_TEXT: usize = 8;

/// The columns of a sheet by their places.
pub(super) struct Headings {
    columns: Vec<(usize, Column)>,
    pub(super) left_out: Vec<String>,
}

impl Headings {
    pub(super) fn read(sheet: &Sheet, others: OtherColumns) -> Result<Self, Vec<SheetFault>> {
        let mut headings = Self {
            columns: Vec::new(),
            left_out: Vec::new(),
        };
        let mut faults = Vec::new();
        for place in 0..width(sheet) {
            let heading = sheet.rows[0].cell(place).shown();
            if heading.is_empty() && is_empty(sheet, place) {
                continue;
            }
            match (Column::named(&normal(&heading)), others) {
                (Some(column), _) if headings.has(column) => {
                    let heading = shown(&heading);
                    faults.push(SheetFault::RepeatedColumn { heading, column });
                }
                (Some(column), _) => headings.columns.push((place, column)),
                (None, OtherColumns::LeftOut) => headings.left_out.push(shown(&heading)),
                (None, OtherColumns::Refused) => faults.push(other(sheet, place, &heading)),
            }
        }
        let needed = Column::NEEDED.into_iter();
        let missing = needed.filter(|column| !headings.has(*column));
        faults.extend(missing.map(SheetFault::MissingColumn));
        if faults.is_empty() && sheet.rows.len() < 2 {
            faults.push(SheetFault::NoRows);
        }
        if faults.is_empty() {
            Ok(headings)
        } else {
            Err(faults)
        }
    }

    pub(super) fn columns(&self) -> impl Iterator<Item = (usize, Column)> {
        self.columns.iter().copied()
    }

    fn has(&self, column: Column) -> bool {
        self.columns.iter().any(|(_, there)| *there == column)
    }
}

fn width(sheet: &Sheet) -> usize {
    let rows = sheet.rows.iter().take(sheet.rows.len().max(1));
    rows.map(|row| row.cells.len()).max().unwrap_or(0)
}

fn is_empty(sheet: &Sheet, place: usize) -> bool {
    sheet.rows.iter().all(|row| row.cell(place).is_blank())
}

/// What is wrong with a column that the template does not have.
fn other(sheet: &Sheet, place: usize, heading: &str) -> SheetFault {
    let word = normal(heading);
    let mut cells = sheet.rows[1..].iter().map(|row| row.cell(place).shown());
    let has_text = cells.any(|cell| cell.split_whitespace().count() >= WORDS_OF_A_TEXT);
    let heading = shown(heading);
    if has_text || is_one_of(&word, &words().texts) {
        return SheetFault::TextColumn { heading };
    }
    let known: Vec<_> = Column::ALL
        .iter()
        .map(|column| normal(column.heading()))
        .collect();
    let near = suggestion::nearest(&word, known.iter().map(String::as_str));
    SheetFault::UnknownColumn {
        heading,
        near: near.map(|place| Column::ALL[place]),
    }
}
