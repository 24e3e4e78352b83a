//! The surroundings of a quantity: the groups of leaf cells nearest to it, and every row that holds them.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use super::lattice::Lattice;
use super::pattern::Pattern;

/// A variable: leaf cells of one group, all inside the quantity or all outside.
#[derive(Debug)]
pub(super) struct Variable {
    pub(super) leaves: Vec<u32>,
    pub(super) is_inside: bool,
}

/// A published sum or an earlier statement, numbered through both, over variables by their places.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) number: u32,
    pub(super) terms: Vec<(u32, i64)>,
}

/// Groups and rows that were met, by the count of visits at which they were.
#[derive(Debug)]
pub(super) struct Surroundings<'l> {
    lattice: &'l Lattice,
    groups: Vec<u32>,
    rows: Vec<u32>,
    visit: u32,
}

/// What is being gathered.
struct Near<'p, F> {
    pattern: &'p Pattern,
    is_inside: F,
    variables: Vec<Variable>,
    /// Rows to go on from, the smallest first.
    waiting: BinaryHeap<Reverse<(usize, u32)>>,
    rows: Vec<u32>,
}

impl<'l> Surroundings<'l> {
    pub(super) fn of(lattice: &'l Lattice) -> Self {
        Self {
            lattice,
            groups: vec![0; lattice.leaves.len()],
            rows: vec![0; lattice.quantities.len() + lattice.rows.len()],
            visit: 0,
        }
    }

    /// The groups of some leaf cells and those nearest to them, about so many, by the smallest rows first.
    pub(super) fn gather(
        &mut self,
        pattern: &Pattern,
        leaves: &[u32],
        is_inside: impl Fn(u32) -> bool,
        size: usize,
    ) -> (Vec<Variable>, Vec<Row>) {
        self.visit += 1;
        let lattice = self.lattice;
        let mut near = Near {
            pattern,
            is_inside,
            variables: Vec::new(),
            waiting: BinaryHeap::new(),
            rows: Vec::new(),
        };
        for leaf in leaves {
            self.take_in(*leaf, &mut near);
        }
        while let Some(Reverse((_, row))) = near.waiting.pop() {
            let quantity = lattice.quantities.get(row as usize);
            let earlier = || &lattice.rows[row as usize - lattice.quantities.len()].terms;
            let count = quantity.map_or_else(|| earlier().len(), |quantity| quantity.leaves.len());
            for place in 0..count {
                if near.variables.len() >= size {
                    break;
                }
                let leaf = quantity.map_or_else(|| earlier()[place].0, |q| q.leaves[place]);
                self.take_in(leaf, &mut near);
            }
        }
        let rows = rows_over(lattice, &near);
        (near.variables, rows)
    }

    /// Takes the group of a leaf cell in as one variable, or as two if the inside divides it.
    fn take_in<F: Fn(u32) -> bool>(&mut self, leaf: u32, near: &mut Near<'_, F>) {
        let (group, members) = near.pattern.group(leaf);
        if std::mem::replace(&mut self.groups[group as usize], self.visit) == self.visit {
            return;
        }
        let (inside, outside): (Vec<u32>, Vec<u32>) = members
            .iter()
            .partition(|member| (near.is_inside)(**member));
        let is_held = |row: &&u32| {
            near.pattern.is_published(**row)
                && self.lattice.quantities[**row as usize].leaves.len() == members.len()
        };
        // A group that a row gives by itself cannot change.
        if inside.is_empty()
            && self.lattice.above[leaf as usize]
                .iter()
                .any(|row| is_held(&row))
        {
            return;
        }
        for (leaves, is_inside) in [(inside, true), (outside, false)] {
            if !leaves.is_empty() {
                near.variables.push(Variable { leaves, is_inside });
            }
        }
        for row in rows_of(self.lattice, near.pattern, leaf) {
            if std::mem::replace(&mut self.rows[row.0 as usize], self.visit) != self.visit {
                near.rows.push(row.0);
                let quantity = self.lattice.quantities.get(row.0 as usize);
                let size = quantity.map_or(0, |quantity| quantity.leaves.len());
                near.waiting.push(Reverse((size, row.0)));
            }
        }
    }
}

fn rows_over<F>(lattice: &Lattice, near: &Near<'_, F>) -> Vec<Row> {
    let numbers = near.rows.iter().copied();
    let places: HashMap<u32, usize> = numbers.clone().zip(0..).collect();
    let empty = |number| Row {
        number,
        terms: Vec::new(),
    };
    let mut rows: Vec<Row> = numbers.map(empty).collect();
    for (variable, place) in near.variables.iter().zip(0..) {
        for (row, weight) in rows_of(lattice, near.pattern, variable.leaves[0]) {
            rows[places[&row]].terms.push((place, weight));
        }
    }
    rows
}

/// The rows that name a leaf cell, with its weight.
fn rows_of(lattice: &Lattice, pattern: &Pattern, leaf: u32) -> impl Iterator<Item = (u32, i64)> {
    let published = lattice.above[leaf as usize].iter();
    let published = published
        .filter(|row| pattern.is_published(**row))
        .map(|row| (*row, 1));
    let first = u32::try_from(lattice.quantities.len()).expect("at most MOST_CELLS");
    let earlier = lattice.rows_of[leaf as usize].iter();
    published.chain(earlier.map(move |(row, weight)| (first + row, *weight)))
}
