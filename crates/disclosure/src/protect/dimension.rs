//! A dimension's codes in their hierarchy, and how neighbours among them are merged.

use std::collections::HashMap;

use super::fault::{Place, Reason, TableFault};

/// The name of the total over a dimension.
pub(super) const TOTAL: &str = "*";
/// What stands between the codes of a key where it is one name.
pub(super) const BETWEEN: char = '|';

/// A code with its place and its parent's name, which has a place too.
pub(super) type ReadCode = (Place, String, Option<(Place, String)>);

/// One dimension. The code after the last is the total over all of them.
#[derive(Clone, Debug)]
pub(super) struct Dimension {
    pub(super) name: String,
    names: Vec<String>,
    parents: Vec<Option<usize>>,
    by_name: HashMap<String, usize>,
    /// Codes without a code below them in the table as it came.
    pub(super) leaves: Vec<usize>,
    /// Places among the leaves of those at and below each code, the total last.
    below: Vec<Vec<u32>>,
    /// Codes that are told apart in what is released, in their order.
    shown: Vec<usize>,
}

impl Dimension {
    /// Checks the hierarchy of codes that came each with its place and its parent's name.
    pub(super) fn of(name: String, codes: Vec<ReadCode>) -> Result<Self, TableFault> {
        let mut by_name = HashMap::new();
        for (index, (place, code, _)) in codes.iter().enumerate() {
            if code.is_empty() || code == TOTAL || code.contains(BETWEEN) {
                return Err(place.fault(Reason::Code(code.clone())));
            }
            if by_name.insert(code.clone(), index).is_some() {
                return Err(place.fault(Reason::Repeated(code.clone())));
            }
        }
        let mut parents = Vec::with_capacity(codes.len());
        for (_, _, parent) in &codes {
            let Some((place, parent)) = parent else {
                parents.push(None);
                continue;
            };
            let known = by_name.get(parent).copied();
            let known = known.ok_or_else(|| place.fault(Reason::Parent(parent.clone())))?;
            parents.push(Some(known));
        }
        check_no_circle(&parents)
            .map_err(|code| codes[code].0.fault(Reason::Circle(codes[code].1.clone())))?;
        let is_parent = |code: &usize| parents.contains(&Some(*code));
        let leaves: Vec<usize> = (0..codes.len()).filter(|code| !is_parent(code)).collect();
        let mut below = vec![Vec::new(); codes.len() + 1];
        for (place, leaf) in (0..).zip(&leaves) {
            let mut code = Some(*leaf);
            while let Some(here) = code {
                below[here].push(place);
                code = parents[here];
            }
            below[codes.len()].push(place);
        }
        Ok(Self {
            name,
            shown: (0..codes.len()).collect(),
            names: codes.into_iter().map(|(_, code, _)| code).collect(),
            parents,
            by_name,
            leaves,
            below,
        })
    }

    /// The number of codes; as a code, the total over all.
    pub(super) fn total(&self) -> usize {
        self.names.len()
    }

    pub(super) fn name_of(&self, code: usize) -> &str {
        self.names.get(code).map_or(TOTAL, String::as_str)
    }

    pub(super) fn find(&self, name: &str) -> Option<usize> {
        if name == TOTAL {
            return Some(self.total());
        }
        self.by_name.get(name).copied()
    }

    /// The codes of the released table in their order, the total last.
    pub(super) fn released(&self) -> impl Iterator<Item = usize> {
        self.shown.iter().copied().chain([self.total()])
    }

    pub(super) fn released_count(&self) -> usize {
        self.shown.len() + 1
    }

    /// The place of a released code in the order of release.
    pub(super) fn place_of(&self, code: usize) -> usize {
        let place = self.shown.iter().position(|shown| *shown == code);
        place.unwrap_or(self.shown.len())
    }

    /// A code itself if it is released, else the released one above it.
    pub(super) fn released_at_or_above(&self, code: usize) -> usize {
        let chain = self.with_ancestors(code);
        let released = chain.iter().find(|code| self.shown.contains(code));
        released.copied().unwrap_or_else(|| self.total())
    }

    /// All codes with the total, also those that were merged.
    pub(super) fn all(&self) -> std::ops::RangeInclusive<usize> {
        0..=self.total()
    }

    pub(super) fn is_merged(&self) -> bool {
        self.shown.len() < self.total()
    }

    /// A code and all above it, the total last.
    pub(super) fn with_ancestors(&self, code: usize) -> Vec<usize> {
        let first = Some(code).filter(|code| *code < self.total());
        let chain = std::iter::successors(first, |code| self.parents[*code]);
        chain.chain([self.total()]).collect()
    }

    /// Places among the leaves of those at and below a code.
    pub(super) fn leaves_below(&self, code: usize) -> &[u32] {
        &self.below[code]
    }

    pub(super) fn is_leaf(&self, code: usize) -> bool {
        self.leaves.binary_search(&code).is_ok()
    }

    /// The released codes right below a code.
    pub(super) fn below(&self, code: usize) -> Vec<usize> {
        let is_total = code == self.total();
        let below = self
            .shown
            .iter()
            .copied()
            .filter(|shown| match self.parents[*shown] {
                None => is_total,
                Some(parent) => parent == code,
            });
        below.collect()
    }

    /// Released codes beside, right above and right below a code.
    pub(super) fn neighbours(&self, code: usize) -> Vec<usize> {
        let above = |code: usize| {
            (code < self.total()).then(|| self.parents[code].unwrap_or_else(|| self.total()))
        };
        let own = above(code);
        let near = self.released().filter(|other| {
            *other != code
                && (Some(*other) == own
                    || above(*other) == Some(code)
                    || (own.is_some() && above(*other) == own))
        });
        near.collect()
    }

    /// The released code that a code should be merged with, if there is one under the same parent.
    pub(super) fn partner(&self, code: usize) -> Option<usize> {
        let place = self.shown.iter().position(|shown| *shown == code)?;
        let fits =
            |other: &&usize| self.parents[**other] == self.parents[code] && self.is_lowest(**other);
        let after = self.shown[place + 1..].iter().find(fits);
        let before = || self.shown[..place].iter().rev().find(fits);
        after
            .or_else(before)
            .copied()
            .filter(|_| self.is_lowest(code))
    }

    fn is_lowest(&self, code: usize) -> bool {
        let mut shown = self.shown.iter();
        !shown.any(|other| self.parents[*other] == Some(code))
    }

    /// Puts two codes under a new one that is released in their place, and gives its name.
    pub(super) fn merge(&mut self, one: usize, other: usize) -> String {
        let place = |code| self.shown.iter().position(|shown| *shown == code);
        let (first, last) = if place(one) < place(other) {
            (one, other)
        } else {
            (other, one)
        };
        let mut name = format!("{}+{}", self.names[first], self.names[last]);
        while self.by_name.contains_key(&name) {
            name.push('+');
        }
        let merged = self.total();
        self.names.push(name.clone());
        self.parents.push(self.parents[first]);
        self.by_name.insert(name.clone(), merged);
        let mut both = [&self.below[first][..], &self.below[last]].concat();
        both.sort_unstable();
        self.below.insert(merged, both);
        self.parents[first] = Some(merged);
        self.parents[last] = Some(merged);
        self.shown.retain(|shown| *shown != last);
        for shown in &mut self.shown {
            if *shown == first {
                *shown = merged;
            }
        }
        name
    }
}

/// The first code that stands above itself, if any.
fn check_no_circle(parents: &[Option<usize>]) -> Result<(), usize> {
    let mut fine = vec![false; parents.len()];
    for code in 0..parents.len() {
        let mut path = Vec::new();
        let mut next = Some(code);
        while let Some(here) = next.filter(|here| !fine[*here]) {
            path.push(here);
            if path.len() > parents.len() {
                return Err(code);
            }
            next = parents[here];
        }
        path.into_iter().for_each(|passed| fine[passed] = true);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Dimension, Place};

    fn dimension(codes: &[(&str, Option<&str>)]) -> Result<Dimension, String> {
        let place = Place { line: 1, column: 1 };
        let code = |(code, parent): &(&str, Option<&str>)| {
            let parent = parent.map(|parent| (place, parent.to_owned()));
            (place, (*code).to_owned(), parent)
        };
        let codes = codes.iter().map(code).collect();
        Dimension::of("kommun".to_owned(), codes).map_err(|fault| fault.to_string())
    }

    #[test]
    fn a_circle_is_found_wherever_it_begins() {
        let fault = dimension(&[("c", Some("a")), ("a", Some("b")), ("b", Some("a"))]);
        assert!(fault.is_err_and(|fault| fault.contains("above itself")));
        let own = dimension(&[("a", Some("a"))]);
        assert!(own.is_err_and(|fault| fault.contains("above itself")));
    }

    #[test]
    fn merged_codes_stand_where_the_first_stood() {
        let mut ages = dimension(&[("0-12", None), ("13-15", None), ("16-18", None)]).unwrap();
        let partner = ages.partner(1).unwrap();
        assert_eq!(ages.merge(partner, 1), "13-15+16-18");
        let names: Vec<&str> = ages.released().map(|code| ages.name_of(code)).collect();
        assert_eq!(names, ["0-12", "13-15+16-18", "*"]);
        assert_eq!(ages.partner(0), Some(3));
    }
}
