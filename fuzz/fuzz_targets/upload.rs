//! Whatever is sent as a file is split within its bounds and is a sealed file by its form, or refused.
#![no_main]

use fyren_seal::{check_file, split_upload};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| {
    let Ok((about, sealed)) = split_upload(body) else {
        return;
    };
    assert_eq!(4 + about.len() + sealed.len(), body.len());
    assert_eq!(body[..4], u32::try_from(about.len()).expect("four bytes said so").to_be_bytes());
    if check_file(sealed).is_ok() {
        assert!(!sealed.is_empty());
    }
});
