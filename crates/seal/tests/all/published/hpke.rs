use ::hpke::{
    Deserializable, Kem, OpModeR, OpModeS, Serializable,
    aead::ChaCha20Poly1305,
    kdf::HkdfSha256,
    kem::{X25519HkdfSha256, XWing},
    rand_core::{Infallible, TryCryptoRng, TryRng},
    single_shot_open, single_shot_seal_with_rng,
};

use super::{Vector, blocks};

/// Written-down chance of the newer generation.
struct Draw<'a>(&'a [u8]);

impl TryRng for Draw<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        unreachable!("only whole fields are drawn")
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        unreachable!("only whole fields are drawn")
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        bytes.copy_from_slice(self.0);
        Ok(())
    }
}

impl TryCryptoRng for Draw<'_> {}

#[test]
fn x_wing_gives_the_keys_and_secrets_of_its_draft() {
    let vectors = blocks(include_str!("../../vectors/x-wing.txt"));
    assert_eq!(vectors.len(), 3);
    for vector in vectors {
        let secret = <XWing as Kem>::PrivateKey::from_bytes(vector.find("sk")).unwrap();
        let public = XWing::sk_to_pk(&secret);
        assert_eq!(public.to_bytes().as_slice(), vector.find("pk"));
        let mut eseed = Draw(vector.find("eseed"));
        let (shared, encapsulated) = XWing::encap_with_rng(&public, None, &mut eseed).unwrap();
        assert_eq!(encapsulated.to_bytes().as_slice(), vector.find("ct"));
        assert_eq!(shared.0.as_slice(), vector.find("ss"));
        let opened = XWing::decap(&secret, None, &encapsulated).unwrap();
        assert_eq!(opened.0.as_slice(), vector.find("ss"));
    }
}

#[test]
fn sealing_to_a_key_gives_what_rfc_9180_gives() {
    for vector in blocks(include_str!("../../vectors/hpke.txt")) {
        check::<X25519HkdfSha256>(&vector);
    }
}

#[test]
fn wraps_are_made_by_the_suite_of_the_hybrid_draft() {
    for vector in blocks(include_str!("../../vectors/hpke-x-wing.txt")) {
        check::<XWing>(&vector);
        let (secret, _) = XWing::derive_keypair(vector.find("ikm_receiver"));
        assert_eq!(secret.to_bytes().as_slice(), vector.find("sk"));
    }
}

fn check<K: Kem>(vector: &Vector) {
    assert_eq!(open::<K>(vector), vector.find("text"));
    let (encapsulated, sealed) = seal::<K>(vector);
    assert_eq!(encapsulated, vector.find("enc"));
    assert_eq!(sealed, vector.find("sealed"));
}

fn open<K: Kem>(vector: &Vector) -> Vec<u8> {
    let (secret, public) = K::derive_keypair(vector.find("ikm_receiver"));
    assert_eq!(public.to_bytes().as_slice(), vector.find("pk"));
    single_shot_open::<ChaCha20Poly1305, HkdfSha256, K>(
        &OpModeR::Base,
        &secret,
        &K::EncappedKey::from_bytes(vector.find("enc")).unwrap(),
        vector.find("info"),
        vector.find("sealed"),
        vector.find("aad"),
    )
    .unwrap()
}

fn seal<K: Kem>(vector: &Vector) -> (Vec<u8>, Vec<u8>) {
    let (encapsulated, sealed) = single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, K>(
        &OpModeS::Base,
        &K::PublicKey::from_bytes(vector.find("pk")).unwrap(),
        vector.find("info"),
        vector.find("text"),
        vector.find("aad"),
        &mut Draw(vector.find("ikm_ephemeral")),
    )
    .unwrap();
    (encapsulated.to_bytes().to_vec(), sealed)
}
