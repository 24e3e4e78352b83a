//! Colleagues on the page of a matter: who reads, who could, who is kept out.

use fyren_domain::access::Action;
use fyren_domain::code_list::ListName;
use fyren_domain::staff::Role;
use fyren_store::reader::Reader;
use fyren_store::staff::{self, Staff, StaffState};
use fyren_store::{Tx, exclusion};

use crate::choices::Choices;
use crate::error::Error;
use crate::matter::Standing;
use crate::texts::{Texts, fl};

/// A colleague and how she stands to the matter.
pub(crate) struct ColleagueLine {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) profession: String,
    pub(crate) relation: &'static str,
    /// What the form proposes: whoever names the first readers is one of them.
    pub(crate) proposed: &'static str,
    pub(crate) own: bool,
}

/// What can be chosen for a colleague.
pub(crate) fn choices(texts: Texts) -> Vec<(&'static str, String)> {
    vec![
        ("reads", fl!(texts, "reader-reads")),
        ("none", fl!(texts, "reader-none")),
        ("excluded", fl!(texts, "reader-excluded")),
    ]
}

/// Whether a staff member can be a reader at all: those who advise, and have keys.
pub(crate) fn advises(person: &Staff) -> bool {
    person.state == StaffState::Active && matches!(person.role, Role::Coordinator | Role::Member)
}

impl ColleagueLine {
    /// Everybody who advises.
    pub(crate) async fn list(
        tx: &mut Tx,
        standing: &Standing<'_>,
        readers: &[Reader],
        choices: &Choices,
    ) -> Result<Vec<Self>, Error> {
        let scope = standing.scope(Action::ReadFacts)?;
        let excluded = exclusion::list(tx, &scope, standing.matter).await?;
        let everybody = staff::list(tx, &standing.worker_scope(Action::ListStaff)?).await?;
        let relation = |person: &Staff| {
            let id = person.staff_id;
            if excluded.iter().any(|exclusion| exclusion.staff_id == id) {
                "excluded"
            } else if readers.iter().any(|reader| reader.staff_id == id) {
                "reads"
            } else {
                "none"
            }
        };
        let line = |person: Staff| {
            let (relation, own) = (relation(&person), person.staff_id == scope.staff());
            Self {
                id: person.staff_id.to_string(),
                name: person.name,
                profession: choices.label(ListName::Profession, &person.profession),
                relation,
                proposed: if own && readers.is_empty() {
                    "reads"
                } else {
                    relation
                },
                own,
            }
        };
        Ok(everybody.into_iter().filter(advises).map(line).collect())
    }
}
