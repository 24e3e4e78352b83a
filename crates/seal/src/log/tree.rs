//! The Merkle tree over the rows' hashes (RFC 6962, 2.1), kept as the roots of its full subtrees: enough to
//! append and to tell the root, at 32 bytes for each binary digit of the size.

use sha2::{Digest, Sha256};

use super::Hash;
use crate::Malformed;

/// A tree that grows at its right edge.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Tree {
    size: u64,
    /// The roots of the full subtrees, the largest first.
    peaks: Vec<Hash>,
}

impl Tree {
    /// The tree of this size with these bytes of [`Self::to_bytes`].
    pub fn from_bytes(size: u64, bytes: &[u8]) -> Result<Self, Malformed> {
        let peaks: Vec<Hash> = bytes.as_chunks().0.to_vec();
        if bytes.len() == size.count_ones() as usize * 32 {
            Ok(Self { size, peaks })
        } else {
            Err(Malformed)
        }
    }

    /// The roots of the full subtrees, the largest first.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.peaks.concat()
    }

    /// How many leaves it has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Appends a leaf.
    pub fn push(&mut self, leaf: &[u8]) {
        let mut right = hash(0, &[leaf]);
        for _ in 0..self.size.trailing_ones() {
            let left = self.peaks.pop().unwrap_or_default();
            right = hash(1, &[&left, &right]);
        }
        self.peaks.push(right);
        self.size += 1;
    }

    /// The Merkle tree hash of all leaves.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        let Some(last) = peaks.next() else {
            return Sha256::digest([]).into();
        };
        peaks.fold(*last, |right, left| hash(1, &[left, &right]))
    }
}

pub(super) fn hash(kind: u8, parts: &[&[u8]]) -> Hash {
    let begun = Sha256::new().chain_update([kind]);
    let whole = parts
        .iter()
        .fold(begun, |hash, part| hash.chain_update(part));
    whole.finalize().into()
}
