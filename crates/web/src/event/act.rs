//! What is done with accounts, models and intake keys, recorded as events in the act's own
//! transaction. Record last: the centre's counters stay locked until the commit.

use fyren_domain::access::{MachineScope, Scope};
use fyren_store::Tx;
use fyren_store::event::{self, NewEvent};

use crate::app::App;
use crate::error::Error;
use crate::texts::{Texts, fl};

/// An act of these parts of the hub, with its code and its words.
macro_rules! acts {
    ($($act:ident = $code:literal, $words:literal;)+) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Act {
            $($act,)+
        }

        impl Act {
            fn code(self) -> &'static str {
                match self {
                    $(Self::$act => $code,)+
                }
            }
        }

        /// What an event of these parts says, if its code is one of them.
        pub(crate) fn told(code: &str, texts: Texts) -> Option<String> {
            match code {
                $($code => Some(fl!(texts, $words)),)+
                _ => None,
            }
        }
    };
}

acts! {
    SignedIn = "signed_in", "event-signed-in";
    SignedOut = "signed_out", "event-signed-out";
    SignInFailed = "sign_in_failed", "event-sign-in-failed";
    SignInSlowed = "sign_in_slowed", "event-sign-in-slowed";
    SignInUnfinished = "sign_in_unfinished", "event-sign-in-unfinished";
    SecondFactorFailed = "second_factor_failed", "event-second-factor-failed";
    AppAdded = "app_added", "event-app-added";
    AppRemoved = "app_removed", "event-app-removed";
    PasskeyAdded = "passkey_added", "event-passkey-added";
    PasskeyRemoved = "passkey_removed", "event-passkey-removed";
    RecoveryCodesMade = "recovery_codes_made", "event-recovery-codes-made";
    BrowserForgotten = "browser_forgotten", "event-browser-forgotten";
    SessionsEnded = "sessions_ended", "event-sessions-ended";
    PassphraseReplaced = "passphrase_replaced", "event-passphrase-replaced";
    StaffInvited = "staff_invited", "event-staff-invited";
    StaffEnrolled = "staff_enrolled", "event-staff-enrolled";
    StaffChanged = "staff_changed", "event-staff-changed";
    StaffLeft = "staff_left", "event-staff-left";
    StaffSessionsEnded = "staff_sessions_ended", "event-staff-sessions-ended";
    CircleNamed = "circle_named", "event-circle-named";
    CircleAccepted = "circle_accepted", "event-circle-accepted";
    SharesMade = "shares_made", "event-shares-made";
    RecoveryBegun = "recovery_begun", "event-recovery-begun";
    RecoveryStopped = "recovery_stopped", "event-recovery-stopped";
    RecoveryOpened = "recovery_opened", "event-recovery-opened";
    SharePassed = "share_passed", "event-share-passed";
    RecoveryDone = "recovery_done", "event-recovery-done";
    CentreOpened = "centre_opened", "event-centre-opened";
    ModelReplaced = "model_replaced", "event-model-replaced";
    IntakeEpochMade = "intake_epoch_made", "event-intake-epoch-made";
    IntakeEpochShared = "intake_epoch_shared", "event-intake-epoch-shared";
    ForeignCardFound = "foreign_card_found", "event-foreign-card-found";
    SameNameFound = "same_name_found", "event-same-name-found";
    DirectoryRewritten = "directory_rewritten", "event-directory-rewritten";
    DirectoryAcknowledged = "directory_acknowledged", "event-directory-acknowledged";
    CardAccepted = "card_accepted", "event-card-accepted";
}

/// Records what a staff member did, and to whom or what.
pub(crate) async fn record_act(
    app: &App,
    tx: &mut Tx,
    scope: &Scope,
    act: Act,
    subject: Option<&str>,
) -> Result<(), Error> {
    event::record(tx, scope, &new_event(app, act, subject)).await?;
    Ok(())
}

/// Records what happened while nobody was signed in, and to whom or what.
pub(crate) async fn record_system_act(
    app: &App,
    tx: &mut Tx,
    scope: &MachineScope,
    act: Act,
    subject: Option<&str>,
) -> Result<(), Error> {
    event::record_system(tx, scope, &new_event(app, act, subject)).await?;
    Ok(())
}

fn new_event<'a>(app: &App, act: Act, subject: Option<&'a str>) -> NewEvent<'a> {
    NewEvent {
        at: app.clock.now(),
        action: act.code(),
        matter: None,
        subject,
    }
}
