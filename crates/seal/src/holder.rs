//! A holder has keys: a staff member, a centre's intake of one week, whoever knows a code phrase.
//!
//! Two keys open and sign. Their public halves stand together on a card that others seal to and check
//! against.

use ed25519_dalek::{Signature, Signer};
use hpke::{Deserializable, Kem, Serializable, kem::XWing};

use crate::{Malformed, Secret, Unopenable};

const CARD_VERSION: u8 = 1;

/// What a holder opens and signs with.
pub struct HolderKeys {
    /// Opens wraps made for this holder.
    pub opening: OpeningKey,
    /// Signs entries and requests of this holder.
    pub signing: SigningKey,
}

impl HolderKeys {
    /// The public halves.
    pub fn card(&self) -> HolderCard {
        HolderCard {
            sealing: self.opening.sealing_key(),
            verifying: self.signing.verifying_key(),
        }
    }
}

/// What others know of a holder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HolderCard {
    /// Others seal to this key.
    pub sealing: SealingKey,
    /// Others check signatures with this key.
    pub verifying: VerifyingKey,
}

impl HolderCard {
    /// Bytes of a card.
    pub const BYTES: usize = 1 + SealingKey::BYTES + VerifyingKey::BYTES;

    /// Version, sealing key, verifying key.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![CARD_VERSION];
        bytes.extend_from_slice(&self.sealing.to_bytes());
        bytes.extend_from_slice(&self.verifying.to_bytes());
        bytes
    }

    /// Reads a card; both keys are checked.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Malformed> {
        let rest = bytes.strip_prefix(&[CARD_VERSION]).ok_or(Malformed)?;
        if bytes.len() != Self::BYTES {
            return Err(Malformed);
        }
        let (sealing, verifying) = rest.split_at(SealingKey::BYTES);
        Ok(Self {
            sealing: SealingKey::from_bytes(sealing)?,
            verifying: VerifyingKey::from_bytes(verifying)?,
        })
    }
}

/// Opens what was sealed to the [`SealingKey`] that belongs to it (X-Wing; wiped when dropped).
pub struct OpeningKey(pub(crate) <XWing as Kem>::PrivateKey);

impl OpeningKey {
    pub(crate) fn derive(seed: &Secret<32>) -> Self {
        Self(XWing::derive_keypair(seed.as_bytes()).0)
    }

    /// The key others seal to.
    pub fn sealing_key(&self) -> SealingKey {
        SealingKey(XWing::sk_to_pk(&self.0))
    }
}

/// Seals for one holder: an X-Wing public key, ML-KEM-768 and then X25519.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealingKey(pub(crate) <XWing as Kem>::PublicKey);

impl SealingKey {
    /// Bytes of a sealing key.
    pub const BYTES: usize = 1216;

    /// The key as it is sent and stored.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.to_bytes().to_vec()
    }

    /// Reads a key and checks its ML-KEM half (FIPS 203, 7.2).
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Malformed> {
        let key = <XWing as Kem>::PublicKey::from_bytes(bytes);
        key.map(Self).map_err(|_| Malformed)
    }
}

/// Signs as one holder (Ed25519, RFC 8032; wiped when dropped).
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    pub(crate) fn derive(seed: &Secret<32>) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(seed.as_bytes()))
    }

    /// The key others check with.
    pub fn verifying_key(&self) -> VerifyingKey {
        VerifyingKey(self.0.verifying_key())
    }

    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }
}

/// Checks signatures of one holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerifyingKey(ed25519_dalek::VerifyingKey);

impl VerifyingKey {
    /// Bytes of a verifying key.
    pub const BYTES: usize = 32;

    /// The key as it is sent and stored.
    pub fn to_bytes(&self) -> [u8; Self::BYTES] {
        self.0.to_bytes()
    }

    /// Reads a key. Points of small order, under which one signature fits many messages, are refused.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Malformed> {
        let bytes = bytes.try_into().map_err(|_| Malformed)?;
        let key = ed25519_dalek::VerifyingKey::from_bytes(bytes).map_err(|_| Malformed)?;
        if key.is_weak() {
            Err(Malformed)
        } else {
            Ok(Self(key))
        }
    }

    pub(crate) fn check(&self, message: &[u8], signature: &[u8; 64]) -> Result<(), Unopenable> {
        let signature = Signature::from_bytes(signature);
        let checked = self.0.verify_strict(message, &signature);
        checked.map_err(|_| Unopenable)
    }
}
