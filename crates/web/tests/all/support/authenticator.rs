//! A security key in software (WebAuthn, ES256, no attestation), for tests of passkeys.

use data_encoding::BASE64URL_NOPAD;
use fyren_seal::{Chance, SeededChance};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// Present, verified; with a new key in its answer or without.
const USER: u8 = 0b0000_0101;
const WITH_KEY: u8 = 0b0100_0000;

/// One key for one site.
pub(crate) struct Authenticator {
    key: SigningKey,
    id: [u8; 16],
    origin: &'static str,
    used: u32,
}

impl Authenticator {
    pub(crate) fn new() -> Self {
        let mut chance = SeededChance::new(b"authenticator");
        let (mut key, mut id) = ([0; 32], [0; 16]);
        chance.fill(&mut key);
        chance.fill(&mut id);
        let key = SigningKey::from_slice(&key).expect("a scalar of the curve");
        Self {
            key,
            id,
            origin: "http://localhost",
            used: 0,
        }
    }

    /// The same key in a browser that shows another site.
    pub(crate) fn visiting(self, origin: &'static str) -> Self {
        Self { origin, ..self }
    }

    /// Makes a key as asked.
    pub(crate) fn make(&mut self, options: &Value) -> Value {
        let data = self.data(USER | WITH_KEY, &self.attested());
        let object = [
            cbor_map(3),
            cbor_text("fmt"),
            cbor_text("none"),
            cbor_text("attStmt"),
            cbor_map(0),
        ]
        .concat();
        let object = [object, cbor_text("authData"), cbor_bytes(&data)].concat();
        let client = self.client("webauthn.create", options);
        self.answer(json!({ "attestationObject": text(&object), "clientDataJSON": text(client.as_bytes()) }))
    }

    /// Proves that the key is here.
    pub(crate) fn prove(&mut self, options: &Value) -> Value {
        self.used += 1;
        let data = self.data(USER, &[]);
        let client = self.client("webauthn.get", options);
        let signed = [data.as_slice(), &Sha256::digest(client.as_bytes())].concat();
        let signature: Signature = self.key.sign(&signed);
        self.answer(json!({
            "authenticatorData": text(&data),
            "clientDataJSON": text(client.as_bytes()),
            "signature": text(signature.to_der().as_bytes()),
            "userHandle": null,
        }))
    }

    fn answer(&self, response: Value) -> Value {
        json!({ "id": text(&self.id), "rawId": text(&self.id), "type": "public-key", "extensions": {}, "response": response })
    }

    fn client(&self, kind: &str, options: &Value) -> String {
        json!({ "type": kind, "challenge": options["publicKey"]["challenge"], "origin": self.origin, "crossOrigin": false }).to_string()
    }

    fn data(&self, flags: u8, attested: &[u8]) -> Vec<u8> {
        [
            Sha256::digest(b"localhost").as_slice(),
            &[flags],
            &self.used.to_be_bytes(),
            attested,
        ]
        .concat()
    }

    /// Model, length of the id, id, and the public key as COSE.
    fn attested(&self) -> Vec<u8> {
        let point = self.key.verifying_key().to_sec1_point(false);
        let (x, y) = (
            point.x().expect("not the identity"),
            point.y().expect("not compressed"),
        );
        let key = [
            &[0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21][..],
            &cbor_bytes(x),
            &[0x22],
            &cbor_bytes(y),
        ]
        .concat();
        [&[0; 16][..], &[0, 16], &self.id, &key].concat()
    }
}

fn text(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}

fn cbor_map(pairs: u8) -> Vec<u8> {
    vec![0xa0 | pairs]
}

fn cbor_text(text: &str) -> Vec<u8> {
    let length = u8::try_from(text.len()).expect("a short text");
    [&[0x60 | length], text.as_bytes()].concat()
}

fn cbor_bytes(bytes: &[u8]) -> Vec<u8> {
    let length = u8::try_from(bytes.len()).expect("less than 256 bytes");
    [&[0x58, length], bytes].concat()
}
