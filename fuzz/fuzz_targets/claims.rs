//! Whatever the bytes, claims are read or refused with a place, and what was read is audited the same each time.
#![no_main]

use fyren_disclosure::audit::Claims;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    match Claims::parse(&text) {
        Ok(claims) => assert_eq!(claims.audit(), claims.audit()),
        Err(fault) => assert!(fault.to_string().contains(": ")),
    }
});
