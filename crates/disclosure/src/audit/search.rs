//! The greatest value of a sum over the whole-number solutions of one part, with a witness and a proof.
//!
//! Branch and bound (A. H. Land and A. G. Doig, 1960). Floats choose where to look; a witness counts when it
//! satisfies the statements in whole numbers, a branch is left when a certificate says so.

use std::collections::HashMap;

use super::certificate::Weights;
use super::reduced::Part;
use super::row::Row;
use super::tableau::{Outcome, Tableau};

/// Most cells of a tableau; a part that needs more is not searched.
const MOST_CELLS: usize = 40_000_000;
/// Most branches of one question.
const MOST_BRANCHES: usize = 4_000;
/// Most cells touched for one question.
const MOST_WORK: u64 = 400_000_000;
/// Witnesses kept for sums of several variables.
const MOST_KEPT: usize = 64;
/// Denominator of weights that are near no small fraction.
const FINE: i128 = 1 << 24;
/// How many witnesses to lean to for one question.
const MOST_LEANS: usize = 3;
/// What a sum counts for when leaning.
const MUCH: i64 = 1_000;

/// How far a sum reaches.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Reach {
    To(i128),
    Endless,
}

/// The greatest value of a sum: at most `outer`, which is proved; at least `inner`, which has a witness.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Side {
    pub(super) outer: Reach,
    pub(super) inner: Option<Reach>,
}

/// One part, searched again and again.
#[derive(Debug)]
pub(super) struct Search {
    rows: Vec<Row>,
    low: Vec<i64>,
    high: Vec<Option<i64>>,
    tableau: Option<Tableau>,
    kept: Vec<Vec<i64>>,
    least: Vec<i64>,
    most: Vec<i64>,
    answers: HashMap<Vec<(u32, i64)>, Side>,
}

/// Limits of the variables in one branch.
struct Branch {
    low: Vec<i64>,
    high: Vec<Option<i64>>,
}

/// One question while it is searched.
struct Hunt<'o> {
    objective: &'o [(u32, i64)],
    /// The best witness so far.
    best: Option<i128>,
    /// What is proved to be the most.
    outer: Reach,
    /// Whether every branch was left by proof.
    complete: bool,
    has_ray: bool,
}

/// What becomes of a branch.
enum Verdict {
    Left,
    Split,
    Stop,
}

/// Whether values of a part's groups satisfy every statement, in whole numbers.
pub(super) type Trial<'t> = dyn FnMut(&[i64]) -> bool + 't;

impl Search {
    pub(super) fn of(part: &Part, low: Vec<i64>, high: Vec<Option<i64>>) -> Self {
        let cells = part.rows.len().saturating_mul(low.len());
        Self {
            rows: part.rows.clone(),
            tableau: (cells <= MOST_CELLS).then(|| Tableau::of(&part.rows, low.len())),
            kept: Vec::new(),
            least: Vec::new(),
            most: Vec::new(),
            answers: HashMap::new(),
            low,
            high,
        }
    }

    /// Takes a witness that was tried already.
    pub(super) fn keep(&mut self, values: &[i64]) {
        if self.kept.is_empty() {
            self.least = values.to_vec();
            self.most = values.to_vec();
        }
        for (least, value) in self.least.iter_mut().zip(values) {
            *least = (*least).min(*value);
        }
        for (most, value) in self.most.iter_mut().zip(values) {
            *most = (*most).max(*value);
        }
        if self.kept.len() < MOST_KEPT {
            self.kept.push(values.to_vec());
        }
    }

    /// Looks for any witness; false when it is proved that there is none.
    pub(super) fn find_witness(&mut self, budget: &mut u64, trial: &mut Trial<'_>) -> bool {
        let mut hunt = Hunt::of(&[], None, Some(0));
        self.hunt(&mut hunt, budget, trial);
        hunt.best.is_some() || !hunt.complete
    }

    /// The greatest value of a sum of variables.
    pub(super) fn greatest(
        &mut self,
        objective: &[(u32, i64)],
        budget: &mut u64,
        trial: &mut Trial<'_>,
    ) -> Side {
        if let Some(side) = self.answers.get(objective) {
            return *side;
        }
        let side = self.search(objective, budget, trial);
        self.answers.insert(objective.to_vec(), side);
        side
    }

    fn search(
        &mut self,
        objective: &[(u32, i64)],
        budget: &mut u64,
        trial: &mut Trial<'_>,
    ) -> Side {
        let limit = self.limit(objective);
        let known = self.known(objective);
        if known.is_some() && known == limit {
            let reach = limit.map_or(Reach::Endless, Reach::To);
            return Side {
                outer: reach,
                inner: Some(reach),
            };
        }
        let mut hunt = Hunt::of(objective, known, limit);
        self.hunt(&mut hunt, budget, trial);
        let inner = match hunt.outer {
            Reach::Endless if hunt.has_ray && hunt.best.is_some() => Some(Reach::Endless),
            _ => hunt.best.map(Reach::To),
        };
        Side {
            outer: inner.filter(|_| hunt.complete).unwrap_or(hunt.outer),
            inner,
        }
    }

    /// What the limits of the variables alone allow.
    fn limit(&self, objective: &[(u32, i64)]) -> Option<i128> {
        let mut terms = objective.iter().map(|(variable, weight)| {
            let variable = *variable as usize;
            let limit = if *weight > 0 {
                self.high[variable]?
            } else {
                self.low[variable]
            };
            i128::from(*weight).checked_mul(limit.into())
        });
        terms.try_fold(0_i128, |sum, term| sum.checked_add(term?))
    }

    /// The greatest value among the witnesses known.
    fn known(&self, objective: &[(u32, i64)]) -> Option<i128> {
        match objective {
            _ if self.kept.is_empty() => None,
            [(variable, weight)] => {
                let extremes = if *weight > 0 { &self.most } else { &self.least };
                Some(i128::from(*weight) * i128::from(extremes[*variable as usize]))
            }
            _ => self.kept.iter().map(|values| sum(objective, values)).max(),
        }
    }

    fn hunt(&mut self, hunt: &mut Hunt<'_>, budget: &mut u64, trial: &mut Trial<'_>) {
        let Some(mut tableau) = self.tableau.take() else {
            hunt.complete = false;
            return;
        };
        let began = tableau.work;
        let end = began.saturating_add(MOST_WORK.min(*budget));
        let mut branches = vec![Branch {
            low: self.low.clone(),
            high: self.high.clone(),
        }];
        // Near the newest witness first: the walk that proves the bound is then a short one.
        tableau.confine(&self.low, &self.high);
        let mut leans = (0..self.kept.len()).rev().take(MOST_LEANS);
        if let Some(kept) = leans.next() {
            self.lean(&mut tableau, hunt, kept, end, trial);
        }
        for seen in 0.. {
            let Some(branch) = branches.pop() else {
                break;
            };
            if seen == MOST_BRANCHES || tableau.work >= end {
                hunt.complete = false;
                break;
            }
            tableau.confine(&branch.low, &branch.high);
            let (outcome, bound) = self.look(&mut tableau, &branch, hunt.objective, end);
            match self.judge(&tableau, (outcome, bound), &branch, hunt, seen == 0, trial) {
                Verdict::Left => {}
                Verdict::Stop => break,
                Verdict::Split
                    if seen == 0
                        && leans.any(|kept| self.lean(&mut tableau, hunt, kept, end, trial)) =>
                {
                    break;
                }
                Verdict::Split => match branch.split(tableau.values()) {
                    Ok(halves) => branches.extend(halves),
                    Err(point) => {
                        self.try_values(&point, hunt, trial);
                    }
                },
            }
        }
        *budget = budget.saturating_sub(tableau.work - began);
        self.tableau = Some(tableau);
    }

    /// Walks to the best sum near a witness already known, where whole numbers are likelier; whether the sum is
    /// then as great as can be.
    fn lean(
        &mut self,
        tableau: &mut Tableau,
        hunt: &mut Hunt<'_>,
        kept: usize,
        end: u64,
        trial: &mut Trial<'_>,
    ) -> bool {
        let Some(objective) = self.leaning(hunt.objective, kept) else {
            return false;
        };
        let outcome = tableau.maximize(&objective, end.saturating_sub(tableau.work));
        if outcome == Outcome::Best {
            self.try_values(&whole(tableau.values()), hunt, trial);
        }
        hunt.best.map(Reach::To) == Some(hunt.outer)
    }

    /// A sum that counts for most, and staying where a witness is at a limit for a little.
    fn leaning(&self, objective: &[(u32, i64)], kept: usize) -> Option<Vec<(u32, i64)>> {
        let mut weights = vec![0; self.low.len()];
        for (place, value) in self.kept[kept].iter().enumerate() {
            if *value == self.low[place] {
                weights[place] = -1;
            } else if Some(*value) == self.high[place] {
                weights[place] = 1;
            }
        }
        for (variable, weight) in objective {
            weights[*variable as usize] += weight.checked_mul(MUCH)?;
        }
        let terms = (0..).zip(weights).filter(|(_, weight)| *weight != 0);
        Some(terms.collect())
    }

    fn judge(
        &mut self,
        tableau: &Tableau,
        (outcome, bound): (Outcome, Option<i128>),
        branch: &Branch,
        hunt: &mut Hunt<'_>,
        first: bool,
        trial: &mut Trial<'_>,
    ) -> Verdict {
        match outcome {
            Outcome::Lost => {
                hunt.complete = false;
                Verdict::Stop
            }
            Outcome::Endless { column, sign } => {
                hunt.complete = false;
                hunt.has_ray = self.is_ray(&tableau.ray(column, sign), hunt.objective);
                Verdict::Stop
            }
            Outcome::Nothing if bound.is_some_and(|bound| bound < 0) => Verdict::Left,
            Outcome::Nothing => Verdict::Split,
            Outcome::Best => {
                if let Some(bound) = bound.filter(|_| first) {
                    hunt.outer = match hunt.outer {
                        Reach::To(limit) => Reach::To(limit.min(bound)),
                        Reach::Endless => Reach::To(bound),
                    };
                }
                if hunt.beats(bound) {
                    return Verdict::Left;
                }
                let values = whole(tableau.values());
                if branch.holds(&values) {
                    self.try_values(&values, hunt, trial);
                }
                if hunt.best.map(Reach::To) == Some(hunt.outer) {
                    Verdict::Stop
                } else if hunt.beats(bound) {
                    Verdict::Left
                } else {
                    Verdict::Split
                }
            }
        }
    }

    fn try_values(&mut self, values: &[i64], hunt: &mut Hunt<'_>, trial: &mut Trial<'_>) {
        if trial(values) {
            hunt.best = hunt.best.max(Some(sum(hunt.objective, values)));
            self.keep(values);
        }
    }

    /// Walks to the end of a branch and proves a bound for it; once more from the rows when that fails.
    fn look(
        &self,
        tableau: &mut Tableau,
        branch: &Branch,
        objective: &[(u32, i64)],
        end: u64,
    ) -> (Outcome, Option<i128>) {
        loop {
            let most = end.saturating_sub(tableau.work);
            let outcome = tableau.maximize(objective, most);
            let (bound, hoped) = match outcome {
                Outcome::Lost | Outcome::Endless { .. } => return (outcome, None),
                Outcome::Nothing => (self.bound(tableau, outcome, branch, &[], -1.0), -1.0),
                Outcome::Best => {
                    let terms = objective.iter();
                    let value: f64 = terms
                        .map(|term| term.1 as f64 * tableau.values()[term.0 as usize])
                        .sum();
                    let hoped = (value + 1e-6).floor();
                    (
                        self.bound(tableau, outcome, branch, objective, hoped),
                        hoped,
                    )
                }
            };
            if !tableau.is_worn() || bound.is_some_and(|bound| bound as f64 <= hoped) {
                return (outcome, bound);
            }
            tableau.rebuild();
        }
    }

    /// The best exact bound that follows from where the tableau stands, or the first as good as hoped.
    fn bound(
        &self,
        tableau: &Tableau,
        outcome: Outcome,
        branch: &Branch,
        objective: &[(u32, i64)],
        hoped: f64,
    ) -> Option<i128> {
        let floats = tableau.weights(outcome);
        let prove = |weights: Option<Weights>| {
            weights?.bound(&self.rows, &branch.low, &branch.high, objective)
        };
        let near = prove(Weights::near(&floats));
        if near.is_some_and(|bound| bound as f64 <= hoped) {
            return near;
        }
        let (inside, open) = tableau.basis();
        let aim = |(variable, pull): &(usize, f64)| {
            let own = objective.iter().find(|term| term.0 as usize == *variable);
            let sum = own.map_or(0, |term| i128::from(term.1));
            (
                *variable,
                if outcome == Outcome::Best {
                    sum
                } else {
                    *pull as i128
                },
            )
        };
        let inside: Vec<(usize, i128)> = inside.iter().map(aim).collect();
        let solved = prove(Weights::of_basis(&self.rows, &inside, &open, &floats));
        let fine = prove(Some(Weights::rounded(&floats, FINE)));
        [near, solved, fine].into_iter().flatten().min()
    }

    /// Whether going this way for ever breaks no row and no limit, and the sum grows.
    fn is_ray(&self, floats: &[f64], objective: &[(u32, i64)]) -> bool {
        let near = Weights::near(floats);
        let Some(ray) = near.as_ref().map(Weights::numerators) else {
            return false;
        };
        let along = |terms: &[(u32, i64)]| {
            terms.iter().try_fold(0_i128, |sum, (variable, weight)| {
                sum.checked_add(ray[*variable as usize].checked_mul((*weight).into())?)
            })
        };
        let free = ray.iter().zip(&self.high).all(|(step, high)| match high {
            None => *step >= 0,
            Some(_) => *step == 0,
        });
        free && along(objective).is_some_and(|change| change > 0)
            && self.rows.iter().all(|row| {
                along(&row.terms).is_some_and(|change| {
                    (row.high.is_none() || change <= 0) && (row.low.is_none() || change >= 0)
                })
            })
    }
}

impl<'o> Hunt<'o> {
    fn of(objective: &'o [(u32, i64)], best: Option<i128>, limit: Option<i128>) -> Self {
        Self {
            objective,
            best,
            outer: limit.map_or(Reach::Endless, Reach::To),
            complete: true,
            has_ray: false,
        }
    }

    /// Whether a witness is as good as a branch can be.
    fn beats(&self, bound: Option<i128>) -> bool {
        matches!((self.best, bound), (Some(best), Some(bound)) if bound <= best)
    }
}

impl Branch {
    fn holds(&self, values: &[i64]) -> bool {
        let limits = self.low.iter().zip(&self.high);
        values
            .iter()
            .zip(limits)
            .all(|(value, (low, high))| low <= value && high.is_none_or(|high| *value <= high))
    }

    /// Two halves, the one to look at first last; or the only point there is.
    fn split(self, values: &[f64]) -> Result<[Self; 2], Vec<i64>> {
        let open = |variable: &usize| self.high[*variable] != Some(self.low[*variable]);
        let away = |variable: &usize| (values[*variable] - values[*variable].round()).abs();
        let room = |variable: &usize| {
            let high = self.high[*variable].map_or(f64::INFINITY, |high| high as f64);
            high - self.low[*variable] as f64
        };
        let variables = || (0..values.len()).filter(open);
        let fractional = variables().filter(|variable| away(variable) > 1e-6);
        let variable = fractional
            .max_by(|one, other| away(one).total_cmp(&away(other)))
            .or_else(|| variables().max_by(|one, other| room(one).total_cmp(&room(other))));
        let Some(variable) = variable else {
            return Err(self.low);
        };
        let high = self.high[variable];
        let last = high.map_or(i64::MAX - 1, |high| high - 1);
        let cut = (values[variable].floor() as i64).clamp(self.low[variable], last);
        let nearer_below = values[variable] - values[variable].floor() <= 0.5;
        let (mut below, mut above) = (
            Self {
                low: self.low.clone(),
                high: self.high.clone(),
            },
            self,
        );
        below.high[variable] = Some(cut);
        above.low[variable] = cut + 1;
        Ok(if nearer_below {
            [above, below]
        } else {
            [below, above]
        })
    }
}

fn whole(values: &[f64]) -> Vec<i64> {
    values.iter().map(|value| value.round() as i64).collect()
}

fn sum(objective: &[(u32, i64)], values: &[i64]) -> i128 {
    let terms = objective.iter();
    terms
        .map(|(variable, weight)| i128::from(*weight) * i128::from(values[*variable as usize]))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::{Reach, Search, Side};
    use crate::audit::reduced::Part;
    use crate::audit::row::{Op, Row};

    fn search() -> Search {
        let part = Part {
            groups: vec![0, 1],
            rows: vec![Row::of(&[(0, 3), (1, 2)], Op::AtMost, 7).unwrap()],
        };
        Search::of(&part, vec![0, 0], vec![Some(4), Some(4)])
    }

    #[test]
    fn an_end_has_a_witness_and_a_proof() {
        let (mut search, mut budget) = (search(), 1_000_000);
        let mut trial = |values: &[i64]| 3 * values[0] + 2 * values[1] <= 7;
        assert!(search.find_witness(&mut budget, &mut trial));
        let side = search.greatest(&[(0, 1), (1, 1)], &mut budget, &mut trial);
        let three = Reach::To(3);
        assert_eq!(
            side,
            Side {
                outer: three,
                inner: Some(three)
            }
        );
    }

    #[test]
    fn without_work_left_only_the_limits_are_known() {
        let side = search().greatest(&[(0, 1), (1, 1)], &mut 0, &mut |_| true);
        assert_eq!(
            side,
            Side {
                outer: Reach::To(8),
                inner: None
            }
        );
    }

    #[test]
    fn what_the_statements_refuse_is_no_witness() {
        let (mut search, mut budget) = (search(), 1_000_000);
        assert!(!search.find_witness(&mut budget, &mut |_| false));
        let side = search.greatest(&[(0, 1)], &mut budget, &mut |_| false);
        assert_eq!(side.inner, None);
    }
}
