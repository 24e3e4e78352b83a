//! XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha), and keys that a sealed text is bound to.
//!
//! Poly1305 alone does not tie a sealed text to one key: somebody who knows two keys can make bytes that
//! open under both. A sealed text of ours therefore carries a commitment to its key (Albertini et al.,
//! "How to Abuse and Fix Authenticated Encryption Without Key Commitment", USENIX Security 2022).

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305,
    aead::{Aead, Payload},
};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::{Secret, Unopenable, context::Context};

pub(crate) const NONCE: usize = 24;
pub(crate) const TAG: usize = 16;
pub(crate) const COMMITMENT: usize = 32;

pub(crate) fn seal(key: &Secret<32>, nonce: &[u8; NONCE], place: &[u8], text: &[u8]) -> Vec<u8> {
    XChaCha20Poly1305::new(key.as_bytes().into())
        .encrypt(
            nonce.into(),
            Payload {
                msg: text,
                aad: place,
            },
        )
        .expect("no text of ours comes near the cipher's limit of 256 GiB")
}

pub(crate) fn open(
    key: &Secret<32>,
    nonce: &[u8; NONCE],
    place: &[u8],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, Unopenable> {
    XChaCha20Poly1305::new(key.as_bytes().into())
        .decrypt(
            nonce.into(),
            Payload {
                msg: sealed,
                aad: place,
            },
        )
        .map(Zeroizing::new)
        .map_err(|_| Unopenable)
}

/// A key for one sealed text, and the commitment stored beside it.
pub(crate) struct CommittedKey {
    pub(crate) key: Secret<32>,
    pub(crate) commitment: [u8; COMMITMENT],
}

impl CommittedKey {
    /// `purpose` holds the format and what is unique to this text (its nonce).
    pub(crate) fn derive(from: &Secret<32>, purpose: &Context) -> Self {
        let both: Secret<64> = from.derive(purpose.as_bytes());
        let (key, commitment) = both.as_bytes().split_at(32);
        Self {
            key: Secret::from_slice(key).expect("half of 64 bytes"),
            commitment: commitment.try_into().expect("half of 64 bytes"),
        }
    }

    pub(crate) fn check(&self, commitment: &[u8; COMMITMENT]) -> Result<(), Unopenable> {
        let same: bool = self.commitment.ct_eq(commitment).into();
        if same { Ok(()) } else { Err(Unopenable) }
    }
}
