//! Canned answers: texts of the centre for use in many answers. They are about nobody and not sealed.

use fyren_domain::{access::Scope, id::CannedAnswerId, time::Instant};
use sqlx::FromRow;

use crate::{
    fault::Fault,
    statement::{Text, sql},
    tx::Tx,
};

/// A canned answer.
#[derive(Clone, Debug, Eq, FromRow, PartialEq)]
pub struct CannedAnswer {
    /// Its identifier.
    #[sqlx(try_from = "Text")]
    pub canned_answer_id: CannedAnswerId,
    /// What staff find it by.
    pub title: String,
    /// The text.
    pub body: String,
    /// In which language: `sv`, `en`.
    pub language: String,
    /// When it was last changed.
    #[sqlx(try_from = "i64")]
    pub changed_at: Instant,
    /// Grows by one with each change; 1 for a new one.
    pub revision: i64,
}

/// All canned answers of the centre, by title.
pub async fn list(tx: &mut Tx, scope: &Scope) -> Result<Vec<CannedAnswer>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select canned_answer_id, title, body, language, changed_at, revision from canned_answers
         where centre_id = $1 order by title, canned_answer_id"
    )
}

/// One canned answer.
pub async fn find(
    tx: &mut Tx,
    scope: &Scope,
    canned_answer: CannedAnswerId,
) -> Result<Option<CannedAnswer>, Fault> {
    sql!(
        find,
        tx,
        scope.centre(),
        "select canned_answer_id, title, body, language, changed_at, revision from canned_answers
         where centre_id = $1 and canned_answer_id = $2",
        canned_answer.as_str()
    )
}

/// Keeps a new canned answer.
pub async fn record(tx: &mut Tx, scope: &Scope, canned_answer: &CannedAnswer) -> Result<(), Fault> {
    sql!(
        change,
        tx,
        scope.centre(),
        "insert into canned_answers (centre_id, canned_answer_id, title, body, language, changed_at, revision)
         values ($1, $2, $3, $4, $5, $6, 1)",
        canned_answer.canned_answer_id.as_str(),
        canned_answer.title.as_str(),
        canned_answer.body.as_str(),
        canned_answer.language.as_str(),
        canned_answer.changed_at.milliseconds()
    )?;
    Ok(())
}

/// Replaces one read at its revision. [`Fault::Stale`] if somebody else changed it first.
pub async fn replace(
    tx: &mut Tx,
    scope: &Scope,
    canned_answer: &CannedAnswer,
) -> Result<(), Fault> {
    let changed = sql!(
        change,
        tx,
        scope.centre(),
        "update canned_answers set title = $4, body = $5, language = $6, changed_at = $7, revision = revision + 1
         where centre_id = $1 and canned_answer_id = $2 and revision = $3",
        canned_answer.canned_answer_id.as_str(),
        canned_answer.revision,
        canned_answer.title.as_str(),
        canned_answer.body.as_str(),
        canned_answer.language.as_str(),
        canned_answer.changed_at.milliseconds()
    )?;
    Fault::stale_unless(changed)
}

/// Removes one read at a revision. [`Fault::Stale`] if somebody else changed it first.
pub async fn remove(
    tx: &mut Tx,
    scope: &Scope,
    canned_answer: CannedAnswerId,
    revision: i64,
) -> Result<(), Fault> {
    let removed = sql!(
        change,
        tx,
        scope.centre(),
        "delete from canned_answers where centre_id = $1 and canned_answer_id = $2 and revision = $3",
        canned_answer.as_str(),
        revision
    )?;
    Fault::stale_unless(removed)
}
