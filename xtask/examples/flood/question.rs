//! A sealed question as a browser sends it, and the work for it.

use data_encoding::BASE64URL_NOPAD;
use fyren_domain::id::{MatterId, VaultId};
use fyren_seal::directory::{Audience, Entry};
use fyren_seal::{
    Chance as _, ContentKey, EntryContext, EntryKind, HolderKeys, MachineChance, RootKey,
    SealingKey, Work, WrapContext, make_wrap, seal_entry, sign_request,
};
use serde_json::{Value, json};

use super::Outcome;
use super::client::{Answer, Client};

/// The least of work on a challenge.
pub(super) fn worked(challenge: &str) -> Outcome<String> {
    let mut work = Work::begin(&BASE64URL_NOPAD.decode(challenge.as_bytes())?);
    work.go_on(fyren_domain::demand::BASE_TRIES, u32::MAX);
    Ok(format!(
        "{challenge}.{}",
        BASE64URL_NOPAD.encode(&work.proof())
    ))
}

/// A sealed question as a browser sends it.
pub(super) struct Question {
    pub(super) keys: HolderKeys,
    pub(super) body: Vec<u8>,
}

impl Question {
    pub(super) fn seal(intake: &Value, length: usize) -> Outcome<Self> {
        let mut chance = MachineChance;
        let keys = RootKey::make(&mut chance).holder_keys();
        let (mut locator, mut ids) = ([0; 32], [[0; 16]; 2]);
        chance.fill(&mut locator);
        ids.iter_mut().for_each(|id| chance.fill(id));
        let (matter, vault) = (MatterId::from_bytes(ids[0]), VaultId::from_bytes(ids[1]));
        let entry = intake["entry"].as_str().ok_or("nobody is said to read")?;
        let entry = Entry::parse(&BASE64URL_NOPAD.decode(entry.as_bytes())?);
        let Ok(Entry::Audience(Audience {
            centre,
            epoch: Some(epoch),
            ..
        })) = entry
        else {
            return Err("there is no key to ask for".into());
        };
        let centre = centre.as_str();
        let content = ContentKey::make(&mut chance);
        let locator = BASE64URL_NOPAD.encode(&locator);
        let holders = [
            (format!("intake:{}", epoch.id), epoch.sealing),
            (format!("phrase:{locator}"), keys.card().sealing.to_bytes()),
        ];
        let mut wraps = Vec::new();
        for (holder, sealing) in &holders {
            let context = WrapContext {
                centre,
                vault: vault.as_str(),
                key_number: 1,
                holder,
            };
            let sealing = SealingKey::from_bytes(sealing)?;
            let wrap = make_wrap(&mut chance, &sealing, &content, &context);
            wraps.push(json!({ "holder": holder, "wrap": BASE64URL_NOPAD.encode(&wrap) }));
        }
        let author = keys.signing.verifying_key();
        let context = EntryContext {
            centre,
            vault: vault.as_str(),
            number: 1,
            key_number: 1,
            kind: EntryKind::Question,
            author: &author,
        };
        let text = json!({ "text": "x".repeat(length) }).to_string();
        let sealed = seal_entry(
            &mut chance,
            &content,
            &keys.signing,
            &context,
            text.as_bytes(),
        )?;
        let body = json!({
            "matter": matter, "vault": vault, "locator": locator,
            "card": BASE64URL_NOPAD.encode(&keys.card().to_bytes()),
            "facts": { "profession": "unknown", "organisation": "unknown", "kommun": "unknown", "concerns": [], "language": "sv" },
            "wraps": wraps,
            "entry": { "number": 1, "sealed": BASE64URL_NOPAD.encode(&sealed) },
        });
        Ok(Self {
            keys,
            body: body.to_string().into_bytes(),
        })
    }

    pub(super) fn send(&self, client: &mut Client, work: &str) -> Outcome<Answer> {
        let (challenge, _) = client.challenge("enquiry", self.body.len())?;
        let bytes = BASE64URL_NOPAD.decode(challenge.as_bytes())?;
        let signature = sign_request(&self.keys.signing, "enquiry", &bytes, &self.body);
        let signature = BASE64URL_NOPAD.encode(&signature);
        let mut headers = vec![
            ("fyren-challenge", challenge.as_str()),
            ("fyren-signature", signature.as_str()),
        ];
        if !work.is_empty() {
            headers.push(("fyren-work", work));
        }
        client.post("/kanal/fraga", &headers, &self.body)
    }
}
