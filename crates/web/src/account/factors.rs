//! Which second factors somebody has.

use fyren_domain::access::MachineScope;
use fyren_domain::id::StaffId;
use fyren_store::{Tx, passkey, staff};

use crate::error::Error;

/// How many ways there are to show the second factor, recovery codes aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Factors {
    /// Whether an app shows codes.
    pub(crate) app: bool,
    /// How many passkeys there are.
    pub(crate) passkeys: usize,
}

impl Factors {
    pub(crate) async fn find(
        tx: &mut Tx,
        scope: &MachineScope,
        staff: StaffId,
    ) -> Result<Self, Error> {
        let app = staff::find_sign_in_of(tx, scope, staff)
            .await?
            .is_some_and(|kept| kept.totp.is_some());
        let passkeys = passkey::list(tx, scope, staff).await?.len();
        Ok(Self { app, passkeys })
    }

    /// Whether the account is not protected yet.
    pub(crate) fn is_empty(self) -> bool {
        self.count() == 0
    }

    /// Whether taking one away would leave none.
    pub(crate) fn is_last(self) -> bool {
        self.count() == 1
    }

    fn count(self) -> usize {
        self.passkeys + usize::from(self.app)
    }
}
