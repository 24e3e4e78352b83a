//! Chance that repeats itself: every demo centre is the same but for its dates.
//!
//! Each thing has a source of its own, named after it, so that a change in one place changes nothing elsewhere.

use fyren_seal::{Chance, SeededChance};

/// A named source of chance.
pub(crate) struct Dice(SeededChance);

impl Dice {
    /// The source of this name.
    pub(crate) fn of(name: &str) -> Self {
        Self(SeededChance::new(format!("fyren demo 1/{name}").as_bytes()))
    }

    /// For sealing.
    pub(crate) fn chance(&mut self) -> &mut SeededChance {
        &mut self.0
    }

    /// Bytes.
    pub(crate) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.fill(&mut bytes);
        bytes
    }

    /// A number below another, which is not zero. The bias of a remainder does not matter here.
    pub(crate) fn below(&mut self, count: u32) -> u32 {
        u32::from_be_bytes(self.bytes()) % count
    }

    /// Whether something happens that happens so many times in a hundred.
    pub(crate) fn percent(&mut self, times: u32) -> bool {
        self.below(100) < times
    }

    /// One of several.
    pub(crate) fn pick<'t, T>(&mut self, several: &'t [T]) -> &'t T {
        let count = u32::try_from(several.len()).expect("a short list");
        &several[self.below(count) as usize]
    }

    /// One of several, each as often as its weight says.
    pub(crate) fn weighted<'t, T>(
        &mut self,
        several: &'t [T],
        weight: impl Fn(&T) -> u32,
    ) -> &'t T {
        let mut rest = self.below(several.iter().map(&weight).sum());
        let hit = several
            .iter()
            .find(|one| match rest.checked_sub(weight(one)) {
                Some(left) => {
                    rest = left;
                    false
                }
                None => true,
            });
        hit.expect("the rest is below the sum of all weights")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_name_gives_the_same_chance_and_another_name_another() {
        assert_eq!(Dice::of("a").bytes::<8>(), Dice::of("a").bytes::<8>());
        assert_ne!(Dice::of("a").bytes::<8>(), Dice::of("b").bytes::<8>());
    }

    #[test]
    fn what_weighs_nothing_never_happens() {
        let mut dice = Dice::of("weights");
        for _ in 0..100 {
            assert_ne!(
                *dice.weighted(&[(1, 0), (2, 3), (3, 1)], |one| one.1),
                (1, 0)
            );
        }
    }
}
