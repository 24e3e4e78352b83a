//! Codes: the only form in which facts about a matter are kept.
//!
//! A code is a short plain word out of a list. Every list contains `unknown`.

use std::{
    borrow::{Borrow, Cow},
    fmt,
    str::FromStr,
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A text that cannot be a code.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("a code is one to forty small letters a–z, digits or underscores")]
pub struct CodeFault;

/// One to forty characters `a`–`z`, `0`–`9`, `_`: `forced_marriage_feared`, `2101`.
#[derive(Clone, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Code(Box<str>);

impl Code {
    /// Reads a code. Whether it stands in a list is for the list to say.
    pub fn parse(text: &str) -> Result<Self, CodeFault> {
        let plain = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'_';
        let fits = (1..=40).contains(&text.len());
        if fits && text.bytes().all(plain) {
            Ok(Self(text.into()))
        } else {
            Err(CodeFault)
        }
    }

    /// The answer that every list has: not known, or not said.
    #[must_use]
    pub fn unknown() -> Self {
        Self("unknown".into())
    }

    /// Whether this is `unknown`.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        &*self.0 == "unknown"
    }

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Code {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl Default for Code {
    fn default() -> Self {
        Self::unknown()
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Code({})", self.0)
    }
}

impl FromStr for Code {
    type Err = CodeFault;

    fn from_str(text: &str) -> Result<Self, CodeFault> {
        Self::parse(text)
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// Writes an enum whose values are kept as text: `as_str`, `parse`, `ALL`, and serde.
///
/// With `else Variant`, a value written by a later version is read as that variant;
/// without, it is refused.
#[macro_export]
macro_rules! written_enum {
    (
        $(#[$meta:meta])*
        pub enum $name:ident { $($(#[$about:meta])* $variant:ident = $text:literal,)+ }
        $(else $fallback:ident)?
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub enum $name { $($(#[$about])* $variant,)+ }

        impl $name {
            /// Every value, in the order people should meet them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The value as it is written in forms, files and the database.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// Reads a written value.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
                let read = Self::parse(&text)$(.or(Some(Self::$fallback)))?;
                read.ok_or_else(|| serde::de::Error::custom(concat!("not a value of ", stringify!($name))))
            }
        }
    };
}
pub use written_enum;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_cannot_hold_a_sentence_or_a_name() {
        for wrong in ["", "Ockelbo", "två ord", "a-b", &"a".repeat(41)] {
            assert_eq!(Code::parse(wrong), Err(CodeFault), "{wrong}");
        }
        assert_eq!(
            Code::parse("school_nurse").unwrap().as_str(),
            "school_nurse"
        );
        assert_eq!(Code::parse("2101").unwrap().as_str(), "2101");
    }

    #[test]
    fn what_is_not_said_is_unknown() {
        assert!(Code::default().is_unknown());
    }
}
