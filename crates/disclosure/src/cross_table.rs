//! Cross tables: counts laid out by dimensions, with their margins and denominators.

use std::fmt;

use fyren_domain::code::Code;
use serde::{Serialize, Serializer};

use crate::{
    columns::Columns,
    count::{self, Lane},
    dimension::{Dimension, Unit},
    month::{Month, Period},
    question::{Question, QuestionFault},
    selection::{Filter, Selection},
    table::{Column, Table},
};

/// A table with more cells is refused.
pub const MOST_CELLS: usize = 1 << 22;

/// One place on an axis.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Category {
    /// A code; `unknown` is one of them.
    Code(Code),
    /// A month.
    Month(Month),
}

impl Category {
    /// The code, if it is one.
    #[must_use]
    pub fn code(&self) -> Option<&Code> {
        match self {
            Self::Code(code) => Some(code),
            Self::Month(_) => None,
        }
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => code.fmt(f),
            Self::Month(month) => month.fmt(f),
        }
    }
}

impl Serialize for Category {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A count and what it is a part of. Without the whole, a share says nothing.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
pub struct Share {
    /// The part.
    pub count: u64,
    /// The whole.
    pub of: u64,
}

impl Share {
    /// The share in tenths of a per cent, rounded half up; none of nothing.
    #[must_use]
    pub fn permille(self) -> Option<u64> {
        (self.count * 1_000 + self.of / 2).checked_div(self.of)
    }
}

/// One side of a table.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Axis {
    /// What lies along it.
    pub dimension: Dimension,
    /// Whether a unit can stand in several of its categories, so that counts along it may add up to more than the units.
    pub several: bool,
    /// The categories in order: those of the centre's list, or every month from first to last.
    pub categories: Vec<Category>,
    /// How many units stand in each category, each unit counted once.
    pub margin: Vec<u64>,
}

/// Counts of one unit laid out by dimensions.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct CrossTable {
    /// What is counted.
    pub unit: Unit,
    /// The units counted: the whole that shares are part of.
    pub units: u64,
    /// Consultations for which nobody knows how many persons were mentioned; zero for other units.
    pub uncounted: u64,
    /// The sides, in the order of the question.
    pub axes: Vec<Axis>,
    cells: Vec<u64>,
}

impl CrossTable {
    /// The count in a cell: one place for each axis, from zero. None outside the table.
    #[must_use]
    pub fn count(&self, places: &[usize]) -> Option<u64> {
        if places.len() != self.axes.len() {
            return None;
        }
        let mut cell = 0;
        for (place, axis) in places.iter().zip(&self.axes) {
            if *place >= axis.categories.len() {
                return None;
            }
            cell = cell * axis.categories.len() + place;
        }
        self.cells.get(cell).copied()
    }

    /// The share a category has of all units.
    #[must_use]
    pub fn share(&self, axis: usize, place: usize) -> Option<Share> {
        let count = *self.axes.get(axis)?.margin.get(place)?;
        Some(Share {
            count,
            of: self.units,
        })
    }

    /// All counts, the last axis running fastest.
    #[must_use]
    pub fn cells(&self) -> &[u64] {
        &self.cells
    }
}

impl Columns {
    /// Counts what a question asks for.
    ///
    /// A unit with several categories of a dimension is counted in each of them, and once in `units` and in the
    /// margins of other axes.
    pub fn cross_table(&self, question: &Question) -> Result<CrossTable, QuestionFault> {
        question.check()?;
        let table = self.table(question.unit);
        let selection = self.selection(question, table);
        let lanes = question
            .dimensions
            .iter()
            .map(|dimension| self.lane(*dimension, table, &selection));
        let lanes: Vec<Lane<'_>> = lanes.collect();
        let cells = lanes.iter().try_fold(1_usize, |cells, lane| {
            cells.checked_mul(lane.categories.len())
        });
        if cells.is_none_or(|cells| cells > MOST_CELLS) {
            return Err(QuestionFault::TooWide);
        }
        let whole = selection.whole();
        let cells = match lanes.as_slice() {
            [] => vec![whole.units],
            lanes => count::cells(&selection, lanes),
        };
        let axes = question
            .dimensions
            .iter()
            .enumerate()
            .map(|(axis, dimension)| Axis {
                dimension: *dimension,
                several: question.unit.has_several(*dimension),
                margin: count::margin(&selection, &lanes, axis, &cells),
                categories: lanes[axis].categories.clone(),
            });
        let axes = axes.collect();
        Ok(CrossTable {
            unit: question.unit,
            units: whole.units,
            uncounted: whole.unknown,
            axes,
            cells,
        })
    }

    fn selection<'t>(&self, question: &Question, table: &'t Table) -> Selection<'t> {
        let mut selection = Selection::all(table);
        if question.unit == Unit::PersonsMentioned {
            selection.weighted();
        }
        if let Some(Period { first, last }) = question.period {
            selection.keep(Filter::Months {
                months: table.months(),
                period: first.number()..=last.number(),
            });
        }
        for (dimension, code) in &question.only {
            selection.keep(self.code_filter(table, *dimension, code));
        }
        if !question.without.is_empty() {
            let than = question
                .without
                .iter()
                .filter_map(|matter| self.owner(*matter))
                .collect();
            selection.keep(Filter::OwnedByOthers {
                owners: table.owners(),
                than,
            });
        }
        selection
    }

    fn code_filter<'t>(&self, table: &'t Table, dimension: Dimension, code: &Code) -> Filter<'t> {
        match (
            table.column(dimension),
            self.dictionary(dimension).find(code),
        ) {
            (Some(Column::One(column)), Some(place)) => Filter::Place { column, place },
            (Some(Column::Several(column)), Some(place)) => Filter::Bit { column, place },
            _ => Filter::Nothing,
        }
    }

    fn lane<'t>(
        &self,
        dimension: Dimension,
        table: &'t Table,
        selection: &Selection<'_>,
    ) -> Lane<'t> {
        if dimension == Dimension::Month {
            let months = selection.months();
            let categories = months
                .clone()
                .map(|month| Category::Month(Month::numbered(month)))
                .collect();
            return Lane::of_months(table.months(), *months.start(), categories);
        }
        let codes = self.dictionary(dimension).codes().iter();
        Lane::of_codes(
            table.column(dimension),
            codes.cloned().map(Category::Code).collect(),
        )
    }
}

#[cfg(test)]
mod tests;
