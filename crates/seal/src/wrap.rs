//! A vault's content key, wrapped for one holder.

use crate::{
    Chance, OpeningKey, SealingKey, Secret, Unopenable,
    context::Context,
    hybrid::{self, open_secret, seal_secret},
};

/// The key entries and files of a vault are sealed under. A vault gets a new one when somebody leaves.
pub struct ContentKey(pub(crate) Secret<32>);

impl ContentKey {
    /// Draws a new content key.
    pub fn make(chance: &mut impl Chance) -> Self {
        Self(Secret::make(chance))
    }
}

/// Where a wrap belongs. A wrap opens nowhere else.
#[derive(Clone, Copy)]
pub struct WrapContext<'a> {
    /// The centre's slug.
    pub centre: &'a str,
    /// The vault whose content key it is.
    pub vault: &'a str,
    /// Which of the vault's content keys, from 1.
    pub key_number: u32,
    /// `staff:<id>`, `intake:<epoch>` or `phrase:<locator>`.
    pub holder: &'a str,
}

impl WrapContext<'_> {
    fn encode(&self) -> Context {
        Context::new("fyren/wrap/1")
            .text(self.centre)
            .text(self.vault)
            .number(self.key_number.into())
            .text(self.holder)
    }
}

/// Bytes of a wrap.
pub const WRAP_BYTES: usize = hybrid::SEALED;

/// Wraps a content key so that one holder can open it: [`WRAP_BYTES`] bytes, suite byte first.
pub fn make_wrap(
    chance: &mut impl Chance,
    to: &SealingKey,
    key: &ContentKey,
    context: &WrapContext,
) -> Vec<u8> {
    seal_secret(chance, to, &key.0, &context.encode())
}

/// Opens a wrap in the place it was made for.
pub fn open_wrap(
    with: &OpeningKey,
    wrap: &[u8],
    context: &WrapContext,
) -> Result<ContentKey, Unopenable> {
    open_secret(with, wrap, &context.encode()).map(ContentKey)
}
