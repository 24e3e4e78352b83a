//! The intake keys of the demo centre: one for each week, made by the coordinator.

use fyren_domain::access::Action;
use fyren_domain::time::Instant;
use fyren_seal::{make_epoch, wrap_intake};
use fyren_store::Tx;
use fyren_store::event::{self, NewEvent};
use fyren_store::intake::{self, NewEpoch, NewIntakeWrap};
use fyren_web::directory::restate_at;

use super::people::COORDINATOR;
use super::play::Play;
use crate::failure::Failure;

impl Play<'_> {
    /// Makes the intake key of a week, signed by the coordinator and wrapped for her.
    pub(super) async fn make_intake(
        &mut self,
        tx: &mut Tx,
        week: &str,
        at: Instant,
    ) -> Result<(), Failure> {
        let scope = self.centre_scope(Action::MakeIntakeKeys)?;
        let (centre, coordinator) = (self.centre.centre().as_str(), &self.staff[COORDINATOR]);
        let (id, card) = (coordinator.id, &coordinator.card);
        let chance = self.dice.chance();
        let (epoch, secret) = make_epoch(chance, &coordinator.keys.signing, centre, week);
        let wrap = wrap_intake(chance, &card.sealing, &secret, centre, week, id.as_str());
        let new = NewEpoch {
            epoch: week,
            sealing: &epoch.sealing.to_bytes(),
            signer_key: &card.verifying.to_bytes(),
            signature: &epoch.signature,
            made_at: at,
        };
        let wraps = [NewIntakeWrap {
            staff_id: id,
            wrap: &wrap,
        }];
        intake::record(tx, &scope, &new, &wraps).await?;
        let event = NewEvent {
            at,
            action: "intake_epoch_made",
            matter: None,
            subject: Some(week),
        };
        event::record(tx, &scope, &event).await?;
        restate_at(self.app, tx, &self.centre, at).await?;
        self.intake.insert(week.to_owned(), epoch);
        Ok(())
    }
}
