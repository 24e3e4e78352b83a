//! The counting itself: blocks of rows, one column after another.
//!
//! A row's cell is the sum of its categories' places times the axes' strides, so a
//! block is added up column by column without a branch. Rows with several
//! categories are spread at the end.

use crate::{
    cross_table::Category,
    selection::{BLOCK, Selection},
    table::Column,
};

/// The column that lies along one axis.
#[derive(Clone)]
pub(crate) struct Lane<'t> {
    pub(crate) categories: Vec<Category>,
    places: Places<'t>,
}

#[derive(Clone, Copy)]
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

    fn has_several(&self) -> bool {
        matches!(self.places, Places::Several(_))
    }
}

/// Counts a selection by its lanes, the last running fastest.
pub(crate) fn cells(selection: &Selection<'_>, lanes: &[Lane<'_>]) -> Vec<u64> {
    let mut cells = vec![0; lanes.iter().map(|lane| lane.categories.len()).product()];
    if cells.is_empty() {
        return cells;
    }
    let strides = strides(lanes);
    let mut keys = [0; BLOCK];
    selection.blocks(|start, weights| {
        let keys = &mut keys[..weights.len()];
        keys.fill(0);
        let mut several = Vec::new();
        for (lane, stride) in lanes.iter().zip(&strides) {
            match lane.places {
                Places::Months { months, first } => {
                    let last = lane.categories.len() - 1;
                    add_months(
                        keys,
                        &months[start..],
                        first,
                        u16::try_from(last).unwrap_or(u16::MAX),
                        *stride,
                    );
                }
                Places::One(column) => add_places(keys, &column[start..], *stride),
                Places::Several(column) => several.push((&column[start..], *stride)),
                Places::Empty => {}
            }
        }
        count_block(keys, weights, &several, &mut cells);
    });
    cells
}

/// How many units stand in each category of a lane, each once.
///
/// Added up from the cells where that counts nobody twice, else counted by itself.
pub(crate) fn margin(
    selection: &Selection<'_>,
    lanes: &[Lane<'_>],
    axis: usize,
    cells: &[u64],
) -> Vec<u64> {
    let others_have_several = lanes
        .iter()
        .enumerate()
        .any(|(other, lane)| other != axis && lane.has_several());
    let width = lanes[axis].categories.len();
    if others_have_several || cells.is_empty() {
        return self::cells(selection, &lanes[axis..=axis]);
    }
    let stride = strides(lanes)[axis] as usize;
    let mut margin = vec![0; width];
    for (run, counts) in cells.chunks(stride).enumerate() {
        margin[run % width] += counts.iter().sum::<u64>();
    }
    margin
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

/// Months outside the axis belong to rows that count for nothing; they are held at its end.
fn add_months(keys: &mut [u32], months: &[u16], first: u16, last: u16, stride: u32) {
    for (key, month) in keys.iter_mut().zip(months) {
        let place = month.wrapping_sub(first).min(last);
        *key = key.wrapping_add(u32::from(place).wrapping_mul(stride));
    }
}

fn count_block(keys: &[u32], weights: &[u32], several: &[(&[u64], u32)], cells: &mut [u64]) {
    match several {
        [] => {
            for (key, weight) in keys.iter().zip(weights) {
                cells[*key as usize] += u64::from(*weight);
            }
        }
        [(column, stride)] => {
            for ((key, weight), bits) in keys.iter().zip(weights).zip(*column) {
                each_bit(*bits, |place| {
                    cells[(key + place * stride) as usize] += u64::from(*weight)
                });
            }
        }
        _ => {
            for (row, (key, weight)) in keys.iter().zip(weights).enumerate() {
                spread(row, *key, u64::from(*weight), several, cells);
            }
        }
    }
}

/// Counts a row in each of its categories on every axis that has several.
fn spread(row: usize, key: u32, weight: u64, several: &[(&[u64], u32)], cells: &mut [u64]) {
    match several.split_first() {
        Some(((column, stride), rest)) => {
            each_bit(column[row], |place| {
                spread(row, key + place * stride, weight, rest, cells)
            });
        }
        None => cells[key as usize] += weight,
    }
}

fn each_bit(mut bits: u64, mut work: impl FnMut(u32)) {
    while bits != 0 {
        work(bits.trailing_zeros());
        bits &= bits - 1;
    }
}
