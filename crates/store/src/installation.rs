//! The installation: which server keys this database was written with.

use crate::{fault::Fault, statement::sql, tx::Tx};

/// What the fingerprint of the server's keys says about this database.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum KeysVerdict {
    /// The database was empty; from now on it belongs to these keys.
    Adopted,
    /// The database was written with these keys.
    Right,
    /// The database was written with other keys: nothing in it could be opened.
    Wrong,
}

/// Compares the fingerprint of the server's keys with the one the database was written with.
pub async fn check_keys(tx: &mut Tx, fingerprint: &[u8]) -> Result<KeysVerdict, Fault> {
    let adopted = sql!(
        everywhere,
        change,
        tx,
        "insert into installation (only_one, keys_fingerprint) values (1, $1) on conflict do nothing",
        fingerprint
    )?;
    if adopted == 1 {
        return Ok(KeysVerdict::Adopted);
    }
    let kept: Option<(Vec<u8>,)> = sql!(
        everywhere,
        find,
        tx,
        "select keys_fingerprint from installation where only_one = 1"
    )?;
    let same = kept.is_some_and(|(kept,)| kept == fingerprint);
    Ok(if same {
        KeysVerdict::Right
    } else {
        KeysVerdict::Wrong
    })
}
