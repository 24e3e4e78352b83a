//! Proofs that a leaf stands in a tree (RFC 6962, 2.1.1; RFC 9162, 2.1.3.2), and the tree in tiles, as
//! outsiders fetch it (C2SP tlog-tiles). Leaves come as their hashes.
//!
//! <https://c2sp.org/tlog-tiles>

use super::{Hash, tree::hash};
use crate::Unopenable;

/// Hashes in a tile.
const WIDTH: usize = 256;
/// A tree of 256⁴ leaves has no level above.
const LEVELS: u32 = 4;

/// The hash of a leaf.
#[must_use]
pub fn leaf_hash(leaf: &[u8]) -> Hash {
    hash(0, &[leaf])
}

/// The Merkle tree hash over the hashes of at least one leaf.
#[must_use]
pub fn root_of(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => hash(0, &[]),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(split(leaves.len()));
            hash(1, &[&root_of(left), &root_of(right)])
        }
    }
}

/// What it takes to reckon the root from the leaf at this place, counted from 0; the lowest hash first.
#[must_use]
pub fn make_inclusion(leaves: &[Hash], index: usize) -> Vec<Hash> {
    if leaves.len() < 2 {
        return Vec::new();
    }
    let at = split(leaves.len());
    let (left, right) = leaves.split_at(at);
    let (mut path, beside) = if index < at {
        (make_inclusion(left, index), root_of(right))
    } else {
        (make_inclusion(right, index - at), root_of(left))
    };
    path.push(beside);
    path
}

/// Checks that a leaf of this hash stands at this place, counted from 0, in the tree of this size and root.
pub fn check_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    path: &[Hash],
    root: &Hash,
) -> Result<(), Unopenable> {
    let mut last = size.checked_sub(1).ok_or(Unopenable)?;
    let mut place = index;
    let mut reckoned = *leaf;
    if place > last {
        return Err(Unopenable);
    }
    for beside in path {
        if last == 0 {
            return Err(Unopenable);
        }
        if place & 1 == 1 || place == last {
            reckoned = hash(1, &[beside, &reckoned]);
            // Up to where it is a right child: on the way it has no sibling.
            while place & 1 == 0 && place != 0 {
                (place, last) = (place >> 1, last >> 1);
            }
        } else {
            reckoned = hash(1, &[&reckoned, beside]);
        }
        (place, last) = (place >> 1, last >> 1);
    }
    if last == 0 && reckoned == *root {
        Ok(())
    } else {
        Err(Unopenable)
    }
}

/// A tile: so many hashes of this level from its place on; none if the tree has not as many.
#[must_use]
pub fn make_tile(leaves: &[Hash], level: u32, index: usize, width: usize) -> Option<Vec<u8>> {
    if level >= LEVELS || width == 0 || width > WIDTH {
        return None;
    }
    let below = WIDTH.checked_pow(level)?;
    let start = index.checked_mul(WIDTH)?.checked_mul(below)?;
    let end = start.checked_add(width.checked_mul(below)?)?;
    let hashes = leaves.get(start..end)?.chunks(below).map(root_of);
    Some(hashes.flatten().collect())
}

/// The largest power of two below a number above 1.
fn split(count: usize) -> usize {
    count.next_power_of_two() / 2
}
