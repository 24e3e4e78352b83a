//! Exact fractions of whole numbers, and systems of equations in them. Too large is `None`, never wrong.

use super::row::gcd;

/// A fraction in lowest terms, its denominator positive.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Fraction {
    pub(super) numerator: i128,
    pub(super) denominator: i128,
}

impl Fraction {
    pub(super) const ZERO: Self = Self::whole(0);

    pub(super) const fn whole(numerator: i128) -> Self {
        Self {
            numerator,
            denominator: 1,
        }
    }

    fn of(numerator: i128, denominator: i128) -> Option<Self> {
        let unit = gcd(numerator, denominator);
        let unit = if denominator < 0 { -unit } else { unit };
        Some(Self {
            numerator: numerator.checked_div(unit)?,
            denominator: denominator.checked_div(unit)?,
        })
    }

    fn minus(self, other: Self) -> Option<Self> {
        let shared = gcd(self.denominator, other.denominator);
        let (left, right) = (other.denominator / shared, self.denominator / shared);
        let numerator = self
            .numerator
            .checked_mul(left)?
            .checked_sub(other.numerator.checked_mul(right)?)?;
        Self::of(numerator, self.denominator.checked_mul(left)?)
    }

    fn times(self, other: Self) -> Option<Self> {
        let one = Self::of(self.numerator, other.denominator)?;
        let two = Self::of(other.numerator, self.denominator)?;
        Some(Self {
            numerator: one.numerator.checked_mul(two.numerator)?,
            denominator: one.denominator.checked_mul(two.denominator)?,
        })
    }

    fn over(self, other: Self) -> Option<Self> {
        self.times(Self::of(other.denominator, other.numerator)?)
    }
}

/// Solves as many equations as unknowns, each row ending with its right side; `None` also when they do not
/// have exactly one solution.
pub(super) fn solve(mut rows: Vec<Vec<Fraction>>) -> Option<Vec<Fraction>> {
    let unknowns = rows.len();
    for column in 0..unknowns {
        let pivot = (column..unknowns).find(|row| rows[*row][column] != Fraction::ZERO)?;
        rows.swap(column, pivot);
        let head = rows[column][column];
        for cell in &mut rows[column][column..] {
            *cell = cell.over(head)?;
        }
        let pivot_row = rows[column].clone();
        for (place, row) in rows.iter_mut().enumerate() {
            let factor = row[column];
            if place == column || factor == Fraction::ZERO {
                continue;
            }
            for (cell, other) in row[column..].iter_mut().zip(&pivot_row[column..]) {
                if *other != Fraction::ZERO {
                    *cell = cell.minus(factor.times(*other)?)?;
                }
            }
        }
    }
    rows.iter().map(|row| row.last().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Fraction, solve};

    fn row(numbers: [i128; 3]) -> Vec<Fraction> {
        numbers.map(Fraction::whole).to_vec()
    }

    #[test]
    fn a_system_is_solved_exactly() {
        let solution = solve(vec![row([0, 3, 1]), row([2, 5, 4])]).unwrap();
        assert_eq!((solution[0].numerator, solution[0].denominator), (7, 6));
        assert_eq!((solution[1].numerator, solution[1].denominator), (1, 3));
    }

    #[test]
    fn equations_that_say_the_same_and_numbers_too_large_have_no_answer() {
        assert_eq!(solve(vec![row([1, 2, 3]), row([2, 4, 6])]), None);
        let huge = i128::MAX / 2;
        assert_eq!(
            solve(vec![row([huge, huge - 1, 1]), row([huge - 2, huge - 4, 3])]),
            None
        );
    }
}
