//! Where chance comes from. Nothing in this crate asks the machine by itself.
//!
//! [`MachineChance`] is for real keys. [`DrawnChance`] is a generator of one's own out of a few bytes of it. [`SeededChance`] repeats itself and exists for tests and for the
//! demo's invented centre only.

/// A source of bytes nobody can guess.
pub trait Chance {
    /// Fills the whole slice.
    fn fill(&mut self, bytes: &mut [u8]);
}

impl<C: Chance + ?Sized> Chance for &mut C {
    fn fill(&mut self, bytes: &mut [u8]) {
        (**self).fill(bytes);
    }
}

impl<C: Chance + ?Sized> Chance for Box<C> {
    fn fill(&mut self, bytes: &mut [u8]) {
        (**self).fill(bytes);
    }
}

/// The operating system's or the browser's chance.
#[cfg(feature = "machine")]
#[derive(Clone, Copy, Debug, Default)]
pub struct MachineChance;

#[cfg(feature = "machine")]
impl Chance for MachineChance {
    /// # Panics
    /// When the machine has no chance to give: nothing may be sealed then.
    fn fill(&mut self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the machine gives chance");
    }
}

/// As many bytes as one act needs, out of a seed drawn for it: HKDF-Expand with SHA-256 (RFC 5869, section 2.3)
/// under the seed, one output for each call. Whoever uses it waits for nobody who draws chance.
pub struct DrawnChance {
    seed: crate::Secret<32>,
    calls: u64,
}

impl DrawnChance {
    /// Draws a seed.
    pub fn draw(chance: &mut (impl Chance + ?Sized)) -> Self {
        let mut seed = crate::Secret::zeros();
        chance.fill(seed.as_mut_bytes());
        Self { seed, calls: 0 }
    }
}

impl Chance for DrawnChance {
    /// # Panics
    /// For more than 8160 bytes at once (RFC 5869): no act draws so many.
    fn fill(&mut self, bytes: &mut [u8]) {
        let info = crate::context::Context::new("fyren/chance/1").number(self.calls);
        self.calls += 1;
        hkdf::Hkdf::<sha2::Sha256>::from_prk(self.seed.as_bytes())
            .expect("32 bytes are a key")
            .expand(info.as_bytes(), bytes)
            .expect("no act draws more than HKDF gives");
    }
}

/// The same bytes for the same seed: SHA-256 over seed and counter.
#[cfg(feature = "seeded")]
pub struct SeededChance {
    seed: [u8; 32],
    block: [u8; 32],
    used: usize,
    counter: u64,
}

#[cfg(feature = "seeded")]
impl SeededChance {
    /// A stream that depends on the seed alone.
    pub fn new(seed: &[u8]) -> Self {
        use sha2::{Digest, Sha256};
        Self {
            seed: Sha256::digest(seed).into(),
            block: [0; 32],
            used: 32,
            counter: 0,
        }
    }

    fn next_block(&mut self) {
        use sha2::{Digest, Sha256};
        let hash = Sha256::new()
            .chain_update(self.seed)
            .chain_update(self.counter.to_be_bytes());
        self.block = hash.finalize().into();
        self.counter += 1;
        self.used = 0;
    }
}

#[cfg(feature = "seeded")]
impl Chance for SeededChance {
    fn fill(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            if self.used == self.block.len() {
                self.next_block();
            }
            *byte = self.block[self.used];
            self.used += 1;
        }
    }
}

/// Our chance in the shapes that crates of two generations ask for.
pub(crate) struct Adapted<'a, C: ?Sized>(pub(crate) &'a mut C);

impl<C: Chance + ?Sized> Adapted<'_, C> {
    fn next<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.fill(&mut bytes);
        bytes
    }
}

impl<C: Chance + ?Sized> rand_core::TryRng for Adapted<'_, C> {
    type Error = rand_core::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        Ok(u32::from_le_bytes(self.next()))
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        Ok(u64::from_le_bytes(self.next()))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        self.0.fill(bytes);
        Ok(())
    }
}

impl<C: Chance + ?Sized> rand_core::TryCryptoRng for Adapted<'_, C> {}

impl<C: Chance + ?Sized> rand_core_old::RngCore for Adapted<'_, C> {
    fn next_u32(&mut self) -> u32 {
        u32::from_le_bytes(self.next())
    }

    fn next_u64(&mut self) -> u64 {
        u64::from_le_bytes(self.next())
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        self.0.fill(bytes);
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), rand_core_old::Error> {
        self.0.fill(bytes);
        Ok(())
    }
}

impl<C: Chance + ?Sized> rand_core_old::CryptoRng for Adapted<'_, C> {}
