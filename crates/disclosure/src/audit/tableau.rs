//! The simplex method for variables with two limits, in floats: it suggests, and nothing it says is believed.
//!
//! Rows are variables too, each the sum it limits. The method walks from the basis it stands on, so that one
//! question after another costs few steps. A first phase lessens what lies outside its limits (G. B. Dantzig,
//! *Linear Programming and Extensions*, 1963); ties are broken by number once it stands still (R. G. Bland, 1977).

use super::row::Row;

const TINY: f64 = 1e-9;
const FEASIBLE: f64 = 1e-7;
/// What a variable may go beyond its limit so that a larger cell can be pivoted on.
const SLACK: f64 = 1e-9;
/// Smaller cells are likely errors.
const LEAST_PIVOT: f64 = 1e-6;
/// Smaller differences from a whole number are errors.
const NEAR: f64 = 1e-10;
/// What rounds a number that is added to it.
const ROUNDING: f64 = 6_755_399_441_055_744.0;
/// Pivots after which errors have added up enough to begin anew.
const MOST_PIVOTS: usize = 250;
/// Steps without gain before the smallest number goes first.
const PATIENCE: u32 = 60;

/// How a walk ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Outcome {
    /// Nothing better, it seems.
    Best,
    /// Nothing within the limits, it seems.
    Nothing,
    /// Without end along this column, upwards or downwards.
    Endless { column: usize, sign: f64 },
    /// Too much work.
    Lost,
}

/// The basis and everything expressed by what is outside it.
#[derive(Debug)]
pub(super) struct Tableau {
    columns: usize,
    rows: Vec<Vec<(usize, f64)>>,
    cells: Vec<f64>,
    /// The variable of each row, and of each column; rows' sums are numbered after the variables.
    basic: Vec<usize>,
    outside: Vec<usize>,
    low: Vec<f64>,
    high: Vec<f64>,
    value: Vec<f64>,
    costs: Vec<f64>,
    moved: bool,
    row_terms: Vec<usize>,
    pivots: usize,
    /// Cells touched so far.
    pub(super) work: u64,
}

impl Tableau {
    /// Stands on the basis of all rows' sums; every variable needs a finite limit below.
    pub(super) fn of(rows: &[Row], columns: usize) -> Self {
        let endless = |limit: Option<i64>, otherwise: f64| limit.map_or(otherwise, |l| l as f64);
        let mut low = vec![0.0; columns];
        let mut high = vec![f64::INFINITY; columns];
        low.extend(rows.iter().map(|row| endless(row.low, f64::NEG_INFINITY)));
        high.extend(rows.iter().map(|row| endless(row.high, f64::INFINITY)));
        let terms = |row: &Row| {
            let terms = row.terms.iter();
            terms
                .map(|(variable, coefficient)| (*variable as usize, *coefficient as f64))
                .collect()
        };
        let mut tableau = Self {
            columns,
            rows: rows.iter().map(terms).collect(),
            cells: Vec::new(),
            basic: Vec::new(),
            outside: Vec::new(),
            value: vec![0.0; columns + rows.len()],
            low,
            high,
            costs: vec![0.0; columns],
            moved: true,
            row_terms: Vec::new(),
            pivots: 0,
            work: 0,
        };
        tableau.clear();
        tableau
    }

    /// Whether errors can have added up since it was last built from the rows.
    pub(super) const fn is_worn(&self) -> bool {
        self.pivots > 0
    }

    /// Builds the same basis anew from the rows, so that errors do not add up.
    pub(super) fn rebuild(&mut self) {
        let basic = std::mem::take(&mut self.basic);
        self.clear();
        let mut stays = vec![false; self.value.len()];
        basic.iter().for_each(|variable| stays[*variable] = true);
        let columns = self.columns;
        for column in basic.into_iter().filter(|variable| *variable < columns) {
            let size = |row: &usize| self.cells[row * columns + column].abs();
            let free = (0..self.basic.len()).filter(|row| !stays[self.basic[*row]]);
            let row = free.max_by(|one, other| size(one).total_cmp(&size(other)));
            if let Some(row) = row.filter(|row| size(row) > LEAST_PIVOT) {
                self.pivot(row, column);
            }
        }
        self.pivots = 0;
    }

    /// Puts the rows' sums into the basis.
    fn clear(&mut self) {
        let (rows, columns) = (self.rows.len(), self.columns);
        self.cells.clear();
        self.cells.resize(rows * columns, 0.0);
        for (place, row) in self.rows.iter().enumerate() {
            for (variable, coefficient) in row {
                self.cells[place * columns + variable] = *coefficient;
            }
        }
        self.basic = (columns..columns + rows).collect();
        self.outside = (0..columns).collect();
        self.costs.fill(0.0);
        self.moved = true;
        self.work += (rows * columns) as u64 / 4;
    }

    /// Sets the limits of the variables.
    pub(super) fn confine(&mut self, low: &[i64], high: &[Option<i64>]) {
        for (variable, (low, high)) in low.iter().zip(high).enumerate() {
            let low = *low as f64;
            let high = high.map_or(f64::INFINITY, |high| high as f64);
            if (self.low[variable], self.high[variable]) != (low, high) {
                (self.low[variable], self.high[variable]) = (low, high);
                self.moved = true;
            }
        }
    }

    /// Walks to the greatest value of a sum of variables.
    pub(super) fn maximize(&mut self, objective: &[(u32, i64)], most_work: u64) -> Outcome {
        let end = self.work.saturating_add(most_work);
        if self.pivots > MOST_PIVOTS {
            self.rebuild();
        }
        self.stand();
        let mut still = 0;
        while self.price_what_lies_outside() {
            let Some((column, sign)) = self.entering(still) else {
                return Outcome::Nothing;
            };
            match self.step(column, sign, &mut still) {
                true if self.work < end => {}
                _ => return Outcome::Lost,
            }
        }
        self.price(objective);
        still = 0;
        while let Some((column, sign)) = self.entering(still) {
            if !self.step(column, sign, &mut still) {
                return Outcome::Endless { column, sign };
            }
            if self.work >= end {
                return Outcome::Lost;
            }
        }
        Outcome::Best
    }

    /// What the variables are where it stands.
    pub(super) fn values(&self) -> &[f64] {
        &self.value[..self.columns]
    }

    /// A weight for each row that the outcome suggests as its proof.
    pub(super) fn weights(&self, outcome: Outcome) -> Vec<f64> {
        let mut weights = vec![0.0; self.basic.len()];
        for (column, variable) in self.outside.iter().enumerate() {
            if *variable >= self.columns {
                weights[variable - self.columns] = self.costs[column];
            }
        }
        if outcome == Outcome::Nothing {
            for variable in &self.basic {
                if *variable >= self.columns {
                    weights[variable - self.columns] = -self.outside_by(*variable);
                }
            }
        }
        weights
    }

    /// The variables in the basis, the rows whose sums are outside it, and for each such variable which way its
    /// limits pull.
    pub(super) fn basis(&self) -> (Vec<(usize, f64)>, Vec<usize>) {
        let inside = self
            .basic
            .iter()
            .filter(|variable| **variable < self.columns);
        let rows = self
            .outside
            .iter()
            .filter(|variable| **variable >= self.columns);
        (
            inside
                .map(|variable| (*variable, self.outside_by(*variable)))
                .collect(),
            rows.map(|variable| variable - self.columns).collect(),
        )
    }

    /// How the variables change along a column, one for each.
    pub(super) fn ray(&self, column: usize, sign: f64) -> Vec<f64> {
        let mut ray = vec![0.0; self.columns];
        if self.outside[column] < self.columns {
            ray[self.outside[column]] = sign;
        }
        for (row, variable) in self.basic.iter().enumerate() {
            if *variable < self.columns {
                ray[*variable] = sign * self.cells[row * self.columns + column];
            }
        }
        ray
    }

    /// Which way a variable must go to be within its limits: 1, -1, or 0.
    fn outside_by(&self, variable: usize) -> f64 {
        if self.value[variable] < self.low[variable] - FEASIBLE {
            1.0
        } else if self.value[variable] > self.high[variable] + FEASIBLE {
            -1.0
        } else {
            0.0
        }
    }

    /// Puts what is outside the basis on a limit, and reckons the rest from it.
    fn stand(&mut self) {
        if !self.moved {
            return;
        }
        self.moved = false;
        for variable in &self.outside {
            let (low, high) = (self.low[*variable], self.high[*variable]);
            let value = &mut self.value[*variable];
            let nearer_high = high.is_finite() && (high - *value).abs() < (*value - low).abs();
            *value = if nearer_high || !low.is_finite() {
                high
            } else {
                low
            };
        }
        for (row, variable) in self.basic.iter().enumerate() {
            let cells = &self.cells[row * self.columns..(row + 1) * self.columns];
            let terms = cells.iter().zip(&self.outside);
            let sum = terms
                .filter(|(cell, _)| **cell != 0.0)
                .map(|(cell, other)| cell * self.value[*other])
                .sum();
            self.value[*variable] = snapped(sum, TINY);
        }
        self.work += self.cells.len() as u64 / 4;
    }

    /// Whether something lies outside its limits; the costs then say how to lessen it.
    fn price_what_lies_outside(&mut self) -> bool {
        self.costs.fill(0.0);
        let mut any = false;
        for (row, variable) in self.basic.iter().enumerate() {
            let sign = self.outside_by(*variable);
            if sign != 0.0 {
                any = true;
                let cells = &self.cells[row * self.columns..(row + 1) * self.columns];
                for (cost, cell) in self.costs.iter_mut().zip(cells) {
                    *cost += sign * cell;
                }
                self.work += self.columns as u64 / 4;
            }
        }
        any
    }

    fn price(&mut self, objective: &[(u32, i64)]) {
        let mut weights = vec![0.0; self.columns];
        for (variable, weight) in objective {
            weights[*variable as usize] = *weight as f64;
        }
        for (cost, variable) in self.costs.iter_mut().zip(&self.outside) {
            *cost = weights.get(*variable).copied().unwrap_or(0.0);
        }
        for (row, variable) in self.basic.iter().enumerate() {
            let weight = weights.get(*variable).copied().unwrap_or(0.0);
            if weight != 0.0 {
                let cells = &self.cells[row * self.columns..(row + 1) * self.columns];
                for (cost, cell) in self.costs.iter_mut().zip(cells) {
                    *cost += weight * cell;
                }
                self.work += self.columns as u64 / 4;
            }
        }
    }

    fn entering(&mut self, still: u32) -> Option<(usize, f64)> {
        self.work += self.columns as u64 / 2;
        let mut best: Option<(usize, f64)> = None;
        let mut best_cost = TINY;
        for (column, cost) in self.costs.iter().enumerate() {
            if cost.abs() <= TINY || (still <= PATIENCE && cost.abs() <= best_cost) {
                continue;
            }
            let variable = self.outside[column];
            let value = self.value[variable];
            let can = if *cost > 0.0 {
                value < self.high[variable] - TINY
            } else {
                value > self.low[variable] + TINY
            };
            let first = best.is_none_or(|(other, _)| variable < self.outside[other]);
            if can && (still <= PATIENCE || first) {
                best = Some((column, cost.signum()));
                best_cost = cost.abs();
            }
        }
        best
    }

    /// Moves along a column until a limit; false when there is none.
    fn step(&mut self, column: usize, sign: f64, still: &mut u32) -> bool {
        let entering = self.outside[column];
        let own = self.high[entering] - self.low[entering];
        let (row, length) = self.blocking(column, sign, *still > PATIENCE);
        let length = length.min(own);
        if !length.is_finite() {
            return false;
        }
        *still = if length > TINY { 0 } else { *still + 1 };
        for (place, variable) in self.basic.iter().enumerate() {
            let cell = self.cells[place * self.columns + column];
            if cell != 0.0 {
                self.value[*variable] = snapped(self.value[*variable] + cell * sign * length, TINY);
            }
        }
        match row {
            Some(row) if length < own => {
                self.value[entering] = snapped(self.value[entering] + sign * length, TINY);
                let leaving = self.basic[row];
                let value = self.value[leaving];
                let to_low = (value - self.low[leaving]).abs() < (value - self.high[leaving]).abs();
                self.value[leaving] = if to_low {
                    self.low[leaving]
                } else {
                    self.high[leaving]
                };
                self.pivot(row, column);
            }
            _ => {
                self.value[entering] = if sign > 0.0 {
                    self.high[entering]
                } else {
                    self.low[entering]
                };
            }
        }
        true
    }

    /// The row that stops a move first, and after how far: of those that do so almost at once the one with the
    /// largest cell (P. M. J. Harris, 1973), or by number.
    fn blocking(&mut self, column: usize, sign: f64, by_number: bool) -> (Option<usize>, f64) {
        self.work += self.basic.len() as u64;
        let slope = |row: usize| self.cells[row * self.columns + column] * sign;
        let mut nearest = f64::INFINITY;
        for row in 0..self.basic.len() {
            let slope = slope(row);
            if slope.abs() > LEAST_PIVOT {
                nearest = nearest.min((self.room(row, slope) + SLACK) / slope.abs());
            }
        }
        let mut best: Option<usize> = None;
        let mut length = f64::INFINITY;
        let mut strength = 0.0;
        for row in 0..self.basic.len() {
            let slope = slope(row);
            if slope.abs() <= LEAST_PIVOT || !nearest.is_finite() {
                continue;
            }
            let reach = self.room(row, slope) / slope.abs();
            let wins = if by_number {
                best.is_none_or(|other| self.basic[row] < self.basic[other])
            } else {
                slope.abs() > strength
            };
            if reach <= nearest && wins {
                best = Some(row);
                length = reach;
                strength = slope.abs();
            }
        }
        (best, length)
    }

    /// How far the variable of a row may move: to the limit ahead, or to the one it lies outside of.
    fn room(&self, row: usize, slope: f64) -> f64 {
        let variable = self.basic[row];
        let (low, high) = (self.low[variable], self.high[variable]);
        let value = self.value[variable];
        if slope > 0.0 {
            if value < low - FEASIBLE {
                low - value
            } else if value > high + FEASIBLE {
                f64::INFINITY
            } else {
                (high - value).max(0.0)
            }
        } else if value > high + FEASIBLE {
            value - high
        } else if value < low - FEASIBLE {
            f64::INFINITY
        } else {
            (value - low).max(0.0)
        }
    }

    fn pivot(&mut self, row: usize, column: usize) {
        self.pivots += 1;
        let columns = self.columns;
        let start = row * columns;
        let share = 1.0 / self.cells[start + column];
        self.row_terms.clear();
        for place in 0..columns {
            let cell = &mut self.cells[start + place];
            if *cell != 0.0 && place != column {
                *cell = snapped(-*cell * share, NEAR);
                self.row_terms.push(place);
            }
        }
        self.cells[start + column] = snapped(share, NEAR);
        for other in 0..self.basic.len() {
            if other == row {
                continue;
            }
            let start_other = other * columns;
            let factor = self.cells[start_other + column];
            if factor != 0.0 {
                for place in &self.row_terms {
                    let cell = self.cells[start_other + place] + factor * self.cells[start + place];
                    self.cells[start_other + place] = snapped(cell, NEAR);
                }
                self.cells[start_other + column] = snapped(factor * share, NEAR);
                self.work += self.row_terms.len() as u64;
            }
        }
        let factor = self.costs[column];
        if factor != 0.0 {
            for place in &self.row_terms {
                self.costs[*place] = snapped(
                    self.costs[*place] + factor * self.cells[start + place],
                    NEAR,
                );
            }
            self.costs[column] = factor * share;
        }
        std::mem::swap(&mut self.basic[row], &mut self.outside[column]);
    }
}

/// Whole where it is as good as whole, so that errors do not add up.
fn snapped(number: f64, near: f64) -> f64 {
    // Adding and taking away one and a half times 2^52 rounds without a call, where numbers are not huge.
    let whole = (number + ROUNDING) - ROUNDING;
    if (number - whole).abs() < near {
        whole
    } else {
        number
    }
}
