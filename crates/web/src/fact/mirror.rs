//! The facts of each centre as columns in memory, for counting.
//!
//! Before every count the mirror asks the database for what changed since it last looked. That is one look into an index, and right whatever
//! other nodes have written meanwhile.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use fyren_disclosure::Columns;
use fyren_domain::access::MachineScope;
use fyren_domain::centre::CentreModel;
use fyren_domain::consultation::ConsultationFacts;
use fyren_domain::enquiry::EnquiryFacts;
use fyren_domain::id::CentreId;
use fyren_store::fact::{FactKind, SealedFact};
use tokio::sync::Mutex;

use crate::app::App;
use crate::error::Error;

/// Rows fetched at once while catching up.
const ROWS: u32 = 10_000;

/// The columns of all centres.
#[derive(Default)]
pub struct Mirror(RwLock<BTreeMap<CentreId, Arc<Mutex<Held>>>>);

/// One centre's columns, and how far they have come.
struct Held {
    model: Arc<CentreModel>,
    columns: Columns,
    clock: i64,
}

impl Held {
    fn empty(model: &Arc<CentreModel>) -> Self {
        Self {
            model: model.clone(),
            columns: Columns::of(model),
            clock: 0,
        }
    }

    async fn catch_up(&mut self, app: &App) -> Result<(), Error> {
        let scope = MachineScope::at(self.model.id.clone());
        loop {
            let newer =
                super::list_newer(app, &mut app.store.read().await?, &scope, self.clock, ROWS)
                    .await?;
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

    fn take(&mut self, fact: &SealedFact, bytes: Option<&[u8]>) -> Result<(), Error> {
        match (fact.kind, bytes) {
            (_, None) => self.columns.remove(fact.matter_id),
            (FactKind::Enquiry, Some(bytes)) => {
                self.columns.replace_enquiry(
                    fact.matter_id,
                    &EnquiryFacts::from_bytes(bytes).map_err(Error::internal)?,
                );
            }
            (FactKind::Consultation, Some(bytes)) => {
                self.columns.replace_consultation(
                    fact.matter_id,
                    &ConsultationFacts::from_bytes(bytes).map_err(Error::internal)?,
                );
            }
        }
        Ok(())
    }
}

impl Mirror {
    /// Counts with everything that is durable by now. A centre whose lists have changed is read anew.
    pub(crate) async fn count<T>(
        &self,
        app: &App,
        model: &Arc<CentreModel>,
        count: impl FnOnce(&Columns) -> T,
    ) -> Result<T, Error> {
        let held = self.of(model);
        let mut held = held.lock().await;
        if !Arc::ptr_eq(&held.model, model) {
            *held = Held::empty(model);
        }
        held.catch_up(app).await?;
        Ok(count(&held.columns))
    }

    fn of(&self, model: &Arc<CentreModel>) -> Arc<Mutex<Held>> {
        if let Some(held) = self
            .0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&model.id)
        {
            return held.clone();
        }
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        all.entry(model.id.clone())
            .or_insert_with(|| Arc::new(Mutex::new(Held::empty(model))))
            .clone()
    }
}
