//! Decimal numbers as they are written in claims, exact: whole units of a fixed small size.
//!
//! No float is ever computed with here; one only carries at most fifteen digits from the reader.

use serde::{Serialize, Serializer};

use super::fault::Reason;

/// How many decimals a number may have.
const PLACES: usize = 12;
/// The units of the number 1.
pub(super) const ONE: i128 = 1_000_000_000_000;
/// The largest number taken.
const MOST: i128 = 1_000_000_000_000 * ONE;
/// As many digits as come back from a float as they went in.
const DIGITS: usize = 15;

/// A decimal number in units of 10⁻¹².
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Decimal(pub(super) i128);

impl Decimal {
    /// A whole number; refuses one that is too large.
    pub(super) fn of_whole(whole: i128) -> Result<Self, Reason> {
        let units = whole.checked_mul(ONE).ok_or(Reason::TooLarge)?;
        Self::within(units)
    }

    /// The decimal that was written; refuses one with more digits than a float keeps.
    pub(super) fn of_real(real: f64) -> Result<Self, Reason> {
        if !real.is_finite() || real.abs() > 1e13 {
            return Err(Reason::TooLarge);
        }
        let text = real.abs().to_string();
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let digits = format!("{whole}{decimals:0<PLACES$}");
        let written = whole.len() + decimals.len();
        let zeros = text
            .chars()
            .take_while(|sign| matches!(sign, '0' | '.'))
            .filter(|sign| *sign == '0')
            .count();
        if decimals.len() > PLACES || written - zeros > DIGITS {
            return Err(Reason::TooPrecise);
        }
        let units: i128 = digits.parse().map_err(|_| Reason::TooPrecise)?;
        Self::within(if real < 0.0 { -units } else { units })
    }

    fn within(units: i128) -> Result<Self, Reason> {
        if units.abs() > MOST {
            return Err(Reason::TooLarge);
        }
        Ok(Self(units))
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match i64::try_from(self.0 / ONE) {
            Ok(whole) if self.0 % ONE == 0 => serializer.serialize_i64(whole),
            _ => serializer.serialize_f64(self.0 as f64 / ONE as f64),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Decimal, ONE};
    use crate::audit::fault::Reason;

    #[test]
    fn what_was_written_is_what_is_read() {
        for (real, units) in [
            (0.1, ONE / 10),
            (-2.5, -5 * ONE / 2),
            (1e-12, 1),
            (0.333_333_333_333, 333_333_333_333),
            (123_456.789, 123_456_789 * ONE / 1000),
            (5.0, 5 * ONE),
            (-0.0, 0),
        ] {
            assert_eq!(Decimal::of_real(real), Ok(Decimal(units)), "{real}");
        }
    }

    #[test]
    fn what_cannot_be_kept_exactly_is_refused() {
        assert_eq!(Decimal::of_real(1.0 / 3.0), Err(Reason::TooPrecise));
        assert_eq!(Decimal::of_real(1e-13), Err(Reason::TooPrecise));
        assert_eq!(Decimal::of_real(1.1e12), Err(Reason::TooLarge));
        assert_eq!(Decimal::of_real(f64::NAN), Err(Reason::TooLarge));
        assert_eq!(Decimal::of_whole(i128::MAX), Err(Reason::TooLarge));
    }
}
