//! Intake keys: made each week in a coordinator's browser, wrapped for those who may triage.

use fyren_seal::intake::open_intake_secret;
use fyren_seal::{IntakeSecret, MachineChance, SealingKey, make_epoch, wrap_intake};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::fault::Fault;
use crate::keyring::{Holder, find, keep_holder};
use crate::message::{Answer, Bytes, read, write};

#[derive(Deserialize)]
struct Triager {
    staff: String,
    sealing: Bytes,
}

#[derive(Serialize)]
struct Made {
    epoch: Epoch,
    wraps: Vec<Wrap>,
}

#[derive(Serialize)]
struct Epoch {
    id: String,
    sealing: Bytes,
    signature: Bytes,
}

#[derive(Serialize)]
struct Wrap {
    staff: String,
    wrap: Bytes,
}

/// Makes the key pair of one week, signed with a root key: `{epoch, wraps}`.
#[wasm_bindgen]
pub fn make_intake(root: u32, centre: &str, epoch: &str, triagers: &str) -> Answer {
    let kept = find(root)?;
    let (public, secret) = make_epoch(&mut MachineChance, kept.holder()?.signing()?, centre, epoch);
    let wraps = wrap_for(&read::<Vec<Triager>>(triagers)?, &secret, centre, epoch)?;
    let epoch = Epoch {
        id: public.id,
        sealing: Bytes(public.sealing.to_bytes()),
        signature: Bytes(public.signature.to_vec()),
    };
    write(&Made { epoch, wraps })
}

fn wrap_for(
    triagers: &[Triager],
    secret: &IntakeSecret,
    centre: &str,
    epoch: &str,
) -> Result<Vec<Wrap>, Fault> {
    let wrap = |triager: &Triager| {
        let sealing = SealingKey::from_bytes(&triager.sealing.0).map_err(|_| Fault::Malformed)?;
        let wrap = wrap_intake(
            &mut MachineChance,
            &sealing,
            secret,
            centre,
            epoch,
            &triager.staff,
        );
        Ok(Wrap {
            staff: triager.staff.clone(),
            wrap: Bytes(wrap),
        })
    };
    triagers.iter().map(wrap).collect()
}

#[derive(Deserialize)]
struct GivenIntake {
    centre: String,
    epoch: String,
    wrap: Bytes,
}

impl GivenIntake {
    fn open(&self, staff: &Holder) -> Result<IntakeSecret, Fault> {
        let opened = open_intake_secret(
            &staff.opening,
            &self.wrap.0,
            &self.centre,
            &self.epoch,
            staff.id(),
        );
        opened.map_err(|_| Fault::Unopenable)
    }
}

/// Opens a week's intake key, `{centre, epoch, wrap}`; gives the handle to a holder that opens vaults.
#[wasm_bindgen]
pub fn open_intake(root: u32, intake: &str) -> Result<u32, Fault> {
    let given: GivenIntake = read(intake)?;
    let opening = given.open(find(root)?.holder()?)?.opening_key();
    let name = format!("intake:{}", given.epoch);
    Ok(keep_holder(Holder {
        name,
        opening,
        signing: None,
        root: None,
    }))
}

/// Wraps a week's intake key for more colleagues: a list of `{staff, wrap}`.
#[wasm_bindgen]
pub fn share_intake(root: u32, intake: &str, triagers: &str) -> Answer {
    let given: GivenIntake = read(intake)?;
    let secret = given.open(find(root)?.holder()?)?;
    write(&wrap_for(
        &read::<Vec<Triager>>(triagers)?,
        &secret,
        &given.centre,
        &given.epoch,
    )?)
}
