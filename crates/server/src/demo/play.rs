//! Plays the acts of the demo centre through the store and the rules of the domain, as pages would.
//!
//! `deciding` holds what staff decide, `sealing` what browsers seal, `intake` the keys of each week.

use std::collections::BTreeMap;

use fyren_domain::access::{Action, MachineScope, Relation, Scope, VisitorScope};
use fyren_domain::consultation::Consultation;
use fyren_domain::enquiry::Enquiry;
use fyren_domain::id::{EnquiryNumber, MatterId, VaultId};
use fyren_domain::time::Instant;
use fyren_seal::{ContentKey, IntakeEpoch};
use fyren_store::Tx;
use fyren_store::event::{self, NewEvent};
use fyren_web::App;

use super::act::{Act, Plan};
use super::asker::Asker;
use super::dice::Dice;
use super::enrol::Colleague;
use super::people::COORDINATOR;
use crate::failure::Failure;

/// Those who act, and the keys they make on the way.
pub(crate) struct Play<'a> {
    pub(super) app: &'a App,
    pub(super) centre: MachineScope,
    pub(super) staff: Vec<Colleague>,
    pub(super) askers: Vec<Asker>,
    pub(super) intake: BTreeMap<String, IntakeEpoch>,
    pub(super) dice: Dice,
}

/// A vault of a matter, with its one key.
pub(super) struct Vault {
    pub(super) id: VaultId,
    pub(super) key: ContentKey,
    pub(super) entries: u32,
}

/// A matter as it stands.
pub(super) struct Matter {
    pub(super) id: MatterId,
    pub(super) thread: Option<usize>,
    pub(super) enquiry: Enquiry,
    pub(super) consultation: Option<Consultation>,
    /// The revision of the enquiry's sealed facts.
    pub(super) enquiry_facts: i64,
    /// The revision of the consultation's sealed facts.
    pub(super) consultation_facts: i64,
    pub(super) readers: Vec<usize>,
    pub(super) talk: Option<Vault>,
    pub(super) notes: Option<Vault>,
}

impl Matter {
    /// A matter of which nothing has happened yet.
    pub(super) fn of(plan: &Plan, number: usize) -> Self {
        let mut dice = Dice::of(&format!("matter/{number}"));
        let id = MatterId::from_bytes(dice.bytes());
        let number = EnquiryNumber::from_bytes(dice.bytes());
        Self {
            id,
            thread: plan.thread,
            enquiry: Enquiry::open(id, number, plan.facts.clone()),
            consultation: None,
            enquiry_facts: 1,
            consultation_facts: 1,
            readers: Vec::new(),
            talk: None,
            notes: None,
        }
    }
}

/// Where and when something happens.
pub(super) struct Scene<'s> {
    pub(super) tx: &'s mut Tx,
    pub(super) matter: &'s mut Matter,
    pub(super) at: Instant,
}

impl Scene<'_> {
    /// Notes what a staff member did.
    pub(super) async fn note(
        &mut self,
        scope: &Scope,
        subject: Option<&str>,
    ) -> Result<(), Failure> {
        let event = NewEvent {
            at: self.at,
            action: scope.action().as_str(),
            matter: Some(self.matter.id),
            subject,
        };
        event::record(self.tx, scope, &event).await?;
        Ok(())
    }

    /// Notes what an asker did; of that the hour alone is kept.
    pub(super) async fn note_asker(
        &mut self,
        visitor: &VisitorScope,
        action: &str,
    ) -> Result<(), Failure> {
        let event = NewEvent {
            at: self.at.whole_hour(),
            action,
            matter: Some(self.matter.id),
            subject: None,
        };
        event::record_visitor(self.tx, visitor, &event).await?;
        Ok(())
    }
}

impl Play<'_> {
    /// Lets one thing happen.
    pub(super) async fn act(&mut self, scene: &mut Scene<'_>, act: &Act) -> Result<(), Failure> {
        match act {
            Act::Ask(text) => self.ask(scene, text).await,
            Act::Log => self.log(scene).await,
            Act::OpenIntake => self.name_readers(scene, &[COORDINATOR]).await,
            Act::Assess(facts) => self.assess(scene, facts).await,
            Act::Exclude(colleague) => self.exclude(scene, *colleague).await,
            Act::NameReaders(team) => self.name_readers(scene, team).await,
            Act::TakeOn(known) => self.take_on(scene, known).await,
            Act::Write(writer, kind, text) => self.write(scene, *writer, *kind, text).await,
            Act::Spend(minutes) => self.spend(scene, *minutes).await,
            Act::FollowUp(due) => self.follow_up(scene, *due).await,
            Act::FollowedUp => self.finish_follow_ups(scene).await,
            Act::CloseAtOnce(outcome) => self.close_at_once(scene, outcome).await,
            Act::Close(closure) => self.close(scene, closure).await,
            Act::Reopen => self.reopen(scene).await,
        }
    }

    /// The permission of a colleague who reads the matter.
    pub(super) fn scope(&self, colleague: usize, action: Action) -> Result<Scope, Failure> {
        let worker = self.staff[colleague].worker(&self.centre);
        worker.scope(action, Relation::Reader).map_err(broken)
    }

    /// The coordinator's permission for what she does to a colleague in a matter.
    pub(super) fn scope_over(&self, colleague: usize, action: Action) -> Result<Scope, Failure> {
        let worker = self.staff[COORDINATOR].worker(&self.centre);
        let id = self.staff[colleague].id;
        let scope = worker.scope_over(action, Relation::Reader, id);
        scope.map_err(broken)
    }

    /// The coordinator's permission for what concerns no matter.
    pub(super) fn centre_scope(&self, action: Action) -> Result<Scope, Failure> {
        let worker = self.staff[COORDINATOR].worker(&self.centre);
        worker.scope(action, Relation::NoMatter).map_err(broken)
    }

    /// What an asker may touch.
    pub(super) fn visitor(&self) -> VisitorScope {
        VisitorScope::at(self.centre.centre().clone())
    }
}

/// The script asked for something the rules refuse.
pub(super) fn broken(fault: impl std::fmt::Display) -> Failure {
    Failure::machine("the demo centre cannot be seeded", &fault)
}
