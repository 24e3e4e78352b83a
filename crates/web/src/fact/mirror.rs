//! The facts of each centre in memory: all of them as columns for counting, and those of matters that somebody still has to look at.
//!
//! Before every look the mirror asks the database for what changed since the last. That is one look into an index, and right whatever other
//! nodes have written meanwhile.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use fyren_disclosure::Columns;
use fyren_domain::access::MachineScope;
use fyren_domain::centre::CentreModel;
use fyren_domain::consultation::ConsultationFacts;
use fyren_domain::enquiry::EnquiryFacts;
use fyren_domain::follow_up;
use fyren_domain::id::{CentreId, MatterId};
use fyren_domain::time::Date;
use fyren_store::fact::{FactKind, SealedFact};
use tokio::sync::Mutex;

use crate::app::App;
use crate::error::Error;

/// Rows fetched at once while catching up.
const ROWS: u32 = 10_000;

/// The facts of all centres.
#[derive(Default)]
pub struct Mirror(RwLock<BTreeMap<CentreId, Arc<Mutex<Held>>>>);

/// One centre's facts, and how far they have come.
pub(crate) struct Held {
    model: Arc<CentreModel>,
    columns: Columns,
    current: BTreeMap<MatterId, Known>,
    clock: i64,
}

/// What is known of a matter that is not settled.
#[derive(Clone, Default)]
pub(crate) struct Known {
    pub(crate) enquiry: Option<EnquiryFacts>,
    pub(crate) consultation: Option<ConsultationFacts>,
}

impl Known {
    /// The day a closed consultation is to be looked back on.
    fn look_back(&self) -> Option<Date> {
        let closed = self
            .consultation
            .as_ref()
            .filter(|facts| facts.closed.is_some())?;
        follow_up::next(&closed.follow_ups)
    }

    /// Whether nobody has to look at it any more.
    fn is_settled(&self) -> bool {
        let closed = match (&self.consultation, &self.enquiry) {
            (Some(facts), _) => facts.closed.is_some(),
            (None, enquiry) => enquiry
                .as_ref()
                .is_some_and(|facts| facts.outcome.is_some()),
        };
        closed && self.look_back().is_none()
    }
}

impl Held {
    fn empty(model: &Arc<CentreModel>) -> Self {
        Self {
            model: model.clone(),
            columns: Columns::of(model),
            current: BTreeMap::new(),
            clock: 0,
        }
    }

    /// Everything as columns.
    pub(crate) fn columns(&self) -> &Columns {
        &self.columns
    }

    /// What is known of a matter; nothing, or not all, once it is settled.
    pub(crate) fn known(&self, matter: MatterId) -> Option<&Known> {
        self.current.get(&matter)
    }

    /// The closed consultations that are to be looked back on by a day.
    pub(crate) fn look_backs(&self, until: Date) -> Vec<MatterId> {
        let is_due = |known: &Known| known.look_back().is_some_and(|day| day <= until);
        let due = self.current.iter().filter(|(_, known)| is_due(known));
        due.map(|(matter, _)| *matter).collect()
    }

    /// The matters whose next follow-up or look back falls on a day.
    pub(crate) fn due_on(&self, day: Date) -> Vec<MatterId> {
        let next = |known: &Known| follow_up::next(&known.consultation.as_ref()?.follow_ups);
        let is_due = |known: &Known| next(known) == Some(day) || known.look_back() == Some(day);
        let due = self.current.iter().filter(|(_, known)| is_due(known));
        due.map(|(matter, _)| *matter).collect()
    }

    async fn catch_up(&mut self, app: &App) -> Result<(), Error> {
        let scope = MachineScope::at(self.model.id.clone());
        loop {
            let mut tx = app.store.read().await?;
            let newer = super::list_newer(app, &mut tx, &scope, self.clock, ROWS).await?;
            let last = newer.len() < ROWS as usize;
            for (fact, bytes) in newer {
                self.take(&fact, bytes.as_deref().map(Vec::as_slice))?;
                self.clock = fact.fact_clock;
            }
            if last {
                return Ok(());
            }
        }
    }

    /// What is held is in no count, as if it were not there.
    fn take(&mut self, fact: &SealedFact, bytes: Option<&[u8]>) -> Result<(), Error> {
        let (matter, bytes) = (fact.matter_id, bytes.filter(|_| !fact.held));
        let known = self.current.entry(matter).or_default();
        match (fact.kind, bytes) {
            (_, None) => {
                self.columns.remove(matter);
                self.current.remove(&matter);
                return Ok(());
            }
            (FactKind::Enquiry, Some(bytes)) => {
                let facts = EnquiryFacts::from_bytes(bytes).map_err(Error::internal)?;
                self.columns.replace_enquiry(matter, &facts);
                known.enquiry = Some(facts);
            }
            (FactKind::Consultation, Some(bytes)) => {
                let facts = ConsultationFacts::from_bytes(bytes).map_err(Error::internal)?;
                self.columns.replace_consultation(matter, &facts);
                known.consultation = Some(facts);
            }
        }
        if known.is_settled() {
            self.current.remove(&matter);
        }
        Ok(())
    }
}

impl Mirror {
    /// Looks at everything that is durable by now. A centre whose lists have changed is read anew.
    pub(crate) async fn look<T>(
        &self,
        app: &App,
        model: &Arc<CentreModel>,
        look: impl FnOnce(&Held) -> T,
    ) -> Result<T, Error> {
        let held = self.of(model);
        let mut held = held.lock().await;
        if !Arc::ptr_eq(&held.model, model) {
            *held = Held::empty(model);
        }
        held.catch_up(app).await?;
        Ok(look(&held))
    }

    fn of(&self, model: &Arc<CentreModel>) -> Arc<Mutex<Held>> {
        let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = all.get(&model.id) {
            return held.clone();
        }
        drop(all);
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let held = all.entry(model.id.clone());
        held.or_insert_with(|| Arc::new(Mutex::new(Held::empty(model))))
            .clone()
    }
}
