use fyren_seal::{Unopenable, check_request, sign_request};
use proptest::prelude::*;

use crate::{holder, some_cases, with_bit_turned};

#[test]
fn a_request_counts_for_what_it_asked_and_nothing_else() {
    let anna = holder("anna").signing;
    let key = anna.verifying_key();
    let signature = sign_request(&anna, "open", b"challenge", b"body");
    let check = |operation, challenge: &[u8], body: &[u8]| {
        check_request(&key, operation, challenge, body, &signature)
    };
    assert_eq!(check("open", b"challenge", b"body"), Ok(()));
    assert_eq!(check("write", b"challenge", b"body"), Err(Unopenable));
    assert_eq!(check("open", b"other", b"body"), Err(Unopenable));
    assert_eq!(check("open", b"challenge", b"other"), Err(Unopenable));
    assert_eq!(check("openc", b"hallenge", b"body"), Err(Unopenable));
    let other = holder("bo").signing.verifying_key();
    let checked = check_request(&other, "open", b"challenge", b"body", &signature);
    assert_eq!(checked, Err(Unopenable));
}

proptest! {
    #![proptest_config(some_cases())]

    #[test]
    fn a_signature_with_any_bit_turned_is_refused(bit: usize) {
        let anna = holder("anna").signing;
        let signature = sign_request(&anna, "open", b"challenge", b"body");
        let signature = with_bit_turned(&signature, bit);
        let checked =
            check_request(&anna.verifying_key(), "open", b"challenge", b"body", &signature);
        prop_assert_eq!(checked, Err(Unopenable));
    }

    #[test]
    fn any_bytes_are_read_as_a_signature_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        let key = holder("anna").signing.verifying_key();
        let checked = check_request(&key, "open", b"challenge", b"body", &bytes);
        prop_assert_eq!(checked, Err(Unopenable));
    }
}
