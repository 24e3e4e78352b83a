//! Plays the acts of the demo centre through the store and the rules of the domain, as pages would.

use std::collections::BTreeMap;

use fyren_domain::access::{Action, MachineScope, Relation, Scope, VisitorScope};
use fyren_domain::consultation::{Consultation, TimeSpent};
use fyren_domain::enquiry::Enquiry;
use fyren_domain::id::{EnquiryNumber, MatterId, VaultId};
use fyren_domain::time::Instant;
use fyren_seal::{ContentKey, IntakeEpoch};
use fyren_store::enquiry::{NewCall, NewEnquiry};
use fyren_store::event::{self, NewEvent};
use fyren_store::fact::FactKind;
use fyren_store::{Tx, consultation, enquiry, exclusion, fact};
use fyren_web::{App, seeding};

use super::act::{Act, Plan, Timed};
use super::asker::Asker;
use super::dice::Dice;
use super::enrol::Colleague;
use super::people::COORDINATOR;
use crate::failure::Failure;

/// Those who act, and what has come of it so far.
pub(crate) struct Play<'a> {
    pub(super) app: &'a App,
    pub(super) centre: MachineScope,
    pub(super) staff: Vec<Colleague>,
    pub(super) askers: Vec<Asker>,
    pub(super) intake: BTreeMap<String, IntakeEpoch>,
    pub(super) dice: Dice,
}

/// A vault of a matter, with its key.
pub(super) struct Vault {
    pub(super) id: VaultId,
    pub(super) key: ContentKey,
    pub(super) entries: u32,
}

/// A matter as it stands.
pub(super) struct Matter {
    pub(super) id: MatterId,
    pub(super) thread: Option<usize>,
    enquiry: Enquiry,
    consultation: Option<Consultation>,
    /// Of the sealed facts of enquiry and consultation.
    fact_revisions: [i64; 2],
    pub(super) readers: Vec<usize>,
    pub(super) talk: Option<Vault>,
    pub(super) notes: Option<Vault>,
}

impl Matter {
    /// A matter of which nothing has happened yet.
    pub(super) fn of(plan: &Plan, number: usize) -> Self {
        let mut dice = Dice::of(&format!("matter/{number}"));
        let id = MatterId::from_bytes(dice.bytes());
        Self {
            id,
            thread: plan.thread,
            enquiry: Enquiry::open(
                id,
                EnquiryNumber::from_bytes(dice.bytes()),
                plan.facts.clone(),
            ),
            consultation: None,
            fact_revisions: [1, 1],
            readers: Vec::new(),
            talk: None,
            notes: None,
        }
    }
}

impl Play<'_> {
    /// Lets one thing happen.
    pub(crate) async fn act(
        &mut self,
        tx: &mut Tx,
        matter: &mut Matter,
        timed: &Timed,
    ) -> Result<(), Failure> {
        let at = timed.at;
        match &timed.act {
            Act::Ask(text) => self.ask(tx, matter, at, text).await,
            Act::Log => self.log(tx, matter, at).await,
            Act::OpenIntake => self.name_readers(tx, matter, at, &[COORDINATOR]).await,
            Act::Assess(facts) => {
                matter.enquiry = matter.enquiry.clone().record(facts.clone());
                self.keep_enquiry(tx, matter, at, Action::Triage).await
            }
            Act::Exclude(colleague) => self.exclude(tx, matter, at, *colleague).await,
            Act::NameReaders(team) => self.name_readers(tx, matter, at, team).await,
            Act::TakeOn(known) => {
                let (taken_on, mut begun) = matter.enquiry.clone().take_on(at).map_err(broken)?;
                begun.facts = fyren_domain::consultation::ConsultationFacts {
                    taken_on: begun.facts.taken_on,
                    ..known.clone()
                };
                matter.enquiry = taken_on;
                self.take_on(tx, matter, at, begun).await
            }
            Act::Write(writer, kind, text) => {
                self.write(tx, matter, at, (*writer, *kind), text).await
            }
            Act::CloseAtOnce(outcome) => {
                matter.enquiry = matter
                    .enquiry
                    .clone()
                    .close_at_once(outcome.clone())
                    .map_err(broken)?;
                self.close_at_once(tx, matter, at).await
            }
            Act::Close(closure) => {
                let closed = begun(matter)?.close(closure.clone(), at).map_err(broken)?;
                let (scope, row) = self
                    .consultation_row(tx, matter, Action::CloseConsultation)
                    .await?;
                consultation::close(tx, &scope, matter.id, row, at).await?;
                self.keep_consultation(tx, matter, at, Action::CloseConsultation, closed)
                    .await
            }
            Act::Reopen => {
                let reopened = begun(matter)?.reopen().map_err(broken)?;
                let (scope, row) = self.consultation_row(tx, matter, Action::Reopen).await?;
                consultation::reopen(tx, &scope, matter.id, row).await?;
                self.keep_consultation(tx, matter, at, Action::Reopen, reopened)
                    .await
            }
            Act::Spend(minutes) => {
                let mut facts = begun(matter)?.facts;
                let work = fyren_domain::code::Code::unknown();
                facts.time_spent.push(TimeSpent {
                    on: at.swedish_date(),
                    minutes: *minutes,
                    work,
                });
                let spent = begun(matter)?.record(facts).map_err(broken)?;
                self.keep_consultation(tx, matter, at, Action::RecordFacts, spent)
                    .await
            }
            Act::FollowUp(due) => {
                let promised = begun(matter)?.follow_up(*due).map_err(broken)?;
                self.keep_consultation(tx, matter, at, Action::FollowUp, promised)
                    .await
            }
            Act::FollowedUp => {
                let followed = begun(matter)?.finish_follow_ups(at.swedish_date());
                self.keep_consultation(tx, matter, at, Action::FollowUp, followed)
                    .await
            }
        }
    }

    async fn log(&mut self, tx: &mut Tx, matter: &mut Matter, at: Instant) -> Result<(), Failure> {
        let scope = self.centre_scope(Action::LogCall)?;
        let facts = seeding::seal_first_enquiry(
            self.app,
            self.centre.centre(),
            matter.id,
            &matter.enquiry.facts,
        );
        let call = NewCall {
            matter_id: matter.id,
            number: matter.enquiry.number,
            received_at: at,
            facts: &facts,
        };
        enquiry::log(tx, &scope, &call).await?;
        self.name_readers(tx, matter, at, &[COORDINATOR]).await?;
        note(tx, &scope, matter, at, None).await
    }

    /// Keeps a question with everything an asker's browser sends.
    pub(super) async fn record_question(
        &mut self,
        tx: &mut Tx,
        matter: &Matter,
        at: Instant,
        sent: Sent<'_>,
    ) -> Result<(), Failure> {
        let asker = &self.askers[sent.thread];
        let visitor = VisitorScope::at(self.centre.centre().clone());
        let facts = seeding::seal_first_enquiry(
            self.app,
            self.centre.centre(),
            matter.id,
            &matter.enquiry.facts,
        );
        let card = asker.card.to_bytes();
        let asked = NewEnquiry {
            matter_id: matter.id,
            number: matter.enquiry.number,
            locator: &asker.locator,
            phrase_card: &card,
            intake_epoch: Some(sent.epoch),
            content_hash: &self.dice.bytes(),
            hour: at.whole_hour(),
            vault_id: sent.entry.vault_id,
            wraps: sent.wraps,
            entry: sent.entry,
            readers: &[],
            excluded: &[],
            facts: &facts,
        };
        enquiry::record(tx, &visitor, &asked).await?;
        let event = NewEvent {
            at: at.whole_hour(),
            action: "enquiry_received",
            matter: Some(matter.id),
            subject: None,
        };
        event::record_visitor(tx, &visitor, &event).await?;
        Ok(())
    }

    async fn exclude(
        &mut self,
        tx: &mut Tx,
        matter: &Matter,
        at: Instant,
        colleague: usize,
    ) -> Result<(), Failure> {
        let (id, worker) = (
            self.staff[colleague].id,
            self.staff[COORDINATOR].worker(&self.centre),
        );
        let scope = worker
            .scope_over(Action::Exclude, Relation::Reader, id)
            .map_err(broken)?;
        exclusion::record(tx, &scope, matter.id, at).await?;
        note(tx, &scope, matter, at, Some(id.as_str())).await
    }

    async fn take_on(
        &mut self,
        tx: &mut Tx,
        matter: &mut Matter,
        at: Instant,
        begun: Consultation,
    ) -> Result<(), Failure> {
        let (scope, row) = self.enquiry_row(tx, matter, Action::TakeOn).await?;
        let facts = seeding::seal_first_consultation(
            self.app,
            self.centre.centre(),
            matter.id,
            &begun.facts,
        );
        consultation::take_on(tx, &scope, matter.id, row, at).await?;
        fact::record(tx, &scope, matter.id, FactKind::Consultation, &facts).await?;
        matter.consultation = Some(begun);
        note(tx, &scope, matter, at, None).await
    }

    async fn close_at_once(
        &mut self,
        tx: &mut Tx,
        matter: &mut Matter,
        at: Instant,
    ) -> Result<(), Failure> {
        let (scope, row) = self.enquiry_row(tx, matter, Action::CloseEnquiry).await?;
        enquiry::close(tx, &scope, matter.id, row, at).await?;
        self.keep_enquiry(tx, matter, at, Action::CloseEnquiry)
            .await
    }

    async fn keep_enquiry(
        &mut self,
        tx: &mut Tx,
        matter: &mut Matter,
        at: Instant,
        action: Action,
    ) -> Result<(), Failure> {
        let scope = self.scope(COORDINATOR, action)?;
        let facts = matter.enquiry.facts.clone();
        seeding::replace_enquiry(
            self.app,
            tx,
            &scope,
            matter.id,
            matter.fact_revisions[0],
            facts,
        )
        .await
        .map_err(broken)?;
        matter.fact_revisions[0] += 1;
        note(tx, &scope, matter, at, None).await
    }

    async fn keep_consultation(
        &mut self,
        tx: &mut Tx,
        matter: &mut Matter,
        at: Instant,
        action: Action,
        changed: Consultation,
    ) -> Result<(), Failure> {
        let scope = self.scope(COORDINATOR, action)?;
        let facts = changed.facts.clone();
        seeding::replace_consultation(
            self.app,
            tx,
            &scope,
            matter.id,
            matter.fact_revisions[1],
            facts,
        )
        .await
        .map_err(broken)?;
        matter.fact_revisions[1] += 1;
        matter.consultation = Some(changed);
        note(tx, &scope, matter, at, None).await
    }

    /// The permission for an act, and the revision of the enquiry's row.
    pub(super) async fn enquiry_row(
        &self,
        tx: &mut Tx,
        matter: &Matter,
        action: Action,
    ) -> Result<(Scope, i64), Failure> {
        let scope = self.scope(COORDINATOR, action)?;
        let row = enquiry::find(tx, &scope, matter.id).await?;
        row.map(|row| (scope, row.revision))
            .ok_or_else(|| broken("a matter is missing"))
    }

    async fn consultation_row(
        &self,
        tx: &mut Tx,
        matter: &Matter,
        action: Action,
    ) -> Result<(Scope, i64), Failure> {
        let scope = self.scope(COORDINATOR, action)?;
        let row = consultation::find(tx, &scope, matter.id).await?;
        row.map(|row| (scope, row.revision))
            .ok_or_else(|| broken("a consultation is missing"))
    }

    /// The permission of a colleague who reads the matter.
    pub(super) fn scope(&self, colleague: usize, action: Action) -> Result<Scope, Failure> {
        self.staff[colleague]
            .worker(&self.centre)
            .scope(action, Relation::Reader)
            .map_err(broken)
    }

    /// The coordinator's permission for what concerns no matter.
    pub(super) fn centre_scope(&self, action: Action) -> Result<Scope, Failure> {
        self.staff[COORDINATOR]
            .worker(&self.centre)
            .scope(action, Relation::NoMatter)
            .map_err(broken)
    }
}

/// What an asker's browser sends beside the facts.
pub(super) struct Sent<'a> {
    pub(super) thread: usize,
    pub(super) epoch: &'a str,
    pub(super) wraps: &'a [fyren_store::vault::NewWrap<'a>],
    pub(super) entry: &'a fyren_store::entry::NewEntry<'a>,
}

/// Notes what was done in a matter.
pub(super) async fn note(
    tx: &mut Tx,
    scope: &Scope,
    matter: &Matter,
    at: Instant,
    subject: Option<&str>,
) -> Result<(), Failure> {
    let event = NewEvent {
        at,
        action: scope.action().as_str(),
        matter: Some(matter.id),
        subject,
    };
    event::record(tx, scope, &event).await?;
    Ok(())
}

fn begun(matter: &Matter) -> Result<Consultation, Failure> {
    matter
        .consultation
        .clone()
        .ok_or_else(|| broken("this was not taken on"))
}

/// The script asked for something the rules refuse.
pub(super) fn broken(fault: impl std::fmt::Display) -> Failure {
    Failure::machine("the demo centre cannot be seeded", &fault)
}
