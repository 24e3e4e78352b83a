//! The counting itself: blocks of rows, one column after another.
//!
//! A row's cell is the sum of its categories' places times the axes' strides, so a
//! block is added up column by column without a branch. Rows with several
//! categories are spread at the end.

use std::ops::RangeInclusive;

use crate::{
    cross_table::Category,
    table::{Column, Table, UNKNOWN_WEIGHT},
};

const BLOCK: usize = 4_096;

/// Which rows count, and for how many.
pub(crate) struct Selection<'t> {
    table: &'t Table,
    period: Option<RangeInclusive<u16>>,
    kept: Option<Vec<bool>>,
    weights: Option<&'t [u32]>,
}

/// How many units a selection holds.
#[derive(Default)]
pub(crate) struct Whole {
    pub(crate) counted: u64,
    pub(crate) unknown: u64,
}

impl<'t> Selection<'t> {
    pub(crate) fn all(table: &'t Table) -> Self {
        Self {
            table,
            period: None,
            kept: None,
            weights: None,
        }
    }

    /// Counts what a row stands for instead of the row itself.
    pub(crate) fn weighted(&mut self) {
        self.weights = Some(self.table.weights());
    }

    pub(crate) fn keep_months(&mut self, period: RangeInclusive<u16>) {
        let months = self.table.months();
        self.keep(|row| period.contains(&months[row]));
        self.period = Some(period);
    }

    /// Keeps only rows for which something holds.
    pub(crate) fn keep(&mut self, holds: impl Fn(usize) -> bool) {
        let rows = self.table.len();
        let kept = self.kept.get_or_insert_with(|| vec![true; rows]);
        for (row, keep) in kept.iter_mut().enumerate() {
            *keep &= holds(row);
        }
    }

    /// The months a table shows: those of the period, or from the first to the last that is kept.
    pub(crate) fn months(&self) -> RangeInclusive<u16> {
        if let Some(period) = &self.period {
            return period.clone();
        }
        let months = self
            .table
            .months()
            .iter()
            .enumerate()
            .filter(|(row, _)| self.weight(*row) > 0);
        let (first, last) = months.fold((u16::MAX, 0), |(first, last), (_, month)| {
            (first.min(*month), last.max(*month))
        });
        first..=last
    }

    /// What a row counts for; nothing if it is left out or nobody knows.
    fn weight(&self, row: usize) -> u64 {
        if self.kept.as_ref().is_some_and(|kept| !kept[row]) {
            return 0;
        }
        self.weights.map_or(1, |weights| match weights[row] {
            UNKNOWN_WEIGHT => 0,
            weight => weight.into(),
        })
    }

    /// Whether every row counts for one.
    fn is_plain(&self) -> bool {
        self.kept.is_none() && self.weights.is_none()
    }
}

/// The column that lies along one axis.
pub(crate) struct Lane<'t> {
    pub(crate) categories: Vec<Category>,
    places: Places<'t>,
}

enum Places<'t> {
    Months {
        months: &'t [u16],
        first: u16,
    },
    One(&'t [u8]),
    Several(&'t [u64]),
    /// The table has no row yet.
    Empty,
}

impl<'t> Lane<'t> {
    pub(crate) fn of_months(months: &'t [u16], first: u16, categories: Vec<Category>) -> Self {
        Self {
            categories,
            places: Places::Months { months, first },
        }
    }

    pub(crate) fn of_codes(column: Option<&'t Column>, categories: Vec<Category>) -> Self {
        let places = match column {
            Some(Column::One(column)) => Places::One(column),
            Some(Column::Several(column)) => Places::Several(column),
            None => Places::Empty,
        };
        Self { categories, places }
    }
}

/// The units of a selection, each once.
pub(crate) fn units(selection: &Selection<'_>) -> Whole {
    let mut whole = Whole::default();
    for row in 0..selection.table.len() {
        whole.counted += selection.weight(row);
        let unknown = selection
            .weights
            .is_some_and(|weights| weights[row] == UNKNOWN_WEIGHT);
        let kept = selection.kept.as_ref().is_none_or(|kept| kept[row]);
        whole.unknown += u64::from(unknown && kept);
    }
    whole
}

/// Counts a selection by its lanes, the last running fastest.
pub(crate) fn cells(selection: &Selection<'_>, lanes: &[Lane<'_>]) -> Vec<u64> {
    let size = lanes.iter().map(|lane| lane.categories.len()).product();
    let mut cells = vec![0_u64; size];
    if size == 0 {
        return cells;
    }
    let strides = strides(lanes);
    let mut keys = [0_u32; BLOCK];
    for start in (0..selection.table.len()).step_by(BLOCK) {
        let rows = start..selection.table.len().min(start + BLOCK);
        let keys = &mut keys[..rows.len()];
        keys.fill(0);
        let mut several = Vec::new();
        for (lane, stride) in lanes.iter().zip(&strides) {
            match lane.places {
                Places::Months { months, first } => {
                    let last = u16::try_from(lane.categories.len() - 1).unwrap_or(u16::MAX);
                    add_months(keys, &months[rows.clone()], first, last, *stride);
                }
                Places::One(column) => add_places(keys, &column[rows.clone()], *stride),
                Places::Several(column) => several.push((&column[rows.clone()], *stride)),
                Places::Empty => {}
            }
        }
        count_block(selection, start, keys, &several, &mut cells);
    }
    cells
}

fn strides(lanes: &[Lane<'_>]) -> Vec<u32> {
    let mut strides = vec![1_u32; lanes.len()];
    for place in (1..lanes.len()).rev() {
        let below = u32::try_from(lanes[place].categories.len()).unwrap_or(u32::MAX);
        strides[place - 1] = strides[place].saturating_mul(below);
    }
    strides
}

// A table has at most MOST_CELLS cells, so nothing below can wrap; saying so lets the loops run several rows at once.

fn add_places(keys: &mut [u32], places: &[u8], stride: u32) {
    for (key, place) in keys.iter_mut().zip(places) {
        *key = key.wrapping_add(u32::from(*place).wrapping_mul(stride));
    }
}

/// Months outside the axis belong to rows that are left out; they are held at its end.
fn add_months(keys: &mut [u32], months: &[u16], first: u16, last: u16, stride: u32) {
    for (key, month) in keys.iter_mut().zip(months) {
        let place = month.wrapping_sub(first).min(last);
        *key = key.wrapping_add(u32::from(place).wrapping_mul(stride));
    }
}

fn count_block(
    selection: &Selection<'_>,
    start: usize,
    keys: &[u32],
    several: &[(&[u64], u32)],
    cells: &mut [u64],
) {
    if several.is_empty() && selection.is_plain() {
        for key in keys {
            cells[*key as usize] += 1;
        }
        return;
    }
    for (row, key) in keys.iter().enumerate() {
        let weight = selection.weight(start + row);
        if weight > 0 {
            spread(row, *key, weight, several, cells);
        }
    }
}

/// Counts a row in each of its categories on every axis that has several.
fn spread(row: usize, key: u32, weight: u64, several: &[(&[u64], u32)], cells: &mut [u64]) {
    let Some(((column, stride), rest)) = several.split_first() else {
        cells[key as usize] += weight;
        return;
    };
    let mut bits = column[row];
    while bits != 0 {
        spread(
            row,
            key + bits.trailing_zeros() * stride,
            weight,
            rest,
            cells,
        );
        bits &= bits - 1;
    }
}
