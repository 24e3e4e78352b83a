//! What a staff member signs in as: chosen by the administrator, unique within the centre.

/// Two to forty small letters `a`–`z`, digits, dots and hyphens, beginning with a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Handle(String);

impl Handle {
    /// Reads a handle as it is chosen: only the exact form.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let plain = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'.' || c == b'-';
        let begins = text.starts_with(|c: char| c.is_ascii_lowercase());
        let fits = (2..=40).contains(&text.len()) && begins && text.bytes().all(plain);
        fits.then(|| Self(text.to_owned()))
    }

    /// Reads a handle as it is typed at sign-in, where telephones like to begin with a capital.
    pub(crate) fn typed(text: &str) -> Option<Self> {
        Self::parse(&text.trim().to_lowercase())
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_is_short_and_plain() {
        for text in ["anna", "anna.berg-2", "ab"] {
            assert!(Handle::parse(text).is_some(), "{text}");
        }
        for text in [
            "",
            "a",
            "Anna",
            "åsa",
            "1anna",
            "anna berg",
            "a/b",
            &"a".repeat(41),
        ] {
            assert!(Handle::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_typed_handle_may_begin_with_a_capital() {
        assert_eq!(Handle::typed(" Anna "), Handle::parse("anna"));
    }
}
