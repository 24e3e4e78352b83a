use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};

use super::{hex, lines};

#[test]
fn texts_open_where_wycheproof_says_they_do() {
    let mut judged = 0;
    for fields in lines(include_str!("../../vectors/xchacha20-poly1305.txt")) {
        let [id, key, nonce, place, text, sealed, result] = fields[..] else {
            panic!("seven fields")
        };
        let cipher = XChaCha20Poly1305::new_from_slice(&hex(key)).unwrap();
        let (text, sealed, place) = (hex(text), hex(sealed), hex(place));
        let opened = XNonce::try_from(hex(nonce).as_slice())
            .ok()
            .and_then(|nonce| {
                let payload = Payload {
                    msg: &sealed,
                    aad: &place,
                };
                cipher.decrypt(&nonce, payload).ok()
            });
        let expected = (result == "valid").then_some(text);
        assert_eq!(opened, expected, "case {id}");
        judged += 1;
    }
    assert_eq!(judged, 315);
}
