//! Coarser codes where no suppression can be safe: a cell of which everybody knows that it holds few at most.

use serde::Serialize;

use super::fault::TableFault;
use super::lattice::{Kind, Lattice};
use super::table::Table;

/// Two codes that are released as one.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Coarsened {
    /// The dimension's name.
    pub dimension: String,
    /// The codes that are told apart no more.
    pub codes: [String; 2],
    /// The code in their place.
    pub into: String,
}

/// Merges neighbouring codes until every small cell could hold enough for all that is known.
///
/// # Errors
/// A cell that no merging makes large enough.
pub(super) fn coarsen(table: &mut Table) -> Result<(Lattice, Vec<Coarsened>), TableFault> {
    let mut done = Vec::new();
    loop {
        let lattice = Lattice::of(table);
        let hi_min = lattice.limits.hi_min;
        let known_small = lattice.quantities.iter().find(|quantity| {
            quantity.kind == Kind::Primary && quantity.most.is_some_and(|most| most < hi_min)
        });
        let Some(quantity) = known_small else {
            return Ok((lattice, done));
        };
        let key = quantity
            .cells
            .iter()
            .map(|cell| &lattice.cells[*cell as usize].0);
        let keys: Vec<Vec<usize>> = key.cloned().collect();
        let merged = keys.iter().find_map(|key| merge_one(table, key));
        done.push(merged.ok_or_else(|| TableFault::Unsafe(table.label_of(&quantity.key)))?);
    }
}

/// Merges a code of the key with a neighbour, in the first dimension in which it has one.
fn merge_one(table: &mut Table, key: &[usize]) -> Option<Coarsened> {
    let places = table.policy.coarsen.clone();
    places.into_iter().find_map(|place| {
        let dimension = &mut table.dimensions[place];
        let partner = dimension.partner(key[place])?;
        let codes = [partner.min(key[place]), partner.max(key[place])];
        let names = codes.map(|code| dimension.name_of(code).to_owned());
        Some(Coarsened {
            dimension: dimension.name.clone(),
            into: dimension.merge(codes[0], codes[1]),
            codes: names,
        })
    })
}
