//! Suppression: which cells are hidden so that every hidden one can be nothing and can be enough.
//!
//! First only small cells are hidden. Each that an outsider could narrow too far gets more hidden around it, nearest
//! and smallest first, until both its ends have a witness; what was hidden without need is published again. Whatever
//! stays hidden must be proved itself, and at the end each larger cell is tried once more. All that is done in three
//! orders, and the pattern that hides less is taken.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::rc::Rc;

use super::fault::TableFault;
use super::lattice::{Kind, Lattice};
use super::pattern::Pattern;
use super::search::{Difference, ENDS, End, Search};
use super::table::Table;

/// How far around a cell others are hidden, and up to which count, one step after the other.
const STEPS: [(usize, i64); 7] = [
    (1, 9),
    (1, i64::MAX),
    (2, 9),
    (2, 49),
    (2, i64::MAX),
    (3, 49),
    (4, i64::MAX),
];

/// Another whole table that shows the same, as a difference from the truth.
#[derive(Debug)]
pub(super) struct Witness {
    pub(super) difference: Difference,
    /// Every quantity that is otherwise in it, and by how much.
    changes: Vec<(u32, i64)>,
}

/// What shows that a quantity reaches an end.
#[derive(Clone, Debug)]
pub(super) enum Proof {
    Truth,
    Table(Rc<Witness>),
}

/// Where it begins: which cell is looked at first, and which is published again
/// first. None is better for every table.
#[derive(Clone, Copy, Debug)]
enum Order {
    Largest,
    Innermost,
    Margins,
}

const ORDERS: [Order; 3] = [Order::Largest, Order::Innermost, Order::Margins];

/// A pattern in which what is hidden is proved to be safe, or is still to be.
#[derive(Debug)]
struct State {
    pattern: Pattern,
    proofs: Vec<[Option<Proof>; 2]>,
    /// For each quantity the proofs that ever changed it.
    users: Vec<Vec<(u32, End)>>,
}

/// The work of protecting one table.
#[derive(Debug)]
pub(super) struct Suppression<'l> {
    table: &'l Table,
    lattice: &'l Lattice,
    search: Search<'l>,
    state: State,
    order: Order,
}

impl<'l> Suppression<'l> {
    /// Finds a pattern in which both ends of everything hidden are proved: the best of some.
    ///
    /// # Errors
    /// A cell for which there is no proof even with everything hidden.
    pub(super) fn of(table: &'l Table, lattice: &'l Lattice) -> Result<Self, TableFault> {
        let mut best: Result<Self, TableFault> = Err(TableFault::Unsafe(String::new()));
        for order in ORDERS {
            let mut own = Self::begin(table, lattice, order);
            let done = own.complete();
            let is_better = best.as_ref().is_ok_and(|best| own.cost() < best.cost());
            match (&best, done) {
                (Err(_), Ok(())) => best = Ok(own),
                (Err(_), Err(fault)) => best = Err(fault),
                (Ok(_), Ok(())) if is_better => best = Ok(own),
                (Ok(_), _) => {}
            }
        }
        best
    }

    fn begin(table: &'l Table, lattice: &'l Lattice, order: Order) -> Self {
        let count = lattice.quantities.len();
        Self {
            table,
            lattice,
            search: Search::of(lattice),
            state: State {
                pattern: Pattern::of(lattice),
                proofs: vec![[None, None]; count],
                users: vec![Vec::new(); count],
            },
            order,
        }
    }

    fn complete(&mut self) -> Result<(), TableFault> {
        for quantity in self.all() {
            if self.kind(quantity) == Kind::Free {
                self.state.pattern.publish(self.lattice, quantity);
            } else {
                self.prove_by_truth(quantity);
            }
        }
        self.settle()?;
        for quantity in self.secondary() {
            self.publishes(quantity);
        }
        Ok(())
    }

    pub(super) fn is_published(&self, quantity: u32) -> bool {
        self.state.pattern.is_published(quantity)
    }

    pub(super) fn proof(&self, quantity: u32, end: End) -> Option<&Proof> {
        self.state.proofs[quantity as usize][end as usize].as_ref()
    }

    /// How many tables beside the true one are proofs.
    pub(super) fn witnesses(&self) -> usize {
        let proofs = self
            .hidden()
            .flat_map(|quantity| &self.state.proofs[quantity as usize]);
        let tables = proofs.flatten().filter_map(|proof| match proof {
            Proof::Truth => None,
            Proof::Table(witness) => Some(Rc::as_ptr(witness)),
        });
        tables.collect::<BTreeSet<_>>().len()
    }

    fn all(&self) -> impl Iterator<Item = u32> + use<> {
        0..u32::try_from(self.lattice.quantities.len()).expect("at most MOST_CELLS")
    }

    fn kind(&self, quantity: u32) -> Kind {
        self.lattice.quantities[quantity as usize].kind
    }

    fn value(&self, quantity: u32) -> i64 {
        self.lattice.quantities[quantity as usize].value
    }

    fn leaves(&self, quantity: u32) -> usize {
        self.lattice.quantities[quantity as usize].leaves.len()
    }

    fn hidden(&self) -> impl Iterator<Item = u32> {
        self.all().filter(|quantity| !self.is_published(*quantity))
    }

    fn secondary(&self) -> Vec<u32> {
        let free = |quantity: &u32| self.kind(*quantity) == Kind::Free;
        let mut secondary: Vec<u32> = self.hidden().filter(free).collect();
        secondary.sort_by_key(|quantity| Reverse(self.value(*quantity)));
        secondary
    }

    fn lacks(&self, quantity: u32, end: End) -> bool {
        !self.is_published(quantity)
            && self.lattice.needs(quantity, end)
            && self.proof(quantity, end).is_none()
    }

    fn prove_by_truth(&mut self, quantity: u32) {
        for end in ENDS {
            let reached = end.is_reached(self.value(quantity), self.lattice.limits);
            self.state.proofs[quantity as usize][end as usize] = reached.then_some(Proof::Truth);
        }
    }

    /// Looks for what a quantity lacks; whether it is proved now.
    fn prove(&mut self, quantity: u32) -> bool {
        ENDS.into_iter().all(|end| {
            !self.lacks(quantity, end)
                || self
                    .search
                    .find(&self.state.pattern, quantity, end)
                    .is_some_and(|difference| {
                        self.adopt(difference);
                        !self.lacks(quantity, end)
                    })
        })
    }

    /// Takes a witness for everything that still lacks what it shows.
    fn adopt(&mut self, difference: Difference) {
        let changes = self.lattice.changes(&difference);
        let witness = Rc::new(Witness {
            difference,
            changes,
        });
        for (quantity, change) in &witness.changes {
            let value = self.value(*quantity) + change;
            for end in ENDS {
                if end.is_reached(value, self.lattice.limits) && self.lacks(*quantity, end) {
                    self.set(*quantity, end, &witness);
                }
            }
        }
    }

    fn set(&mut self, quantity: u32, end: End, witness: &Rc<Witness>) {
        self.state.proofs[quantity as usize][end as usize] = Some(Proof::Table(Rc::clone(witness)));
        for (changed, _) in &witness.changes {
            self.state.users[*changed as usize].push((quantity, end));
        }
    }

    /// Proves everything that is hidden, hiding more where it must.
    fn settle(&mut self) -> Result<(), TableFault> {
        let hidden: Vec<u32> = self.hidden().collect();
        let mut hard: Vec<u32> = hidden
            .into_iter()
            .filter(|hidden| !self.prove(*hidden))
            .collect();
        match self.order {
            Order::Largest => hard.sort_by_key(|hard| (self.value(*hard), Reverse(*hard))),
            Order::Innermost => hard.sort_by_key(|hard| Reverse((self.leaves(*hard), *hard))),
            Order::Margins => hard.sort_by_key(|hard| (self.leaves(*hard), *hard)),
        }
        while let Some(quantity) = hard.pop() {
            if !self.prove(quantity) {
                hard.extend(self.hide_around(quantity)?);
            }
        }
        Ok(())
    }

    /// Hides around a quantity until it is proved, and gives what stays hidden for that and is not proved.
    fn hide_around(&mut self, quantity: u32) -> Result<Vec<u32>, TableFault> {
        let mut tried: Vec<u32> = Vec::new();
        for (far, most) in STEPS {
            let more = self.candidates(quantity, far, most);
            if more.is_empty() {
                continue;
            }
            for candidate in &more {
                self.state.pattern.withdraw(self.lattice, *candidate);
                self.prove_by_truth(*candidate);
            }
            tried.extend(more);
            if self.prove(quantity) {
                return Ok(self.publish_again(tried));
            }
        }
        let key = &self.lattice.quantities[quantity as usize].key;
        let name = self.table.label_of(key);
        Err(TableFault::Unsafe(name))
    }

    fn publish_again(&mut self, mut tried: Vec<u32>) -> Vec<u32> {
        let by_value = |candidate: u32| (Reverse(self.value(candidate)), candidate);
        match self.order {
            Order::Largest => tried.sort_by_key(|tried| by_value(*tried)),
            Order::Innermost | Order::Margins => {
                tried.sort_by_key(|tried| (self.leaves(*tried), by_value(*tried)));
            }
        }
        tried.retain(|candidate| !self.publishes(*candidate));
        tried
    }

    /// Published cells at most so many steps away, each to a code beside, above or below, and all after the last step.
    fn candidates(&self, quantity: u32, far: usize, most: i64) -> Vec<u32> {
        let free =
            |candidate: &u32| self.is_published(*candidate) && self.value(*candidate) <= most;
        if far > self.table.dimensions.len() {
            return if most == i64::MAX {
                self.all().filter(free).collect()
            } else {
                Vec::new()
            };
        }
        let near = self.lattice.near(self.table, quantity, far);
        near.into_iter().filter(free).collect()
    }

    /// Publishes a quantity if everything that is proved stays proved.
    fn publishes(&mut self, quantity: u32) -> bool {
        let users = std::mem::take(&mut self.state.users[quantity as usize]);
        let broken: BTreeSet<(u32, usize)> = users
            .iter()
            .filter(|(user, end)| *user != quantity && self.rests_on(*user, *end, quantity))
            .map(|(user, end)| (*user, *end as usize))
            .collect();
        let before = self.state.proofs[quantity as usize].clone();
        self.state.pattern.publish(self.lattice, quantity);
        let kept: Vec<_> = broken
            .iter()
            .map(|(user, end)| (*user, *end, self.state.proofs[*user as usize][*end].take()))
            .collect();
        let all_proved = broken.iter().all(|(user, _)| self.prove(*user));
        if all_proved {
            self.state.proofs[quantity as usize] = [None, None];
            return true;
        }
        self.state.pattern.withdraw(self.lattice, quantity);
        self.state.proofs[quantity as usize] = before;
        for (user, end, proof) in kept {
            let now = &mut self.state.proofs[user as usize][end];
            if now.is_none() {
                *now = proof;
            }
        }
        self.state.users[quantity as usize] = users;
        false
    }

    /// Whether a proof uses a table in which a quantity is otherwise.
    fn rests_on(&self, user: u32, end: End, quantity: u32) -> bool {
        match self.proof(user, end) {
            Some(Proof::Table(witness)) => {
                let found = witness
                    .changes
                    .binary_search_by_key(&quantity, |change| change.0);
                found.is_ok()
            }
            _ => false,
        }
    }

    /// Hidden cells and the persons in them: what is to be little.
    fn cost(&self) -> (usize, i64) {
        let hidden = self.hidden().map(|quantity| {
            let quantity = &self.lattice.quantities[quantity as usize];
            let cells = quantity.cells.len();
            (cells, quantity.value * cells as i64)
        });
        hidden.fold((0, 0), |sum, own| (sum.0 + own.0, sum.1 + own.1))
    }
}
