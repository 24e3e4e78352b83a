//! Cross tables: counts laid out by dimensions, with their margins and denominators.

use std::fmt;

use fyren_domain::code::Code;
use serde::{Serialize, Serializer};

use crate::{
    columns::Columns,
    count::{self, Lane, Selection},
    dimension::{Dimension, Unit},
    month::Month,
    question::{Question, QuestionFault},
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
        let cells = count::cells(&selection, &lanes);
        let whole = count::units(&selection);
        let axis = |(dimension, lane): (&Dimension, &Lane<'_>)| Axis {
            dimension: *dimension,
            several: question.unit.has_several(*dimension),
            margin: if lanes.len() == 1 {
                cells.clone()
            } else {
                count::cells(&selection, std::slice::from_ref(lane))
            },
            categories: lane.categories.clone(),
        };
        let axes = question.dimensions.iter().zip(&lanes).map(axis).collect();
        Ok(CrossTable {
            unit: question.unit,
            units: whole.counted,
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
        if let Some(period) = question.period {
            selection.keep_months(period.first.number()..=period.last.number());
        }
        for (dimension, code) in &question.only {
            match dimension {
                Dimension::Month => selection.keep(|_| false),
                _ => self.keep_code(&mut selection, table, *dimension, code),
            }
        }
        if !question.without.is_empty() {
            let owners: std::collections::HashSet<u32> = question
                .without
                .iter()
                .filter_map(|matter| self.owner(*matter))
                .collect();
            let rows = table.owners();
            selection.keep(|row| !owners.contains(&rows[row]));
        }
        selection
    }

    fn keep_code(
        &self,
        selection: &mut Selection<'_>,
        table: &Table,
        dimension: Dimension,
        code: &Code,
    ) {
        let place = self.dictionary(dimension).find(code);
        match (table.column(dimension), place) {
            (Some(Column::One(column)), Some(place)) => selection.keep(|row| column[row] == place),
            (Some(Column::Several(column)), Some(place)) => {
                selection.keep(|row| column[row] >> place & 1 == 1)
            }
            _ => selection.keep(|_| false),
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
