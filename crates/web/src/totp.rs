//! Codes of six digits from an authenticator app (RFC 6238: SHA-1, 30 seconds, one step of
//! tolerance either way). The secret is shown once and kept sealed at rest; the store never lets
//! a step be used twice.

use data_encoding::BASE32_NOPAD;
use fyren_domain::time::Instant;
use qrcode::{EcLevel, QrCode};
use totp_rs::{Builder, Totp};
use zeroize::Zeroizing;

/// Bytes of a secret: the length RFC 4226 section 4 asks for.
pub(crate) const SECRET_BYTES: usize = 20;

/// A secret shared with one authenticator app. It has no `Debug`.
#[derive(Clone)]
pub(crate) struct TotpSecret(Zeroizing<[u8; SECRET_BYTES]>);

/// The step of a code that was accepted: thirty-second periods since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Step(pub(crate) i64);

impl TotpSecret {
    /// Takes twenty bytes of chance, or `None` for any other length.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Some(Self(Zeroizing::new(bytes.try_into().ok()?)))
    }

    /// The bytes, to be sealed at rest.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// The secret as a person types it: base32 in groups of four.
    pub(crate) fn text(&self) -> String {
        let text = BASE32_NOPAD.encode(self.as_bytes());
        let groups: Vec<_> = (0..text.len())
            .step_by(4)
            .map(|at| &text[at..text.len().min(at + 4)])
            .collect();
        groups.join(" ")
    }

    /// The address an authenticator app reads from a QR code.
    pub(crate) fn address(&self, issuer: &str, handle: &str) -> String {
        let issuer: String = url::form_urlencoded::byte_serialize(issuer.as_bytes()).collect();
        let issuer = issuer.replace('+', "%20");
        let secret = BASE32_NOPAD.encode(self.as_bytes());
        format!("otpauth://totp/{issuer}:{handle}?secret={secret}&issuer={issuer}")
    }

    /// The step a code belongs to, when it is right now, one step late or one early. Whether that
    /// step was used before is for the store to say.
    pub(crate) fn check(&self, code: &str, now: Instant) -> Option<Step> {
        let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        let seconds = u64::try_from(now.milliseconds() / 1000).ok()?;
        Some(Step(self.totp().check(&code, seconds)?.try_into().ok()?))
    }

    /// The code an app shows now.
    pub(crate) fn code(&self, now: Instant) -> String {
        let seconds = u64::try_from(now.milliseconds() / 1000).unwrap_or_default();
        self.totp().generate(seconds).to_string()
    }

    fn totp(&self) -> Totp {
        Builder::new()
            .with_secret(self.as_bytes().to_vec())
            .build()
            .expect("twenty bytes, six digits and thirty seconds are what the RFC allows")
    }
}

/// A QR code as the side of its square and one SVG path in units of a module.
pub(crate) struct QrDrawing {
    pub(crate) side: usize,
    pub(crate) path: String,
}

/// Draws a text as a QR code with the quiet zone of four modules the standard asks for.
pub(crate) fn draw_qr(text: &str) -> Option<QrDrawing> {
    const QUIET: usize = 4;
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let path = code
        .to_colors()
        .iter()
        .enumerate()
        .filter(|(_, color)| **color == qrcode::Color::Dark)
        .map(|(at, _)| format!("M{} {}h1v1h-1z", at % width + QUIET, at / width + QUIET))
        .collect();
    Some(QrDrawing {
        side: width + 2 * QUIET,
        path,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret() -> TotpSecret {
        TotpSecret::from_bytes(b"12345678901234567890").unwrap()
    }

    fn at(seconds: i64) -> Instant {
        Instant::from_milliseconds(seconds * 1000)
    }

    /// RFC 6238 appendix B, SHA-1, the last six of its eight digits.
    #[test]
    fn the_codes_of_the_rfc_are_accepted() {
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            let step = secret().check(code, at(seconds));
            assert_eq!(step, Some(Step(seconds / 30)), "{code}");
            assert_eq!(secret().code(at(seconds)), code);
        }
    }

    #[test]
    fn a_code_is_accepted_one_step_late_and_no_later() {
        assert!(secret().check("287082", at(89)).is_some());
        assert!(secret().check("287082", at(90)).is_none());
    }

    #[test]
    fn spaces_in_a_code_do_not_matter() {
        assert!(secret().check(" 287 082", at(59)).is_some());
    }

    #[test]
    fn anything_but_six_digits_is_refused() {
        for code in ["", "28708", "2870820", "28708a", "２８７０８２"] {
            assert!(secret().check(code, at(59)).is_none(), "{code}");
        }
    }

    #[test]
    fn the_address_names_the_issuer_and_the_handle() {
        assert_eq!(
            secret().address("Fyren Gävleborg", "anna"),
            "otpauth://totp/Fyren%20G%C3%A4vleborg:anna?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Fyren%20G%C3%A4vleborg"
        );
        assert_eq!(secret().text(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    }

    #[test]
    fn a_qr_code_is_drawn_with_its_quiet_zone() {
        let drawing = draw_qr("fyren").unwrap();
        assert_eq!(drawing.side, 21 + 8);
        assert!(drawing.path.starts_with("M4 4h1v1h-1z"));
    }
}
