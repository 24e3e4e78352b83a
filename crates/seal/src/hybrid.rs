//! HPKE (RFC 9180) in base mode: a 32-byte secret sealed so that one holder can open it.
//!
//! Suite 1: KEM X-Wing (X25519 with ML-KEM-768, 0x647a), KDF HKDF-SHA256, AEAD ChaCha20-Poly1305. X-Wing is
//! a draft still, so a suite byte leads everything sealed this way. The context goes into the key schedule
//! as `info`: another place is another key. Base mode does not say who sealed; FORMAT.md says what follows.

use hpke::{
    Deserializable, Kem, OpModeR, OpModeS, Serializable, aead::ChaCha20Poly1305, kdf::HkdfSha256,
    kem::XWing, single_shot_open, single_shot_seal_with_rng,
};
use zeroize::Zeroizing;

use crate::{
    Chance, OpeningKey, SealingKey, Secret, Unopenable, chance::Adapted, context::Context,
};

/// Bytes a sealed secret takes: suite, encapsulated key, secret, tag.
pub(crate) const SEALED: usize = 1 + ENCAPSULATED + 32 + 16;
const ENCAPSULATED: usize = 1120;
const SUITE: u8 = 1;

type Encapsulated = <XWing as Kem>::EncappedKey;

pub(crate) fn seal_secret(
    chance: &mut impl Chance,
    to: &SealingKey,
    secret: &Secret<32>,
    place: &Context,
) -> Vec<u8> {
    let (encapsulated, sealed) = single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, XWing>(
        &OpModeS::Base,
        &to.0,
        &place.digest(),
        secret.as_bytes(),
        &[],
        &mut Adapted(chance),
    )
    .expect("X-Wing seals to every key that could be read");
    let mut wrap = Vec::with_capacity(SEALED);
    wrap.push(SUITE);
    wrap.extend_from_slice(&encapsulated.to_bytes());
    wrap.extend_from_slice(&sealed);
    wrap
}

pub(crate) fn open_secret(
    with: &OpeningKey,
    sealed: &[u8],
    place: &Context,
) -> Result<Secret<32>, Unopenable> {
    let (encapsulated, sealed) = split(sealed).ok_or(Unopenable)?;
    let opened = single_shot_open::<ChaCha20Poly1305, HkdfSha256, XWing>(
        &OpModeR::Base,
        &with.0,
        &encapsulated,
        &place.digest(),
        sealed,
        &[],
    );
    let opened = Zeroizing::new(opened.map_err(|_| Unopenable)?);
    Secret::from_slice(&opened).map_err(|_| Unopenable)
}

fn split(sealed: &[u8]) -> Option<(Encapsulated, &[u8])> {
    let rest = sealed.strip_prefix(&[SUITE])?;
    if sealed.len() != SEALED {
        return None;
    }
    let (encapsulated, sealed) = rest.split_at(ENCAPSULATED);
    Some((Encapsulated::from_bytes(encapsulated).ok()?, sealed))
}
