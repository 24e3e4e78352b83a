//! Which quantities are published, and which leaf cells nothing published tells apart.

use std::collections::HashMap;

use super::lattice::Lattice;

/// A pattern of what is published. Leaf cells under the same published quantities are one group.
#[derive(Debug)]
pub(super) struct Pattern {
    published: Vec<bool>,
    marks: Vec<u128>,
    group_of: Vec<u32>,
    place: Vec<u32>,
    members: Vec<Vec<u32>>,
    by_mark: HashMap<u128, u32>,
    unused: Vec<u32>,
}

impl Pattern {
    /// Nothing is published but what was earlier.
    pub(super) fn of(lattice: &Lattice) -> Self {
        let count = lattice.leaves.len();
        let mut pattern = Self {
            published: vec![false; lattice.quantities.len()],
            marks: vec![0; count],
            group_of: vec![0; count],
            place: vec![0; count],
            members: Vec::new(),
            by_mark: HashMap::new(),
            unused: Vec::new(),
        };
        for (leaf, rows) in lattice.rows_of.iter().enumerate() {
            for (row, weight) in rows {
                pattern.marks[leaf] ^= spread(u64::from(*row) << 1 | 1, weight.cast_unsigned());
            }
            pattern.join(u32::try_from(leaf).expect("at most MOST_CELLS"));
        }
        pattern
    }

    pub(super) fn is_published(&self, quantity: u32) -> bool {
        self.published[quantity as usize]
    }

    /// The leaf cells told apart by nothing from this one.
    pub(super) fn group(&self, leaf: u32) -> (u32, &[u32]) {
        let group = self.group_of[leaf as usize];
        (group, &self.members[group as usize])
    }

    pub(super) fn publish(&mut self, lattice: &Lattice, quantity: u32) {
        debug_assert!(!self.published[quantity as usize]);
        self.published[quantity as usize] = true;
        self.mark(lattice, quantity);
    }

    pub(super) fn withdraw(&mut self, lattice: &Lattice, quantity: u32) {
        debug_assert!(self.published[quantity as usize]);
        self.published[quantity as usize] = false;
        self.mark(lattice, quantity);
    }

    fn mark(&mut self, lattice: &Lattice, quantity: u32) {
        let mark = spread(u64::from(quantity) << 1, 0);
        for leaf in &lattice.quantities[quantity as usize].leaves {
            self.leave(*leaf);
            self.marks[*leaf as usize] ^= mark;
            self.join(*leaf);
        }
    }

    fn leave(&mut self, leaf: u32) {
        let group = self.group_of[leaf as usize];
        let members = &mut self.members[group as usize];
        let place = self.place[leaf as usize];
        members.swap_remove(place as usize);
        if let Some(moved) = members.get(place as usize) {
            self.place[*moved as usize] = place;
        }
        if members.is_empty() {
            self.by_mark.remove(&self.marks[leaf as usize]);
            self.unused.push(group);
        }
    }

    fn join(&mut self, leaf: u32) {
        let mark = self.marks[leaf as usize];
        let group = *self.by_mark.entry(mark).or_insert_with(|| {
            self.unused.pop().unwrap_or_else(|| {
                self.members.push(Vec::new());
                u32::try_from(self.members.len() - 1).expect("no more than leaf cells")
            })
        });
        self.group_of[leaf as usize] = group;
        let members = &mut self.members[group as usize];
        self.place[leaf as usize] = u32::try_from(members.len()).expect("at most MOST_CELLS");
        members.push(leaf);
    }
}

/// Numbers that are spread out so that sums of them hardly meet (S. Vigna's SplitMix64, twice). Should two meet,
/// a witness fails its check and no more.
fn spread(one: u64, other: u64) -> u128 {
    let mix = |seed: u64| {
        let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    };
    let first = mix(mix(one) ^ other);
    u128::from(first) << 64 | u128::from(mix(first ^ one))
}
