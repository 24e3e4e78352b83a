//! The statements as they were published, to try witnesses on: whole numbers, no solver, no presolve.

use super::reduced::Reduced;
use super::row::Row;

/// All rows over atoms, and one point that satisfies them as far as one is known.
#[derive(Debug)]
pub(super) struct Ground<'r> {
    rows: Vec<&'r Row>,
    rows_of: Vec<Vec<u32>>,
    point: Vec<Option<i64>>,
}

impl<'r> Ground<'r> {
    /// Starts where only fixed atoms and atoms that no row names have values.
    pub(super) fn of(rows: &[&'r Row], reduced: &Reduced) -> Self {
        let mut rows_of = vec![Vec::new(); reduced.parts.len()];
        for (place, row) in (0..).zip(rows) {
            for (atom, _) in &row.terms {
                let group = reduced.group_of[*atom as usize];
                if let Some((part, _)) = group.and_then(|group| reduced.part_of[group as usize]) {
                    let touching: &mut Vec<u32> = &mut rows_of[part as usize];
                    if touching.last() != Some(&place) {
                        touching.push(place);
                    }
                }
            }
        }
        let low = reduced.atoms.low.iter();
        let mut ground = Self {
            rows: rows.to_vec(),
            rows_of,
            point: low.map(|low| Some(*low)).collect(),
        };
        for (group, part) in reduced.part_of.iter().enumerate() {
            match part {
                Some(_) => {
                    let members = &reduced.members[group];
                    members
                        .iter()
                        .for_each(|atom| ground.point[*atom as usize] = None);
                }
                None => {
                    ground.deal(reduced, group, reduced.groups.low[group]);
                }
            }
        }
        ground
    }

    /// Takes a point that satisfies every row.
    pub(super) fn stand_on(&mut self, point: &[i64]) {
        self.point = point.iter().copied().map(Some).collect();
    }

    /// The point, if every atom has a value and every row holds.
    pub(super) fn point(&self) -> Option<Vec<i64>> {
        let point: Vec<i64> = self.point.iter().copied().collect::<Option<_>>()?;
        let holds = self
            .rows
            .iter()
            .all(|row| row.holds(|atom| point[atom as usize]));
        holds.then_some(point)
    }

    /// Tries values of a part's groups on every row they touch, beside what is known of the other parts; keeps
    /// them if all hold.
    pub(super) fn tries(&mut self, reduced: &Reduced, part: usize, values: &[i64]) -> bool {
        let groups = &reduced.parts[part].groups;
        let members = || {
            groups
                .iter()
                .flat_map(|group| &reduced.members[*group as usize])
        };
        let before: Vec<Option<i64>> = members().map(|atom| self.point[*atom as usize]).collect();
        let dealt = groups
            .iter()
            .zip(values)
            .all(|(group, value)| self.deal(reduced, *group as usize, *value));
        if dealt && self.rows_of[part].iter().all(|row| self.is_kept(*row)) {
            return true;
        }
        for (atom, value) in members().zip(before) {
            self.point[*atom as usize] = value;
        }
        false
    }

    /// Deals a sum out among a group's atoms; false if it does not fit.
    fn deal(&mut self, reduced: &Reduced, group: usize, sum: i64) -> bool {
        let members = &reduced.members[group];
        let lows = members
            .iter()
            .map(|atom| i128::from(reduced.atoms.low[*atom as usize]));
        let mut rest = i128::from(sum) - lows.sum::<i128>();
        for atom in members {
            let atom = *atom as usize;
            let low = reduced.atoms.low[atom];
            let room = reduced.atoms.high[atom].map_or(i128::MAX, |high| i128::from(high - low));
            let share = rest.clamp(0, room);
            rest -= share;
            self.point[atom] = i64::try_from(i128::from(low) + share).ok();
        }
        rest == 0
    }

    /// Whether a row holds, or names an atom of which nothing is known yet.
    fn is_kept(&self, row: u32) -> bool {
        let row = self.rows[row as usize];
        let known = row
            .terms
            .iter()
            .all(|term| self.point[term.0 as usize].is_some());
        !known || row.holds(|atom| self.point[atom as usize].unwrap_or(0))
    }
}
