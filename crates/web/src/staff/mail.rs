//! Where content-free mail to a staff member goes: sealed at rest, because an address is a name.

use fyren_domain::access::MachineScope;
use fyren_domain::id::StaffId;
use fyren_seal::{AtRestKey, open_row, seal_row};

use crate::app::App;
use crate::error::Error;

/// Seals an address as the database keeps it; nothing for an empty one.
pub(crate) fn seal(
    app: &App,
    scope: &MachineScope,
    staff: StaffId,
    address: &str,
) -> Option<Vec<u8>> {
    let key = key(app, scope);
    let sealed = |chance: &mut _| seal_row(chance, &key, staff.as_str(), 0, address.as_bytes());
    (!address.is_empty()).then(|| app.with_chance(sealed))
}

/// Opens what the database keeps; empty if there is no address.
pub(crate) fn open(
    app: &App,
    scope: &MachineScope,
    staff: StaffId,
    sealed: Option<&[u8]>,
) -> Result<String, Error> {
    let Some(sealed) = sealed else {
        return Ok(String::new());
    };
    let bytes = open_row(&key(app, scope), staff.as_str(), 0, sealed).map_err(Error::internal)?;
    String::from_utf8(bytes.to_vec()).map_err(|_| Error::internal("a kept address is no text"))
}

/// Whether a text looks like an address: something, an at sign, a domain.
pub(crate) fn is_address(text: &str) -> bool {
    let parts = text.split_once('@').filter(|(local, domain)| {
        !local.is_empty()
            && domain.contains('.')
            && !domain.starts_with('.')
            && !domain.ends_with('.')
    });
    parts.is_some()
        && text.len() <= 254
        && !text.contains(|c: char| c.is_whitespace() || c.is_control())
        && text.matches('@').count() == 1
}

fn key(app: &App, scope: &MachineScope) -> AtRestKey {
    AtRestKey::derive(&app.keys.master, "staff-mail", scope.centre().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_at_sign_and_a_domain() {
        for text in ["anna@example.se", "a.b+c@sub.example.se"] {
            assert!(is_address(text), "{text}");
        }
        for text in [
            "anna",
            "anna@",
            "@example.se",
            "anna@example",
            "a b@example.se",
            "a@b@example.se",
            "a@.se",
            "a@se.",
        ] {
            assert!(!is_address(text), "{text}");
        }
    }
}
