//! What browsers do in the demo centre: keys are made and wrapped, texts are sealed.

use fyren_domain::access::{Action, VisitorScope};
use fyren_domain::id::{StaffId, VaultId};
use fyren_domain::time::Instant;
use fyren_seal::{
    ContentKey, EntryContext, EntryKind, SealingKey, SigningKey, WrapContext, check_entry,
    make_epoch, make_wrap, seal_entry, wrap_intake,
};
use fyren_store::entry::NewEntry;
use fyren_store::event::{self, NewEvent};
use fyren_store::intake::{NewEpoch, NewIntakeWrap};
use fyren_store::reader::ReaderWrap;
use fyren_store::vault::{Holder, NewVault, NewWrap, VaultKind};
use fyren_store::{Tx, entry, intake, reader, vault};

use super::act::Writer;
use super::people::COORDINATOR;
use super::play::{Matter, Play, Sent, Vault, broken, note};
use crate::failure::Failure;

/// Stands under every text of the demo.
const INVENTED: &str = "(Påhittat exempel.)";

/// A text, sealed.
struct Sealed {
    bytes: Vec<u8>,
    size_class: i64,
    author_key: [u8; 32],
}

impl Play<'_> {
    /// Makes the intake key of a week, signed by the coordinator and wrapped for her.
    pub(crate) async fn make_intake(
        &mut self,
        tx: &mut Tx,
        week: &str,
        at: Instant,
    ) -> Result<(), Failure> {
        let scope = self.centre_scope(Action::MakeIntakeKeys)?;
        let (centre, coordinator) = (self.centre.centre().as_str(), &self.staff[COORDINATOR]);
        let (epoch, secret) =
            make_epoch(self.dice.chance(), &coordinator.keys.signing, centre, week);
        let id = coordinator.id.as_str();
        let wrap = wrap_intake(
            self.dice.chance(),
            &coordinator.card.sealing,
            &secret,
            centre,
            week,
            id,
        );
        let new = NewEpoch {
            epoch: week,
            sealing: &epoch.sealing.to_bytes(),
            signer_key: &coordinator.card.verifying.to_bytes(),
            signature: &epoch.signature,
            made_at: at,
        };
        intake::record(
            tx,
            &scope,
            &new,
            &[NewIntakeWrap {
                staff_id: coordinator.id,
                wrap: &wrap,
            }],
        )
        .await?;
        let event = NewEvent {
            at,
            action: "intake_epoch_made",
            matter: None,
            subject: Some(week),
        };
        event::record(tx, &scope, &event).await?;
        self.intake.insert(week.to_owned(), epoch);
        Ok(())
    }

    /// An asker's first text, sealed for the intake of its week and for the code phrase.
    pub(super) async fn ask(
        &mut self,
        tx: &mut Tx,
        matter: &mut Matter,
        at: Instant,
        text: &str,
    ) -> Result<(), Failure> {
        let thread = matter.thread.ok_or_else(|| broken("a call cannot ask"))?;
        let week = week_of(at);
        let sealing = self.intake.get(&week).map(|epoch| epoch.sealing.clone());
        let sealing = sealing.ok_or_else(|| broken("a week has no intake key"))?;
        let talk = self.make_vault();
        let (phrase, card) = (
            self.askers[thread].holder(),
            self.askers[thread].card.clone(),
        );
        let for_intake = self.wrap(&talk, &sealing, &Holder::Intake(week.clone()));
        let for_phrase = self.wrap(&talk, &card.sealing, &phrase);
        let sealed = self.seal(&talk, Writer::Asker, matter, EntryKind::Question, text)?;
        let intake_holder = Holder::Intake(week.clone());
        let wraps = [
            NewWrap {
                holder: &intake_holder,
                wrap: &for_intake,
            },
            NewWrap {
                holder: &phrase,
                wrap: &for_phrase,
            },
        ];
        let entry = new_entry(&talk, EntryKind::Question, &sealed, at);
        self.record_question(
            tx,
            matter,
            at,
            Sent {
                thread,
                epoch: &week,
                wraps: &wraps,
                entry: &entry,
            },
        )
        .await?;
        matter.talk = Some(Vault { entries: 1, ..talk });
        Ok(())
    }

    /// Names readers beside those there are, each with a wrap of every vault.
    pub(super) async fn name_readers(
        &mut self,
        tx: &mut Tx,
        matter: &mut Matter,
        at: Instant,
        more: &[usize],
    ) -> Result<(), Failure> {
        let (scope, revision) = self.enquiry_row(tx, matter, Action::Triage).await?;
        let new: Vec<_> = more
            .iter()
            .copied()
            .filter(|one| !matter.readers.contains(one))
            .collect();
        let mut wraps: Vec<(VaultId, StaffId, Vec<u8>)> = Vec::new();
        for vault in matter.talk.iter().chain(&matter.notes) {
            for &colleague in &new {
                let id = self.staff[colleague].id;
                wraps.push((vault.id, id, self.wrap_for_colleague(vault, colleague)));
            }
        }
        let reader_wrap = |(vault_id, staff_id, wrap): &'_ (VaultId, StaffId, Vec<u8>)| {
            (*vault_id, *staff_id, wrap.clone())
        };
        let kept: Vec<_> = wraps.iter().map(reader_wrap).collect();
        let wraps: Vec<_> = kept
            .iter()
            .map(|(vault_id, staff_id, wrap)| ReaderWrap {
                vault_id: *vault_id,
                key_number: 1,
                staff_id: *staff_id,
                wrap,
            })
            .collect();
        matter.readers.extend(&new);
        let readers: Vec<_> = matter
            .readers
            .iter()
            .map(|reader| self.staff[*reader].id)
            .collect();
        reader::replace(tx, &scope, matter.id, revision, &readers, &wraps, at).await?;
        vault::destroy_intake_wraps(tx, &scope, matter.id).await?;
        for colleague in new.into_iter().filter(|one| *one != COORDINATOR) {
            let worker = self.staff[COORDINATOR].worker(&self.centre);
            let id = self.staff[colleague].id;
            let relation = fyren_domain::access::Relation::Reader;
            let scope = worker
                .scope_over(Action::AssignReader, relation, id)
                .map_err(broken)?;
            note(tx, &scope, matter, at, Some(id.as_str())).await?;
        }
        Ok(())
    }

    /// Writes into the thread, or into the colleagues' notes.
    pub(super) async fn write(
        &mut self,
        tx: &mut Tx,
        matter: &mut Matter,
        at: Instant,
        (writer, kind): (Writer, EntryKind),
        text: &str,
    ) -> Result<(), Failure> {
        if kind == EntryKind::Note && matter.notes.is_none() {
            matter.notes = Some(self.open_notes(tx, matter).await?);
        }
        let notes = kind == EntryKind::Note;
        let vault = if notes {
            matter.notes.take()
        } else {
            matter.talk.take()
        };
        let vault = vault.ok_or_else(|| broken("there is nothing to write into"))?;
        let sealed = self.seal(&vault, writer, matter, kind, text)?;
        let entry = new_entry(&vault, kind, &sealed, at);
        match (writer, matter.thread) {
            (Writer::Staff(colleague), _) => {
                let action = if notes { Action::Note } else { Action::Answer };
                let scope = self.scope(colleague, action)?;
                entry::record(tx, &scope, &entry).await?;
                note(tx, &scope, matter, at, None).await?;
            }
            (Writer::Asker, Some(thread)) => {
                self.record_message(tx, matter, thread, &entry).await?
            }
            (Writer::Asker, None) => return Err(broken("nobody knows a phrase of this matter")),
        }
        let kept = Some(Vault {
            entries: vault.entries + 1,
            ..vault
        });
        if notes {
            matter.notes = kept
        } else {
            matter.talk = kept
        }
        Ok(())
    }

    async fn record_message(
        &self,
        tx: &mut Tx,
        matter: &Matter,
        thread: usize,
        entry: &NewEntry<'_>,
    ) -> Result<(), Failure> {
        let visitor = VisitorScope::at(self.centre.centre().clone());
        entry::record_asker(tx, &visitor, &self.askers[thread].locator, entry).await?;
        let event = NewEvent {
            at: entry.hour,
            action: "message_received",
            matter: Some(matter.id),
            subject: None,
        };
        event::record_visitor(tx, &visitor, &event).await?;
        Ok(())
    }

    async fn open_notes(&mut self, tx: &mut Tx, matter: &Matter) -> Result<Vault, Failure> {
        let notes = self.make_vault();
        let mut kept = Vec::new();
        for &colleague in &matter.readers {
            kept.push((
                Holder::Staff(self.staff[colleague].id),
                self.wrap_for_colleague(&notes, colleague),
            ));
        }
        let wraps: Vec<_> = kept
            .iter()
            .map(|(holder, wrap)| NewWrap { holder, wrap })
            .collect();
        let new = NewVault {
            vault_id: notes.id,
            matter_id: matter.id,
            kind: VaultKind::Notes,
            wraps: &wraps,
        };
        vault::record(tx, &self.scope(COORDINATOR, Action::Note)?, &new).await?;
        Ok(notes)
    }

    fn make_vault(&mut self) -> Vault {
        Vault {
            id: VaultId::from_bytes(self.dice.bytes()),
            key: ContentKey::make(self.dice.chance()),
            entries: 0,
        }
    }

    fn wrap_for_colleague(&mut self, vault: &Vault, colleague: usize) -> Vec<u8> {
        let (id, sealing) = (
            self.staff[colleague].id,
            self.staff[colleague].card.sealing.clone(),
        );
        self.wrap(vault, &sealing, &Holder::Staff(id))
    }

    fn wrap(&mut self, vault: &Vault, to: &SealingKey, holder: &Holder) -> Vec<u8> {
        let place = WrapContext {
            centre: self.centre.centre().as_str(),
            vault: vault.id.as_str(),
            key_number: 1,
            holder: &holder.to_string(),
        };
        make_wrap(self.dice.chance(), to, &vault.key, &place)
    }

    fn seal(
        &mut self,
        vault: &Vault,
        writer: Writer,
        matter: &Matter,
        kind: EntryKind,
        text: &str,
    ) -> Result<Sealed, Failure> {
        let signing = self.signing(writer, matter)?;
        let author = signing.verifying_key();
        let context = EntryContext {
            centre: self.centre.centre().as_str(),
            vault: vault.id.as_str(),
            number: vault.entries + 1,
            key_number: 1,
            kind,
            author: &author,
        };
        let content = serde_json::json!({ "text": format!("{text}\n\n{INVENTED}") }).to_string();
        let mut dice = super::dice::Dice::of(&format!("entry/{}/{}", vault.id, vault.entries));
        let bytes = seal_entry(
            dice.chance(),
            &vault.key,
            signing,
            &context,
            content.as_bytes(),
        )
        .map_err(broken)?;
        let class = check_entry(&context, &bytes).map_err(broken)?;
        Ok(Sealed {
            bytes,
            size_class: i64::from(class.code()),
            author_key: author.to_bytes(),
        })
    }

    fn signing(&self, writer: Writer, matter: &Matter) -> Result<&SigningKey, Failure> {
        match (writer, matter.thread) {
            (Writer::Staff(colleague), _) => Ok(&self.staff[colleague].keys.signing),
            (Writer::Asker, Some(thread)) => Ok(&self.askers[thread].keys.signing),
            (Writer::Asker, None) => Err(broken("nobody knows a phrase of this matter")),
        }
    }
}

fn new_entry<'a>(vault: &Vault, kind: EntryKind, sealed: &'a Sealed, at: Instant) -> NewEntry<'a> {
    NewEntry {
        vault_id: vault.id,
        number: vault.entries + 1,
        key_number: 1,
        kind: kind.name(),
        author_key: &sealed.author_key,
        sealed: &sealed.bytes,
        size_class: sealed.size_class,
        hour: at.whole_hour(),
    }
}

/// The week of an instant in Sweden, as intake keys are called: `2026-W47`.
pub(crate) fn week_of(at: Instant) -> String {
    let week = at.swedish_date().iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}
