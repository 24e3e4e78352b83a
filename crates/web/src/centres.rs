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
use fyren_domain::time::Date;

use crate::app::App;
use crate::error::Error;
use crate::public_pages::PublicPages;

/// The centres by id. Setting up an installation and changing a model replace one while the server runs.
#[derive(Default)]
pub struct Centres(RwLock<BTreeMap<CentreId, Centre>>);

struct Centre {
    model: Arc<CentreModel>,
    pages: Option<Arc<PublicPages>>,
}

impl Centres {
    /// Adds a centre, or replaces its model.
    pub fn put(&self, model: CentreModel) {
        let mut centres = self.0.write().unwrap_or_else(PoisonError::into_inner);
        centres.insert(
            model.id.clone(),
            Centre {
                model: Arc::new(model),
                pages: None,
            },
        );
    }

    /// A centre's model.
    pub fn find(&self, id: &CentreId) -> Option<Arc<CentreModel>> {
        self.read(|centres| centres.get(id).map(|centre| centre.model.clone()))
    }

    /// All models, by id.
    pub fn list(&self) -> Vec<Arc<CentreModel>> {
        self.read(|centres| {
            centres
                .values()
                .map(|centre| centre.model.clone())
                .collect()
        })
    }

    /// The centre's pages of this day; they are rendered at the first visit of the day.
    pub(crate) fn pages(
        &self,
        id: &CentreId,
        day: Date,
        render: impl FnOnce() -> Result<PublicPages, askama::Error>,
    ) -> Result<Arc<PublicPages>, Error> {
        let kept = self.read(|centres| centres.get(id).and_then(|centre| centre.pages.clone()));
        if let Some(pages) = kept.filter(|pages| pages.day == day) {
            return Ok(pages);
        }
        let pages = Arc::new(render()?);
        let mut centres = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let centre = centres.get_mut(id).ok_or(Error::NotFound)?;
        centre.pages = Some(pages.clone());
        Ok(pages)
    }

    /// The centre a visitor of this host has come to.
    fn of_host(&self, host: &str) -> Option<Arc<CentreModel>> {
        let label = host.split(['.', ':']).next().unwrap_or_default();
        let named = |centre: &&Centre| centre.model.id.as_str() == label;
        self.read(|centres| {
            let centre = centres
                .values()
                .find(named)
                .or_else(|| centres.values().next())?;
            Some(centre.model.clone())
        })
    }

    fn read<T>(&self, look: impl FnOnce(&BTreeMap<CentreId, Centre>) -> T) -> T {
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
