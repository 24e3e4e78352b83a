//! Lengths tell what a text is about, so they are rounded up: to five classes, or to blocks.
//!
//! Padding is ISO/IEC 7816-4: one byte 0x80, then zeros. It is removed only after the text was found
//! authentic, and only the one way of padding a text is accepted.

use zeroize::Zeroizing;

use crate::{TooLong, Unopenable};

const MARK: u8 = 0x80;

/// How much room a sealed text takes: 1, 4, 16, 64 or 256 KiB with its padding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SizeClass {
    /// 1 KiB
    K1,
    /// 4 KiB
    K4,
    /// 16 KiB
    K16,
    /// 64 KiB
    K64,
    /// 256 KiB
    K256,
}

impl SizeClass {
    /// Every class, smallest first.
    pub const ALL: [Self; 5] = [Self::K1, Self::K4, Self::K16, Self::K64, Self::K256];

    /// Room in bytes, padding included. A text may have one byte less.
    pub const fn bytes(self) -> usize {
        1024 << (2 * (self.code() as usize - 1))
    }

    /// 1 for the smallest class to 5 for the largest, as stored and sent.
    pub const fn code(self) -> u8 {
        match self {
            Self::K1 => 1,
            Self::K4 => 2,
            Self::K16 => 3,
            Self::K64 => 4,
            Self::K256 => 5,
        }
    }

    /// The class of that code.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.code() == code)
    }

    /// The smallest class a text of `length` bytes fits into.
    pub(crate) fn of(length: usize) -> Result<Self, TooLong> {
        let fits = |class: &Self| length < class.bytes();
        Self::ALL.into_iter().find(fits).ok_or(TooLong)
    }

    /// The class that takes exactly this many bytes.
    pub(crate) fn with_bytes(bytes: usize) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.bytes() == bytes)
    }
}

/// Room for a text of `length` bytes in whole blocks of `block` bytes.
pub(crate) const fn in_blocks(length: usize, block: usize) -> usize {
    (length / block + 1) * block
}

/// `room` must exceed the text: at least the mark has to fit.
pub(crate) fn pad(text: &[u8], room: usize) -> Zeroizing<Vec<u8>> {
    debug_assert!(text.len() < room, "the mark needs a byte");
    let mut padded = Zeroizing::new(Vec::with_capacity(room));
    padded.extend_from_slice(text);
    padded.push(MARK);
    padded.resize(room, 0);
    padded
}

/// Cuts the padding off, in place.
pub(crate) fn unpad(padded: &mut Vec<u8>) -> Result<(), Unopenable> {
    let mark = padded.iter().rposition(|&byte| byte != 0);
    match mark {
        Some(at) if padded[at] == MARK => {
            padded.truncate(at);
            Ok(())
        }
        _ => Err(Unopenable),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unpadded(padded: &[u8]) -> Result<Vec<u8>, Unopenable> {
        let mut padded = padded.to_vec();
        unpad(&mut padded).map(|()| padded)
    }

    #[test]
    fn a_text_comes_back_as_it_was() {
        for text in [
            &b""[..],
            b"a",
            b"ends in the mark\x80",
            b"ends in zeros\0\0",
            b"\x80\0",
        ] {
            assert_eq!(unpadded(&pad(text, 32)), Ok(text.to_vec()));
        }
    }

    #[test]
    fn what_has_no_mark_is_no_padded_text() {
        for padded in [&b""[..], b"\0\0\0", b"text", b"text\x81\0", b"text\x80\x01"] {
            assert_eq!(unpadded(padded), Err(Unopenable));
        }
    }

    #[test]
    fn classes_are_four_times_as_large_each() {
        let rooms = SizeClass::ALL.map(SizeClass::bytes);
        assert_eq!(rooms, [1024, 4096, 16_384, 65_536, 262_144]);
        for class in SizeClass::ALL {
            assert_eq!(SizeClass::from_code(class.code()), Some(class));
        }
        assert_eq!(SizeClass::from_code(0), None);
        assert_eq!(SizeClass::from_code(6), None);
    }
}
