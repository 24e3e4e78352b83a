//! The centres of this installation.
//!
//! A visitor's centre is told by the address: the first label of the host, if a centre is called so, else the first centre.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use axum::extract::FromRequestParts;
use axum::http::header::HOST;
use axum::http::request::Parts;
use fyren_domain::centre::CentreModel;
use fyren_domain::id::CentreId;

use crate::app::App;
use crate::error::Error;

/// The centres by id. Setting up an installation and changing a model replace one while the server runs.
#[derive(Default)]
pub struct Centres(RwLock<BTreeMap<CentreId, Arc<CentreModel>>>);

impl Centres {
    /// Adds a centre, or replaces its model.
    pub fn put(&self, model: CentreModel) {
        let mut centres = self.0.write().unwrap_or_else(PoisonError::into_inner);
        centres.insert(model.id.clone(), Arc::new(model));
    }

    /// A centre's model.
    pub fn find(&self, id: &CentreId) -> Option<Arc<CentreModel>> {
        self.read(|centres| centres.get(id).cloned())
    }

    /// All models, by id.
    pub fn list(&self) -> Vec<Arc<CentreModel>> {
        self.read(|centres| centres.values().cloned().collect())
    }

    /// The centre a visitor of this host has come to.
    fn of_host(&self, host: &str) -> Option<Arc<CentreModel>> {
        let label = host.split(['.', ':']).next().unwrap_or_default();
        self.read(|centres| {
            centres
                .values()
                .find(|model| model.id.as_str() == label)
                .or_else(|| centres.values().next())
                .cloned()
        })
    }

    fn read<T>(&self, look: impl FnOnce(&BTreeMap<CentreId, Arc<CentreModel>>) -> T) -> T {
        look(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The centre whose public address was asked for.
pub(crate) struct VisitedCentre(pub(crate) Arc<CentreModel>);

impl FromRequestParts<App> for VisitedCentre {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let host = parts
            .headers
            .get(HOST)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        app.centres.of_host(host).map(Self).ok_or(Error::NotReady)
    }
}
