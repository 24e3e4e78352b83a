//! The last word before anything is given out: every proof tried in whole numbers on all that was and is published.

use super::fault::TableFault;
use super::lattice::Lattice;
use super::search::{ENDS, End};
use super::suppression::{Proof, Suppression};
use super::table::Table;

/// Checks that each end that is needed has a proof, and that each proof is one.
///
/// # Errors
/// The first cell whose proof does not hold.
pub(super) fn check(
    table: &Table,
    lattice: &Lattice,
    suppression: &Suppression<'_>,
) -> Result<(), TableFault> {
    for (place, quantity) in (0..).zip(&lattice.quantities) {
        for end in ENDS {
            let is_needed = !suppression.is_published(place) && lattice.needs(place, end);
            if is_needed && !is_proved(lattice, suppression, place, end) {
                return Err(TableFault::NotProved(table.label_of(&quantity.key)));
            }
        }
    }
    Ok(())
}

fn is_proved(lattice: &Lattice, suppression: &Suppression<'_>, place: u32, end: End) -> bool {
    let Some(proof) = suppression.proof(place, end) else {
        return false;
    };
    let difference = match proof {
        Proof::Truth => &[][..],
        Proof::Table(witness) => &witness.difference,
    };
    let quantity = &lattice.quantities[place as usize];
    let change_of = |leaves: &[u32]| -> i64 {
        let inside = difference
            .iter()
            .filter(|(leaf, _)| leaves.binary_search(leaf).is_ok());
        inside.map(|(_, change)| change).sum()
    };
    end.is_reached(quantity.value + change_of(&quantity.leaves), lattice.limits)
        && is_possible(lattice, difference)
        && lattice
            .changes(difference)
            .iter()
            .all(|(changed, _)| !suppression.is_published(*changed))
        && keeps_earlier(lattice, difference)
}

/// Whether every leaf cell of the other table is something that can be.
fn is_possible(lattice: &Lattice, difference: &[(u32, i64)]) -> bool {
    let in_order = difference.windows(2).all(|pair| pair[0].0 < pair[1].0);
    in_order
        && difference.iter().all(|(leaf, change)| {
            let (count, most) = lattice.leaves[*leaf as usize];
            let value = count + change;
            value >= 0 && most.is_none_or(|most| value <= most)
        })
}

fn keeps_earlier(lattice: &Lattice, difference: &[(u32, i64)]) -> bool {
    let named = difference
        .iter()
        .flat_map(|(leaf, _)| lattice.rows_of[*leaf as usize].iter().map(|row| row.0));
    let mut named: Vec<u32> = named.collect();
    named.sort_unstable();
    named.dedup();
    named.iter().all(|row| {
        let row = &lattice.rows[*row as usize];
        let value = |leaf: u32| {
            let found = difference.binary_search_by_key(&leaf, |change| change.0);
            let change = found.map_or(0, |place| difference[place].1);
            i128::from(lattice.leaves[leaf as usize].0 + change)
        };
        let terms = row.terms.iter();
        let sum: i128 = terms
            .map(|(leaf, weight)| i128::from(*weight) * value(*leaf))
            .sum();
        row.low.is_none_or(|low| i128::from(low) <= sum)
            && row.high.is_none_or(|high| sum <= i128::from(high))
    })
}
