//! What is done with accounts, models and intake keys, noted as events in the act's own
//! transaction. Note last: the centre's counters stay locked until the commit.

use fyren_domain::access::{MachineScope, Scope};
use fyren_store::Tx;
use fyren_store::event::{self, NewEvent};

use crate::app::App;
use crate::error::Error;

/// An act of these parts of the hub. Each has a label `event-…` in the texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    SignedIn,
    SignedOut,
    SignInFailed,
    SecondFactorFailed,
    AppAdded,
    AppRemoved,
    PasskeyAdded,
    PasskeyRemoved,
    RecoveryCodesMade,
    StaffInvited,
    StaffEnrolled,
    StaffChanged,
    StaffLeft,
    CentreOpened,
    ModelReplaced,
    IntakeEpochMade,
    IntakeEpochShared,
}

impl Act {
    fn code(self) -> &'static str {
        match self {
            Self::SignedIn => "signed_in",
            Self::SignedOut => "signed_out",
            Self::SignInFailed => "sign_in_failed",
            Self::SecondFactorFailed => "second_factor_failed",
            Self::AppAdded => "app_added",
            Self::AppRemoved => "app_removed",
            Self::PasskeyAdded => "passkey_added",
            Self::PasskeyRemoved => "passkey_removed",
            Self::RecoveryCodesMade => "recovery_codes_made",
            Self::StaffInvited => "staff_invited",
            Self::StaffEnrolled => "staff_enrolled",
            Self::StaffChanged => "staff_changed",
            Self::StaffLeft => "staff_left",
            Self::CentreOpened => "centre_opened",
            Self::ModelReplaced => "model_replaced",
            Self::IntakeEpochMade => "intake_epoch_made",
            Self::IntakeEpochShared => "intake_epoch_shared",
        }
    }
}

/// Notes what a staff member did, and to whom or what.
pub(crate) async fn note(
    app: &App,
    tx: &mut Tx,
    scope: &Scope,
    act: Act,
    subject: Option<&str>,
) -> Result<(), Error> {
    event::record(tx, scope, &written(app, act, subject)).await?;
    Ok(())
}

/// Notes what happened while nobody was signed in, and to whom or what.
pub(crate) async fn note_system(
    app: &App,
    tx: &mut Tx,
    scope: &MachineScope,
    act: Act,
    subject: Option<&str>,
) -> Result<(), Error> {
    event::record_system(tx, scope, &written(app, act, subject)).await?;
    Ok(())
}

fn written<'a>(app: &App, act: Act, subject: Option<&'a str>) -> NewEvent<'a> {
    NewEvent {
        at: app.clock.now(),
        action: act.code(),
        matter: None,
        subject,
    }
}
