//! A staff member's root key: the one secret all their keys follow from.
//!
//! It leaves the browser only wrapped under the export key of their sign-in, so the server stores it and
//! cannot open it.

use crate::{
    Chance, HolderCard, HolderKeys, OpeningKey, Secret, SigningKey, Unopenable,
    aead::{self, NONCE},
    context::Context,
};

const VERSION: u8 = 1;

/// The one secret a staff member's keys follow from. Kept wrapped, see [`wrap_root`].
pub struct RootKey(Secret<32>);

impl RootKey {
    /// Draws a new root key.
    pub fn make(chance: &mut impl Chance) -> Self {
        Self(Secret::make(chance))
    }

    /// The root key these 32 bytes are.
    pub fn from_bytes(secret: Secret<32>) -> Self {
        Self(secret)
    }

    /// The 32 bytes, to be wrapped again.
    pub fn as_secret(&self) -> &Secret<32> {
        &self.0
    }

    /// The keys of this holder.
    pub fn holder_keys(&self) -> HolderKeys {
        HolderKeys {
            opening: OpeningKey::derive(&self.0.derive(b"fyren/root/opening/1")),
            signing: SigningKey::derive(&self.0.derive(b"fyren/root/signing/1")),
        }
    }

    /// The public halves.
    pub fn card(&self) -> HolderCard {
        self.holder_keys().card()
    }
}

/// Wraps a root key under the export key of a sign-in: `version 1 · nonce 24 · sealed 48`.
pub fn wrap_root(
    chance: &mut impl Chance,
    export_key: &Secret<64>,
    root: &RootKey,
    staff: &str,
) -> Vec<u8> {
    let mut nonce = [0; NONCE];
    chance.fill(&mut nonce);
    let key = wrapping_key(export_key);
    let root = root.as_secret().as_bytes();
    let mut wrapped = vec![VERSION];
    wrapped.extend_from_slice(&nonce);
    wrapped.extend(aead::seal(&key, &nonce, place(staff).as_bytes(), root));
    wrapped
}

/// Opens a root key wrapped for this staff member.
pub fn open_root(
    export_key: &Secret<64>,
    wrapped: &[u8],
    staff: &str,
) -> Result<RootKey, Unopenable> {
    let rest = wrapped.strip_prefix(&[VERSION]).ok_or(Unopenable)?;
    let (nonce, sealed) = rest.split_first_chunk().ok_or(Unopenable)?;
    let key = wrapping_key(export_key);
    let root = aead::open(&key, nonce, place(staff).as_bytes(), sealed)?;
    let root = Secret::from_slice(&root).map_err(|_| Unopenable)?;
    Ok(RootKey::from_bytes(root))
}

fn wrapping_key(export_key: &Secret<64>) -> Secret<32> {
    export_key.derive(b"fyren/root/wrap/1")
}

fn place(staff: &str) -> Context {
    Context::new("fyren/root/1").text(staff)
}
