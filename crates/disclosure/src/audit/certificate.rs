//! Proofs of bounds in whole numbers: what a float suggested is rounded, and then reckoned with exactly.
//!
//! Weak duality: for any weights `w` of the rows, a sum of variables is `w` times the rows' sums plus what is
//! left of it, and each of both is at most what its limits allow. Any weights give a true bound, the right ones
//! the best (A. Schrijver, *Theory of Linear and Integer Programming*, 1986). For the empty sum a bound below 0
//! proves that nothing satisfies the rows (Farkas).

use super::fraction::{Fraction, solve};
use super::row::{Row, floor, gcd};

const NEAR: f64 = 1e-7;
const MOST_DENOMINATOR: i128 = 10_000_000;
/// Largest basis solved exactly.
const MOST_BASIS: usize = 60;

/// Weights of rows, exact: whole numbers over one denominator.
#[derive(Clone, Debug)]
pub(super) struct Weights {
    numerators: Vec<i128>,
    denominator: i128,
}

impl Weights {
    /// The fractions that floats are near to, if their denominators stay small.
    pub(super) fn near(weights: &[f64]) -> Option<Self> {
        let mut denominator = 1;
        for weight in weights {
            let scaled = weight * denominator as f64;
            if (scaled - scaled.round()).abs() > NEAR {
                denominator *= small_denominator(scaled)?;
                if denominator > MOST_DENOMINATOR {
                    return None;
                }
            }
        }
        Some(Self::rounded(weights, denominator))
    }

    /// The numerators over the shared denominator.
    pub(super) fn numerators(&self) -> &[i128] {
        &self.numerators
    }

    /// Floats rounded to a denominator, whatever they are.
    pub(super) fn rounded(weights: &[f64], denominator: i128) -> Self {
        let numerator = |weight: &f64| (weight * denominator as f64).round() as i128;
        Self {
            numerators: weights.iter().map(numerator).collect(),
            denominator,
        }
    }

    /// The weights that a basis has, solved exactly: for each variable inside it what its coefficients must come
    /// to, `open` the rows whose weights are to be found, the others' weights whole already.
    pub(super) fn of_basis(
        rows: &[Row],
        inside: &[(usize, i128)],
        open: &[usize],
        weights: &[f64],
    ) -> Option<Self> {
        if open.len() != inside.len() || open.len() > MOST_BASIS {
            return None;
        }
        let mut place_of = vec![
            None;
            rows.iter()
                .flat_map(|row| &row.terms)
                .map(|term| term.0 as usize + 1)
                .max()?
        ];
        for (place, (variable, _)) in inside.iter().enumerate() {
            *place_of.get_mut(*variable)? = Some(place);
        }
        let mut numerators: Vec<i128> = weights
            .iter()
            .map(|weight| weight.round() as i128)
            .collect();
        open.iter().for_each(|row| numerators[*row] = 0);
        let mut right: Vec<i128> = inside.iter().map(|(_, sum)| *sum).collect();
        let mut system = vec![vec![Fraction::ZERO; open.len() + 1]; open.len()];
        for (row, weight) in rows
            .iter()
            .zip(&numerators)
            .filter(|(_, weight)| **weight != 0)
        {
            for (variable, coefficient) in &row.terms {
                if let Some(place) = place_of[*variable as usize] {
                    let share = weight.checked_mul((*coefficient).into())?;
                    right[place] = right[place].checked_sub(share)?;
                }
            }
        }
        for (column, row) in open.iter().enumerate() {
            for (variable, coefficient) in &rows[*row].terms {
                if let Some(place) = place_of[*variable as usize] {
                    system[place][column] = Fraction::whole((*coefficient).into());
                }
            }
        }
        for (equation, right) in system.iter_mut().zip(right) {
            equation[open.len()] = Fraction::whole(right);
        }
        let solution = solve(system)?;
        let denominator = solution.iter().try_fold(1_i128, |shared, weight| {
            shared.checked_mul(weight.denominator / gcd(shared, weight.denominator))
        })?;
        for numerator in &mut numerators {
            *numerator = numerator.checked_mul(denominator)?;
        }
        for (row, weight) in open.iter().zip(&solution) {
            numerators[*row] = weight
                .numerator
                .checked_mul(denominator / weight.denominator)?;
        }
        Some(Self {
            numerators,
            denominator,
        })
    }

    /// What a sum of variables is at most, rounded down; `None` if these weights prove nothing.
    pub(super) fn bound(
        &self,
        rows: &[Row],
        low: &[i64],
        high: &[Option<i64>],
        objective: &[(u32, i64)],
    ) -> Option<i128> {
        let mut left = vec![0_i128; low.len()];
        for (variable, weight) in objective {
            left[*variable as usize] = self.denominator.checked_mul((*weight).into())?;
        }
        let mut total = 0_i128;
        for (row, weight) in rows.iter().zip(&self.numerators) {
            if *weight == 0 {
                continue;
            }
            let limit = if *weight > 0 { row.high? } else { row.low? };
            total = total.checked_add(weight.checked_mul(limit.into())?)?;
            for (variable, coefficient) in &row.terms {
                let place = &mut left[*variable as usize];
                *place = place.checked_sub(weight.checked_mul((*coefficient).into())?)?;
            }
        }
        for ((left, low), high) in left.iter().zip(low).zip(high) {
            let limit = match left.signum() {
                0 => continue,
                1 => (*high)?,
                _ => *low,
            };
            total = total.checked_add(left.checked_mul(limit.into())?)?;
        }
        Some(floor(total, self.denominator))
    }
}

/// The smallest denominator of a fraction near a float, by continued fractions.
fn small_denominator(number: f64) -> Option<i128> {
    let (mut before, mut denominator) = (0_i128, 1_i128);
    let mut rest = number;
    for _ in 0..20 {
        rest = 1.0 / (rest - rest.floor());
        if !rest.is_finite() || rest > 1e9 {
            return None;
        }
        (before, denominator) = (denominator, denominator * rest.floor() as i128 + before);
        if denominator > MOST_DENOMINATOR {
            return None;
        }
        let scaled = number * denominator as f64;
        if (scaled - scaled.round()).abs() <= NEAR {
            return Some(denominator);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::Weights;
    use crate::audit::row::{Op, Row};

    fn rows() -> [Row; 2] {
        [
            Row::of(&[(0, 2), (1, 3)], Op::AtMost, 7).unwrap(),
            Row::of(&[(0, 1), (1, -1)], Op::AtLeast, 0).unwrap(),
        ]
    }

    fn bound(weights: &[f64], high: Option<i64>) -> Option<i128> {
        let weights = Weights::near(weights).unwrap();
        weights.bound(&rows(), &[0, 0], &[high, high], &[(1, 1)])
    }

    #[test]
    fn the_right_weights_prove_the_best_bound_and_others_a_true_one() {
        assert_eq!(bound(&[0.2, -0.4], None), Some(1));
        assert_eq!(bound(&[1.0 / 3.0, 0.0], None), Some(2));
        assert_eq!(bound(&[1.0, 0.0], None), Some(7));
        assert_eq!(bound(&[0.0, 0.0], None), None);
        assert_eq!(bound(&[0.0, 0.0], Some(9)), Some(9));
        assert_eq!(bound(&[-1.0, 0.0], Some(9)), None);
    }

    #[test]
    fn weights_are_solved_from_a_basis_when_floats_are_poor() {
        let inside = [(0, 0), (1, 1)];
        let weights = Weights::of_basis(&rows(), &inside, &[0, 1], &[0.19, -0.41]).unwrap();
        assert_eq!(
            (weights.numerators.as_slice(), weights.denominator),
            (&[1, -2][..], 5)
        );
    }
}
