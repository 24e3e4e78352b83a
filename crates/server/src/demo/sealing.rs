//! What browsers do in the demo centre: vaults are made and wrapped, texts are sealed.

use fyren_domain::access::Action;
use fyren_domain::id::VaultId;
use fyren_domain::time::Instant;
use fyren_seal::{
    ContentKey, EntryContext, EntryKind, SealingKey, SigningKey, WrapContext, check_entry,
    make_wrap, seal_entry,
};
use fyren_store::enquiry::NewEnquiry;
use fyren_store::entry::NewEntry;
use fyren_store::reader::ReaderWrap;
use fyren_store::vault::{Holder, NewVault, NewWrap, VaultKind};
use fyren_store::{enquiry, entry, reader, vault};

use super::act::Writer;
use super::dice::Dice;
use super::people::COORDINATOR;
use super::play::{Matter, Play, Scene, Vault, broken};
use crate::failure::Failure;

/// Stands under every text of the demo.
const INVENTED: &str = "(Påhittat exempel.)";
/// Keys are never rotated in the demo.
const KEY_NUMBER: u32 = 1;

/// A text, sealed.
struct Sealed {
    bytes: Vec<u8>,
    size_class: i64,
    author_key: [u8; 32],
}

impl Play<'_> {
    /// An asker's first text, sealed for the intake of its week and for the code phrase.
    pub(super) async fn ask(&mut self, scene: &mut Scene<'_>, text: &str) -> Result<(), Failure> {
        let thread = thread_of(scene.matter)?;
        let week = scene.at.swedish_week(0);
        let epoch = self.intake.get(&week);
        let intake = epoch.ok_or_else(|| broken("a week has no intake key"))?;
        let intake = intake.sealing.clone();
        let talk = self.make_vault();
        let holders = [Holder::Intake(week.clone()), self.askers[thread].holder()];
        let card = self.askers[thread].card.clone();
        let kept = [
            self.wrap(&talk, &intake, &holders[0]),
            self.wrap(&talk, &card.sealing, &holders[1]),
        ];
        let wraps = [
            new_wrap(&holders[0], &kept[0]),
            new_wrap(&holders[1], &kept[1]),
        ];
        let (kind, author) = (EntryKind::Question, Writer::Asker);
        let sealed = self.seal(&talk, author, scene.matter, kind, text)?;
        let question = NewEnquiry {
            matter_id: scene.matter.id,
            number: scene.matter.enquiry.number,
            locator: &self.askers[thread].locator,
            phrase_card: &card.to_bytes(),
            intake_epoch: Some(&week),
            content_hash: &self.dice.bytes(),
            hour: scene.at.whole_hour(),
            admission: fyren_domain::demand::Admission::Queued,
            vault_id: talk.id,
            wraps: &wraps,
            readers: &[],
            excluded: &[],
            entry: &new_entry(&talk, kind, &sealed, scene.at),
            facts: &self.first_facts(scene.matter),
        };
        enquiry::record(scene.tx, &self.visitor(), &question).await?;
        scene.matter.talk = Some(Vault { entries: 1, ..talk });
        scene.note_asker(&self.visitor(), "enquiry_received").await
    }

    /// Names readers beside those there are, each with a wrap of every vault.
    pub(super) async fn name_readers(
        &mut self,
        scene: &mut Scene<'_>,
        more: &[usize],
    ) -> Result<(), Failure> {
        let (scope, revision) = self.enquiry_row(scene, Action::Triage).await?;
        let mut new = more.to_vec();
        new.retain(|one| !scene.matter.readers.contains(one));
        let mut made = Vec::new();
        for vault in scene.matter.talk.iter().chain(&scene.matter.notes) {
            for &colleague in &new {
                let id = self.staff[colleague].id;
                made.push((vault.id, id, self.wrap_for(vault, colleague)));
            }
        }
        let wraps: Vec<_> = made
            .iter()
            .map(|(vault_id, staff_id, wrap)| ReaderWrap {
                vault_id: *vault_id,
                key_number: KEY_NUMBER,
                staff_id: *staff_id,
                wrap,
            })
            .collect();
        scene.matter.readers.extend(&new);
        let id = |reader: &usize| self.staff[*reader].id;
        let readers: Vec<_> = scene.matter.readers.iter().map(id).collect();
        let matter = scene.matter.id;
        reader::replace(
            scene.tx, &scope, matter, revision, &readers, &wraps, scene.at,
        )
        .await?;
        vault::destroy_intake_wraps(scene.tx, &scope, matter).await?;
        for colleague in new.into_iter().filter(|one| *one != COORDINATOR) {
            let scope = self.scope_over(colleague, Action::AssignReader)?;
            let id = self.staff[colleague].id;
            scene.note(&scope, Some(id.as_str())).await?;
        }
        Ok(())
    }

    /// Writes into the thread, or into the colleagues' notes.
    pub(super) async fn write(
        &mut self,
        scene: &mut Scene<'_>,
        writer: Writer,
        kind: EntryKind,
        text: &str,
    ) -> Result<(), Failure> {
        let notes = kind == EntryKind::Note;
        if notes && scene.matter.notes.is_none() {
            scene.matter.notes = Some(self.open_notes(scene).await?);
        }
        let matter = &mut *scene.matter;
        let place = if notes {
            &mut matter.notes
        } else {
            &mut matter.talk
        };
        let vault = place.take();
        let vault = vault.ok_or_else(|| broken("there is nothing to write into"))?;
        let sealed = self.seal(&vault, writer, matter, kind, text)?;
        let entry = new_entry(&vault, kind, &sealed, scene.at);
        self.keep(scene, writer, &entry).await?;
        let entries = vault.entries + 1;
        let kept = Some(Vault { entries, ..vault });
        if notes {
            scene.matter.notes = kept;
        } else {
            scene.matter.talk = kept;
        }
        Ok(())
    }

    async fn keep(
        &mut self,
        scene: &mut Scene<'_>,
        writer: Writer,
        entry: &NewEntry<'_>,
    ) -> Result<(), Failure> {
        if let Writer::Staff(colleague) = writer {
            let note = entry.kind == EntryKind::Note.name();
            let action = if note { Action::Note } else { Action::Answer };
            let scope = self.scope(colleague, action)?;
            entry::record(scene.tx, &scope, entry).await?;
            return scene.note(&scope, None).await;
        }
        let (visitor, thread) = (self.visitor(), thread_of(scene.matter)?);
        let locator = &self.askers[thread].locator;
        entry::record_asker(scene.tx, &visitor, locator, entry).await?;
        scene.note_asker(&visitor, "message_received").await
    }

    async fn open_notes(&mut self, scene: &mut Scene<'_>) -> Result<Vault, Failure> {
        let notes = self.make_vault();
        let mut made = Vec::new();
        for &colleague in &scene.matter.readers {
            let holder = Holder::Staff(self.staff[colleague].id);
            made.push((holder, self.wrap_for(&notes, colleague)));
        }
        let wraps: Vec<_> = made
            .iter()
            .map(|(holder, wrap)| new_wrap(holder, wrap))
            .collect();
        let new = NewVault {
            vault_id: notes.id,
            matter_id: scene.matter.id,
            kind: VaultKind::Notes,
            wraps: &wraps,
        };
        let scope = self.scope(COORDINATOR, Action::Note)?;
        vault::record(scene.tx, &scope, &new).await?;
        Ok(notes)
    }

    fn make_vault(&mut self) -> Vault {
        Vault {
            id: VaultId::from_bytes(self.dice.bytes()),
            key: ContentKey::make(self.dice.chance()),
            entries: 0,
        }
    }

    fn wrap_for(&mut self, vault: &Vault, colleague: usize) -> Vec<u8> {
        let colleague = &self.staff[colleague];
        let (holder, sealing) = (Holder::Staff(colleague.id), colleague.card.sealing.clone());
        self.wrap(vault, &sealing, &holder)
    }

    fn wrap(&mut self, vault: &Vault, to: &SealingKey, holder: &Holder) -> Vec<u8> {
        let place = WrapContext {
            centre: self.centre.centre().as_str(),
            vault: vault.id.as_str(),
            key_number: KEY_NUMBER,
            holder: &holder.to_string(),
        };
        make_wrap(self.dice.chance(), to, &vault.key, &place)
    }

    fn seal(
        &self,
        vault: &Vault,
        writer: Writer,
        matter: &Matter,
        kind: EntryKind,
        text: &str,
    ) -> Result<Sealed, Failure> {
        let signing = self.signing(writer, matter)?;
        let author = signing.verifying_key();
        let place = EntryContext {
            centre: self.centre.centre().as_str(),
            vault: vault.id.as_str(),
            number: vault.entries + 1,
            key_number: KEY_NUMBER,
            kind,
            author: &author,
        };
        let content = serde_json::json!({ "text": format!("{text}\n\n{INVENTED}") }).to_string();
        let mut dice = Dice::of(&format!("entry/{}/{}", vault.id, vault.entries));
        let (chance, key) = (dice.chance(), &vault.key);
        let sealed = seal_entry(chance, key, signing, &place, content.as_bytes());
        let bytes = sealed.map_err(broken)?;
        let class = check_entry(&place, &bytes).map_err(broken)?;
        Ok(Sealed {
            bytes,
            size_class: i64::from(class.code()),
            author_key: author.to_bytes(),
        })
    }

    fn signing(&self, writer: Writer, matter: &Matter) -> Result<&SigningKey, Failure> {
        Ok(match writer {
            Writer::Staff(colleague) => &self.staff[colleague].keys.signing,
            Writer::Asker => &self.askers[thread_of(matter)?].keys.signing,
        })
    }
}

fn thread_of(matter: &Matter) -> Result<usize, Failure> {
    let thread = matter.thread;
    thread.ok_or_else(|| broken("nobody knows a phrase of this matter"))
}

fn new_wrap<'a>(holder: &'a Holder, wrap: &'a [u8]) -> NewWrap<'a> {
    NewWrap { holder, wrap }
}

fn new_entry<'a>(vault: &Vault, kind: EntryKind, sealed: &'a Sealed, at: Instant) -> NewEntry<'a> {
    NewEntry {
        vault_id: vault.id,
        number: vault.entries + 1,
        key_number: KEY_NUMBER,
        kind: kind.name(),
        author_key: &sealed.author_key,
        sealed: &sealed.bytes,
        size_class: sealed.size_class,
        hour: at.whole_hour(),
    }
}
