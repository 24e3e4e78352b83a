//! What a worker herself is asked, on the page of her queue, and her answer.

use axum::extract::{Path, State};
use axum::response::Redirect;
use fyren_domain::access::Action;
use fyren_domain::review::ReadingReason;
use fyren_store::Tx;
use fyren_store::event::{self, NewEvent};
use fyren_store::review::{self, Review};
use serde::Deserialize;

use super::reasons::choices;
use crate::app::App;
use crate::error::Error;
use crate::form::CheckedForm;
use crate::matter::moment;
use crate::paths::{filled, hub};
use crate::session::Adviser;
use crate::texts::{Texts, fl};

/// A reason somebody asks for.
pub(crate) struct OwnReview {
    pub(crate) id: i64,
    pub(crate) question: String,
    pub(crate) address: String,
    pub(crate) reasons: Vec<(&'static str, String)>,
}

impl OwnReview {
    /// Everything the worker has not answered.
    pub(crate) async fn list(
        tx: &mut Tx,
        worker: &Adviser,
        texts: Texts,
    ) -> Result<Vec<Self>, Error> {
        let waiting = review::list_own(tx, &worker.scope(Action::GiveReason)?).await?;
        Ok(waiting.iter().map(|asked| Self::of(asked, texts)).collect())
    }

    fn of(asked: &Review, texts: Texts) -> Self {
        let (asker, at) = (asked.asker.clone(), moment(asked.asked_at));
        let number = asked.matter_number.to_string();
        Self {
            id: asked.number,
            question: fl!(
                texts,
                "review-question",
                asker = asker,
                number = number,
                at = at
            ),
            address: filled(hub::REVIEW_REASON, &asked.number),
            reasons: choices(texts),
        }
    }
}

/// The reason that was pressed.
#[derive(Deserialize)]
pub(super) struct Answer {
    reason: ReadingReason,
}

pub(super) async fn answer(
    State(app): State<App>,
    worker: Adviser,
    Path(number): Path<i64>,
    answer: CheckedForm<Answer>,
) -> Result<Redirect, Error> {
    let (scope, at) = (worker.scope(Action::GiveReason)?, app.clock.now());
    let mut tx = app.store.begin().await?;
    let matter = review::answer(&mut tx, &scope, number, answer.reason, at).await?;
    let event = NewEvent {
        at,
        action: Action::GiveReason.as_str(),
        matter: Some(matter),
        subject: Some(answer.reason.as_str()),
    };
    event::record(&mut tx, &scope, &event).await?;
    tx.commit().await?;
    Ok(Redirect::to(hub::QUEUE))
}
