//! Whatever the bytes, a table is read or refused with a place, and what was read is protected the same each time.
#![no_main]

use fyren_disclosure::protect::{Table, TableFault};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    match Table::parse(&text) {
        Ok(table) => assert_eq!(table.protect(), table.protect()),
        Err(fault) => assert!(matches!(fault, TableFault::Table { .. })),
    }
});
