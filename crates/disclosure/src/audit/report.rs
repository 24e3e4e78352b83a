//! What an audit says: for each target its interval and verdict, and from it the decision.

use serde::Serialize;

use super::claims::{Policy, Target};
use super::decimal::Decimal;
use super::run::Ends;
use super::search::{Reach, Side};

/// The answer to claims.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Accepted when every verdict is `ok`.
    pub decision: Decision,
    /// In the order of the claims.
    pub targets: Vec<Finding>,
    /// The decision after each release, together with those before it.
    pub ledger: Vec<Step>,
}

/// Whether releases may stand together.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Nothing hidden can be narrowed too far.
    Accept,
    /// Something can, or it could not be proved that nothing can.
    Reject,
}

/// What follows about one target.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// As in the claims.
    pub label: String,
    interval: (Option<Decimal>, Option<Decimal>),
    /// What the policy says to the interval.
    pub verdict: Verdict,
    /// Written only when false: the interval is then one that contains the feasible interval.
    #[serde(skip_serializing_if = "is_true")]
    pub proven: bool,
}

/// What the policy says to an interval; the first that fits.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Wide enough.
    Ok,
    /// One value is left.
    Exact,
    /// It cannot be as low as `lo_max`.
    Existence,
    /// It cannot be as high as `hi_min`.
    TooNarrow,
}

/// The decision with the releases up to one.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Step {
    /// The release's id.
    pub after: String,
    /// The decision for all targets.
    pub decision: Decision,
}

impl Finding {
    /// Judges how far a target reaches.
    pub(super) fn of(target: &Target, ends: &Ends, policy: &Policy) -> Self {
        let outer = (low(ends.least.outer, target), high(ends.most.outer, target));
        let inner = ends.least.inner.zip(ends.most.inner);
        let inner = inner.map(|(least, most)| (low(least, target), high(most, target)));
        let is_met = |side: Side| side.inner == Some(side.outer);
        Self {
            label: target.label.clone(),
            interval: outer,
            verdict: judge(outer, inner, policy),
            proven: is_met(ends.least) && is_met(ends.most),
        }
    }

    /// The lowest and the highest value, as floats; `None` without an end.
    #[must_use]
    pub fn interval(&self) -> (Option<f64>, Option<f64>) {
        let float = |end: Option<Decimal>| end.map(|end| end.0 as f64 / super::decimal::ONE as f64);
        (float(self.interval.0), float(self.interval.1))
    }
}

type Interval = (Option<Decimal>, Option<Decimal>);

/// An interval that fails the policy around the feasible one is proof, one that passes within it as well.
fn judge(outer: Interval, inner: Option<Interval>, policy: &Policy) -> Verdict {
    match (verdict(outer, policy), inner) {
        (Verdict::Ok, None) => Verdict::Existence,
        (Verdict::Ok, Some((low, _))) if low.is_some_and(|low| low > policy.lo_max) => {
            Verdict::Existence
        }
        // One witness alone does not show that there is another value.
        (Verdict::Ok, Some((low, high))) if low.is_some() && low == high => Verdict::TooNarrow,
        (Verdict::Ok, Some(inner)) => verdict(inner, policy),
        (failed, _) => failed,
    }
}

fn verdict((low, high): Interval, policy: &Policy) -> Verdict {
    if low.is_some() && low == high {
        Verdict::Exact
    } else if low.is_some_and(|low| low > policy.lo_max) {
        Verdict::Existence
    } else if high.is_some_and(|high| high < policy.hi_min) {
        Verdict::TooNarrow
    } else {
        Verdict::Ok
    }
}

fn high(reach: Reach, target: &Target) -> Option<Decimal> {
    match reach {
        Reach::To(value) => value.checked_mul(target.unit).map(Decimal),
        Reach::Endless => None,
    }
}

fn low(reach: Reach, target: &Target) -> Option<Decimal> {
    high(reach, target).map(|Decimal(value)| Decimal(-value))
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
const fn is_true(proven: &bool) -> bool {
    *proven
}

#[cfg(test)]
mod tests {
    use super::{Verdict, judge};
    use crate::audit::claims::Policy;
    use crate::audit::decimal::{Decimal, ONE};

    const POLICY: Policy = Policy {
        lo_max: Decimal(0),
        hi_min: Decimal(5 * ONE),
    };

    fn judged(outer: (i128, i128), inner: Option<(i128, i128)>) -> Verdict {
        let ends = |(low, high)| (Some(Decimal(low * ONE)), Some(Decimal(high * ONE)));
        judge(ends(outer), inner.map(ends), &POLICY)
    }

    #[test]
    fn what_is_not_proved_is_not_safe_unless_witnesses_show_it() {
        assert_eq!(judged((0, 9), Some((0, 5))), Verdict::Ok);
        assert_eq!(judged((0, 9), Some((0, 4))), Verdict::TooNarrow);
        assert_eq!(judged((0, 9), Some((1, 9))), Verdict::Existence);
        assert_eq!(judged((0, 9), Some((2, 2))), Verdict::Existence);
        assert_eq!(judged((0, 9), Some((0, 0))), Verdict::TooNarrow);
        assert_eq!(judged((0, 9), None), Verdict::Existence);
        assert_eq!(judged((0, 4), None), Verdict::TooNarrow);
    }

    #[test]
    fn the_first_verdict_that_fits_is_given() {
        assert_eq!(judged((0, 0), Some((0, 0))), Verdict::Exact);
        assert_eq!(judged((3, 3), Some((3, 3))), Verdict::Exact);
        assert_eq!(judged((1, 4), Some((1, 4))), Verdict::Existence);
        assert_eq!(judged((0, 4), Some((0, 4))), Verdict::TooNarrow);
        assert_eq!(judged((0, 5), Some((0, 5))), Verdict::Ok);
    }
}
