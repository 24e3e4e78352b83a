//! Intake keys: made each week in a coordinator's browser, wrapped for those who may triage.

use fyren_seal::intake::open_intake_secret;
use fyren_seal::{HolderCard, IntakeSecret, MachineChance};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::fault::Fault;
use crate::holder::Holder;

/// The private half of one week's intake key.
#[wasm_bindgen]
pub struct Intake {
    secret: IntakeSecret,
    centre: String,
    epoch: String,
    signature: Vec<u8>,
}

#[wasm_bindgen]
impl Intake {
    /// Makes the key pair of one week, such as `2026-W47` or `2026-W47.02`, signed by a staff member.
    pub fn make(signer: &Holder, centre: String, epoch: String) -> Result<Self, Fault> {
        let (made, secret) =
            fyren_seal::make_epoch(&mut MachineChance, signer.signing()?, &centre, &epoch);
        Ok(Self {
            secret,
            centre,
            epoch,
            signature: made.signature.to_vec(),
        })
    }

    /// Opens what was wrapped for this staff member.
    pub fn open(
        holder: &Holder,
        staff: &str,
        centre: String,
        epoch: String,
        wrap: &[u8],
    ) -> Result<Self, Fault> {
        let secret = open_intake_secret(holder.opening(), wrap, &centre, &epoch, staff)?;
        Ok(Self {
            secret,
            centre,
            epoch,
            signature: Vec::new(),
        })
    }

    /// The public half, which askers seal to.
    #[must_use]
    pub fn sealing(&self) -> Vec<u8> {
        self.secret.opening_key().sealing_key().to_bytes()
    }

    /// The signer's signature over centre, week and public half; only of a key just made.
    #[must_use]
    pub fn signature(&self) -> Vec<u8> {
        self.signature.clone()
    }

    /// Wraps the private half for a staff member who may triage, by her card.
    pub fn wrap_for(&self, staff: &str, card: &[u8]) -> Result<Vec<u8>, Fault> {
        let sealing = HolderCard::from_bytes(card)?.sealing;
        let (centre, epoch) = (&self.centre, &self.epoch);
        let wrap = fyren_seal::wrap_intake(
            &mut MachineChance,
            &sealing,
            &self.secret,
            centre,
            epoch,
            staff,
        );
        Ok(wrap)
    }

    /// The holder that opens what came in during this week.
    #[must_use]
    pub fn holder(&self) -> Holder {
        Holder::intake(self.secret.opening_key())
    }
}
