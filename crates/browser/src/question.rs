//! An asker's first question: a new matter, sealed for the centre's intake and for the asker's own phrase.

use fyren_domain::id::{MatterId, VaultId};
use fyren_seal::{Chance, HolderCard, IntakeEpoch, MachineChance, SealingKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::fault::Fault;
use crate::keyring::{Holder, Kept, find, keep};
use crate::message::{Answer, Bytes, read, write};
use crate::vault::{Content, Vault, Wrap};

/// What the page fetched about the centre's intake, as far as it is needed here.
#[derive(Deserialize)]
struct Intake {
    centre: String,
    epoch: Epoch,
}

#[derive(Deserialize)]
struct Epoch {
    id: String,
    sealing: Bytes,
    signer_verifying: Bytes,
    signature: Bytes,
}

impl Intake {
    /// The sealing key, if the signature over it holds.
    fn check(&self) -> Result<SealingKey, Fault> {
        let sealing =
            SealingKey::from_bytes(&self.epoch.sealing.0).map_err(|_| Fault::Untrusted)?;
        let signer = VerifyingKey::from_bytes(&self.epoch.signer_verifying.0)
            .map_err(|_| Fault::Untrusted)?;
        let epoch = IntakeEpoch {
            id: self.epoch.id.clone(),
            sealing,
            signature: self.epoch.signature.exactly()?,
        };
        epoch
            .check(&signer, &self.centre)
            .map_err(|_| Fault::Untrusted)?;
        Ok(epoch.sealing)
    }
}

/// Refuses an intake whose signature does not hold.
#[wasm_bindgen]
pub fn check_intake(intake: &str) -> Result<(), Fault> {
    read::<Intake>(intake)?.check().map(|_| ())
}

#[derive(Serialize)]
struct Sealed {
    thread: u32,
    question: Question,
}

#[derive(Serialize)]
struct Question {
    matter: MatterId,
    vault: VaultId,
    locator: String,
    card: Bytes,
    wraps: Vec<Wrap>,
    entry: Entry,
}

#[derive(Serialize)]
struct Entry {
    number: u32,
    sealed: Bytes,
}

/// Makes a matter of a first text: `{thread, question}`, where `question` lacks only the facts.
#[wasm_bindgen]
pub fn seal_question(asker: u32, intake: &str, content: &str) -> Answer {
    let kept = find(asker)?;
    let asker = kept.holder()?;
    let intake: Intake = read(intake)?;
    let intake_key = intake.check()?;
    let card = asker.card()?;

    let vault = VaultId::from_bytes(draw());
    let thread = Vault::make(intake.centre, vault.to_string());
    let wraps = wraps(&thread, asker, &card, &intake.epoch.id, &intake_key);
    let sealed = thread.seal(asker.signing()?, 1, "question", &read::<Content>(content)?)?;
    let question = Question {
        matter: MatterId::from_bytes(draw()),
        vault,
        locator: asker.id().to_owned(),
        card: Bytes(card.to_bytes()),
        wraps,
        entry: Entry {
            number: 1,
            sealed: sealed.sealed,
        },
    };
    write(&Sealed {
        thread: keep(Kept::Vault(thread)),
        question,
    })
}

fn wraps(
    thread: &Vault,
    asker: &Holder,
    card: &HolderCard,
    epoch: &str,
    intake: &SealingKey,
) -> Vec<Wrap> {
    let mut wraps = thread.wraps_for(&format!("intake:{epoch}"), intake, 1);
    wraps.extend(thread.wraps_for(&asker.name, &card.sealing, 1));
    wraps
}

fn draw() -> [u8; 16] {
    let mut bytes = [0; 16];
    MachineChance.fill(&mut bytes);
    bytes
}
