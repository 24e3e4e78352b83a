//! One audit of rows taken together: intervals of targets, each side proved and witnessed as far as can be.

use super::claims::Target;
use super::ground::Ground;
use super::reduced::{Reduced, open_terms};
use super::row::Row;
use super::search::{Reach, Search, Side};
use super::system::Impossible;

/// Most cells touched by all questions of one run together.
const MOST_WORK: u64 = 20_000_000_000;

/// Rows, and what has been found out about them.
#[derive(Debug)]
pub(super) struct Run<'r> {
    reduced: Reduced,
    ground: Ground<'r>,
    searches: Vec<Search>,
    budget: u64,
}

/// A target's interval in its own units: the ends as greatest values of it and of its negative.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ends {
    pub(super) least: Side,
    pub(super) most: Side,
}

impl<'r> Run<'r> {
    /// Reduces the rows and finds a witness, or starts from one.
    pub(super) fn of(
        rows: &[&'r Row],
        caps: &[Option<i64>],
        targets: &[&Target],
        witness: Option<&[i64]>,
    ) -> Result<Self, Impossible> {
        let reduced = Reduced::of(rows, caps, targets)?;
        let ground = Ground::of(rows, &reduced);
        let searches = reduced.parts.iter().map(|part| {
            let groups = part.groups.iter().map(|group| *group as usize);
            let low = groups.clone().map(|group| reduced.groups.low[group]);
            let high = groups.map(|group| reduced.groups.high[group]);
            Search::of(part, low.collect(), high.collect())
        });
        let mut run = Self {
            searches: searches.collect(),
            reduced,
            ground,
            budget: MOST_WORK,
        };
        match witness {
            Some(witness) => run.start_from(witness),
            None => run.find_witnesses()?,
        }
        Ok(run)
    }

    /// A point that satisfies every row, if one was found.
    pub(super) fn witness(&self) -> Option<Vec<i64>> {
        self.ground.point()
    }

    /// How far a target can reach.
    pub(super) fn ends(&mut self, target: &Target) -> Ends {
        Ends {
            least: self.greatest(target, -1),
            most: self.greatest(target, 1),
        }
    }

    fn start_from(&mut self, witness: &[i64]) {
        self.ground.stand_on(witness);
        for (search, part) in self.searches.iter_mut().zip(&self.reduced.parts) {
            let sum = |group: &u32| {
                let members = self.reduced.members[*group as usize].iter();
                members.map(|atom| witness[*atom as usize]).sum()
            };
            let values: Vec<i64> = part.groups.iter().map(sum).collect();
            search.keep(&values);
        }
    }

    fn find_witnesses(&mut self) -> Result<(), Impossible> {
        let (reduced, ground) = (&self.reduced, &mut self.ground);
        for (part, search) in self.searches.iter_mut().enumerate() {
            let trial = &mut |values: &[i64]| ground.tries(reduced, part, values);
            if !search.find_witness(&mut self.budget, trial) {
                return Err(Impossible);
            }
        }
        Ok(())
    }

    /// The greatest value of a target, or of its negative.
    fn greatest(&mut self, target: &Target, sign: i64) -> Side {
        let fixed = target
            .terms
            .iter()
            .filter(|term| self.reduced.atoms.is_fixed(term.0));
        let fixed = fixed.map(|(atom, weight)| {
            i128::from(weight * sign) * i128::from(self.reduced.atoms.low[*atom as usize])
        });
        let fixed = exactly(fixed.sum());
        let open: Vec<(u32, i64)> = open_terms(&self.reduced.atoms, target)
            .map(|(atom, weight)| (*atom, weight * sign))
            .collect();
        match open[..] {
            [] => fixed,
            [(atom, weight)] => plus(fixed, self.of_atom(atom, weight)),
            _ => self.of_groups(&open, fixed),
        }
    }

    /// One atom of a group takes all it may of the group's sum, or leaves all it may to the others.
    fn of_atom(&mut self, atom: u32, weight: i64) -> Side {
        let group =
            self.reduced.group_of[atom as usize].expect("an open atom has a group") as usize;
        let whole = self.of_group(group, weight.signum());
        let atoms = &self.reduced.atoms;
        let others = || {
            let members = self.reduced.members[group].iter();
            members
                .filter(|member| **member != atom)
                .map(|member| *member as usize)
        };
        let low = i128::from(atoms.low[atom as usize]);
        let high = atoms.high[atom as usize].map(i128::from);
        let (own, others) = if weight > 0 {
            let lows = others().map(|other| i128::from(atoms.low[other]));
            (high, Some(lows.sum::<i128>()))
        } else {
            let highs = others().map(|other| atoms.high[other].map(i128::from));
            (Some(-low), highs.sum::<Option<i128>>().map(|sum| -sum))
        };
        // With endless others an atom can always be as low as it may.
        let reach = |whole: Reach| match (whole, others, own) {
            (Reach::To(whole), Some(others), Some(own)) => Reach::To(own.min(whole - others)),
            (Reach::To(whole), Some(others), None) => Reach::To(whole - others),
            (_, _, Some(own)) => Reach::To(own),
            (Reach::Endless, _, None) => Reach::Endless,
            (Reach::To(whole), None, None) => Reach::To(whole),
        };
        let scale = |reach: Reach| match reach {
            Reach::To(value) => Reach::To(value * i128::from(weight.abs())),
            Reach::Endless => Reach::Endless,
        };
        Side {
            outer: scale(reach(whole.outer)),
            inner: whole.inner.map(reach).map(scale),
        }
    }

    fn of_group(&mut self, group: usize, sign: i64) -> Side {
        match self.reduced.part_of[group] {
            Some((part, place)) => self.of_part(part as usize, &[(place, sign)]),
            None => {
                let groups = &self.reduced.groups;
                let limit = if sign > 0 {
                    groups.high[group].map(i128::from)
                } else {
                    Some(-i128::from(groups.low[group]))
                };
                let reach = limit.map_or(Reach::Endless, Reach::To);
                Side {
                    outer: reach,
                    inner: Some(reach),
                }
            }
        }
    }

    /// Parts do not touch: the greatest of a sum is the sum of the greatest.
    fn of_groups(&mut self, open: &[(u32, i64)], fixed: Side) -> Side {
        let mut objectives: Vec<(usize, Vec<(u32, i64)>)> = Vec::new();
        let mut side = fixed;
        let mut terms = Vec::new();
        for (atom, weight) in open {
            let group = self.reduced.group_of[*atom as usize].expect("an open atom has a group");
            if self.reduced.members[group as usize][0] == *atom {
                terms.push((
                    self.reduced.part_of[group as usize],
                    group as usize,
                    *weight,
                ));
            }
        }
        terms.sort_unstable();
        for (part, group, weight) in terms {
            match part {
                None => side = plus(side, times(self.of_group(group, weight.signum()), weight)),
                Some((part, place)) => match objectives.last_mut() {
                    Some((last, terms)) if *last == part as usize => terms.push((place, weight)),
                    _ => objectives.push((part as usize, vec![(place, weight)])),
                },
            }
        }
        for (part, objective) in objectives {
            side = plus(side, self.of_part(part, &objective));
        }
        side
    }

    fn of_part(&mut self, part: usize, objective: &[(u32, i64)]) -> Side {
        let (reduced, ground) = (&self.reduced, &mut self.ground);
        let trial = &mut |values: &[i64]| ground.tries(reduced, part, values);
        self.searches[part].greatest(objective, &mut self.budget, trial)
    }
}

const fn exactly(value: i128) -> Side {
    Side {
        outer: Reach::To(value),
        inner: Some(Reach::To(value)),
    }
}

fn plus(one: Side, other: Side) -> Side {
    let add = |one: Reach, other: Reach| match (one, other) {
        (Reach::To(one), Reach::To(other)) => Reach::To(one + other),
        _ => Reach::Endless,
    };
    Side {
        outer: add(one.outer, other.outer),
        inner: one
            .inner
            .zip(other.inner)
            .map(|(one, other)| add(one, other)),
    }
}

fn times(side: Side, weight: i64) -> Side {
    let scale = |reach: Reach| match reach {
        Reach::To(value) => Reach::To(value * i128::from(weight.abs())),
        Reach::Endless => Reach::Endless,
    };
    Side {
        outer: scale(side.outer),
        inner: side.inner.map(scale),
    }
}
