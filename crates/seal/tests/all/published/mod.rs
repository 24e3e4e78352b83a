//! What others published, run against the very crates and parameters this crate is built on. The figures
//! and where they are from stand in `tests/vectors`.

mod argon2id;
mod ed25519;
mod hpke;
mod opaque;
mod rfc6962;
mod voprf;
mod xchacha20_poly1305;

use std::collections::HashMap;

use data_encoding::HEXLOWER_PERMISSIVE;
use rand_core_old::{CryptoRng, RngCore};

pub(crate) fn hex(text: &str) -> Vec<u8> {
    HEXLOWER_PERMISSIVE.decode(text.as_bytes()).unwrap()
}

/// One vector: names and bytes.
pub(crate) struct Vector(HashMap<&'static str, Vec<u8>>);

impl Vector {
    pub(crate) fn find(&self, name: &str) -> &[u8] {
        self.0.get(name).unwrap_or_else(|| panic!("no {name}"))
    }

    fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }
}

/// Blocks of `name = hex` with an empty line between; the first block is a comment.
pub(crate) fn blocks(text: &'static str) -> Vec<Vector> {
    let read = |block: &'static str| {
        let pairs = block.lines().map(|line| line.split_once(" = ").unwrap());
        Vector(pairs.map(|(name, value)| (name, hex(value))).collect())
    };
    text.split("\n\n")
        .skip(1)
        .map(str::trim_end)
        .map(read)
        .collect()
}

/// Lines of fields with a space between; `-` is nothing.
fn lines(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| {
        line.split(' ')
            .map(|field| field.trim_matches('-'))
            .collect()
    })
}

/// Chance that is written down, for vectors that say what was drawn.
struct Script(Vec<u8>);

impl Script {
    fn new(draws: &[&[u8]]) -> Self {
        Self(draws.concat())
    }
}

impl RngCore for Script {
    fn next_u32(&mut self) -> u32 {
        unreachable!("only whole fields are drawn")
    }

    fn next_u64(&mut self) -> u64 {
        unreachable!("only whole fields are drawn")
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        let rest = self.0.split_off(bytes.len());
        bytes.copy_from_slice(&self.0);
        self.0 = rest;
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), rand_core_old::Error> {
        self.fill_bytes(bytes);
        Ok(())
    }
}

impl CryptoRng for Script {}

/// A scalar as it is drawn: 64 bytes, reduced.
fn drawn(scalar: &[u8]) -> Vec<u8> {
    [scalar, &[0; 32]].concat()
}
