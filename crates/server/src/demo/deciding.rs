//! What staff decide in the demo centre: the rule first, then the store, then the event.

use fyren_domain::access::{Action, Scope};
use fyren_domain::closure::Closure;
use fyren_domain::code::Code;
use fyren_domain::consultation::{Consultation, ConsultationFacts, TimeSpent};
use fyren_domain::enquiry::EnquiryFacts;
use fyren_domain::time::Date;
use fyren_store::enquiry::NewCall;
use fyren_store::fact::FactKind;
use fyren_store::{consultation, enquiry, exclusion, fact};
use fyren_web::seeding;

use super::people::COORDINATOR;
use super::play::{Matter, Play, Scene, broken};
use crate::failure::Failure;

impl Play<'_> {
    pub(super) async fn log(&mut self, scene: &mut Scene<'_>) -> Result<(), Failure> {
        let scope = self.centre_scope(Action::LogCall)?;
        let facts = self.first_facts(scene.matter);
        let call = NewCall {
            matter_id: scene.matter.id,
            number: scene.matter.enquiry.number,
            received_at: scene.at,
            facts: &facts,
        };
        enquiry::log(scene.tx, &scope, &call).await?;
        self.name_readers(scene, &[COORDINATOR]).await?;
        scene.note(&scope, None).await
    }

    pub(super) async fn assess(
        &mut self,
        scene: &mut Scene<'_>,
        facts: &EnquiryFacts,
    ) -> Result<(), Failure> {
        scene.matter.enquiry = scene.matter.enquiry.clone().record(facts.clone());
        self.keep_enquiry(scene, Action::Triage).await
    }

    pub(super) async fn exclude(
        &mut self,
        scene: &mut Scene<'_>,
        colleague: usize,
    ) -> Result<(), Failure> {
        let scope = self.scope_over(colleague, Action::Exclude)?;
        exclusion::record(scene.tx, &scope, scene.matter.id, scene.at).await?;
        let id = self.staff[colleague].id;
        scene.note(&scope, Some(id.as_str())).await
    }

    pub(super) async fn take_on(
        &mut self,
        scene: &mut Scene<'_>,
        known: &ConsultationFacts,
    ) -> Result<(), Failure> {
        let enquiry = scene.matter.enquiry.clone();
        let (taken_on, mut begun) = enquiry.take_on(scene.at).map_err(broken)?;
        begun.facts = ConsultationFacts {
            taken_on: begun.facts.taken_on,
            ..known.clone()
        };
        let (scope, row) = self.enquiry_row(scene, Action::TakeOn).await?;
        let (centre, id) = (self.centre.centre(), scene.matter.id);
        let facts = seeding::seal_first_consultation(self.app, centre, id, &begun.facts);
        consultation::take_on(scene.tx, &scope, id, row, scene.at).await?;
        fact::record(scene.tx, &scope, id, FactKind::Consultation, &facts).await?;
        scene.matter.enquiry = taken_on;
        scene.matter.consultation = Some(begun);
        scene.note(&scope, None).await
    }

    pub(super) async fn spend(
        &mut self,
        scene: &mut Scene<'_>,
        minutes: u32,
    ) -> Result<(), Failure> {
        let begun = begun(scene.matter)?;
        let mut facts = begun.facts.clone();
        facts.time_spent.push(TimeSpent {
            on: scene.at.swedish_date(),
            minutes,
            work: Code::unknown(),
        });
        let spent = begun.record(facts).map_err(broken)?;
        self.keep_consultation(scene, Action::RecordFacts, spent)
            .await
    }

    pub(super) async fn follow_up(
        &mut self,
        scene: &mut Scene<'_>,
        due: Date,
    ) -> Result<(), Failure> {
        let promised = begun(scene.matter)?.follow_up(due).map_err(broken)?;
        self.keep_consultation(scene, Action::FollowUp, promised)
            .await
    }

    pub(super) async fn finish_follow_ups(&mut self, scene: &mut Scene<'_>) -> Result<(), Failure> {
        let today = scene.at.swedish_date();
        let followed = begun(scene.matter)?.finish_follow_ups(today);
        self.keep_consultation(scene, Action::FollowUp, followed)
            .await
    }

    pub(super) async fn close_at_once(
        &mut self,
        scene: &mut Scene<'_>,
        outcome: &Code,
    ) -> Result<(), Failure> {
        let enquiry = scene.matter.enquiry.clone();
        scene.matter.enquiry = enquiry.close_at_once(outcome.clone()).map_err(broken)?;
        let (scope, row) = self.enquiry_row(scene, Action::CloseEnquiry).await?;
        enquiry::close(scene.tx, &scope, scene.matter.id, row, scene.at).await?;
        self.keep_enquiry(scene, Action::CloseEnquiry).await
    }

    pub(super) async fn close(
        &mut self,
        scene: &mut Scene<'_>,
        closure: &Closure,
    ) -> Result<(), Failure> {
        let begun = begun(scene.matter)?;
        let closed = begun.close(closure.clone(), scene.at).map_err(broken)?;
        let (scope, row) = self
            .consultation_row(scene, Action::CloseConsultation)
            .await?;
        consultation::close(scene.tx, &scope, scene.matter.id, row, scene.at).await?;
        self.keep_consultation(scene, Action::CloseConsultation, closed)
            .await
    }

    pub(super) async fn reopen(&mut self, scene: &mut Scene<'_>) -> Result<(), Failure> {
        let reopened = begun(scene.matter)?.reopen().map_err(broken)?;
        let (scope, row) = self.consultation_row(scene, Action::Reopen).await?;
        consultation::reopen(scene.tx, &scope, scene.matter.id, row).await?;
        self.keep_consultation(scene, Action::Reopen, reopened)
            .await
    }

    /// The facts of a new enquiry, sealed.
    pub(super) fn first_facts(&self, matter: &Matter) -> Vec<u8> {
        let centre = self.centre.centre();
        seeding::seal_first_enquiry(self.app, centre, matter.id, &matter.enquiry.facts)
    }

    /// The permission for an act, and the revision of the enquiry's row.
    pub(super) async fn enquiry_row(
        &self,
        scene: &mut Scene<'_>,
        action: Action,
    ) -> Result<(Scope, i64), Failure> {
        let scope = self.scope(COORDINATOR, action)?;
        let row = enquiry::find(scene.tx, &scope, scene.matter.id).await?;
        let row = row.ok_or_else(|| broken("a matter is missing"))?;
        Ok((scope, row.revision))
    }

    async fn consultation_row(
        &self,
        scene: &mut Scene<'_>,
        action: Action,
    ) -> Result<(Scope, i64), Failure> {
        let scope = self.scope(COORDINATOR, action)?;
        let row = consultation::find(scene.tx, &scope, scene.matter.id).await?;
        let row = row.ok_or_else(|| broken("a consultation is missing"))?;
        Ok((scope, row.revision))
    }

    async fn keep_enquiry(&mut self, scene: &mut Scene<'_>, action: Action) -> Result<(), Failure> {
        let scope = self.scope(COORDINATOR, action)?;
        let (id, revision) = (scene.matter.id, scene.matter.enquiry_facts);
        let facts = scene.matter.enquiry.facts.clone();
        let kept = seeding::replace_enquiry(self.app, scene.tx, &scope, id, revision, facts).await;
        kept.map_err(broken)?;
        scene.matter.enquiry_facts += 1;
        scene.note(&scope, None).await
    }

    async fn keep_consultation(
        &mut self,
        scene: &mut Scene<'_>,
        action: Action,
        changed: Consultation,
    ) -> Result<(), Failure> {
        let scope = self.scope(COORDINATOR, action)?;
        let (id, revision) = (scene.matter.id, scene.matter.consultation_facts);
        let facts = changed.facts.clone();
        let kept = seeding::replace_consultation(self.app, scene.tx, &scope, id, revision, facts);
        kept.await.map_err(broken)?;
        scene.matter.consultation_facts += 1;
        scene.matter.consultation = Some(changed);
        scene.note(&scope, None).await
    }
}

fn begun(matter: &Matter) -> Result<Consultation, Failure> {
    let begun = matter.consultation.clone();
    begun.ok_or_else(|| broken("this was not taken on"))
}
