//! Who sends a request: the cookie is looked up once, and what it stands for travels with the
//! request to the extractors. A session of another centre than the one visited is none.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use fyren_domain::access::{Action, Denied, MachineScope, Relation, Scope, Worker};
use fyren_domain::centre::CentreModel;
use fyren_store::session::{self, Session, SessionStage};

use super::lifetime;
use super::refusal::Refusal;
use super::token::{Token, TokenHash};
use crate::app::App;
use crate::centres::VisitedCentre;
use crate::error::Error;
use crate::form::CsrfToken;
use crate::layout::{HubPage, Section};

/// A session that has not ended, half or whole.
#[derive(Clone)]
pub(crate) struct Recognised {
    pub(crate) session: Session,
    pub(crate) hash: TokenHash,
    pub(crate) centre: Arc<CentreModel>,
    pub(crate) csrf: CsrfToken,
}

impl Recognised {
    /// The program's own scope at the session's centre.
    pub(crate) fn machine(&self) -> MachineScope {
        MachineScope::at(self.centre.id.clone())
    }

    /// The frame of a page of the hub.
    pub(crate) fn page(&self, section: Section) -> HubPage {
        let Self {
            session,
            centre,
            csrf,
            ..
        } = self;
        HubPage::new(
            centre.name.value.sv.as_str(),
            session.name.as_str(),
            session.role,
            csrf.clone(),
            section,
            format!("{}/{}", centre.id, session.staff_id),
        )
    }

    /// What a staff member may do with her own account, also before the second factor.
    pub(crate) fn own_scope(&self) -> Result<Scope, Denied> {
        let worker = Worker::new(
            self.centre.id.clone(),
            self.session.staff_id,
            self.session.role,
        );
        worker.scope(Action::KeepOwnAccount, Relation::NoMatter)
    }
}

/// Looks up the cookie of a request to the hub, and notes what is refused to whoever it is.
pub(crate) async fn recognise(
    State(app): State<App>,
    request: Request,
    next: Next,
) -> Result<Response, Error> {
    let Some(token) = Token::of(&app, request.headers()) else {
        return Ok(next.run(request).await);
    };
    let (mut parts, body) = request.into_parts();
    let VisitedCentre(centre) = VisitedCentre::from_request_parts(&mut parts, &app).await?;
    let Some(found) = find(&app, token, centre).await? else {
        return Ok(next.run(Request::from_parts(parts, body)).await);
    };
    parts.extensions.insert(found.csrf.clone());
    parts.extensions.insert(found.clone());
    let answer = next.run(Request::from_parts(parts, body)).await;
    if let Some(refusal) = Refusal::of(&answer) {
        refusal.note(&app, &found).await?;
    }
    Ok(answer)
}

async fn find(
    app: &App,
    token: Token,
    centre: Arc<CentreModel>,
) -> Result<Option<Recognised>, Error> {
    let scope = MachineScope::at(centre.id.clone());
    let (hash, csrf) = (token.hash(), token.csrf());
    let now = app.clock.now();
    let found = session::find(&mut app.store.read().await?, &scope, &hash, now).await?;
    let Some(session) = found else {
        return Ok(None);
    };
    if session.stage == SessionStage::Full && lifetime::is_worth_noting(session.seen_at, now) {
        let mut tx = app.store.begin().await?;
        session::touch(
            &mut tx,
            &scope,
            &hash,
            now,
            lifetime::full_ends(session.made_at, now),
        )
        .await?;
        tx.commit().await?;
    }
    Ok(Some(Recognised {
        session,
        hash,
        centre,
        csrf,
    }))
}
