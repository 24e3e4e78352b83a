//! No bytes but those of somebody who worked are worth much, and none of them stop the check.
#![no_main]

use fyren_seal::check_work;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (challenge, proof) = bytes.split_at(bytes.len().min(40));
    assert!(check_work(challenge, proof, 1 << 30).is_none());
    if let Some(proven) = check_work(challenge, proof, 0) {
        assert_eq!(check_work(challenge, proof, proven), Some(proven));
    }
});
