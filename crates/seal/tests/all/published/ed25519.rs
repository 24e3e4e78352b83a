use ed25519_dalek::{Signature, VerifyingKey};

use super::{hex, lines};

#[test]
fn signatures_are_judged_as_wycheproof_judges_them() {
    let mut judged = 0;
    for fields in lines(include_str!("../../vectors/ed25519.txt")) {
        let [id, key, message, signature, result] = fields[..] else {
            panic!("five fields")
        };
        let key = VerifyingKey::from_bytes(hex(key).as_slice().try_into().unwrap()).unwrap();
        let signature = Signature::from_slice(&hex(signature));
        let valid = signature.is_ok_and(|s| key.verify_strict(&hex(message), &s).is_ok());
        assert_eq!(valid, result == "valid", "case {id}");
        judged += 1;
    }
    assert_eq!(judged, 151);
}
