//! The extractors that are the permission. A handler that takes a [`Coordinator`] is reached by
//! coordinators; everybody else sees what is seen where there is nothing. What she may do then is
//! decided by `domain::access`, through `scope`.

use std::ops::Deref;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use fyren_domain::access::{Action, Denied, MachineScope, Relation, Scope, Worker};
use fyren_domain::centre::CentreModel;
use fyren_domain::id::StaffId;
use fyren_domain::staff::Role;
use fyren_store::session::SessionStage;

use super::recognition::Recognised;
use crate::app::App;
use crate::error::Error;
use crate::layout::{HubPage, Section};

/// A staff member who has signed in with both factors.
#[derive(Clone)]
pub(crate) struct SignedIn {
    worker: Worker,
    recognised: Recognised,
}

impl SignedIn {
    /// Decides about an act at the centre.
    pub(crate) fn scope(&self, action: Action) -> Result<Scope, Denied> {
        self.worker.scope(action, Relation::NoMatter)
    }

    /// Decides about an act in a matter.
    pub(crate) fn scope_in(&self, action: Action, relation: Relation) -> Result<Scope, Denied> {
        self.worker.scope(action, relation)
    }

    /// Decides about an act that concerns a colleague.
    pub(crate) fn scope_over(
        &self,
        action: Action,
        relation: Relation,
        colleague: StaffId,
    ) -> Result<Scope, Denied> {
        self.worker.scope_over(action, relation, colleague)
    }

    /// Herself.
    pub(crate) fn staff(&self) -> StaffId {
        self.worker.staff()
    }

    /// Her centre's model.
    pub(crate) fn centre(&self) -> &Arc<CentreModel> {
        &self.recognised.centre
    }

    /// The program's own scope at her centre.
    pub(crate) fn machine(&self) -> MachineScope {
        self.recognised.machine()
    }

    /// The session itself.
    pub(crate) fn session(&self) -> &Recognised {
        &self.recognised
    }

    /// The frame of a page of the hub.
    pub(crate) fn page(&self, section: Section) -> HubPage {
        self.recognised.page(section)
    }
}

fn recognised(parts: &Parts) -> Result<&Recognised, Error> {
    parts.extensions.get().ok_or(Error::SignInNeeded)
}

fn signed_in(parts: &Parts) -> Result<SignedIn, Error> {
    let recognised = recognised(parts)?;
    let worker = recognised
        .session
        .worker(&recognised.machine())
        .ok_or(Error::SignInNeeded)?;
    Ok(SignedIn {
        worker,
        recognised: recognised.clone(),
    })
}

macro_rules! extractors {
    ($($(#[$doc:meta])* $name:ident: $($role:ident)|+;)+) => {$(
        $(#[$doc])*
        #[derive(Clone)]
        pub(crate) struct $name(SignedIn);

        impl Deref for $name {
            type Target = SignedIn;

            fn deref(&self) -> &SignedIn {
                &self.0
            }
        }

        impl FromRequestParts<App> for $name {
            type Rejection = Error;

            async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Error> {
                let signed_in = signed_in(parts)?;
                match signed_in.worker.role() {
                    $(Role::$role)|+ => Ok(Self(signed_in)),
                    #[allow(unreachable_patterns, reason = "some extractors take every role")]
                    _ => Err(Error::Denied(None)),
                }
            }
        }
    )+};
}

extractors! {
    /// Logs, triages, convenes, follows up, counts.
    Coordinator: Coordinator;
    /// Who gives advice: the coordinator and the operative team.
    Adviser: Coordinator | Member;
    /// Keeps staff and model.
    Administrator: Administrator;
    /// Who sees the events of the centre: the coordinator and the administrator.
    Manager: Coordinator | Administrator;
    /// Who works at the centre; its steering only decides about it.
    Colleague: Coordinator | Member | Administrator;
    /// Whoever is signed in.
    AnyStaff: Coordinator | Member | Administrator | Steering;
}

/// Whoever has a session, half or whole. Almost everything asks for more.
pub(crate) struct Recognition(pub(crate) Recognised);

impl FromRequestParts<App> for Recognition {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Error> {
        recognised(parts).cloned().map(Self)
    }
}

/// Who has given the right passphrase, and owes the second factor.
pub(crate) struct HalfSignedIn(pub(crate) Recognised);

impl FromRequestParts<App> for HalfSignedIn {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Error> {
        let recognised = recognised(parts)?;
        match recognised.session.stage {
            SessionStage::Half => Ok(Self(recognised.clone())),
            SessionStage::Full => Err(Error::SignInNeeded),
        }
    }
}
