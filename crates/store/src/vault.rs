//! Vaults and the wraps of their content keys.
//!
//! A matter has up to two: the thread between asker and centre, and the notes of
//! colleagues. Each holder opens a vault by his own wrap; whoever has none cannot.

use std::{fmt, str::FromStr};

use fyren_domain::{
    access::{Scope, VisitorScope},
    id::{CentreId, MatterId, StaffId, VaultId},
};
use sqlx::FromRow;

use crate::{
    fault::Fault,
    news::NewsKind,
    reader,
    statement::{Text, Unreadable, sql, written},
    tx::Tx,
};

written! {
    /// What a vault is for.
    pub enum VaultKind {
        /// Between asker and centre.
        Thread = "thread",
        /// For colleagues only.
        Notes = "notes",
    }
}

/// Whoever a content key is wrapped for.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum Holder {
    /// A staff member.
    Staff(StaffId),
    /// The centre's intake of an epoch.
    Intake(String),
    /// Whoever knows the code phrase with this locator (base64url).
    Phrase(String),
}

impl Holder {
    fn kind(&self) -> &'static str {
        match self {
            Self::Staff(_) => "staff",
            Self::Intake(_) => "intake",
            Self::Phrase(_) => "phrase",
        }
    }

    fn staff(&self) -> Option<&str> {
        match self {
            Self::Staff(staff) => Some(staff.as_str()),
            Self::Intake(_) | Self::Phrase(_) => None,
        }
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Staff(staff) => write!(f, "staff:{staff}"),
            Self::Intake(epoch) => write!(f, "intake:{epoch}"),
            Self::Phrase(locator) => write!(f, "phrase:{locator}"),
        }
    }
}

/// A text that names no holder.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("this names no holder")]
pub struct HolderFault;

impl FromStr for Holder {
    type Err = HolderFault;

    fn from_str(text: &str) -> Result<Self, HolderFault> {
        match text.split_once(':') {
            Some(("staff", staff)) => Ok(Self::Staff(staff.parse().map_err(|_| HolderFault)?)),
            Some(("intake", epoch)) if !epoch.is_empty() => Ok(Self::Intake(epoch.to_owned())),
            Some(("phrase", locator)) if !locator.is_empty() => {
                Ok(Self::Phrase(locator.to_owned()))
            }
            _ => Err(HolderFault),
        }
    }
}

impl TryFrom<Text> for Holder {
    type Error = Unreadable;

    fn try_from(text: Text) -> Result<Self, Unreadable> {
        text.as_str().parse().map_err(|_| Unreadable)
    }
}

/// A vault of a matter.
#[derive(Clone, Debug, Eq, FromRow, PartialEq)]
pub struct Vault {
    /// Its identifier.
    #[sqlx(try_from = "Text")]
    pub vault_id: VaultId,
    /// Whose it is.
    #[sqlx(try_from = "Text")]
    pub matter_id: MatterId,
    /// What it is for.
    #[sqlx(try_from = "Text")]
    pub kind: VaultKind,
    /// Number of the content key in use; entries are sealed under this one.
    #[sqlx(try_from = "i64")]
    pub key_number: u32,
    /// Whether somebody who had this key reads no more: before staff write again, it is replaced.
    pub outdated: bool,
}

/// A content key wrapped for one holder.
#[derive(Clone, Debug, Eq, FromRow, PartialEq)]
pub struct Wrap {
    /// Of which vault.
    #[sqlx(try_from = "Text")]
    pub vault_id: VaultId,
    /// Which of its content keys.
    #[sqlx(try_from = "i64")]
    pub key_number: u32,
    /// For whom.
    #[sqlx(try_from = "Text")]
    pub holder: Holder,
    /// The wrapped key, as `seal` made it.
    pub wrap: Vec<u8>,
}

/// A wrap of a vault's content key to be kept with the vault.
#[derive(Clone, Copy, Debug)]
pub struct NewWrap<'a> {
    /// For whom.
    pub holder: &'a Holder,
    /// The wrapped key.
    pub wrap: &'a [u8],
}

/// A vault to be made, with its first key (number 1).
#[derive(Clone, Copy, Debug)]
pub struct NewVault<'a> {
    /// Its identifier.
    pub vault_id: VaultId,
    /// Whose it is.
    pub matter_id: MatterId,
    /// What it is for.
    pub kind: VaultKind,
    /// Its key, for each holder.
    pub wraps: &'a [NewWrap<'a>],
}

/// The vaults of a matter; none for whoever is excluded from it.
pub async fn list(tx: &mut Tx, scope: &Scope, matter: MatterId) -> Result<Vec<Vault>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select v.vault_id, v.matter_id, v.kind, v.key_number, v.outdated <> 0 as outdated from vaults v
         where v.centre_id = $1 and v.matter_id = $2
         and not exists (select 1 from exclusions x
             where x.centre_id = v.centre_id and x.matter_id = v.matter_id and x.staff_id = $3)
         order by v.kind desc",
        matter.as_str(),
        scope.staff().as_str()
    )
}

/// The wraps of a matter's vaults that the worker herself can open.
pub async fn list_own_wraps(
    tx: &mut Tx,
    scope: &Scope,
    matter: MatterId,
) -> Result<Vec<Wrap>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select w.vault_id, w.key_number, w.holder, w.wrap
         from vaults v cross join wraps w
         where v.centre_id = $1 and v.matter_id = $2 and w.centre_id = v.centre_id and w.vault_id = v.vault_id and w.staff_id = $3
         order by v.kind desc, w.key_number",
        matter.as_str(),
        scope.staff().as_str()
    )
}

/// The wraps of a matter's vaults for the centre's intake; none for whoever is excluded.
pub async fn list_intake_wraps(
    tx: &mut Tx,
    scope: &Scope,
    matter: MatterId,
) -> Result<Vec<Wrap>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select w.vault_id, w.key_number, w.holder, w.wrap
         from vaults v cross join wraps w
         where v.centre_id = $1 and v.matter_id = $2 and w.centre_id = v.centre_id and w.vault_id = v.vault_id and w.holder_kind = 'intake'
         and not exists (select 1 from exclusions x
             where x.centre_id = v.centre_id and x.matter_id = v.matter_id and x.staff_id = $3)
         order by v.kind desc, w.key_number",
        matter.as_str(),
        scope.staff().as_str()
    )
}

/// The wraps of a thread that its code phrase opens.
pub async fn list_phrase_wraps(
    tx: &mut Tx,
    scope: &VisitorScope,
    locator: &[u8; 32],
) -> Result<Vec<Wrap>, Fault> {
    sql!(
        list,
        tx,
        scope.centre(),
        "select w.vault_id, w.key_number, w.holder, w.wrap from enquiries e
         join vaults v on v.centre_id = e.centre_id and v.matter_id = e.matter_id and v.kind = 'thread'
         join wraps w on w.centre_id = v.centre_id and w.vault_id = v.vault_id and w.holder_kind = 'phrase'
         where e.centre_id = $1 and e.locator = $2 order by w.key_number",
        locator.as_slice()
    )
}

/// Makes a vault. [`Fault::Conflict`] if the matter has one of this kind.
///
/// Name the matter's readers first: [`Fault::Refused`] if one of them gets no wrap, or one who is none does.
pub async fn record(tx: &mut Tx, scope: &Scope, vault: &NewVault<'_>) -> Result<(), Fault> {
    record_in(tx, scope.centre(), vault).await
}

pub(crate) async fn record_in(
    tx: &mut Tx,
    centre: &CentreId,
    vault: &NewVault<'_>,
) -> Result<(), Fault> {
    sql!(
        change,
        tx,
        centre,
        "insert into vaults (centre_id, vault_id, matter_id, kind, key_number) values ($1, $2, $3, $4, 1)",
        vault.vault_id.as_str(),
        vault.matter_id.as_str(),
        vault.kind.as_str()
    )?;
    record_wraps(tx, centre, vault.vault_id, 1, vault.wraps).await?;
    reader::check_wraps(tx, centre, vault.matter_id).await
}

/// Replaces the content key: `wraps` hold the new one, for all who shall read on.
///
/// [`Fault::Stale`] if `key_number` is not the one in use, [`Fault::Refused`] if a reader gets no wrap. What was sealed under old keys stays
/// readable for whoever still has their wraps.
pub async fn rotate(
    tx: &mut Tx,
    scope: &Scope,
    vault: VaultId,
    key_number: u32,
    wraps: &[NewWrap<'_>],
) -> Result<(), Fault> {
    let centre = scope.centre();
    let rotated: Option<RotatedRow> = sql!(
        find,
        tx,
        centre,
        "update vaults set key_number = key_number + 1, outdated = 0
         where centre_id = $1 and vault_id = $2 and key_number = $3
         returning matter_id",
        vault.as_str(),
        i64::from(key_number)
    )?;
    let matter = rotated.ok_or(Fault::Stale)?.matter_id;
    record_wraps(tx, centre, vault, key_number + 1, wraps).await?;
    reader::check_wraps(tx, centre, matter).await?;
    tx.tell(centre, NewsKind::Matters);
    Ok(())
}

#[derive(FromRow)]
struct RotatedRow {
    #[sqlx(try_from = "Text")]
    matter_id: MatterId,
}

/// Destroys the intake's wraps of a matter: from now on only its readers open it.
pub async fn destroy_intake_wraps(
    tx: &mut Tx,
    scope: &Scope,
    matter: MatterId,
) -> Result<u64, Fault> {
    sql!(
        change,
        tx,
        scope.centre(),
        "delete from wraps where centre_id = $1 and holder_kind = 'intake' and vault_id in
         (select v.vault_id from vaults v where v.centre_id = $1 and v.matter_id = $2)",
        matter.as_str()
    )
}

/// The keys of a matter are known to somebody who reads it no more.
pub(crate) async fn outdate(tx: &mut Tx, centre: &CentreId, matter: MatterId) -> Result<(), Fault> {
    sql!(
        change,
        tx,
        centre,
        "update vaults set outdated = 1 where centre_id = $1 and matter_id = $2",
        matter.as_str()
    )?;
    Ok(())
}

/// Destroys every wrap a staff member holds in a matter.
pub(crate) async fn destroy_wraps_of(
    tx: &mut Tx,
    centre: &CentreId,
    matter: MatterId,
    staff: StaffId,
) -> Result<u64, Fault> {
    sql!(
        change,
        tx,
        centre,
        "delete from wraps where centre_id = $1 and staff_id = $3 and vault_id in
         (select v.vault_id from vaults v where v.centre_id = $1 and v.matter_id = $2)",
        matter.as_str(),
        staff.as_str()
    )
}

/// Keeps wraps; a staff member's only if she is a reader of the vault's matter.
pub(crate) async fn record_wraps(
    tx: &mut Tx,
    centre: &CentreId,
    vault: VaultId,
    key_number: u32,
    wraps: &[NewWrap<'_>],
) -> Result<(), Fault> {
    for wrap in wraps {
        let kept = sql!(
            change,
            tx,
            centre,
            "insert into wraps (centre_id, vault_id, key_number, holder, holder_kind, staff_id, wrap)
             select v.centre_id, v.vault_id, $3, $4, $5, $6, $7 from vaults v
             where v.centre_id = $1 and v.vault_id = $2
             and ($5 <> 'staff' or exists (select 1 from readers r
                 where r.centre_id = v.centre_id and r.matter_id = v.matter_id and r.staff_id = $6))
             on conflict (centre_id, vault_id, key_number, holder) do update set wrap = excluded.wrap",
            vault.as_str(),
            i64::from(key_number),
            wrap.holder.to_string(),
            wrap.holder.kind(),
            wrap.holder.staff(),
            wrap.wrap
        )?;
        if kept != 1 {
            return Err(Fault::Refused);
        }
    }
    Ok(())
}
