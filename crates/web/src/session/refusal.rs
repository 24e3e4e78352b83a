//! What is refused to somebody who is signed in leaves an event: an act that is not hers, or a form that is not her session's.
//!
//! Whoever has no whole session leaves none, so that no stranger can fill the log. The event tells which matter, if it was one.

use axum::response::Response;
use fyren_domain::id::MatterId;
use fyren_store::event::{self, NewEvent};

use super::Recognised;
use crate::app::App;
use crate::error::{self, Error};

/// What an answer refuses, if it is of the kind that is noted: the code of its event, and the matter.
pub(super) struct Refusal(&'static str, Option<MatterId>);

impl Refusal {
    pub(super) fn of(answer: &Response) -> Option<Self> {
        match *error::carried(answer)? {
            Error::Denied(matter) => Some(Self("access_refused", matter)),
            Error::ForeignForm => Some(Self("form_refused", None)),
            _ => None,
        }
    }

    /// Notes that it was refused to her, if she is signed in.
    pub(super) async fn note(self, app: &App, her: &Recognised) -> Result<(), Error> {
        if her.session.worker(&her.machine()).is_none() {
            return Ok(());
        }
        let Self(action, matter) = self;
        let event = NewEvent {
            at: app.clock.now(),
            action,
            matter,
            subject: None,
        };
        let mut tx = app.store.begin().await?;
        event::record(&mut tx, &her.own_scope()?, &event).await?;
        Ok(tx.commit().await?)
    }
}
