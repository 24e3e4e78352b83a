//! Identifiers: sixteen bytes of chance written as 26 small letters and digits,
//! so that nothing can be learnt or guessed from them.
//!
//! The bytes are passed in; this module has no source of chance. Every
//! identifier is its own type: a staff member cannot be taken for a matter.

use std::{fmt, str::FromStr, sync::Arc};

use data_encoding::{Encoding, Specification};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A text that is no identifier of the kind asked for.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("this is not an identifier")]
pub struct IdFault;

/// Length of a written identifier, in characters.
pub const ID_LENGTH: usize = 26;

fn base32() -> &'static Encoding {
    static BASE32: std::sync::LazyLock<Encoding> = std::sync::LazyLock::new(|| {
        let mut alphabet = Specification::new();
        alphabet
            .symbols
            .push_str("abcdefghijklmnopqrstuvwxyz234567");
        alphabet
            .encoding()
            .expect("the alphabet of RFC 4648 is valid")
    });
    &BASE32
}

macro_rules! random_id {
    ($($(#[$meta:meta])* $name:ident;)+) => {$(
        $(#[$meta])*
        ///
        /// Written as 26 characters `a`–`z`, `2`–`7` (RFC 4648 base32 in small letters, no padding).
        #[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub struct $name([u8; ID_LENGTH]);

        impl $name {
            /// Writes sixteen bytes of chance as an identifier.
            #[must_use]
            pub fn from_bytes(bytes: [u8; 16]) -> Self {
                let mut text = [0; ID_LENGTH];
                base32().encode_mut(&bytes, &mut text);
                Self(text)
            }

            /// Reads an identifier; only the one exact spelling is accepted.
            pub fn parse(text: &str) -> Result<Self, IdFault> {
                let written: [u8; ID_LENGTH] = text.as_bytes().try_into().map_err(|_| IdFault)?;
                base32().decode(&written).map_err(|_| IdFault)?;
                Ok(Self(written))
            }

            /// The 26 characters.
            #[must_use]
            pub fn as_str(&self) -> &str {
                std::str::from_utf8(&self.0).expect("an identifier is ASCII")
            }

            /// The sixteen bytes the identifier was made from.
            #[must_use]
            pub fn to_bytes(self) -> [u8; 16] {
                let bytes = base32().decode(&self.0).expect("an identifier was checked when made");
                bytes.try_into().expect("26 characters hold 16 bytes")
            }
        }

        impl_text!($name);
    )+};
}

macro_rules! impl_text {
    ($name:ident) => {
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = IdFault;

            fn from_str(text: &str) -> Result<Self, IdFault> {
                Self::parse(text)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
                Self::parse(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}

random_id! {
    /// A sealed file.
    AttachmentId;
    /// A text the centre keeps for use in many answers.
    CannedAnswerId;
    /// An invitation to become a staff member.
    InvitationId;
    /// An enquiry together with the consultation it may become.
    MatterId;
    /// A passkey of a staff member.
    PasskeyId;
    /// The recovery of a staff member's keys.
    RecoveryId;
    /// A staff member's session.
    SessionId;
    /// A staff member.
    StaffId;
    /// A vault: a content key and the holders it is wrapped for.
    VaultId;
}

/// A centre, as it is called in its model file and in every key of the database: `gavleborg`.
///
/// A small letter followed by one to thirty small letters, digits or hyphens.
#[derive(Clone, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct CentreId(Arc<str>);

impl CentreId {
    /// Reads a centre's identifier.
    pub fn parse(text: &str) -> Result<Self, IdFault> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let fits = (2..=31).contains(&text.len());
        let begins = text.starts_with(|c: char| c.is_ascii_lowercase());
        if fits && begins && text.chars().all(plain) {
            Ok(Self(text.into()))
        } else {
            Err(IdFault)
        }
    }

    /// The identifier as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl_text!(CentreId);

const NUMBER_SYMBOLS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The number people say to each other about a matter: `F-7K3QD`.
///
/// Five characters of chance without `I`, `L`, `O` and `U`, so that it can be
/// read aloud; 33 million numbers, in no order. Unique within a centre.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct EnquiryNumber([u8; 7]);

impl EnquiryNumber {
    /// Writes 25 of the bits passed in as a number.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 4]) -> Self {
        let chance = u32::from_be_bytes(bytes);
        let mut text = *b"F-00000";
        for (place, symbol) in text[2..].iter_mut().enumerate() {
            *symbol = NUMBER_SYMBOLS[(chance >> (place * 5)) as usize & 31];
        }
        Self(text)
    }

    /// Reads a number as people write it: any case, with or without `F-`, `O` for `0`, `I` and `L` for `1`.
    pub fn parse(text: &str) -> Result<Self, IdFault> {
        let upper = text.trim().to_ascii_uppercase();
        let symbols = upper.strip_prefix("F-").unwrap_or(&upper);
        let symbols: [u8; 5] = symbols.as_bytes().try_into().map_err(|_| IdFault)?;
        let mut number = *b"F-00000";
        for (place, symbol) in number[2..].iter_mut().zip(symbols) {
            *place = match symbol {
                b'O' => b'0',
                b'I' | b'L' => b'1',
                known if NUMBER_SYMBOLS.contains(&known) => known,
                _ => return Err(IdFault),
            };
        }
        Ok(Self(number))
    }

    /// The number as text, `F-` and five characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("a number is ASCII")
    }
}

impl_text!(EnquiryNumber);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_reads_back_as_the_bytes_it_was_made_from() {
        let matter = MatterId::from_bytes([7; 16]);
        assert_eq!(matter.as_str().len(), ID_LENGTH);
        assert_eq!(MatterId::parse(matter.as_str()), Ok(matter));
        assert_eq!(matter.to_bytes(), [7; 16]);
    }

    #[test]
    fn only_one_spelling_of_an_identifier_is_accepted() {
        let written = MatterId::from_bytes([0; 16]).to_string();
        assert!(MatterId::parse(&written.to_uppercase()).is_err());
        assert!(MatterId::parse(&written[1..]).is_err());
        let other_trailing_bits = format!("{}b", &written[..25]);
        assert_ne!(other_trailing_bits, written);
        assert!(MatterId::parse(&other_trailing_bits).is_err());
    }

    #[test]
    fn a_centre_is_a_short_plain_word() {
        assert!(CentreId::parse("gavleborg").is_ok());
        for wrong in [
            "",
            "g",
            "Gavleborg",
            "gävleborg",
            "1lan",
            "a_b",
            &"a".repeat(32),
        ] {
            assert!(CentreId::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_number_is_read_as_it_is_heard() {
        let number = EnquiryNumber::from_bytes([0x01, 0x23, 0x45, 0x67]);
        assert_eq!(EnquiryNumber::parse(number.as_str()), Ok(number));
        assert_eq!(
            EnquiryNumber::parse(" f-7k3qd "),
            EnquiryNumber::parse("7K3QD")
        );
        assert_eq!(
            EnquiryNumber::parse("F-OIL23"),
            EnquiryNumber::parse("F-01123")
        );
        assert!(EnquiryNumber::parse("F-7K3Q").is_err());
        assert!(EnquiryNumber::parse("F-7K3QU").is_err());
    }

    #[test]
    fn an_identifier_in_a_message_is_checked() {
        let staff = StaffId::from_bytes([1; 16]);
        let message = serde_json::to_string(&staff).unwrap();
        assert_eq!(serde_json::from_str::<StaffId>(&message).unwrap(), staff);
        assert!(serde_json::from_str::<StaffId>("\"x\"").is_err());
    }
}
