//! What somebody who asks is told, checked before it is shown: that it stands in the directory, under a fresh
//! checkpoint of the key the page pins.

use super::{Audience, Entry};
use crate::{
    HolderCard, IntakeEpoch, SealingKey, Unopenable, VerifyingKey,
    log::{Checkpoint, Hash, Verifier, chain, check_inclusion, leaf_hash},
};

/// How old a checkpoint may be, and how far the clocks may differ, in seconds: a day.
pub const FRESH_SECONDS: u64 = 24 * 60 * 60;

/// Why an answer is not believed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum DirectoryFault {
    /// It is not what the directory says, or not signed by the key that is pinned.
    Untrusted,
    /// The checkpoint is older than a day, or from a day that has not come: perhaps a clock is wrong.
    Outdated,
}

impl From<Unopenable> for DirectoryFault {
    fn from(_: Unopenable) -> Self {
        Self::Untrusted
    }
}

/// What a server answers.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    /// The row.
    pub entry: &'a [u8],
    /// Its number, from 1.
    pub number: u64,
    /// The hash of the row before.
    pub previous: &'a Hash,
    /// The path from the row to the root.
    pub path: &'a [Hash],
    /// The checkpoint, signed and timed.
    pub note: &'a str,
}

/// Who can read, if all of it holds at this time, in seconds since 1970. The pinned key names the centre.
pub fn check_answer(
    pinned: &Verifier,
    answer: &Answer<'_>,
    now: u64,
) -> Result<Audience, DirectoryFault> {
    let (_, centre) = pinned.name().rsplit_once('/').unwrap_or_default();
    let checkpoint = check_note(pinned, answer.note, now)?;
    let number = i64::try_from(answer.number).map_err(|_| DirectoryFault::Untrusted)?;
    let row = chain(number, &Entry::digest(answer.entry), answer.previous);
    let (leaf, place) = (leaf_hash(&row), answer.number.wrapping_sub(1));
    let (size, root) = (checkpoint.size, &checkpoint.root);
    check_inclusion(&leaf, place, size, answer.path, root)?;
    match Entry::parse(answer.entry) {
        Ok(Entry::Audience(audience)) if audience.centre == centre => {
            audience.check()?;
            Ok(audience)
        }
        _ => Err(DirectoryFault::Untrusted),
    }
}

/// The checkpoint of a note that the pinned key signed for its own log, not longer ago than a day.
pub(super) fn check_note(
    pinned: &Verifier,
    note: &str,
    now: u64,
) -> Result<Checkpoint, DirectoryFault> {
    let untrusted = |_| DirectoryFault::Untrusted;
    pinned.check(note).map_err(untrusted)?;
    let signed = pinned.check_time(note).map_err(untrusted)?;
    let checkpoint = Checkpoint::parse(note).map_err(untrusted)?;
    if checkpoint.origin != pinned.name() {
        return Err(DirectoryFault::Untrusted);
    }
    if signed.abs_diff(now) > FRESH_SECONDS {
        return Err(DirectoryFault::Outdated);
    }
    Ok(checkpoint)
}

impl Audience {
    /// Checks every key, and that the shared one was signed by somebody who is listed.
    fn check(&self) -> Result<(), Unopenable> {
        let card = |bytes: &[u8]| HolderCard::from_bytes(bytes).map_err(|_| Unopenable);
        let cards = self.readers.iter().map(|reader| card(&reader.card));
        let cards: Vec<_> = cards.collect::<Result<_, _>>()?;
        let Some(epoch) = &self.epoch else {
            return Ok(());
        };
        let signer = VerifyingKey::from_bytes(&epoch.signer_key).map_err(|_| Unopenable)?;
        let mut listed = self.readers.iter().zip(&cards);
        let is_signer = |(reader, card): (&super::Listed, &HolderCard)| {
            reader.staff == epoch.signer && card.verifying == signer
        };
        listed.any(is_signer).then_some(()).ok_or(Unopenable)?;
        let public = IntakeEpoch {
            id: epoch.id.clone(),
            sealing: SealingKey::from_bytes(&epoch.sealing).map_err(|_| Unopenable)?,
            signature: epoch
                .signature
                .as_slice()
                .try_into()
                .map_err(|_| Unopenable)?,
        };
        public.check(&signer, &self.centre)
    }
}
