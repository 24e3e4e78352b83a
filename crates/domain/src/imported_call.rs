//! Imported calls: the spreadsheet a centre kept before, row by row, made into the facts the log of calls makes.
//!
//! A row is one call, or one exposed person of a call whose rows share a number. Only codes, counts and days are
//! taken; a column of texts is refused. What is wrong is said with its line, its column and what would be taken.
//! The same rows give the same content, by which they are recognised when they come again.

mod answer;
mod call;
mod column;
mod headings;
mod moment;
mod refusal;
mod words;
mod written;

use std::collections::BTreeMap;

use self::{
    answer::{Answer, Reader},
    call::{AnsweredRow, Making},
    headings::Headings,
    words::Lists,
};
pub use self::{
    column::Column,
    refusal::{Refusal, RefusalReason, SheetFault},
    written::{ExportedCall, Wording, Writer, Written, write},
};
use crate::{
    centre::CentreModel,
    consultation::ConsultationFacts,
    enquiry::EnquiryFacts,
    sheet::{Sheet, SheetRow},
    time::Instant,
};

/// A call as it will be counted.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ImportedCall {
    /// The lines it stands on.
    pub lines: Vec<usize>,
    /// The centre's own number of it.
    pub number: Option<String>,
    /// The enquiry's facts.
    pub enquiry: EnquiryFacts,
    /// The consultation's, if it became one.
    pub consultation: Option<ConsultationFacts>,
    /// When it was closed, as either.
    pub closed: Option<Instant>,
    /// What it says, the same however it was typed.
    pub content: String,
}

/// What becomes of columns that the template does not have.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum OtherColumns {
    /// Nothing of the sheet is taken.
    Refused,
    /// They are left out.
    LeftOut,
}

/// A sheet as it was understood.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// How many rows it has below the headings.
    pub rows: usize,
    /// The calls that can be taken, in the order of their first lines.
    pub calls: Vec<ImportedCall>,
    /// What cannot, in the order of lines.
    pub refusals: Vec<Refusal>,
    /// The headings of columns that were left out.
    pub left_out: Vec<String>,
}

impl Reading {
    /// How many lines are refused.
    #[must_use]
    pub fn refused_lines(&self) -> usize {
        let mut lines: Vec<_> = self.refusals.iter().map(|refusal| refusal.line).collect();
        lines.dedup();
        lines.len()
    }
}

/// Reads a sheet against a centre's lists.
///
/// # Errors
/// What is wrong with the sheet as a whole; then nothing of it is taken.
pub fn read(
    sheet: &Sheet,
    model: &CentreModel,
    now: Instant,
    other_columns: OtherColumns,
) -> Result<Reading, Vec<SheetFault>> {
    let headings = Headings::read(sheet, other_columns)?;
    let reader = Reader::new(Lists::of(model));
    let mut gathered = Gathered::default();
    for row in &sheet.rows[1..] {
        gathered.take(&headings, &reader, row);
    }
    let mut reading = gathered.make(&Making { model, now });
    reading.rows = sheet.rows.len() - 1;
    reading.left_out = headings.left_out;
    Ok(reading)
}

/// The rows of a call: those that are right, and those that are not.
#[derive(Default)]
struct Rows {
    answered: Vec<AnsweredRow>,
    refusals: Vec<Refusal>,
}

/// Rows by the calls they belong to.
#[derive(Default)]
struct Gathered {
    calls: Vec<Rows>,
    by_number: BTreeMap<String, usize>,
}

impl Gathered {
    fn take(&mut self, headings: &Headings, reader: &Reader, row: &SheetRow) {
        let mut answers = BTreeMap::new();
        let mut refusals = Vec::new();
        for (place, column) in headings.columns() {
            let cell = row.cell(place);
            match reader.read(column, cell) {
                Some(Ok(answer)) => _ = answers.insert(column, answer),
                Some(Err(reason)) => {
                    refusals.push(Refusal::new(row.line, column, &cell.shown(), reason));
                }
                None => {}
            }
        }
        let call = self.call(answers.get(&Column::Number));
        if refusals.is_empty() {
            let line = row.line;
            call.answered.push(AnsweredRow { line, answers });
        } else {
            call.refusals.extend(refusals);
        }
    }

    /// The call of a number; a new one where there is no number.
    fn call(&mut self, number: Option<&Answer>) -> &mut Rows {
        let next = self.calls.len();
        let place = match number {
            Some(Answer::Number(number)) => *self.by_number.entry(number.clone()).or_insert(next),
            _ => next,
        };
        if place == next {
            self.calls.push(Rows::default());
        }
        &mut self.calls[place]
    }

    fn make(self, making: &Making<'_>) -> Reading {
        let mut reading = Reading::default();
        for mut rows in self.calls {
            if rows.refusals.is_empty() {
                match making.make(&rows.answered) {
                    Ok(call) => {
                        reading.calls.push(call);
                        continue;
                    }
                    Err(refusal) => rows.refusals.push(refusal),
                }
            }
            reading.refusals.extend(held_back(&rows));
            reading.refusals.extend(rows.refusals);
        }
        reading
            .refusals
            .sort_by_key(|refusal| (refusal.line, refusal.column));
        reading
    }
}

/// The rows of a call that are right beside one that is not: half a call would be counted as a whole one.
fn held_back(rows: &Rows) -> Vec<Refusal> {
    let Some(line) = rows.refusals.first().map(|refusal| refusal.line) else {
        return Vec::new();
    };
    let waiting = rows.answered.iter().filter(|row| row.line != line);
    waiting
        .map(|row| {
            let number = row.answers.get(&Column::Number).map(ToString::to_string);
            let reason = RefusalReason::HeldBack { line };
            Refusal::new(
                row.line,
                Column::Number,
                &number.unwrap_or_default(),
                reason,
            )
        })
        .collect()
}

#[cfg(test)]
mod tests;
