//! All cells with all margins, and which of them are one and the same quantity to somebody outside.

use std::collections::{BTreeSet, HashMap};

use super::dimension::Dimension;
use super::policy::{Group, Larger, Policy, Zeros};
use super::search::End;
use super::table::{Breadth, Table};

/// The cells of a table, the quantities they show, and the leaf cells under them.
#[derive(Debug)]
pub(super) struct Lattice {
    /// Each leaf cell's count and the most it can be.
    pub(super) leaves: Vec<(i64, Option<i64>)>,
    /// Released cells in their order: codes and quantity. No quantity: nothing is possible there.
    pub(super) cells: Vec<(Vec<usize>, Option<u32>)>,
    pub(super) quantities: Vec<Quantity>,
    /// For each leaf cell the quantities that it is part of.
    pub(super) above: Vec<Vec<u32>>,
    pub(super) rows: Vec<EarlierRow>,
    /// For each leaf cell the earlier rows that name it, with its weight.
    pub(super) rows_of: Vec<Vec<(u32, i64)>>,
    pub(super) limits: Limits,
    larger: Larger,
}

/// A sum of leaf cells that can be published or not, and all cells that show it.
#[derive(Debug)]
pub(super) struct Quantity {
    pub(super) key: Vec<usize>,
    /// Leaf cells in which something is possible, in their order.
    pub(super) leaves: Vec<u32>,
    pub(super) value: i64,
    pub(super) most: Option<i64>,
    /// Released cells that show it.
    pub(super) cells: Vec<u32>,
    pub(super) kind: Kind,
}

/// What may be done with a quantity.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Kind {
    /// Too small: always hidden.
    Primary,
    /// May be published.
    Free,
    /// In merged codes only, and too small: never published, and nobody may conclude it.
    Merged,
}

/// What was said earlier, over leaf cells.
#[derive(Debug)]
pub(super) struct EarlierRow {
    pub(super) terms: Vec<(u32, i64)>,
    pub(super) low: Option<i64>,
    pub(super) high: Option<i64>,
}

/// What every hidden quantity must be able to be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub(super) lo_max: i64,
    pub(super) hi_min: i64,
}

impl Lattice {
    pub(super) fn of(table: &Table) -> Self {
        let leaves: Vec<(i64, Option<i64>)> = table
            .leaves
            .iter()
            .map(|leaf| (leaf.count, leaf.known_max))
            .collect();
        let mut lattice = Self {
            above: vec![Vec::new(); leaves.len()],
            rows_of: vec![Vec::new(); leaves.len()],
            leaves,
            cells: Vec::new(),
            quantities: Vec::new(),
            rows: Vec::new(),
            limits: Limits {
                lo_max: table.policy.lo_max,
                hi_min: table.policy.hi_min,
            },
            larger: table.policy.larger,
        };
        let mut known = Known::new();
        for key in keys(&table.dimensions, |dimension| {
            dimension.released().collect()
        }) {
            let quantity = lattice.quantity(table, &key, &mut known);
            if let Some(quantity) = quantity {
                let cell = u32::try_from(lattice.cells.len()).expect("at most MOST_CELLS");
                let shown = &mut lattice.quantities[quantity as usize];
                shown.cells.push(cell);
                if is_small(table, &key, shown.value) {
                    shown.kind = Kind::Primary;
                }
            }
            lattice.cells.push((key, quantity));
        }
        lattice.hide_groups(table);
        lattice.keep_merged(table, &mut known);
        for (place, quantity) in (0..).zip(&lattice.quantities) {
            for leaf in &quantity.leaves {
                lattice.above[*leaf as usize].push(place);
            }
        }
        lattice.keep_earlier(table);
        lattice
    }

    /// Whether a hidden quantity must reach an end of its interval.
    pub(super) fn needs(&self, quantity: u32, end: End) -> bool {
        let quantity = &self.quantities[quantity as usize];
        let enough = |most| most >= self.limits.hi_min;
        match quantity.kind {
            Kind::Primary => true,
            Kind::Free => self.larger == Larger::Protected,
            Kind::Merged => end == End::Least || quantity.most.is_none_or(enough),
        }
    }

    /// Every quantity that a difference changes and by how much, in order.
    pub(super) fn changes(&self, difference: &[(u32, i64)]) -> Vec<(u32, i64)> {
        let changes = difference.iter().flat_map(|(leaf, change)| {
            self.above[*leaf as usize]
                .iter()
                .map(move |quantity| (*quantity, *change))
        });
        let mut changes: Vec<(u32, i64)> = changes.collect();
        changes.sort_unstable();
        changes.dedup_by(|next, sum| {
            let same = next.0 == sum.0;
            if same {
                sum.1 += next.1;
            }
            same
        });
        changes.retain(|change| change.1 != 0);
        changes
    }

    /// Quantities at most so many steps away, each to a code beside, above or below.
    pub(super) fn near(&self, table: &Table, quantity: u32, far: usize) -> BTreeSet<u32> {
        let of = &self.quantities[quantity as usize];
        let shown = of.cells.iter().map(|cell| &self.cells[*cell as usize].0);
        let mut near = BTreeSet::new();
        for key in shown.chain([&of.key]) {
            let mut places = vec![(0, 0)];
            for (dimension, code) in table.dimensions.iter().zip(key) {
                let own = dimension.released_at_or_above(*code);
                let width = dimension.released_count();
                let around = dimension.neighbours(own);
                let around = || around.iter().map(|code| (dimension.place_of(*code), 1));
                let next = places.iter().flat_map(|(place, steps)| {
                    let all = [(dimension.place_of(own), 0)].into_iter().chain(around());
                    all.map(move |(code, step)| (place * width + code, steps + step))
                });
                places = next.filter(|(_, steps)| *steps <= far).collect();
            }
            near.extend(
                places
                    .into_iter()
                    .filter_map(|(place, _)| self.cells[place].1),
            );
        }
        near
    }

    /// The quantity of a cell, a new one if no cell before was the same.
    fn quantity(&mut self, table: &Table, key: &[usize], known: &mut Known) -> Option<u32> {
        let mut leaves = table.leaves_of(key);
        leaves.retain(|leaf| self.leaves[*leaf as usize].1 != Some(0));
        if leaves.is_empty() {
            return None;
        }
        let own = |leaf: &u32| self.leaves[*leaf as usize];
        let quantity = Quantity {
            key: key.to_vec(),
            value: leaves.iter().map(|leaf| own(leaf).0).sum(),
            most: leaves.iter().map(|leaf| own(leaf).1).sum(),
            leaves,
            cells: Vec::new(),
            kind: Kind::Free,
        };
        let place = u32::try_from(self.quantities.len()).expect("at most MOST_CELLS");
        let found = known.entry(quantity.leaves.clone()).or_insert(place);
        if *found == place {
            self.quantities.push(quantity);
        }
        Some(*found)
    }

    /// Where zeros are shown: all of a line in one category says of everybody in it what they are.
    fn hide_groups(&mut self, table: &Table) {
        if table.policy.zeros == Zeros::Hidden || table.policy.group == Group::Shown {
            return;
        }
        let places: HashMap<&[usize], u32> = self
            .cells
            .iter()
            .filter_map(|(key, quantity)| quantity.map(|quantity| (&key[..], quantity)))
            .collect();
        let mut hidden: Vec<u32> = Vec::new();
        for (key, quantity) in &self.cells {
            let Some(quantity) = quantity else { continue };
            let whole = &self.quantities[*quantity as usize];
            if whole.value == 0 || whole.kind == Kind::Primary {
                continue;
            }
            for (place, dimension) in table.dimensions.iter().enumerate() {
                let line = |code: &usize| {
                    let mut below = key.clone();
                    below[place] = *code;
                    places.get(&below[..]).copied()
                };
                let below: Vec<u32> = dimension
                    .below(key[place])
                    .iter()
                    .filter_map(line)
                    .collect();
                let empty = |below: &&u32| self.quantities[**below as usize].value == 0;
                if below.iter().filter(empty).count() + 1 == below.len() {
                    hidden.extend(below.iter().filter(empty));
                }
            }
        }
        for quantity in hidden {
            self.quantities[quantity as usize].kind = Kind::Primary;
        }
    }

    /// Small cells do not become harmless because they are merged.
    fn keep_merged(&mut self, table: &Table, known: &mut Known) {
        if !table.dimensions.iter().any(Dimension::is_merged) {
            return;
        }
        for key in keys(&table.dimensions, |dimension| dimension.all().collect()) {
            let before = self.quantities.len();
            let Some(place) = self.quantity(table, &key, known) else {
                continue;
            };
            if place as usize == before {
                if is_small(table, &key, self.quantities[before].value) {
                    self.quantities[before].kind = Kind::Merged;
                } else {
                    let dropped = self.quantities.pop().expect("it was just added");
                    known.remove(&dropped.leaves);
                }
            }
        }
    }

    fn keep_earlier(&mut self, table: &Table) {
        for statement in table.earlier.iter().flat_map(|release| &release.statements) {
            let row = u32::try_from(self.rows.len()).expect("few statements");
            for (leaf, weight) in &statement.terms {
                self.rows_of[*leaf as usize].push((row, *weight));
            }
            self.rows.push(EarlierRow {
                terms: statement.terms.clone(),
                low: statement.low,
                high: statement.high,
            });
        }
    }
}

type Known = HashMap<Vec<u32>, u32>;

/// All combinations of codes, the last dimension first.
fn keys(dimensions: &[Dimension], codes: impl Fn(&Dimension) -> Vec<usize>) -> Vec<Vec<usize>> {
    let mut keys = vec![Vec::new()];
    for dimension in dimensions {
        let codes = codes(dimension);
        let longer = keys.iter().flat_map(|key: &Vec<usize>| {
            codes
                .iter()
                .map(move |code| [key.as_slice(), &[*code]].concat())
        });
        keys = longer.collect();
    }
    keys
}

/// Whether a cell is too small to be shown.
fn is_small(table: &Table, key: &[usize], value: i64) -> bool {
    let policy = &table.policy;
    match value {
        0 => policy.zeros == Zeros::Hidden,
        _ => value < policy.k || is_narrow(table, key, policy),
    }
}

/// Whether too few matters or organisations stand behind a cell. Where a margin's are not said it has at least
/// as many as the leaf cell with the most.
fn is_narrow(table: &Table, key: &[usize], policy: &Policy) -> bool {
    if table.breadth.is_empty() {
        return false;
    }
    let leaves = table.leaves_of(key);
    let least = |of: fn(&Breadth) -> Option<i64>| {
        let own = table.breadth.get(key).and_then(of);
        own.or_else(|| {
            let inside = leaves.iter().filter_map(|leaf| {
                let breadth = table.breadth.get(&table.key_of(*leaf as usize));
                breadth.and_then(of)
            });
            inside.max()
        })
    };
    least(|breadth| breadth.matters).is_some_and(|matters| matters < policy.matters)
        || least(|breadth| breadth.organisations)
            .is_some_and(|organisations| organisations < policy.organisations)
}
