//! Bytes nobody else may see, and keys derived from them.
//!
//! A secret lies on the heap, so moving it leaves no copy behind, and is wiped when dropped. It has no
//! `Debug`, no `Display` and no serde: it cannot end up in a log by accident.

use hkdf::Hkdf;
use sha2::Sha256;
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::{Chance, Malformed};

/// `N` secret bytes. Equality takes the same time whatever the bytes are.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Secret<const N: usize>(Box<[u8; N]>);

impl<const N: usize> Secret<N> {
    /// Draws a new secret.
    pub fn make(chance: &mut impl Chance) -> Self {
        let mut secret = Self::zeros();
        chance.fill(secret.as_mut_bytes());
        secret
    }

    /// Takes over bytes and wipes the ones passed in by value; the caller wipes its own copy.
    pub fn from_bytes(mut bytes: [u8; N]) -> Self {
        let mut secret = Self::zeros();
        secret.0.copy_from_slice(&bytes);
        bytes.zeroize();
        secret
    }

    /// Copies a slice of exactly `N` bytes.
    pub fn from_slice(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut secret = Self::zeros();
        if bytes.len() != N {
            return Err(Malformed);
        }
        secret.0.copy_from_slice(bytes);
        Ok(secret)
    }

    /// The bytes, to be used and not kept.
    pub fn as_bytes(&self) -> &[u8; N] {
        &self.0
    }

    pub(crate) fn as_mut_bytes(&mut self) -> &mut [u8; N] {
        &mut self.0
    }

    pub(crate) fn zeros() -> Self {
        Self(Box::new([0; N]))
    }

    /// HKDF-SHA256 (RFC 5869) with an empty salt: one key of `M` bytes (at most 8160) for one purpose.
    pub(crate) fn derive<const M: usize>(&self, info: &[u8]) -> Secret<M> {
        let mut derived = Secret::zeros();
        Hkdf::<Sha256>::new(None, self.as_bytes())
            .expand(info, derived.as_mut_bytes())
            .expect("keys are far shorter than 255 hashes");
        derived
    }
}

impl<const N: usize> PartialEq for Secret<N> {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_slice().ct_eq(other.0.as_slice()).into()
    }
}

impl<const N: usize> Eq for Secret<N> {}
