//! One statement in whole numbers: limits for a sum of atoms with whole coefficients.

use super::fault::Reason;

/// Coefficients up to here are exact in a float too.
const MOST_COEFFICIENT: i128 = 1_000_000_000_000_000;
/// Limits up to here leave room for sums.
pub(super) const MOST_LIMIT: i128 = 1_000_000_000_000_000_000;

/// How a sum is compared with a value.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Op {
    Equal,
    AtMost,
    AtLeast,
}

/// `low <= sum of coefficient * atom <= high`; nothing satisfies it when `low > high`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Row {
    pub(super) terms: Vec<(u32, i64)>,
    pub(super) low: Option<i64>,
    pub(super) high: Option<i64>,
}

impl Row {
    /// Makes decimals whole: over whole atoms, a sum of multiples of `g` below `v` is a sum of ones below `v / g`, rounded down.
    pub(super) fn of(terms: &[(u32, i128)], op: Op, value: i128) -> Result<Self, Reason> {
        let (terms, unit) = whole(terms)?;
        let value = if terms.is_empty() {
            value.signum()
        } else {
            value
        };
        let limit = |limit: i128| match i64::try_from(limit) {
            Ok(small) if limit.abs() <= MOST_LIMIT => Ok(Some(small)),
            _ => Err(Reason::TooFarApart),
        };
        Ok(Self {
            terms,
            low: match op {
                Op::AtMost => None,
                Op::Equal | Op::AtLeast => limit(ceil(value, unit))?,
            },
            high: match op {
                Op::AtLeast => None,
                Op::Equal | Op::AtMost => limit(floor(value, unit))?,
            },
        })
    }

    /// Whether these values of the atoms satisfy it, in whole numbers.
    pub(super) fn holds(&self, value: impl Fn(u32) -> i64) -> bool {
        let mut sum = 0_i128;
        for (atom, coefficient) in &self.terms {
            let term = i128::from(*coefficient) * i128::from(value(*atom));
            match sum.checked_add(term) {
                Some(more) => sum = more,
                None => return false,
            }
        }
        self.low.is_none_or(|low| i128::from(low) <= sum)
            && self.high.is_none_or(|high| sum <= i128::from(high))
    }
}

/// Coefficients divided by their greatest common divisor, which comes with them.
pub(super) fn whole(terms: &[(u32, i128)]) -> Result<(Vec<(u32, i64)>, i128), Reason> {
    let unit = terms.iter().fold(0, |unit, term| gcd(unit, term.1)).max(1);
    let small = |(atom, coefficient): &(u32, i128)| match i64::try_from(coefficient / unit) {
        Ok(small) if (coefficient / unit).abs() <= MOST_COEFFICIENT => Ok((*atom, small)),
        _ => Err(Reason::TooFarApart),
    };
    let terms = terms.iter().filter(|term| term.1 != 0).map(small);
    Ok((terms.collect::<Result<_, _>>()?, unit))
}

/// The greatest common divisor, never negative.
pub(super) fn gcd(one: i128, other: i128) -> i128 {
    let (mut one, mut other) = (one.abs(), other.abs());
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}

/// Division rounded down.
pub(super) fn floor(number: i128, by: i128) -> i128 {
    if by < 0 {
        (-number).div_euclid(-by)
    } else {
        number.div_euclid(by)
    }
}

/// Division rounded up.
pub(super) fn ceil(number: i128, by: i128) -> i128 {
    -floor(-number, by)
}
