//! The search for a witness: another whole table that shows the same, in which one quantity is otherwise.
//!
//! What nothing published tells apart moves freely. Else the surroundings of the quantity become a small system,
//! larger each time that it does not suffice, in which a walk leads to the witness.

use std::cmp::Reverse;

use super::lattice::{Lattice, Limits, Quantity};
use super::pattern::Pattern;
use super::surroundings::{Row, Surroundings, Variable};
use super::walk::{Goal, Walk};

/// How many variables a small system has about, one try after the other.
const SIZES: [usize; 3] = [24, 90, 260];
/// Systems with more rows times variables are not solved.
const MOST_ENTRIES: usize = 600_000;
/// Stands for no limit; no sum of counts comes near it.
const ENDLESS: i64 = i64::MAX / 4;

/// An end of the interval that every hidden quantity needs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum End {
    Least,
    Most,
}

pub(super) const ENDS: [End; 2] = [End::Least, End::Most];

/// By how much each leaf cell of another table differs from the truth, in the order of the leaf cells.
pub(super) type Difference = Vec<(u32, i64)>;

impl End {
    const fn goal(self, limits: Limits) -> Goal {
        match self {
            Self::Least => Goal::AtMost(limits.lo_max),
            Self::Most => Goal::AtLeast(limits.hi_min),
        }
    }

    /// Whether a value shows that the interval reaches this end.
    pub(super) const fn is_reached(self, value: i64, limits: Limits) -> bool {
        match self {
            Self::Least => value <= limits.lo_max,
            Self::Most => value >= limits.hi_min,
        }
    }
}

/// What is searched, and memory for it.
#[derive(Debug)]
pub(super) struct Search<'l> {
    lattice: &'l Lattice,
    surroundings: Surroundings<'l>,
    /// For each leaf cell the search at which it was inside the quantity; for each group when it was met.
    inside: Vec<u64>,
    met: Vec<u64>,
    searches: u64,
}

impl<'l> Search<'l> {
    pub(super) fn of(lattice: &'l Lattice) -> Self {
        Self {
            lattice,
            surroundings: Surroundings::of(lattice),
            inside: vec![0; lattice.leaves.len()],
            met: vec![0; lattice.leaves.len()],
            searches: 0,
        }
    }

    /// A difference from the truth that keeps what is published and brings the quantity to an end.
    pub(super) fn find(
        &mut self,
        pattern: &Pattern,
        quantity: u32,
        end: End,
    ) -> Option<Difference> {
        let quantity = &self.lattice.quantities[quantity as usize];
        let hi_min = self.lattice.limits.hi_min;
        if end == End::Most && quantity.most.is_some_and(|most| most < hi_min) {
            return None;
        }
        self.searches += 1;
        for leaf in &quantity.leaves {
            self.inside[*leaf as usize] = self.searches;
        }
        if let Some(difference) = self.within_groups(pattern, quantity, end) {
            return Some(difference);
        }
        let mut before = 0;
        for size in SIZES {
            let (inside, search) = (&self.inside, self.searches);
            let is_inside = |leaf: u32| inside[leaf as usize] == search;
            let (variables, rows) =
                self.surroundings
                    .gather(pattern, &quantity.leaves, is_inside, size);
            if variables.len() == before || variables.len() * rows.len() > MOST_ENTRIES {
                return None;
            }
            before = variables.len();
            if let Some(difference) = self.walk(&variables, &rows, end) {
                return Some(difference);
            }
        }
        None
    }

    fn count(&self, leaf: u32) -> i64 {
        self.lattice.leaves[leaf as usize].0
    }

    fn most(&self, leaf: u32) -> i64 {
        self.lattice.leaves[leaf as usize].1.unwrap_or(ENDLESS)
    }

    /// Moves between leaf cells that nothing published tells apart.
    fn within_groups(
        &mut self,
        pattern: &Pattern,
        quantity: &Quantity,
        end: End,
    ) -> Option<Difference> {
        let mut missing = match end {
            End::Least => quantity.value - self.lattice.limits.lo_max,
            End::Most => self.lattice.limits.hi_min - quantity.value,
        };
        let mut difference = Vec::new();
        for leaf in &quantity.leaves {
            if missing <= 0 {
                break;
            }
            let (group, members) = pattern.group(*leaf);
            if std::mem::replace(&mut self.met[group as usize], self.searches) == self.searches {
                continue;
            }
            let is_inside = |leaf: &&u32| self.inside[**leaf as usize] == self.searches;
            let (inside, outside): (Vec<u32>, Vec<u32>) = members.iter().partition(is_inside);
            let (from, to) = match end {
                End::Least => (inside, outside),
                End::Most => (outside, inside),
            };
            let held: i64 = from.iter().map(|leaf| self.count(*leaf)).sum();
            let room = to.iter().map(|leaf| self.most(*leaf) - self.count(*leaf));
            let room = room.fold(0, i64::saturating_add);
            let moved = held.min(room).min(missing);
            missing -= moved;
            self.deal(&from, -moved, &mut difference);
            self.deal(&to, moved, &mut difference);
        }
        difference.sort_unstable();
        (missing <= 0).then_some(difference)
    }

    /// Deals a change out among leaf cells, to as few as it can.
    fn deal(&self, leaves: &[u32], change: i64, difference: &mut Difference) {
        if change == 0 {
            return;
        }
        let able = |leaf: u32| {
            let able = if change < 0 {
                self.count(leaf)
            } else {
                self.most(leaf) - self.count(leaf)
            };
            able.min(change.abs())
        };
        let mut order = leaves.to_vec();
        order.sort_unstable_by_key(|leaf| (Reverse(able(*leaf)), *leaf));
        let mut left = change.abs();
        for leaf in order {
            let part = able(leaf).min(left);
            if part == 0 {
                break;
            }
            difference.push((leaf, part * change.signum()));
            left -= part;
        }
    }

    fn walk(&mut self, variables: &[Variable], rows: &[Row], end: End) -> Option<Difference> {
        let sum = |variable: &Variable, of: &dyn Fn(u32) -> i64| {
            let leaves = variable.leaves.iter();
            leaves.map(|leaf| of(*leaf)).fold(0, i64::saturating_add)
        };
        let mut values: Vec<i64> = variables
            .iter()
            .map(|variable| sum(variable, &|leaf| self.count(leaf)))
            .collect();
        let mut most: Vec<i64> = variables
            .iter()
            .map(|variable| sum(variable, &|leaf| self.most(leaf)).min(ENDLESS))
            .collect();
        let mut inside: Vec<bool> = variables
            .iter()
            .map(|variable| variable.is_inside)
            .collect();
        let mut equations = Vec::with_capacity(rows.len());
        for row in rows {
            let mut terms = row.terms.clone();
            if let Some((weight, value, limit)) = self.slack(row.number) {
                terms.push((u32::try_from(values.len()).expect("few variables"), weight));
                values.push(value);
                most.push(limit);
                inside.push(false);
            }
            equations.push(terms);
        }
        let truth = values.clone();
        let mut walk = Walk::of(&equations, values, most, &inside);
        let goal = end.goal(self.lattice.limits);
        if !walk.reach(&inside, goal) {
            return None;
        }
        let mut difference = Vec::new();
        for ((variable, value), truth) in variables.iter().zip(walk.values()).zip(truth) {
            self.deal(&variable.leaves, value - truth, &mut difference);
        }
        difference.sort_unstable();
        Some(difference)
    }

    /// The variable that takes up what an earlier inequality leaves open: its weight, value and most.
    fn slack(&self, row: u32) -> Option<(i64, i64, i64)> {
        let earlier = (row as usize).checked_sub(self.lattice.quantities.len())?;
        let earlier = &self.lattice.rows[earlier];
        let terms = earlier.terms.iter();
        let sum: i64 = terms.map(|(leaf, weight)| weight * self.count(*leaf)).sum();
        match (earlier.low, earlier.high) {
            (Some(low), Some(high)) if low == high => None,
            (Some(low), high) => {
                let most = high.map_or(ENDLESS, |high| high - low);
                Some((-1, sum - low, most))
            }
            (None, high) => high.map(|high| (1, high - sum, ENDLESS)),
        }
    }
}
