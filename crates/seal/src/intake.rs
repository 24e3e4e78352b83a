//! A centre's intake: a key pair for one week, so that whoever triages can open what came in.
//!
//! A staff member makes the pair, signs the public half, and wraps the private half for those who may
//! triage. After the week the private half can be destroyed, and with it the way into what came then.

use crate::{
    Chance, OpeningKey, SealingKey, Secret, SigningKey, Unopenable, VerifyingKey,
    context::Context,
    hybrid::{open_secret, seal_secret},
};

/// The public half: shown to whoever asks, together with who can open it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntakeEpoch {
    /// The ISO week, as `2026-W47`; one made anew for the same week has a revision, as `2026-W47.02`.
    pub id: String,
    /// Askers seal to this key.
    pub sealing: SealingKey,
    /// By the staff member who made the epoch.
    pub signature: [u8; 64],
}

impl IntakeEpoch {
    /// Checks that `signer` made this epoch for this centre. Whether the signer may is for the caller.
    pub fn check(&self, signer: &VerifyingKey, centre: &str) -> Result<(), Unopenable> {
        let message = announcement(centre, &self.id, &self.sealing);
        if !is_epoch(&self.id) {
            return Err(Unopenable);
        }
        signer.check(message.as_bytes(), &self.signature)
    }
}

/// The private half, only ever kept wrapped.
pub struct IntakeSecret(Secret<32>);

impl IntakeSecret {
    /// The key that opens what askers sealed in this epoch.
    pub fn opening_key(&self) -> OpeningKey {
        OpeningKey::derive(&self.0)
    }
}

/// Makes the pair of one week. `epoch` is an ISO week as `2026-W47`, or one of its revisions.
pub fn make_epoch(
    chance: &mut impl Chance,
    signer: &SigningKey,
    centre: &str,
    epoch: &str,
) -> (IntakeEpoch, IntakeSecret) {
    let secret = IntakeSecret(Secret::make(chance));
    let sealing = secret.opening_key().sealing_key();
    let signature = signer.sign(announcement(centre, epoch, &sealing).as_bytes());
    let epoch = IntakeEpoch {
        id: epoch.to_owned(),
        sealing,
        signature,
    };
    (epoch, secret)
}

/// Wraps the private half for a staff member who may triage.
pub fn wrap_intake(
    chance: &mut impl Chance,
    to: &SealingKey,
    secret: &IntakeSecret,
    centre: &str,
    epoch: &str,
    staff: &str,
) -> Vec<u8> {
    seal_secret(chance, to, &secret.0, &place(centre, epoch, staff))
}

/// Opens the private half that was wrapped for this staff member.
pub fn open_intake(
    with: &OpeningKey,
    wrap: &[u8],
    centre: &str,
    epoch: &str,
    staff: &str,
) -> Result<OpeningKey, Unopenable> {
    open_intake_secret(with, wrap, centre, epoch, staff).map(|secret| secret.opening_key())
}

/// As [`open_intake`], to wrap it for one more colleague.
pub fn open_intake_secret(
    with: &OpeningKey,
    wrap: &[u8],
    centre: &str,
    epoch: &str,
    staff: &str,
) -> Result<IntakeSecret, Unopenable> {
    open_secret(with, wrap, &place(centre, epoch, staff)).map(IntakeSecret)
}

fn announcement(centre: &str, epoch: &str, sealing: &SealingKey) -> Context {
    Context::new("fyren/intake/epoch/1")
        .text(centre)
        .text(epoch)
        .bytes(&sealing.to_bytes())
}

fn place(centre: &str, epoch: &str, staff: &str) -> Context {
    Context::new("fyren/intake/wrap/1")
        .text(centre)
        .text(epoch)
        .text(staff)
}

/// A week, or a week and a revision from `02` to `99`: names in order are keys in order.
fn is_epoch(id: &str) -> bool {
    match id.split_once('.') {
        None => is_iso_week(id),
        Some((week, revision)) => {
            is_iso_week(week) && are_digits(revision, 2) && ("02"..="99").contains(&revision)
        }
    }
}

fn is_iso_week(id: &str) -> bool {
    let Some((year, week)) = id.split_once("-W") else {
        return false;
    };
    are_digits(year, 4) && are_digits(week, 2) && ("01"..="53").contains(&week)
}

fn are_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|b| b.is_ascii_digit())
}
