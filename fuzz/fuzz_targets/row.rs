//! No bytes open as a row at rest.
#![no_main]

use std::sync::LazyLock;

use fyren_seal::{AtRestKey, Secret, SeededChance, open_row, seal_row};
use libfuzzer_sys::fuzz_target;

static KEY: LazyLock<AtRestKey> =
    LazyLock::new(|| AtRestKey::derive(&Secret::from_bytes([1; 32]), "facts", "gavleborg"));

fuzz_target!(|bytes: &[u8]| {
    assert!(open_row(&KEY, "row", 1, bytes).is_err());
    let row = seal_row(&mut SeededChance::new(bytes), &KEY, "row", 1, bytes);
    assert_eq!(
        *open_row(&KEY, "row", 1, &row).expect("what was sealed opens"),
        bytes
    );
});
