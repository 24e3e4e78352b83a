//! Claims made small: settled, atoms that no statement tells apart merged, parts that do not touch kept apart.
//!
//! Atoms with the same coefficients in every row are one variable, their sum: every whole sum within the
//! limits can be dealt out again among them.

use std::collections::HashMap;

use super::claims::Target;
use super::row::{MOST_LIMIT, Row};
use super::system::{Impossible, System};

/// The small system and the way back to atoms.
#[derive(Debug)]
pub(super) struct Reduced {
    /// The limits of the atoms.
    pub(super) atoms: System,
    /// The limits of the groups; its rows lie in the parts.
    pub(super) groups: System,
    /// The atoms of each group.
    pub(super) members: Vec<Vec<u32>>,
    /// The group of each atom that is not fixed.
    pub(super) group_of: Vec<Option<u32>>,
    /// Groups that rows tie together.
    pub(super) parts: Vec<Part>,
    /// The part of each group that is in one, and its place there.
    pub(super) part_of: Vec<Option<(u32, u32)>>,
}

/// Groups that rows tie together, and those rows, over places in `groups`.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) groups: Vec<u32>,
    pub(super) rows: Vec<Row>,
}

impl Reduced {
    /// Reduces rows over atoms; a target of several atoms keeps those apart that it weighs differently.
    pub(super) fn of(
        rows: &[&Row],
        caps: &[Option<i64>],
        targets: &[&Target],
    ) -> Result<Self, Impossible> {
        let mut atoms = System {
            rows: rows.iter().map(|row| (*row).clone()).collect(),
            low: vec![0; caps.len()],
            high: caps.to_vec(),
        };
        atoms.settle()?;
        let (members, group_of) = merge(&atoms, targets);
        let mut groups = summed(&atoms, &members, &group_of);
        groups.settle()?;
        let (parts, part_of) = split(&mut groups);
        Ok(Self {
            atoms,
            groups,
            members,
            group_of,
            parts,
            part_of,
        })
    }
}

type Members = Vec<Vec<u32>>;

fn merge(atoms: &System, targets: &[&Target]) -> (Members, Vec<Option<u32>>) {
    let mut columns: Vec<Vec<(u32, i64)>> = vec![Vec::new(); atoms.low.len()];
    for (place, row) in (0..).zip(&atoms.rows) {
        for (atom, coefficient) in &row.terms {
            columns[*atom as usize].push((place, *coefficient));
        }
    }
    let first = u32::try_from(atoms.rows.len()).expect("at most MOST_ROWS rows");
    for (place, target) in (first..).zip(targets) {
        if open_terms(atoms, target).count() > 1 {
            for (atom, coefficient) in open_terms(atoms, target) {
                columns[*atom as usize].push((place, *coefficient));
            }
        }
    }
    let mut members: Members = Vec::new();
    let mut groups: HashMap<Vec<(u32, i64)>, u32> = HashMap::new();
    let mut group_of = vec![None; columns.len()];
    for (atom, column) in (0..).zip(columns) {
        if atoms.is_fixed(atom) {
            continue;
        }
        let next = u32::try_from(members.len()).expect("no more groups than atoms");
        let group = *groups.entry(column).or_insert(next);
        if group == next {
            members.push(Vec::new());
        }
        members[group as usize].push(atom);
        group_of[atom as usize] = Some(group);
    }
    (members, group_of)
}

/// The terms of a target that are not fixed.
pub(super) fn open_terms<'t>(
    atoms: &'t System,
    target: &'t Target,
) -> impl Iterator<Item = &'t (u32, i64)> {
    target.terms.iter().filter(|term| !atoms.is_fixed(term.0))
}

fn summed(atoms: &System, members: &Members, group_of: &[Option<u32>]) -> System {
    let most = i64::try_from(MOST_LIMIT).expect("fits");
    let low = |group: &Vec<u32>| {
        let lows = group.iter().map(|atom| atoms.low[*atom as usize]);
        lows.fold(0, i64::saturating_add).min(most)
    };
    let high = |group: &Vec<u32>| {
        let mut highs = group.iter().map(|atom| atoms.high[*atom as usize]);
        highs
            .try_fold(0, |sum: i64, high| sum.checked_add(high?))
            .filter(|high| *high <= most)
    };
    let rows = atoms.rows.iter().map(|row| {
        let mut terms = Vec::with_capacity(row.terms.len());
        for (atom, coefficient) in &row.terms {
            let group = group_of[*atom as usize].expect("rows name no fixed atom");
            if members[group as usize][0] == *atom {
                terms.push((group, *coefficient));
            }
        }
        terms.sort_unstable();
        Row {
            terms,
            ..row.clone()
        }
    });
    System {
        rows: rows.collect(),
        low: members.iter().map(low).collect(),
        high: members.iter().map(high).collect(),
    }
}

/// Takes the rows out into the parts they tie together.
fn split(groups: &mut System) -> (Vec<Part>, Vec<Option<(u32, u32)>>) {
    let mut above: Vec<u32> = (0..).take(groups.low.len()).collect();
    for row in &groups.rows {
        let first = root(&mut above, row.terms[0].0);
        for (group, _) in &row.terms[1..] {
            let other = root(&mut above, *group);
            above[other as usize] = first;
        }
    }
    let mut parts: Vec<Part> = Vec::new();
    let mut part_at: HashMap<u32, u32> = HashMap::new();
    let mut part_of: Vec<Option<(u32, u32)>> = vec![None; above.len()];
    for mut row in std::mem::take(&mut groups.rows) {
        let next = u32::try_from(parts.len()).expect("no more parts than groups");
        let part = *part_at
            .entry(root(&mut above, row.terms[0].0))
            .or_insert(next);
        if part == next {
            parts.push(Part {
                groups: Vec::new(),
                rows: Vec::new(),
            });
        }
        let owner = &mut parts[part as usize];
        for term in &mut row.terms {
            let place = part_of[term.0 as usize].get_or_insert_with(|| {
                owner.groups.push(term.0);
                let last = owner.groups.len() - 1;
                (part, u32::try_from(last).expect("no more than groups"))
            });
            term.0 = place.1;
        }
        owner.rows.push(row);
    }
    (parts, part_of)
}

fn root(above: &mut [u32], mut group: u32) -> u32 {
    while above[group as usize] != group {
        let next = above[above[group as usize] as usize];
        above[group as usize] = next;
        group = next;
    }
    group
}
