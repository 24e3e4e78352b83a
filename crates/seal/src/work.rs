//! Work instead of limits: a puzzle that costs whoever sends something time, and the server next to nothing.
//!
//! A hash puzzle (Juels, Brainard, *Client Puzzles*, NDSS 1999) over Argon2id (RFC 9106) with small costs: its
//! memory keeps the gain of graphics cards small. Several puzzles in one, so that the time spreads little. How many
//! tries are demanded is no part of the puzzle: whoever has solved it for little goes on from there for more. A
//! proof tells how many tries it is worth, and nothing about who made it. It costs time, it keeps no secret.

use argon2::{Algorithm, Argon2, Block, Params, Version};

use crate::context::Context;

/// Puzzles of one challenge.
pub const PUZZLES: usize = 4;
/// Bytes of a proof: a number for each puzzle.
pub const PROOF_BYTES: usize = PUZZLES * NUMBER_BYTES;

const NUMBER_BYTES: usize = 4;
const MEMORY_KIB: u32 = 256;
const PASSES: u32 = 1;
const LANES: u32 = 1;
const OUTPUT_BYTES: usize = 8;

/// A number and how many tries it takes to find one as good, as expected.
#[derive(Clone, Copy, Default)]
struct Found {
    number: u32,
    worth: u64,
}

/// The work on one challenge, which can be left and gone on with at any time.
pub struct Work {
    hasher: Hasher,
    salts: [[u8; 32]; PUZZLES],
    next: [u32; PUZZLES],
    best: [Found; PUZZLES],
}

impl Work {
    /// Nothing is done yet.
    pub fn begin(challenge: &[u8]) -> Self {
        Self {
            hasher: Hasher::new(),
            salts: salts(challenge),
            next: [0; PUZZLES],
            best: [Found::default(); PUZZLES],
        }
    }

    /// Tries at most `tries` numbers, and says whether the proof is worth `demand` tries by now.
    pub fn go_on(&mut self, demand: u32, tries: u32) -> bool {
        for _ in 0..tries {
            if self.proven() >= demand {
                return true;
            }
            self.try_next();
        }
        self.proven() >= demand
    }

    /// How many tries the proof is worth.
    pub fn proven(&self) -> u32 {
        let worths = self.best.iter().map(|found| found.worth);
        in_all(worths.min().unwrap_or_default())
    }

    /// How many tries are still to be expected: luck is not remembered, so a puzzle that falls short costs what it costs anew.
    pub fn left(&self, demand: u32) -> u32 {
        let each = demand / PUZZLES as u32;
        let short = self
            .best
            .iter()
            .filter(|found| in_all(found.worth) < demand);
        short.fold(0, |left: u32, _| left.saturating_add(each.max(1)))
    }

    /// The best numbers found so far.
    pub fn proof(&self) -> [u8; PROOF_BYTES] {
        let mut proof = [0; PROOF_BYTES];
        for (bytes, found) in proof.chunks_exact_mut(NUMBER_BYTES).zip(&self.best) {
            bytes.copy_from_slice(&found.number.to_be_bytes());
        }
        proof
    }

    /// One number for the puzzle that is worth least.
    fn try_next(&mut self) {
        let worst = (0..PUZZLES).min_by_key(|&puzzle| self.best[puzzle].worth);
        let puzzle = worst.unwrap_or_default();
        let number = self.next[puzzle];
        self.next[puzzle] = number.wrapping_add(1);
        let worth = self.hasher.worth(number, &self.salts[puzzle]);
        if worth > self.best[puzzle].worth {
            self.best[puzzle] = Found { number, worth };
        }
    }
}

/// How many tries a proof is worth; nothing if fewer than `least`, which shows at the first puzzle that falls short.
pub fn check_work(challenge: &[u8], proof: &[u8], least: u32) -> Option<u32> {
    if proof.len() != PROOF_BYTES {
        return None;
    }
    let mut hasher = Hasher::new();
    let mut lowest = u64::MAX;
    for (salt, bytes) in salts(challenge)
        .iter()
        .zip(proof.chunks_exact(NUMBER_BYTES))
    {
        let number = u32::from_be_bytes(bytes.try_into().ok()?);
        lowest = lowest.min(hasher.worth(number, salt));
        if in_all(lowest) < least {
            return None;
        }
    }
    Some(in_all(lowest))
}

/// The tries of all puzzles, where each is worth so many.
fn in_all(worth: u64) -> u32 {
    u32::try_from(worth.saturating_mul(PUZZLES as u64)).unwrap_or(u32::MAX)
}

fn salts(challenge: &[u8]) -> [[u8; 32]; PUZZLES] {
    std::array::from_fn(|puzzle| {
        Context::new("fyren/work/1")
            .bytes(challenge)
            .number(puzzle as u64)
            .digest()
    })
}

/// Argon2id with its memory, which is used again and again.
struct Hasher {
    argon2: Argon2<'static>,
    memory: Vec<Block>,
}

impl Hasher {
    fn new() -> Self {
        let params = Params::new(MEMORY_KIB, PASSES, LANES, Some(OUTPUT_BYTES))
            .expect("the costs are fixed and allowed");
        Self {
            memory: vec![Block::new(); params.block_count()],
            argon2: Argon2::new(Algorithm::Argon2id, Version::V0x13, params),
        }
    }

    /// One hash in so many is as low as this number's.
    fn worth(&mut self, number: u32, salt: &[u8; 32]) -> u64 {
        let mut output = [0; OUTPUT_BYTES];
        let memory = self.memory.as_mut_slice();
        self.argon2
            .hash_password_into_with_memory(&number.to_be_bytes(), salt, &mut output, memory)
            .expect("costs and lengths are fixed and allowed");
        u64::MAX / u64::from_be_bytes(output).max(1)
    }
}
