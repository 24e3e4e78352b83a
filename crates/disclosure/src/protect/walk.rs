//! A walk over whole points of a system of rows, towards a sum: the simplex method that never leaves them.
//!
//! It starts at the truth. A column of the tableau is a direction that keeps every row; it is walked in whole
//! steps only, so every point on the way is a table that could be. Floats choose the way; where it leads is
//! checked in whole numbers by whoever asked.

/// Variables from 0 to their most, the rows that hold them together, and the sum that is to move.
#[derive(Debug)]
pub(super) struct Walk {
    /// Rows in which each basic variable stands alone with 1.
    rows: Vec<Vec<f64>>,
    /// The basic variable of each row.
    basis: Vec<usize>,
    is_basic: Vec<bool>,
    /// How the sum changes with each variable, the basic ones put in.
    gain: Vec<f64>,
    values: Vec<i64>,
    most: Vec<i64>,
}

/// Where the sum is to go.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Goal {
    AtMost(i64),
    AtLeast(i64),
}

const TINY: f64 = 1e-7;
/// By how much a direction may be stretched to be whole.
const STRETCHES: [f64; 3] = [1.0, 2.0, 3.0];

/// A way to go: the variable that leads, its sign, the stretch, and how many whole steps there are.
#[derive(Clone, Copy)]
struct Way {
    leads: usize,
    sign: f64,
    stretch: f64,
    steps: i64,
    /// The row whose basic variable ends the way.
    blocked_by: Option<usize>,
    gain: f64,
}

impl Walk {
    /// Solves rows for their roomiest variables.
    pub(super) fn of(
        rows: &[Vec<(u32, i64)>],
        values: Vec<i64>,
        most: Vec<i64>,
        inside: &[bool],
    ) -> Self {
        let variables = values.len();
        let mut walk = Self {
            rows: Vec::with_capacity(rows.len()),
            basis: Vec::with_capacity(rows.len()),
            is_basic: vec![false; variables],
            gain: inside
                .iter()
                .map(|inside| f64::from(u8::from(*inside)))
                .collect(),
            values,
            most,
        };
        for terms in rows {
            let mut row = vec![0.0; variables];
            for (variable, weight) in terms {
                row[*variable as usize] += *weight as f64;
            }
            walk.add(row);
        }
        walk
    }

    pub(super) fn values(&self) -> &[i64] {
        &self.values
    }

    fn add(&mut self, mut row: Vec<f64>) {
        for (known, basic) in self.rows.iter().zip(&self.basis) {
            let factor = row[*basic];
            if factor.abs() > TINY {
                subtract(&mut row, known, factor);
            }
        }
        let room = |variable: usize| {
            let value = self.values[variable];
            value.min(self.most[variable] - value)
        };
        let open = (0..row.len()).filter(|variable| (row[*variable].abs() - 1.0).abs() < TINY);
        let any = || (0..row.len()).filter(|variable| row[*variable].abs() > TINY * 10.0);
        let Some(basic) = open
            .max_by_key(|variable| room(*variable))
            .or_else(|| any().max_by_key(|variable| room(*variable)))
        else {
            return;
        };
        self.rows.push(row);
        self.basis.push(basic);
        self.is_basic[basic] = true;
        self.solve(self.rows.len() - 1, basic);
    }

    /// Makes a row give a variable, and takes that out of the others.
    fn solve(&mut self, place: usize, variable: usize) {
        let mut row = std::mem::take(&mut self.rows[place]);
        let divisor = row[variable];
        for entry in &mut row {
            *entry /= divisor;
        }
        row[variable] = 1.0;
        for other in &mut self.rows {
            if let Some(factor) = other.get(variable).copied().filter(|f| f.abs() > TINY) {
                subtract(other, &row, factor);
                other[variable] = 0.0;
            }
        }
        let factor = self.gain[variable];
        if factor.abs() > TINY {
            subtract(&mut self.gain, &row, factor);
            self.gain[variable] = 0.0;
        }
        self.rows[place] = row;
    }

    fn exchange(&mut self, place: usize, enters: usize) {
        let leaves = self.basis[place];
        self.is_basic[leaves] = false;
        self.is_basic[enters] = true;
        self.basis[place] = enters;
        self.solve(place, enters);
    }

    /// Walks until the sum of the inside variables is where it should be; false if no way led there.
    pub(super) fn reach(&mut self, inside: &[bool], goal: Goal) -> bool {
        let rounds = 3 * self.rows.len() + 40;
        for round in 0..rounds {
            let sum: i64 = (self.values.iter().zip(inside))
                .filter(|(_, inside)| **inside)
                .map(|(value, _)| value)
                .sum();
            let missing = match goal {
                Goal::AtMost(most) => most - sum,
                Goal::AtLeast(least) => least - sum,
            };
            let direction = match goal {
                Goal::AtMost(_) if missing >= 0 => return true,
                Goal::AtLeast(_) if missing <= 0 => return true,
                Goal::AtMost(_) => -1.0,
                Goal::AtLeast(_) => 1.0,
            };
            let by_order = round * 2 > rounds;
            let Some(way) = self.best_way(direction, missing.abs() as f64, by_order) else {
                return false;
            };
            self.go(way);
            if let Some(place) = way.blocked_by {
                self.exchange(place, way.leads);
            }
        }
        false
    }

    /// The way that brings the sum furthest; else one on which the basis can change.
    fn best_way(&self, direction: f64, missing: f64, by_order: bool) -> Option<Way> {
        let mut best: Option<Way> = None;
        let mut stuck: Option<Way> = None;
        for leads in 0..self.values.len() {
            let gain = self.gain[leads] * direction;
            if self.is_basic[leads] || gain.abs() < TINY {
                continue;
            }
            let sign = gain.signum();
            let way = self.way(leads, sign, gain.abs(), missing);
            if way.steps > 0 {
                if best.is_none_or(|best| way.gain > best.gain) {
                    best = Some(way);
                }
            } else if way.blocked_by.is_some() {
                let better = stuck.is_none_or(|stuck| !by_order && way.gain > stuck.gain);
                if better {
                    stuck = Some(way);
                }
            }
        }
        best.or(stuck)
    }

    /// How far the variable can lead, in whole steps and no further than what is missing.
    fn way(&self, leads: usize, sign: f64, gain: f64, missing: f64) -> Way {
        let stretch = STRETCHES.into_iter().find(|stretch| {
            let column = self.rows.iter().map(|row| row[leads] * stretch);
            column
                .into_iter()
                .all(|entry| (entry - entry.round()).abs() < TINY * 100.0)
        });
        let stretched = stretch.unwrap_or(1.0);
        let wanted = (missing / (gain * stretched) - TINY).ceil();
        let own = self.room(leads, sign) / stretched;
        let mut limit = own.min(wanted);
        let mut blocked_by = None;
        let mut blocker = 0.0;
        for (place, row) in self.rows.iter().enumerate() {
            let entry = row[leads] * sign * stretched;
            if entry.abs() < TINY {
                continue;
            }
            let ratio = self.room(self.basis[place], -entry) / entry.abs();
            let nearer = ratio < limit - TINY;
            if nearer || (ratio < limit + TINY && blocked_by.is_some() && entry.abs() > blocker) {
                limit = limit.min(ratio);
                blocked_by = Some(place);
                blocker = entry.abs();
            }
        }
        let steps = match stretch {
            Some(_) => (limit + TINY).floor() as i64,
            None => 0,
        };
        Way {
            leads,
            sign,
            stretch: stretched,
            steps,
            blocked_by,
            gain: if steps > 0 {
                (steps as f64) * gain * stretched
            } else {
                gain
            },
        }
    }

    /// How far a variable can go up or down.
    fn room(&self, variable: usize, sign: f64) -> f64 {
        let value = self.values[variable];
        if sign > 0.0 {
            (self.most[variable] - value) as f64
        } else {
            value as f64
        }
    }

    fn go(&mut self, way: Way) {
        if way.steps == 0 {
            return;
        }
        let step = way.sign * way.stretch * way.steps as f64;
        self.values[way.leads] += step.round() as i64;
        for (row, basic) in self.rows.iter().zip(&self.basis) {
            self.values[*basic] -= (row[way.leads] * step).round() as i64;
        }
    }
}

fn subtract(from: &mut [f64], row: &[f64], factor: f64) {
    for (entry, other) in from.iter_mut().zip(row) {
        *entry -= factor * other;
    }
}

#[cfg(test)]
mod tests {
    use super::{Goal, Walk};

    /// Two rows and two columns of four cells.
    fn square(values: [i64; 4]) -> Walk {
        let rows = [
            vec![(0, 1), (1, 1)],
            vec![(2, 1), (3, 1)],
            vec![(0, 1), (2, 1)],
            vec![(1, 1), (3, 1)],
        ];
        let inside = [true, false, false, false];
        Walk::of(&rows, values.to_vec(), vec![i64::MAX; 4], &inside)
    }

    #[test]
    fn a_square_turns_until_a_cell_is_empty() {
        let inside = [true, false, false, false];
        let mut walk = square([3, 1, 0, 4]);
        assert!(walk.reach(&inside, Goal::AtMost(0)));
        assert_eq!(walk.values(), [0, 4, 3, 1]);
        assert!(!square([3, 1, 0, 2]).reach(&inside, Goal::AtMost(0)));
        assert!(!square([3, 1, 0, 9]).reach(&inside, Goal::AtLeast(5)));
    }
}
