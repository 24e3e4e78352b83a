//! The token in the staff's cookie: 256 bits of chance. The database knows its hash, the pages
//! know the CSRF value made from it, and neither leads back to it.

use axum::http::HeaderMap;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest, Sha256};
use url::Url;
use zeroize::Zeroizing;

use crate::app::App;
use crate::form::CsrfToken;
use crate::paths::hub;

const COOKIE: &str = "fyren";
/// A browser takes a cookie that is called so over TLS alone (RFC 6265bis, section 4.1.3.1).
const SECURE_COOKIE: &str = "__Secure-fyren";
const BYTES: usize = 32;

/// What a browser shows to be recognised.
pub(crate) struct Token(Zeroizing<[u8; BYTES]>);

/// What the database keeps of a token.
pub(crate) type TokenHash = [u8; 32];

impl Token {
    /// Draws a new token.
    pub(crate) fn make(app: &App) -> Self {
        Self(Zeroizing::new(app.random()))
    }

    /// The token these bytes are, for the demo's invented centre.
    pub(crate) fn from_bytes(bytes: [u8; BYTES]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The token a request carries.
    pub(crate) fn of(app: &App, headers: &HeaderMap) -> Option<Self> {
        let cookies = CookieJar::from_headers(headers);
        Self::parse(cookies.get(name(&app.origin))?.value())
    }

    /// Reads a token as it is written in cookies and links.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let bytes = Zeroizing::new(BASE64URL_NOPAD.decode(text.as_bytes()).ok()?);
        Some(Self(Zeroizing::new(bytes.as_slice().try_into().ok()?)))
    }

    /// The token as it is written in cookies and links.
    pub(crate) fn text(&self) -> String {
        BASE64URL_NOPAD.encode(self.0.as_slice())
    }

    /// What the database keeps.
    pub(crate) fn hash(&self) -> TokenHash {
        self.derive(b"fyren/token/hash/1")
    }

    /// What forms and scripts of this session carry.
    pub(crate) fn csrf(&self) -> CsrfToken {
        CsrfToken::new(BASE64URL_NOPAD.encode(&self.derive(b"fyren/token/csrf/1")))
    }

    /// The cookie that gives the token to the browser, for the hub alone and until it is closed.
    pub(crate) fn cookie(&self, app: &App) -> CookieJar {
        CookieJar::new().add(written(app, self.text()))
    }

    /// The cookie that takes back the token these headers carry.
    pub(crate) fn taken_back(app: &App, headers: &HeaderMap) -> CookieJar {
        CookieJar::from_headers(headers).remove(written(app, String::new()))
    }

    fn derive(&self, purpose: &[u8]) -> [u8; 32] {
        Sha256::new()
            .chain_update(purpose)
            .chain_update(self.0.as_slice())
            .finalize()
            .into()
    }
}

fn written(app: &App, value: String) -> Cookie<'static> {
    cookie(&app.origin, value)
}

/// For the hub alone, for no script, for no other site, and never without TLS where visitors come by it.
fn cookie(origin: &Url, value: String) -> Cookie<'static> {
    Cookie::build((name(origin), value))
        .path(hub::QUEUE)
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(is_behind_tls(origin))
        .build()
}

/// Not `__Host-`: that asks for the path `/`, and would send the cookie to the public pages too.
fn name(origin: &Url) -> &'static str {
    if is_behind_tls(origin) {
        SECURE_COOKIE
    } else {
        COOKIE
    }
}

fn is_behind_tls(origin: &Url) -> bool {
    origin.scheme() == "https"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_reads_back_as_itself() {
        let token = Token(Zeroizing::new([7; BYTES]));
        assert_eq!(Token::parse(&token.text()).unwrap().hash(), token.hash());
    }

    #[test]
    fn hash_and_csrf_value_are_different_and_neither_is_the_token() {
        let token = Token(Zeroizing::new([7; BYTES]));
        let hash = BASE64URL_NOPAD.encode(&token.hash());
        assert_ne!(hash, token.csrf().text());
        assert_ne!(hash, token.text());
        assert_ne!(token.csrf().text(), token.text());
    }

    #[test]
    fn behind_tls_the_cookie_never_goes_without_it() {
        let cookie =
            |origin: &str| cookie(&origin.parse().unwrap(), "token".to_owned()).to_string();
        assert_eq!(
            cookie("https://fyren.example.se"),
            "__Secure-fyren=token; HttpOnly; SameSite=Strict; Secure; Path=/hub"
        );
        assert!(!cookie("http://localhost:8080").contains("Secure"));
    }

    #[test]
    fn anything_but_32_bytes_is_no_token() {
        for text in ["", "abc", "=", &"a".repeat(42), &"a".repeat(44)] {
            assert!(Token::parse(text).is_none(), "{text}");
        }
    }
}
