//! Which rows count, and for how many: worked out for a block of rows at a time.

use std::{collections::HashSet, ops::RangeInclusive};

use crate::table::{Table, UNKNOWN_WEIGHT};

/// Rows worked on together; their keys and weights fit the fastest memory.
pub(crate) const BLOCK: usize = 4_096;

/// The rows of a table that count.
pub(crate) struct Selection<'t> {
    pub(crate) table: &'t Table,
    filters: Vec<Filter<'t>>,
    period: Option<RangeInclusive<u16>>,
    weights: Option<&'t [u32]>,
}

/// What a row must fulfil.
pub(crate) enum Filter<'t> {
    Months {
        months: &'t [u16],
        period: RangeInclusive<u16>,
    },
    Place {
        column: &'t [u8],
        place: u8,
    },
    Bit {
        column: &'t [u64],
        place: u8,
    },
    OwnedByOthers {
        owners: &'t [u32],
        than: HashSet<u32>,
    },
    Nothing,
}

/// How many units a selection holds.
#[derive(Default)]
pub(crate) struct Whole {
    pub(crate) units: u64,
    pub(crate) unknown: u64,
}

impl<'t> Selection<'t> {
    pub(crate) fn all(table: &'t Table) -> Self {
        Self {
            table,
            filters: Vec::new(),
            period: None,
            weights: None,
        }
    }

    /// Counts what a row stands for instead of the row itself.
    pub(crate) fn weighted(&mut self) {
        self.weights = Some(self.table.weights());
    }

    pub(crate) fn keep(&mut self, filter: Filter<'t>) {
        if let Filter::Months { period, .. } = &filter {
            self.period = Some(period.clone());
        }
        self.filters.push(filter);
    }

    /// Blocks of rows, with what each row counts for.
    pub(crate) fn blocks(&self, mut work: impl FnMut(usize, &[u32])) {
        let mut weights = [0; BLOCK];
        for start in (0..self.table.len()).step_by(BLOCK) {
            let length = BLOCK.min(self.table.len() - start);
            self.keep_block(start, &mut weights[..length]);
            if let Some(counts) = self.weights {
                weigh(&mut weights[..length], &counts[start..start + length]);
            }
            work(start, &weights[..length]);
        }
    }

    /// The units of the selection, each once, and the rows of which nobody knows how many they stand for.
    pub(crate) fn whole(&self) -> Whole {
        let mut whole = Whole::default();
        self.blocks(|_, weights| {
            whole.units += weights.iter().map(|weight| u64::from(*weight)).sum::<u64>()
        });
        if let Some(counts) = self.weights {
            let mut kept = [0; BLOCK];
            for (block, counts) in counts.chunks(BLOCK).enumerate() {
                let kept = &mut kept[..counts.len()];
                self.keep_block(block * BLOCK, kept);
                let unknown = counts
                    .iter()
                    .zip(kept)
                    .filter(|(count, kept)| **count == UNKNOWN_WEIGHT && **kept == 1);
                whole.unknown += unknown.count() as u64;
            }
        }
        whole
    }

    /// The months a table shows: those of the period, or from the first to the last that counts.
    pub(crate) fn months(&self) -> RangeInclusive<u16> {
        if let Some(period) = &self.period {
            return period.clone();
        }
        let (mut first, mut last) = (u16::MAX, 0);
        self.blocks(|start, weights| {
            for (month, weight) in self.table.months()[start..].iter().zip(weights) {
                let counts = *weight > 0;
                first = first.min(if counts { *month } else { u16::MAX });
                last = last.max(if counts { *month } else { 0 });
            }
        });
        first..=last
    }

    /// Sets 1 where a row is kept, else 0.
    fn keep_block(&self, start: usize, kept: &mut [u32]) {
        kept.fill(1);
        for filter in &self.filters {
            match filter {
                Filter::Months { months, period } => {
                    let (first, last) = (*period.start(), *period.end());
                    narrow(kept, &months[start..], |month| {
                        (first <= month) & (month <= last)
                    });
                }
                Filter::Place { column, place } => {
                    narrow(kept, &column[start..], |found| found == *place)
                }
                Filter::Bit { column, place } => {
                    narrow(kept, &column[start..], |bits| bits >> place & 1 == 1)
                }
                Filter::OwnedByOthers { owners, than } => {
                    narrow(kept, &owners[start..], |owner| !than.contains(&owner));
                }
                Filter::Nothing => kept.fill(0),
            }
        }
    }
}

fn narrow<T: Copy>(kept: &mut [u32], column: &[T], holds: impl Fn(T) -> bool) {
    for (keep, value) in kept.iter_mut().zip(column) {
        *keep &= u32::from(holds(*value));
    }
}

fn weigh(kept: &mut [u32], counts: &[u32]) {
    for (keep, count) in kept.iter_mut().zip(counts) {
        let known = if *count == UNKNOWN_WEIGHT { 0 } else { *count };
        *keep = if *keep == 1 { known } else { 0 };
    }
}
