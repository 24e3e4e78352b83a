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

/// RFC 9180 has no vector with X-Wing. Its key schedule and cipher are the same for every KEM, so they are
/// tried with the RFC's X25519.
#[test]
fn sealing_to_a_key_gives_what_rfc_9180_gives() {
    for vector in blocks(include_str!("../../vectors/hpke.txt")) {
        assert_eq!(open(&vector), vector.find("text"));
        let (encapsulated, sealed) = seal(&vector);
        assert_eq!(encapsulated, vector.find("enc"));
        assert_eq!(sealed, vector.find("sealed"));
    }
}

fn open(vector: &Vector) -> Vec<u8> {
    type Suite = X25519HkdfSha256;
    let (secret, public) = Suite::derive_keypair(vector.find("ikm_receiver"));
    assert_eq!(public.to_bytes().as_slice(), vector.find("pk"));
    single_shot_open::<ChaCha20Poly1305, HkdfSha256, Suite>(
        &OpModeR::Base,
        &secret,
        &<Suite as Kem>::EncappedKey::from_bytes(vector.find("enc")).unwrap(),
        vector.find("info"),
        vector.find("sealed"),
        vector.find("aad"),
    )
    .unwrap()
}

fn seal(vector: &Vector) -> (Vec<u8>, Vec<u8>) {
    type Suite = X25519HkdfSha256;
    let (encapsulated, sealed) = single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, Suite>(
        &OpModeS::Base,
        &<Suite as Kem>::PublicKey::from_bytes(vector.find("pk")).unwrap(),
        vector.find("info"),
        vector.find("text"),
        vector.find("aad"),
        &mut Draw(vector.find("ikm_ephemeral")),
    )
    .unwrap();
    (encapsulated.to_bytes().to_vec(), sealed)
}
