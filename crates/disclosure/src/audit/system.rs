//! Rows over whole variables within limits, made as small as whole-number reasoning alone can.
//!
//! Every step keeps the set of solutions as it is: limits that follow from a row, variables that have one value
//! left, divisors, rows said twice, rows that the limits imply.

use std::collections::{HashMap, VecDeque};

use super::row::{MOST_LIMIT, Row, ceil, floor, gcd};

const ROUNDS: usize = 12;
/// How often a row is looked at again, on average, before tightening stops.
const LOOKS: usize = 20;

/// No whole numbers satisfy the rows: proved.
#[derive(Clone, Copy, Debug)]
pub(super) struct Impossible;

/// Rows and the limits of their variables; a limit above may be missing.
#[derive(Clone, Debug)]
pub(super) struct System {
    pub(super) rows: Vec<Row>,
    pub(super) low: Vec<i64>,
    pub(super) high: Vec<Option<i64>>,
}

/// The least and the greatest a sum can be: a finite part, and how many terms have no limit.
#[derive(Clone, Copy, Default)]
struct Spread {
    least: i128,
    endless_below: usize,
    most: i128,
    endless_above: usize,
}

impl System {
    /// Tightens and shortens until nothing more follows, or enough.
    pub(super) fn settle(&mut self) -> Result<(), Impossible> {
        for _ in 0..ROUNDS {
            self.tighten()?;
            if !self.shorten()? {
                break;
            }
        }
        Ok(())
    }

    /// Whether a variable has one value left.
    pub(super) fn is_fixed(&self, variable: u32) -> bool {
        let variable = variable as usize;
        self.high[variable] == Some(self.low[variable])
    }

    fn tighten(&mut self) -> Result<(), Impossible> {
        let users = self.users();
        let mut waits = vec![true; self.rows.len()];
        let mut queue: VecDeque<usize> = (0..self.rows.len()).collect();
        let mut looks = self.rows.len() * LOOKS;
        while let Some(row) = queue.pop_front() {
            waits[row] = false;
            if looks == 0 {
                break;
            }
            looks -= 1;
            for variable in self.tighten_by(row)? {
                for user in &users[variable as usize] {
                    let user = *user as usize;
                    if !waits[user] && user != row {
                        waits[user] = true;
                        queue.push_back(user);
                    }
                }
            }
        }
        Ok(())
    }

    fn users(&self) -> Vec<Vec<u32>> {
        let mut users = vec![Vec::new(); self.low.len()];
        for (place, row) in (0..).zip(&self.rows) {
            for (variable, _) in &row.terms {
                users[*variable as usize].push(place);
            }
        }
        users
    }

    /// The variables whose limits a row made narrower.
    fn tighten_by(&mut self, row: usize) -> Result<Vec<u32>, Impossible> {
        let row = &self.rows[row];
        let spread = self.spread(row);
        let (row_low, row_high) = (row.low.map(i128::from), row.high.map(i128::from));
        let empty = matches!((row_low, row_high), (Some(low), Some(high)) if low > high);
        let too_much =
            spread.endless_below == 0 && row_high.is_some_and(|high| spread.least > high);
        let too_little = spread.endless_above == 0 && row_low.is_some_and(|low| spread.most < low);
        if empty || too_much || too_little {
            return Err(Impossible);
        }
        let mut narrower = Vec::new();
        for (variable, coefficient) in &row.terms {
            let own = term(
                *coefficient,
                self.low[*variable as usize],
                self.high[*variable as usize],
            );
            let others = spread.without(&own);
            let by = i128::from(*coefficient);
            let at_most = row_high
                .filter(|_| others.endless_below == 0)
                .map(|high| high - others.least);
            let at_least = row_low
                .filter(|_| others.endless_above == 0)
                .map(|low| low - others.most);
            let (above, below) = if by > 0 {
                (at_most, at_least)
            } else {
                (at_least, at_most)
            };
            let above = above.map(|limit| floor(limit, by));
            let below = below.map(|limit| ceil(limit, by));
            let changed = narrow(
                &mut self.low[*variable as usize],
                &mut self.high[*variable as usize],
                below,
                above,
            )?;
            if changed {
                narrower.push(*variable);
            }
        }
        Ok(narrower)
    }

    fn spread(&self, row: &Row) -> Spread {
        let mut sum = Spread::default();
        for (variable, coefficient) in &row.terms {
            let variable = *variable as usize;
            let own = term(*coefficient, self.low[variable], self.high[variable]);
            sum.least += own.least;
            sum.endless_below += own.endless_below;
            sum.most += own.most;
            sum.endless_above += own.endless_above;
        }
        sum
    }

    /// Puts fixed variables in, divides, and drops what says nothing; whether a limit became narrower by that.
    fn shorten(&mut self) -> Result<bool, Impossible> {
        let mut kept: Vec<Row> = Vec::with_capacity(self.rows.len());
        let mut known: HashMap<Vec<(u32, i64)>, usize> = HashMap::new();
        let mut changed = false;
        for row in std::mem::take(&mut self.rows) {
            let spread = self.spread(&row);
            let implied_below = row
                .low
                .is_none_or(|low| spread.endless_below == 0 && spread.least >= i128::from(low));
            let implied_above = row
                .high
                .is_none_or(|high| spread.endless_above == 0 && spread.most <= i128::from(high));
            if implied_below && implied_above {
                continue;
            }
            let (row, divided) = self.without_fixed(row)?;
            changed |= divided;
            match known.get(&row.terms) {
                None => {
                    known.insert(row.terms.clone(), kept.len());
                    kept.push(row);
                }
                Some(place) => {
                    let same = &mut kept[*place];
                    let low = same.low.max(row.low);
                    let high = [same.high, row.high].into_iter().flatten().min();
                    changed |= (low, high) != (same.low, same.high);
                    (same.low, same.high) = (low, high);
                }
            }
        }
        self.rows = kept;
        Ok(changed)
    }

    /// A row that the limits do not imply, over what is not fixed, its first coefficient positive; whether dividing made it narrower.
    fn without_fixed(&self, row: Row) -> Result<(Row, bool), Impossible> {
        let fixed: i128 = row
            .terms
            .iter()
            .filter(|term| self.is_fixed(term.0))
            .map(|term| i128::from(term.1) * i128::from(self.low[term.0 as usize]))
            .sum();
        let mut terms = row.terms;
        terms.retain(|term| !self.is_fixed(term.0));
        if terms.is_empty() {
            return Err(Impossible);
        }
        let unit = terms.iter().fold(0, |unit, term| gcd(unit, term.1.into()));
        let sign = if terms.first().is_some_and(|term| term.1 < 0) {
            -1
        } else {
            1
        };
        let low = row.low.map(|low| i128::from(low) - fixed);
        let high = row.high.map(|high| i128::from(high) - fixed);
        let (low, high) = if sign < 0 {
            (high.map(|limit| -limit), low.map(|limit| -limit))
        } else {
            (low, high)
        };
        let divided = low.is_some_and(|limit| limit % unit != 0)
            || high.is_some_and(|limit| limit % unit != 0);
        let low = low.map(|limit| ceil(limit, unit));
        let high = high.map(|limit| floor(limit, unit));
        if matches!((low, high), (Some(low), Some(high)) if low > high) {
            return Err(Impossible);
        }
        let unit = i64::try_from(unit).expect("no more than a coefficient");
        for term in &mut terms {
            term.1 = term.1 / unit * sign;
        }
        // Leaving a limit out can only make an interval wider, and witnesses are tried on the statements themselves.
        let limit = |limit: i128| i64::try_from(limit).ok();
        Ok((
            Row {
                terms,
                low: low.and_then(limit),
                high: high.and_then(limit),
            },
            divided,
        ))
    }
}

impl Spread {
    fn without(&self, own: &Self) -> Self {
        Self {
            least: self.least - own.least,
            endless_below: self.endless_below - own.endless_below,
            most: self.most - own.most,
            endless_above: self.endless_above - own.endless_above,
        }
    }
}

/// What one term of a row can be.
fn term(coefficient: i64, low: i64, high: Option<i64>) -> Spread {
    let coefficient = i128::from(coefficient);
    let at_low = coefficient * i128::from(low);
    let (at_high, endless) = match high {
        Some(high) => (coefficient * i128::from(high), 0),
        None => (0, 1),
    };
    if coefficient > 0 {
        Spread {
            least: at_low,
            endless_below: 0,
            most: at_high,
            endless_above: endless,
        }
    } else {
        Spread {
            least: at_high,
            endless_below: endless,
            most: at_low,
            endless_above: 0,
        }
    }
}

/// Moves the limits of a variable inwards; whether they moved.
fn narrow(
    low: &mut i64,
    high: &mut Option<i64>,
    below: Option<i128>,
    above: Option<i128>,
) -> Result<bool, Impossible> {
    let mut changed = false;
    if let Some(below) = below.filter(|below| i128::from(*low) < *below) {
        if high.is_some_and(|high| i128::from(high) < below) {
            return Err(Impossible);
        }
        if let Some(below) = small(below) {
            *low = below;
            changed = true;
        }
    }
    let above = above.filter(|above| high.is_none_or(|high| *above < i128::from(high)));
    if let Some(above) = above {
        if above < i128::from(*low) {
            return Err(Impossible);
        }
        if let Some(above) = small(above) {
            *high = Some(above);
            changed = true;
        }
    }
    Ok(changed)
}

fn small(limit: i128) -> Option<i64> {
    i64::try_from(limit)
        .ok()
        .filter(|limit| i128::from(*limit).abs() <= MOST_LIMIT)
}
