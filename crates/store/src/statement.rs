//! The one way a statement reaches a database: written once, run by either driver.

use fyren_domain::{
    code::Code,
    consultation::ConsultationState,
    enquiry::EnquiryState,
    id,
    key_request::KeyReason,
    recovery::{RecoveryOutcome, RecoveryReason},
    review::ReadingReason,
    staff::Role,
    time::Instant,
};

/// Runs a statement of the portable subset (docs of the crate) on the transaction's engine.
///
/// `sql!(list, tx, centre, "select … where centre_id = $1 and …", binds …)`:
/// the centre is always `$1`, the binds follow from `$2`.
/// `list` gives a `Vec` of rows, `find` an `Option` of one, `change` the number of rows changed.
/// Where SQLite, without statistics, would begin at the wrong table, `cross join` keeps the order as
/// written; to PostgreSQL it is any join. A test looks at every statement's plan.
/// `sql!(everywhere, list, tx, "…", binds …)` is for the two tables that belong to no centre; its binds follow from `$1`.
macro_rules! sql {
    (everywhere, $mode:ident, $tx:expr, $statement:literal $(, $bind:expr)* $(,)?) => {
        match $tx {
            $crate::tx::Tx::Sqlite(tx) => sql!(@$mode ::sqlx::Sqlite, tx, $statement $(, $bind)*),
            $crate::tx::Tx::Postgres(tx) => sql!(@$mode ::sqlx::Postgres, tx, $statement $(, $bind)*),
        }
    };
    ($mode:ident, $tx:expr, $centre:expr, $statement:literal $(, $bind:expr)* $(,)?) => {{
        let (tx, centre): (&mut $crate::tx::Tx, &::fyren_domain::id::CentreId) = ($tx, $centre);
        match $crate::engine::enter(tx, centre).await {
            Err(fault) => Err(fault),
            Ok(()) => match tx {
                $crate::tx::Tx::Sqlite(tx) => sql!(@$mode ::sqlx::Sqlite, tx, $statement, centre.as_str() $(, $bind)*),
                $crate::tx::Tx::Postgres(tx) => sql!(@$mode ::sqlx::Postgres, tx, $statement, centre.as_str() $(, $bind)*),
            },
        }
    }};
    (@list $engine:ty, $tx:expr, $statement:literal $(, $bind:expr)*) => {
        ::sqlx::query_as::<$engine, _>($statement)
            $(.bind($bind))*
            .fetch_all($tx.connection()).await
            .map_err(|error| $tx.failed(error))
    };
    (@find $engine:ty, $tx:expr, $statement:literal $(, $bind:expr)*) => {
        ::sqlx::query_as::<$engine, _>($statement)
            $(.bind($bind))*
            .fetch_optional($tx.connection()).await
            .map_err(|error| $tx.failed(error))
    };
    (@change $engine:ty, $tx:expr, $statement:literal $(, $bind:expr)*) => {
        ::sqlx::query::<$engine>($statement)
            $(.bind($bind))*
            .execute($tx.connection()).await
            .map(|done| done.rows_affected())
            .map_err(|error| $tx.failed(error))
    };
}
pub(crate) use sql;

/// A text column on its way to a type of `domain`.
#[derive(sqlx::Type)]
#[sqlx(transparent)]
pub(crate) struct Text(String);

/// A text column that may be null, on its way to an `Option` of a type of `domain`.
#[derive(sqlx::Type)]
#[sqlx(transparent)]
pub(crate) struct NullableText(Option<String>);

/// An instant that may be null.
#[derive(sqlx::Type)]
#[sqlx(transparent)]
pub(crate) struct NullableInstant(Option<i64>);

/// A row that this program did not write.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("a column holds what it cannot hold")]
pub(crate) struct Unreadable;

impl TryFrom<NullableInstant> for Option<Instant> {
    type Error = Unreadable;

    fn try_from(instant: NullableInstant) -> Result<Self, Unreadable> {
        Ok(instant.0.map(Instant::from))
    }
}

macro_rules! read_from_text {
    ($($name:ty,)+) => {$(
        impl TryFrom<Text> for $name {
            type Error = Unreadable;

            fn try_from(text: Text) -> Result<Self, Unreadable> {
                text.0.parse().map_err(|_| Unreadable)
            }
        }

        impl TryFrom<NullableText> for Option<$name> {
            type Error = Unreadable;

            fn try_from(text: NullableText) -> Result<Self, Unreadable> {
                text.0.map(|text| text.parse().map_err(|_| Unreadable)).transpose()
            }
        }
    )+};
}

read_from_text! {
    id::AttachmentId,
    id::CannedAnswerId,
    id::CentreId,
    id::EnquiryNumber,
    id::MatterId,
    id::PasskeyId,
    id::RecoveryId,
    id::StaffId,
    id::VaultId,
    Code,
}

/// Writes an enum of this crate whose values are kept as text.
macro_rules! written {
    (
        $(#[$meta:meta])*
        pub enum $name:ident { $($(#[$about:meta])* $variant:ident = $text:literal,)+ }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
        pub enum $name { $($(#[$about])* $variant,)+ }

        impl $name {
            /// The value as it is kept.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// Reads a kept value.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
        }

        $crate::statement::read_from_word!($name,);
    };
}
pub(crate) use written;

macro_rules! read_from_word {
    ($($name:ty,)+) => {$(
        impl TryFrom<$crate::statement::Text> for $name {
            type Error = $crate::statement::Unreadable;

            fn try_from(text: $crate::statement::Text) -> Result<Self, Self::Error> {
                <$name>::parse(text.as_str()).ok_or($crate::statement::Unreadable)
            }
        }

        impl TryFrom<$crate::statement::NullableText> for Option<$name> {
            type Error = $crate::statement::Unreadable;

            fn try_from(text: $crate::statement::NullableText) -> Result<Self, Self::Error> {
                let read = |text| <$name>::parse(text).ok_or($crate::statement::Unreadable);
                text.as_str().map(read).transpose()
            }
        }
    )+};
}
pub(crate) use read_from_word;

read_from_word! {
    ConsultationState,
    EnquiryState,
    KeyReason,
    ReadingReason,
    RecoveryOutcome,
    RecoveryReason,
    Role,
}

impl Text {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl NullableText {
    pub(crate) fn as_str(&self) -> Option<&str> {
        self.0.as_deref()
    }
}
