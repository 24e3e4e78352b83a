//! A matter as one worker stands to it, and all that is known about it in codes.

use fyren_domain::access::{Action, Relation, Scope};
use fyren_domain::consultation::{Consultation, ConsultationFacts};
use fyren_domain::enquiry::Enquiry;
use fyren_domain::id::{MatterId, StaffId};
use fyren_domain::revision::Revision;
use fyren_domain::time::Date;
use fyren_store::enquiry::Enquiry as Row;
use fyren_store::event::{self, NewEvent};
use fyren_store::matter::Shelf;
use fyren_store::{Tx, consultation, enquiry, reader};

use super::facts::{MatterFacts, Told};
use crate::app::App;
use crate::choices::Choices;
use crate::error::Error;
use crate::fact::{self, Read};
use crate::session::SignedIn;

/// How a worker stands to a matter. Every act in the matter is decided by it.
pub(crate) struct Standing<'a> {
    pub(crate) matter: MatterId,
    pub(crate) relation: Relation,
    worker: &'a SignedIn,
}

/// Looks up how a worker stands to a matter. One that is not there, and one she is kept out of, are the same.
pub(crate) async fn standing<'a>(
    tx: &mut Tx,
    worker: &'a SignedIn,
    matter: &str,
) -> Result<Standing<'a>, Error> {
    let matter = MatterId::parse(matter).map_err(|_| Error::NotFound)?;
    let scope = worker.scope(Action::FindMatter)?;
    let relation = reader::relation(tx, &scope, matter)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(Standing {
        matter,
        relation,
        worker,
    })
}

impl Standing<'_> {
    /// Decides about an act in this matter.
    pub(crate) fn scope(&self, action: Action) -> Result<Scope, Error> {
        let decided = self.worker.scope_in(action, self.relation);
        decided.map_err(|_| Error::Denied(Some(self.matter)))
    }

    /// Decides about an act in this matter that concerns a colleague.
    pub(crate) fn scope_over(&self, action: Action, colleague: StaffId) -> Result<Scope, Error> {
        let decided = self.worker.scope_over(action, self.relation, colleague);
        decided.map_err(|_| Error::Denied(Some(self.matter)))
    }

    /// Decides about an act at the centre, for what the matter's page needs beside it.
    pub(crate) fn worker_scope(&self, action: Action) -> Result<Scope, Error> {
        Ok(self.worker.scope(action)?)
    }

    /// Whether the act would be allowed: what a page offers follows from it.
    pub(crate) fn may(&self, action: Action) -> bool {
        self.worker.scope_in(action, self.relation).is_ok()
    }

    /// Records that the worker did something here.
    pub(crate) async fn record(
        &self,
        app: &App,
        tx: &mut Tx,
        action: Action,
        subject: Option<&str>,
    ) -> Result<(), Error> {
        self.write(app, tx, &self.scope(action)?, action, subject)
            .await
    }

    /// Records that the worker did something to a colleague here. A first reader is named by triage.
    pub(crate) async fn record_over(
        &self,
        app: &App,
        tx: &mut Tx,
        action: Action,
        colleague: StaffId,
    ) -> Result<(), Error> {
        let scope = self.scope(Action::ReadFacts)?;
        self.write(app, tx, &scope, action, Some(colleague.as_str()))
            .await
    }

    /// Records that the worker opened what is written here: as a reader, or as the one who triages.
    pub(super) async fn record_reading(
        &self,
        app: &App,
        tx: &mut Tx,
        scope: &Scope,
        subject: Option<&str>,
    ) -> Result<(), Error> {
        self.write(app, tx, scope, Action::ReadMatter, subject)
            .await
    }

    async fn write(
        &self,
        app: &App,
        tx: &mut Tx,
        scope: &Scope,
        action: Action,
        subject: Option<&str>,
    ) -> Result<(), Error> {
        let event = NewEvent {
            at: app.clock.now(),
            action: action.as_str(),
            matter: Some(self.matter),
            subject,
        };
        event::record(tx, scope, &event).await?;
        Ok(())
    }
}

/// A matter with its coded facts, as the rules of `domain` take it.
pub(crate) struct Whole {
    pub(crate) row: Row,
    pub(crate) enquiry: Enquiry,
    /// There is none before the enquiry is taken on.
    pub(crate) consultation: Option<Consultation>,
    enquiry_facts_revision: i64,
    consultation_facts_revision: i64,
}

impl Whole {
    /// Reads everything coded about a matter.
    pub(crate) async fn find(
        app: &App,
        tx: &mut Tx,
        scope: &Scope,
        matter: MatterId,
    ) -> Result<Self, Error> {
        let row = enquiry::find(tx, scope, matter)
            .await?
            .ok_or(Error::NotFound)?;
        let enquiry_facts = fact::find_enquiry(app, tx, scope, matter)
            .await?
            .ok_or(Error::NotFound)?;
        let stands = consultation::find(tx, scope, matter).await?;
        let consultation_facts = fact::find_consultation(app, tx, scope, matter).await?;
        let consultation_facts_revision =
            consultation_facts.as_ref().map_or(0, |read| read.revision);
        let consultation = stands
            .zip(consultation_facts)
            .map(|(stands, read)| Consultation {
                matter,
                state: stands.state,
                revision: Revision(stands.revision),
                facts: read.facts,
            });
        let enquiry = Enquiry {
            matter,
            number: row.number,
            state: row.state,
            revision: Revision(row.revision),
            facts: enquiry_facts.facts,
        };
        Ok(Self {
            row,
            enquiry,
            consultation,
            enquiry_facts_revision: enquiry_facts.revision,
            consultation_facts_revision,
        })
    }

    /// What has been seen, as a form carries it: it changes whenever anything coded about the matter does.
    pub(crate) fn mark(&self) -> String {
        format!(
            "{}.{}.{}",
            self.row.revision, self.enquiry_facts_revision, self.consultation_facts_revision
        )
    }

    /// Refuses a form that was filled in on the ground of something else than what stands now.
    pub(crate) fn check(&self, mark: &str) -> Result<(), Error> {
        if mark == self.mark() {
            Ok(())
        } else {
            Err(Error::Stale)
        }
    }

    /// Refuses what is done with an open matter only: somebody else has closed it meanwhile, or it is held.
    pub(crate) fn check_open(&self) -> Result<(), Error> {
        if self.row.shelf == Shelf::Closed || self.row.held.is_some() {
            Err(Error::Stale)
        } else {
            Ok(())
        }
    }

    /// What is known of the consultation; nothing before there is one.
    pub(crate) fn known(&self) -> ConsultationFacts {
        let consultation = self.consultation.clone();
        consultation.map_or_else(ConsultationFacts::default, |consultation| {
            consultation.facts
        })
    }

    /// The consultation, or nothing there.
    pub(crate) fn consultation(&self) -> Result<Consultation, Error> {
        self.consultation.clone().ok_or(Error::NotFound)
    }

    /// Writes changed facts of the enquiry.
    pub(crate) async fn replace_enquiry(
        &self,
        app: &App,
        tx: &mut Tx,
        scope: &Scope,
        enquiry: Enquiry,
    ) -> Result<(), Error> {
        let read = Read {
            facts: enquiry.facts,
            revision: self.enquiry_facts_revision,
        };
        fact::replace_enquiry(app, tx, scope, enquiry.matter, &read).await
    }

    /// Writes changed facts of the consultation.
    pub(crate) async fn replace_consultation(
        &self,
        app: &App,
        tx: &mut Tx,
        scope: &Scope,
        consultation: Consultation,
    ) -> Result<(), Error> {
        let read = Read {
            facts: consultation.facts,
            revision: self.consultation_facts_revision,
        };
        fact::replace_consultation(app, tx, scope, consultation.matter, &read).await
    }

    /// The facts as a page tells them.
    pub(crate) fn told(&self, choices: &Choices, today: Date) -> MatterFacts {
        let nothing = ConsultationFacts::default();
        let told = Told {
            number: self.enquiry.number,
            has_thread: self.row.phrase_card.is_some(),
            enquiry_state: self.enquiry.state,
            consultation_state: self
                .consultation
                .as_ref()
                .map(|consultation| consultation.state),
            enquiry: &self.enquiry.facts,
            consultation: self
                .consultation
                .as_ref()
                .map_or(&nothing, |consultation| &consultation.facts),
        };
        MatterFacts::of(&told, choices, today)
    }
}
