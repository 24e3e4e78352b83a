//! What `fyren demo` needs of formats that only the pages know: coded facts, and second factors
//! nobody is there to be shown. No page uses this module.

use fyren_domain::access::{Action, MachineScope, Relation, Scope, Worker};
use fyren_domain::consultation::ConsultationFacts;
use fyren_domain::enquiry::EnquiryFacts;
use fyren_domain::id::{CentreId, MatterId, StaffId};
use fyren_domain::time::Instant;
use fyren_store::Tx;
use fyren_store::staff::{self, Staff};

use crate::account::app_secret;
use crate::app::App;
use crate::error::Error;
use crate::fact::{self, Read};
use crate::paths::hub;
use crate::recovery_code::RecoveryCode;
use crate::session::Token;
use crate::staff::mail;
use crate::totp::{SECRET_BYTES, TotpSecret};

/// The facts of a new enquiry, sealed for its first revision.
pub fn seal_first_enquiry(
    app: &App,
    centre: &CentreId,
    matter: MatterId,
    facts: &EnquiryFacts,
) -> Vec<u8> {
    fact::seal_first_enquiry(app, centre, matter, facts)
}

/// The facts of a new consultation, sealed for its first revision.
pub fn seal_first_consultation(
    app: &App,
    centre: &CentreId,
    matter: MatterId,
    facts: &ConsultationFacts,
) -> Vec<u8> {
    fact::seal_first_consultation(app, centre, matter, facts)
}

/// Replaces the facts of an enquiry read at a revision.
pub async fn replace_enquiry(
    app: &App,
    tx: &mut Tx,
    scope: &Scope,
    matter: MatterId,
    revision: i64,
    facts: EnquiryFacts,
) -> Result<(), Error> {
    fact::replace_enquiry(app, tx, scope, matter, &Read { facts, revision }).await
}

/// Replaces the facts of a consultation read at a revision.
pub async fn replace_consultation(
    app: &App,
    tx: &mut Tx,
    scope: &Scope,
    matter: MatterId,
    revision: i64,
    facts: ConsultationFacts,
) -> Result<(), Error> {
    fact::replace_consultation(app, tx, scope, matter, &Read { facts, revision }).await
}

/// Lets mail about news go to an address, as a worker who keeps the staff does.
pub async fn replace_mail(
    app: &App,
    tx: &mut Tx,
    worker: &Worker,
    staff: StaffId,
    address: &str,
) -> Result<(), Error> {
    let scope = worker.scope_over(Action::ManageStaff, Relation::NoMatter, staff)?;
    let machine = MachineScope::at(worker.centre().clone());
    let person = staff::find(tx, &scope, staff)
        .await?
        .ok_or(Error::NotFound)?;
    let mail = mail::seal(app, &machine, staff, address);
    staff::replace(tx, &scope, &Staff { mail, ..person }).await?;
    Ok(())
}

/// The secret of an authenticator app, as it is typed into one.
pub struct AppSecret(TotpSecret);

impl AppSecret {
    /// Takes twenty bytes of chance.
    pub fn from_bytes(bytes: [u8; SECRET_BYTES]) -> Self {
        Self(TotpSecret::from_bytes(&bytes).expect("the length is right"))
    }

    /// Base32 without spaces.
    pub fn text(&self) -> String {
        self.0.text().replace(' ', "")
    }

    /// The code an app would show now.
    pub fn code(&self, now: Instant) -> String {
        self.0.code(now)
    }

    /// The secret as the database keeps it.
    pub fn seal(&self, app: &App, scope: &MachineScope, staff: StaffId) -> Vec<u8> {
        app_secret::seal(app, scope, staff, &self.0)
    }
}

/// The path of a recovery's link, and its token as the database knows it.
pub fn recovery_link(token: [u8; 32]) -> (String, [u8; 32]) {
    let token = Token::from_bytes(token);
    let path = format!("{}#{}", hub::RECOVERY_LINK, token.text());
    (path, token.hash())
}

/// A recovery code as it stands on paper, and as the database knows it.
pub fn recovery_code(bytes: [u8; 15], owner: &StaffId) -> (String, [u8; 32]) {
    let code = RecoveryCode::from_bytes(bytes);
    (code.text(), code.hash(owner))
}
