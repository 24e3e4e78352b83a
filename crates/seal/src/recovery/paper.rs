//! The sealed paper: 32 bytes that a holder's keys follow from, as four lines that can be typed back.
//!
//! A line is eight bytes and a checksum of two, in base32 (RFC 4648): sixteen signs in groups of four. The checksum
//! tells which line was misread; it protects nothing.

use data_encoding::BASE32_NOPAD;
use sha2::{Digest, Sha256};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::{Chance, RootKey, Secret, context::Context};

/// Lines on a paper.
const LINES: usize = 4;
const LINE_BYTES: usize = 8;
const CHECKSUM: usize = 2;
const LINE_SIGNS: usize = 16;

/// What stands on the paper.
pub struct PaperSeed(Secret<32>);

/// Why what was typed is no paper.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum PaperFault {
    /// Not four lines of sixteen signs.
    #[error("{found} signs were typed, not 64")]
    Length {
        /// How many signs there are.
        found: usize,
    },
    /// A line that was misread.
    #[error("line {line} was misread")]
    Line {
        /// From 1.
        line: usize,
    },
}

impl PaperSeed {
    /// Draws a new one.
    pub fn make(chance: &mut impl Chance) -> Self {
        Self(Secret::make(chance))
    }

    /// The paper's keys.
    pub fn root(&self) -> RootKey {
        RootKey::from_bytes(self.0.clone())
    }

    /// The four lines, one below the other.
    pub fn lines(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(LINES * (LINE_SIGNS + 4)));
        for (place, bytes) in self.0.as_bytes().chunks_exact(LINE_BYTES).enumerate() {
            let mut line = Zeroizing::new(bytes.to_vec());
            line.extend_from_slice(&checksum(place, bytes));
            let signs = Zeroizing::new(BASE32_NOPAD.encode(&line));
            if place > 0 {
                text.push('\n');
            }
            text.push_str(&signs[..4]);
            for group in [4, 8, 12] {
                text.push(' ');
                text.push_str(&signs[group..group + 4]);
            }
        }
        text
    }

    /// Reads what was typed: case, spaces, hyphens and line breaks do not matter, and the digits that base32 lacks
    /// are taken for the letters they look like.
    pub fn parse(typed: &str) -> Result<Self, PaperFault> {
        let signs = signs(typed);
        if signs.chars().count() != LINES * LINE_SIGNS {
            return Err(PaperFault::Length {
                found: signs.chars().count(),
            });
        }
        let signs: Zeroizing<Vec<char>> = Zeroizing::new(signs.chars().collect());
        let mut seed = Secret::<32>::zeros();
        let into = seed.as_mut_bytes().chunks_exact_mut(LINE_BYTES);
        for (place, (line, into)) in signs.chunks_exact(LINE_SIGNS).zip(into).enumerate() {
            let line: Zeroizing<String> = Zeroizing::new(line.iter().collect());
            let bytes = read_line(place, &line).ok_or(PaperFault::Line { line: place + 1 })?;
            into.copy_from_slice(&bytes);
        }
        Ok(Self(seed))
    }

    /// Whether this is the paper's line of this number, from 1.
    pub fn has_line(&self, number: usize, typed: &str) -> bool {
        let lines = self.lines();
        let line = number
            .checked_sub(1)
            .and_then(|place| lines.lines().nth(place));
        line.is_some_and(|line| *signs(line) == *signs(typed))
    }
}

fn read_line(place: usize, line: &str) -> Option<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(BASE32_NOPAD.decode(line.as_bytes()).ok()?);
    let sum = bytes.split_off(LINE_BYTES);
    (sum == checksum(place, &bytes)).then_some(bytes)
}

fn checksum(place: usize, bytes: &[u8]) -> [u8; CHECKSUM] {
    let line = Context::new("fyren/recovery/paper/1")
        .number(place as u64 + 1)
        .bytes(bytes);
    let digest = Sha256::digest(line.as_bytes());
    [digest[0], digest[1]]
}

fn signs(typed: &str) -> Zeroizing<String> {
    let signs = typed
        .chars()
        .filter(|sign| !sign.is_whitespace() && *sign != '-');
    let meant = signs.map(|sign| match sign.to_ascii_uppercase() {
        '0' => 'O',
        '1' => 'L',
        '8' => 'B',
        other => other,
    });
    Zeroizing::new(meant.collect())
}
