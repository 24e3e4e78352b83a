//! Coded facts between the database and the pages: sealed there, open here.
//!
//! Each row is sealed for its matter, kind and revision, so that a row put back from an old copy, or put in another's place, does not open.

mod mirror;

use std::sync::Arc;

use fyren_domain::access::{MachineScope, Scope};
use fyren_domain::centre::CentreModel;
use fyren_domain::consultation::ConsultationFacts;
use fyren_domain::enquiry::EnquiryFacts;
use fyren_domain::id::{CentreId, MatterId};
use fyren_seal::{AtRestKey, MachineChance, open_row, seal_row};
use fyren_store::Tx;
use fyren_store::fact::{self, FactKind, SealedFact};
use fyren_store::imported_call::KeptFact;
use fyren_store::matter::Matter;
use zeroize::Zeroizing;

pub use self::mirror::Mirror;
pub(crate) use self::mirror::{Held, Known};
use crate::app::App;
use crate::error::Error;

/// Facts with the revision they were read at; a change names it, so that a lost race shows.
pub(crate) struct Read<F> {
    pub(crate) facts: F,
    pub(crate) revision: i64,
}

/// The key that seals a centre's facts.
pub(crate) fn key(app: &App, centre: &CentreId) -> AtRestKey {
    AtRestKey::derive(&app.keys.master, "facts", centre.as_str())
}

fn row(matter: MatterId, kind: FactKind) -> String {
    format!("{}:{matter}", kind.as_str())
}

fn sealed(
    app: &App,
    centre: &CentreId,
    matter: MatterId,
    kind: FactKind,
    revision: i64,
    bytes: &[u8],
) -> Vec<u8> {
    seal_row(
        &mut MachineChance,
        &key(app, centre),
        &row(matter, kind),
        revision,
        bytes,
    )
}

/// The facts of a new enquiry, sealed for its first revision.
pub(crate) fn seal_first_enquiry(
    app: &App,
    centre: &CentreId,
    matter: MatterId,
    facts: &EnquiryFacts,
) -> Vec<u8> {
    sealed(app, centre, matter, FactKind::Enquiry, 1, &facts.to_bytes())
}

/// The facts of a new consultation, sealed for its first revision.
pub(crate) fn seal_first_consultation(
    app: &App,
    centre: &CentreId,
    matter: MatterId,
    facts: &ConsultationFacts,
) -> Vec<u8> {
    sealed(
        app,
        centre,
        matter,
        FactKind::Consultation,
        1,
        &facts.to_bytes(),
    )
}

fn open(key: &AtRestKey, fact: &SealedFact) -> Result<Option<Zeroizing<Vec<u8>>>, Error> {
    let Some(sealed) = &fact.sealed else {
        return Ok(None);
    };
    open_row(key, &row(fact.matter_id, fact.kind), fact.revision, sealed)
        .map(Some)
        .map_err(Error::internal)
}

/// Opens facts that were listed with their matter.
pub(crate) fn open_kept(key: &AtRestKey, kept: &KeptFact) -> Result<Zeroizing<Vec<u8>>, Error> {
    open_row(
        key,
        &row(kept.matter_id, kept.kind),
        kept.revision,
        &kept.sealed,
    )
    .map_err(Error::internal)
}

async fn find(
    app: &App,
    tx: &mut Tx,
    scope: &Scope,
    matter: MatterId,
    kind: FactKind,
) -> Result<Option<(Zeroizing<Vec<u8>>, i64)>, Error> {
    let Some(found) = fact::find(tx, scope, matter, kind).await? else {
        return Ok(None);
    };
    Ok(open(&key(app, scope.centre()), &found)?.map(|bytes| (bytes, found.revision)))
}

/// The facts of an enquiry.
pub(crate) async fn find_enquiry(
    app: &App,
    tx: &mut Tx,
    scope: &Scope,
    matter: MatterId,
) -> Result<Option<Read<EnquiryFacts>>, Error> {
    let Some((bytes, revision)) = find(app, tx, scope, matter, FactKind::Enquiry).await? else {
        return Ok(None);
    };
    let facts = EnquiryFacts::from_bytes(&bytes).map_err(Error::internal)?;
    Ok(Some(Read { facts, revision }))
}

/// The facts of a consultation; there are none before it is taken on.
pub(crate) async fn find_consultation(
    app: &App,
    tx: &mut Tx,
    scope: &Scope,
    matter: MatterId,
) -> Result<Option<Read<ConsultationFacts>>, Error> {
    let Some((bytes, revision)) = find(app, tx, scope, matter, FactKind::Consultation).await?
    else {
        return Ok(None);
    };
    let facts = ConsultationFacts::from_bytes(&bytes).map_err(Error::internal)?;
    Ok(Some(Read { facts, revision }))
}

/// Replaces the facts of an enquiry that were read before.
pub(crate) async fn replace_enquiry(
    app: &App,
    tx: &mut Tx,
    scope: &Scope,
    matter: MatterId,
    read: &Read<EnquiryFacts>,
) -> Result<(), Error> {
    let bytes = sealed(
        app,
        scope.centre(),
        matter,
        FactKind::Enquiry,
        read.revision + 1,
        &read.facts.to_bytes(),
    );
    Ok(fact::replace(tx, scope, matter, FactKind::Enquiry, read.revision, &bytes).await?)
}

/// Replaces the facts of a consultation that were read before.
pub(crate) async fn replace_consultation(
    app: &App,
    tx: &mut Tx,
    scope: &Scope,
    matter: MatterId,
    read: &Read<ConsultationFacts>,
) -> Result<(), Error> {
    let bytes = sealed(
        app,
        scope.centre(),
        matter,
        FactKind::Consultation,
        read.revision + 1,
        &read.facts.to_bytes(),
    );
    Ok(fact::replace(
        tx,
        scope,
        matter,
        FactKind::Consultation,
        read.revision,
        &bytes,
    )
    .await?)
}

/// The facts of matters in a list, each beside its matter; one without facts is left out.
///
/// What is worked on lies in memory; only what was settled and is looked at again is fetched.
pub(crate) async fn list<'m>(
    app: &App,
    tx: &mut Tx,
    scope: &Scope,
    model: &Arc<CentreModel>,
    matters: &'m [Matter],
) -> Result<Vec<(&'m Matter, EnquiryFacts, Option<ConsultationFacts>)>, Error> {
    let known = |held: &Held| {
        matters
            .iter()
            .map(|matter| held.known(matter.matter_id).cloned())
            .collect::<Vec<_>>()
    };
    let known = app.facts.look(app, model, known).await?;
    let mut listed = Vec::with_capacity(matters.len());
    for (matter, known) in matters.iter().zip(known) {
        let Known {
            enquiry,
            consultation,
        } = known.unwrap_or_default();
        if let Some(enquiry) = enquiry {
            listed.push((matter, enquiry, consultation));
        } else if let Some(enquiry) = find_enquiry(app, tx, scope, matter.matter_id).await? {
            let consultation = find_consultation(app, tx, scope, matter.matter_id).await?;
            listed.push((matter, enquiry.facts, consultation.map(|read| read.facts)));
        }
    }
    Ok(listed)
}

/// Everything that changed after a clock, opened by the program itself.
async fn list_newer(
    app: &App,
    tx: &mut Tx,
    scope: &MachineScope,
    clock: i64,
    at_most: u32,
) -> Result<Vec<(SealedFact, Option<Zeroizing<Vec<u8>>>)>, Error> {
    let key = key(app, scope.centre());
    let newer = fact::list_newer(tx, scope, clock, at_most).await?;
    newer
        .into_iter()
        .map(|fact| Ok((open(&key, &fact)?, fact)))
        .map(|both| both.map(|(bytes, fact)| (fact, bytes)))
        .collect()
}
