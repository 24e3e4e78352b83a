//! What a colleague's browser does with the vaults of a matter, as `matter.js`, `reader.js` and `phone-call.js` do it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use data_encoding::BASE64URL_NOPAD;
use fyren_domain::id::{MatterId, VaultId};
use fyren_seal::{
    Chance as _, ContentKey, EntryContext, EntryKind, HolderCard, OpeningKey, SeededChance,
    VerifyingKey, WrapContext, make_wrap, open_entry, open_intake, open_wrap, seal_entry,
};
use serde_json::{Value, json};

use super::{Colleague, Page, bytes};

/// A matter's address, and one below it.
pub(crate) fn address(matter: MatterId, below: &str) -> String {
    format!("/hub/arenden/{matter}{below}")
}

/// Bytes that nobody else has.
pub(crate) fn made_id() -> [u8; 16] {
    let mut bytes = [0; 16];
    chance().fill(&mut bytes);
    bytes
}

fn chance() -> SeededChance {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    SeededChance::new(&NEXT.fetch_add(1, Ordering::Relaxed).to_be_bytes())
}

/// Everything sealed of one matter, opened as far as a colleague's keys go.
pub(crate) struct Opened<'a> {
    colleague: &'a Colleague,
    pub(crate) sealed: Value,
    vaults: BTreeMap<&'static str, Vault>,
}

/// A vault and the keys to it.
pub(crate) struct Vault {
    centre: String,
    id: String,
    next: u32,
    keys: BTreeMap<u32, ContentKey>,
}

impl Vault {
    fn newest(&self) -> u32 {
        *self.keys.keys().next_back().expect("a vault has a key")
    }

    /// A new key for what comes after.
    fn rotate(&mut self) {
        let next = self.newest() + 1;
        self.keys.insert(next, ContentKey::make(&mut chance()));
    }

    /// All keys from a number on, for each holder.
    fn wraps(&self, holders: &[Value], from: u32) -> Vec<Value> {
        let wrap = |holder: &Value, number: u32, key: &ContentKey| {
            let name = holder["holder"].as_str().expect("a holder");
            let card = HolderCard::from_bytes(&bytes(&holder["card"])).expect("a card");
            let context = WrapContext {
                centre: &self.centre,
                vault: &self.id,
                key_number: number,
                holder: name,
            };
            let wrap = make_wrap(&mut chance(), &card.sealing, key, &context);
            json!({ "holder": name, "key_number": number, "wrap": BASE64URL_NOPAD.encode(&wrap) })
        };
        let keys = || self.keys.range(from..);
        holders
            .iter()
            .flat_map(|holder| keys().map(|(number, key)| wrap(holder, *number, key)))
            .collect()
    }

    /// Text sealed as entry `number` under one of the keys.
    fn seal(
        &self,
        author: &Colleague,
        kind: EntryKind,
        number: u32,
        key: u32,
        text: &str,
    ) -> Value {
        let verifying = author.keys.signing.verifying_key();
        let context = EntryContext {
            centre: &self.centre,
            vault: &self.id,
            number,
            key_number: key,
            kind,
            author: &verifying,
        };
        let plain = json!({ "text": text }).to_string();
        let signing = &author.keys.signing;
        let sealed = seal_entry(
            &mut chance(),
            &self.keys[&key],
            signing,
            &context,
            plain.as_bytes(),
        );
        let sealed = BASE64URL_NOPAD.encode(&sealed.expect("short enough"));
        json!({ "number": number, "key_number": key, "kind": kind.name(), "sealed": sealed })
    }

    /// An entry's text, if it opens.
    fn read(&self, entry: &Value) -> Option<String> {
        let number = |name: &str| u32::try_from(entry[name].as_u64().expect("a number"));
        let author = VerifyingKey::from_bytes(&bytes(&entry["author_verifying"])).expect("a key");
        let key_number = number("key_number").expect("a small number");
        let context = EntryContext {
            centre: &self.centre,
            vault: &self.id,
            number: number("number").expect("a small number"),
            key_number,
            kind: EntryKind::from_name(entry["kind"].as_str()?)?,
            author: &author,
        };
        let key = self.keys.get(&key_number)?;
        let plain = open_entry(key, &context, &bytes(&entry["sealed"])).ok()?;
        let content: Value = serde_json::from_slice(&plain).expect("contents are JSON");
        Some(content["text"].as_str()?.to_owned())
    }
}

impl Colleague {
    /// How she is called as a holder of keys.
    pub(crate) fn holder(&self) -> String {
        format!("staff:{}", self.id)
    }

    /// Fetches what is sealed of a matter and opens it.
    pub(crate) async fn open(&self, matter: MatterId) -> Opened<'_> {
        let sealed = self
            .fetch(&address(matter, "/forseglat"))
            .await
            .is_ok()
            .json();
        let mut opened = Opened {
            colleague: self,
            sealed,
            vaults: BTreeMap::new(),
        };
        for kind in ["thread", "notes"] {
            if let Some(vault) = opened.unlock(kind) {
                opened.vaults.insert(kind, vault);
            }
        }
        opened
    }

    /// The matter's page, and what it says she has seen.
    pub(crate) async fn mark(&self, matter: MatterId) -> String {
        self.get(&address(matter, "")).await.is_ok().mark()
    }

    /// Writes to the asker.
    pub(crate) async fn answer(&self, matter: MatterId, text: &str) -> Page {
        let entry = self.open(matter).await.entry("thread", text);
        self.submit_json(&address(matter, "/svar"), &entry).await
    }

    /// Writes to colleagues. The first note makes the vault it lies in.
    pub(crate) async fn note(&self, matter: MatterId, text: &str) -> Page {
        let opened = self.open(matter).await;
        let entry = if opened.vaults.contains_key("notes") {
            opened.entry("notes", text)
        } else {
            opened.first_note(text)
        };
        self.submit_json(&address(matter, "/anteckningar"), &entry)
            .await
    }

    /// Says who reads from now on and who is kept out, with the keys that takes.
    pub(crate) async fn name_readers(
        &self,
        matter: MatterId,
        readers: &[&Colleague],
        excluded: &[&Colleague],
    ) -> Page {
        let mark = self.mark(matter).await;
        let body = self.open(matter).await.readers(&mark, readers, excluded);
        self.submit_json(&address(matter, "/lasare"), &body).await
    }

    /// Makes new keys for all who read, as her page does once somebody else reads no more.
    pub(crate) async fn renew_keys(&self, matter: MatterId) -> Page {
        let body = self.open(matter).await.renewal();
        self.submit_json(&address(matter, "/nyckel"), &body).await
    }

    /// A note for nobody but herself, as a logged call brings it.
    pub(crate) fn own_note(&self, text: &str) -> Value {
        let vault = Vault {
            centre: self.centre(),
            id: VaultId::from_bytes(made_id()).to_string(),
            next: 1,
            keys: BTreeMap::from([(1, ContentKey::make(&mut chance()))]),
        };
        let card = BASE64URL_NOPAD.encode(&self.keys.card().to_bytes());
        let own = json!({ "holder": self.holder(), "card": card });
        let entry = vault.seal(self, EntryKind::Note, 1, 1, text);
        json!({ "vault": vault.id, "wraps": vault.wraps(&[own], 1), "entry": entry })
    }
}

impl Opened<'_> {
    /// Unwraps a vault by her own wraps or, before triage, by the intake's.
    fn unlock(&self, kind: &'static str) -> Option<Vault> {
        let sealed = &self.sealed[kind];
        let mut vault = Vault {
            centre: self.sealed["centre"].as_str()?.to_owned(),
            id: sealed["vault"].as_str()?.to_owned(),
            next: u32::try_from(sealed["next"].as_u64()?).ok()?,
            keys: BTreeMap::new(),
        };
        for wrap in sealed["wraps"].as_array()? {
            let name = wrap["holder"].as_str()?;
            let key_number = u32::try_from(wrap["key_number"].as_u64()?).ok()?;
            let context = WrapContext {
                centre: &vault.centre,
                vault: &vault.id,
                key_number,
                holder: name,
            };
            let intake = self.intake(name);
            let opening = intake.as_ref().unwrap_or(&self.colleague.keys.opening);
            if let Ok(key) = open_wrap(opening, &bytes(&wrap["wrap"]), &context) {
                vault.keys.insert(key_number, key);
            }
        }
        (!vault.keys.is_empty()).then_some(vault)
    }

    fn intake(&self, holder: &str) -> Option<OpeningKey> {
        let epoch = holder.strip_prefix("intake:")?;
        let wraps = self.sealed["intake"].as_array()?;
        let own = wraps.iter().find(|wrap| wrap["epoch"] == epoch)?;
        let (opening, centre) = (
            &self.colleague.keys.opening,
            self.sealed["centre"].as_str()?,
        );
        let staff = self.colleague.id;
        open_intake(opening, &bytes(&own["wrap"]), centre, epoch, staff.as_str()).ok()
    }

    /// The texts of the thread or the notes; nothing where it does not open.
    pub(crate) fn texts(&self, kind: &'static str) -> Option<Vec<String>> {
        let vault = self.vaults.get(kind)?;
        let entries = self.sealed[kind]["entries"].as_array()?;
        entries.iter().map(|entry| vault.read(entry)).collect()
    }

    /// The next entry, under the newest key.
    pub(crate) fn entry(&self, kind: &'static str, text: &str) -> Value {
        let vault = &self.vaults[kind];
        self.entry_at(kind, vault.next, vault.newest(), text)
    }

    /// An entry of any number under any key she has.
    pub(crate) fn entry_at(&self, kind: &'static str, number: u32, key: u32, text: &str) -> Value {
        let written = if kind == "thread" {
            EntryKind::Answer
        } else {
            EntryKind::Note
        };
        self.vaults[kind].seal(self.colleague, written, number, key, text)
    }

    /// The same entry, sealed with her keys and signed by somebody else.
    pub(crate) fn entry_by(&self, author: &Colleague, kind: EntryKind, text: &str) -> Value {
        let vault = &self.vaults["thread"];
        vault.seal(author, kind, vault.next, vault.newest(), text)
    }

    /// A first note in a new vault for all who read the matter.
    pub(crate) fn first_note(&self, text: &str) -> Value {
        let vault = Vault {
            centre: self.sealed["centre"].as_str().expect("a centre").to_owned(),
            id: VaultId::from_bytes(made_id()).to_string(),
            next: 1,
            keys: BTreeMap::from([(1, ContentKey::make(&mut chance()))]),
        };
        let readers = self.sealed["readers"].as_array().expect("readers");
        let mut entry = vault.seal(self.colleague, EntryKind::Note, 1, 1, text);
        entry["vault"] = vault.id.clone().into();
        entry["wraps"] = vault.wraps(readers, 1).into();
        entry
    }

    /// Every key there is, for a colleague who asked for them.
    pub(crate) fn gift(&self, colleague: &Colleague) -> Value {
        let staff = self.sealed["staff"].as_array().expect("a list");
        let named = |holder: &&Value| holder["holder"] == colleague.holder();
        let holder: Vec<_> = staff.iter().filter(named).cloned().collect();
        let vaults: Vec<_> = self
            .vaults
            .values()
            .map(|vault| json!({ "vault": vault.id, "wraps": vault.wraps(&holder, 1) }))
            .collect();
        json!({ "vaults": vaults })
    }

    /// New keys for all who read.
    pub(crate) fn renewal(mut self) -> Value {
        let readers = self.sealed["readers"].as_array().expect("readers").clone();
        let asker = Some(self.sealed["phrase"].clone()).filter(Value::is_object);
        let mut vaults = Vec::new();
        for (kind, vault) in &mut self.vaults {
            vault.rotate();
            let asker = asker.clone().filter(|_| *kind == "thread");
            let all: Vec<_> = readers.iter().cloned().chain(asker).collect();
            vaults.push(json!({ "vault": vault.id, "wraps": vault.wraps(&all, vault.newest()) }));
        }
        json!({ "vaults": vaults })
    }

    /// What is sent to say who reads and who is kept out: the keys there are for whoever is new, and a new one once somebody has read.
    pub(crate) fn readers(
        mut self,
        mark: &str,
        readers: &[&Colleague],
        excluded: &[&Colleague],
    ) -> Value {
        let names = |who: &[&Colleague]| who.iter().map(|one| one.holder()).collect::<Vec<_>>();
        let reads = names(readers);
        let named = |holder: &Value| reads.iter().any(|name| holder["holder"] == *name);
        let list = |name: &str| self.sealed[name].as_array().expect("a list").clone();
        let staff: Vec<_> = list("staff").into_iter().filter(named).collect();
        let before = list("readers");
        let asker = Some(self.sealed["phrase"].clone()).filter(Value::is_object);
        let is_new = |holder: &&Value| !before.contains(holder);
        let added: Vec<_> = staff.iter().filter(is_new).cloned().collect();
        let mut vaults = Vec::new();
        for (kind, vault) in &mut self.vaults {
            let mut wraps = vault.wraps(&added, 1);
            if !before.is_empty() {
                vault.rotate();
                let asker = asker.clone().filter(|_| *kind == "thread");
                let all: Vec<_> = staff.iter().cloned().chain(asker).collect();
                wraps.extend(vault.wraps(&all, vault.newest()));
            }
            vaults.push(json!({ "vault": vault.id, "wraps": wraps }));
        }
        json!({ "revision": mark, "readers": reads, "excluded": names(excluded), "vaults": vaults })
    }
}
