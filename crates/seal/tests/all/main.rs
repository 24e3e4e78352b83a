//! Sealing, tried as it is used: round trips, refusals, published vectors, frozen formats.
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod at_rest;
mod directory;
mod entry;
mod file;
mod frozen;
mod holder;
mod intake;
mod log;
mod phrase;
mod published;
mod recovery;
mod request;
mod secret;
mod server_keys;
mod sign_in;
mod word_list;
mod work;
mod wrap;

use fyren_seal::{Chance, ContentKey, HolderKeys, RootKey, SeededChance};
use proptest::test_runner::Config;

/// Somebody with keys, the same for the same name.
fn holder(name: &str) -> HolderKeys {
    RootKey::make(&mut SeededChance::new(name.as_bytes())).holder_keys()
}

fn content_key(name: &str) -> ContentKey {
    ContentKey::make(&mut SeededChance::new(name.as_bytes()))
}

fn chance() -> impl Chance {
    SeededChance::new(b"any")
}

/// Fewer cases than usual: each seals and opens, also as WebAssembly.
fn some_cases() -> Config {
    Config {
        cases: 48,
        failure_persistence: None,
        ..Config::default()
    }
}

/// The same bytes with one bit turned.
fn with_bit_turned(bytes: &[u8], bit: usize) -> Vec<u8> {
    let mut turned = bytes.to_vec();
    let bit = bit % (8 * bytes.len());
    turned[bit / 8] ^= 1 << (bit % 8);
    turned
}
