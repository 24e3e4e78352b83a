//! A browser in which somebody signed in before: it keeps her from being slowed by strangers who guess at her handle.
//!
//! OWASP, *Slow Down Online Guessing Attacks with Device Cookies*. The cookie holds a day, chance and a mark that only this server can make and
//! check, over those and the handle: without the server's key it tells nobody whose it is. It opens nothing. A browser that shows it guesses at
//! a pace of its own, and after too many failures like any other.

use axum::http::HeaderMap;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use data_encoding::BASE64URL_NOPAD;
use fyren_domain::id::CentreId;
use fyren_seal::{AtRestKey, mark_bytes};
use fyren_store::{Tx, staff, unknown_browser};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use super::Handle;
use crate::app::App;
use crate::error::Error;
use crate::paths::hub;
use crate::session::Recognised;

const COOKIE: &str = "fyren-device";
/// A browser takes a cookie that is called so over TLS alone (RFC 6265bis, section 4.1.3.1).
const SECURE_COOKIE: &str = "__Secure-fyren-device";
/// A browser in which nobody signed in for so long is unknown again.
const VALID_DAYS: i64 = 180;

const DAY_SECONDS: i64 = 24 * 60 * 60;
const DAY_BYTES: usize = 4;
const CHANCE_BYTES: usize = 16;
const MARK_BYTES: usize = 32;

/// Under which a known browser's failures are counted.
pub(super) fn find(
    app: &App,
    centre: &CentreId,
    handle: &Handle,
    headers: &HeaderMap,
) -> Option<[u8; 32]> {
    let jar = CookieJar::from_headers(headers);
    let shown = BASE64URL_NOPAD
        .decode(jar.get(name(app))?.value().as_bytes())
        .ok()?;
    let (body, shown_mark) = shown.split_last_chunk::<MARK_BYTES>()?;
    let right = mark(app, centre, handle, body);
    let (day, rest) = body.split_first_chunk::<DAY_BYTES>()?;
    let age = today(app) - i64::from(u32::from_be_bytes(*day));
    let holds = bool::from(right.ct_eq(shown_mark))
        && rest.len() == CHANCE_BYTES
        && (0..VALID_DAYS).contains(&age);
    holds.then(|| {
        Sha256::new()
            .chain_update(b"device\0")
            .chain_update(body)
            .finalize()
            .into()
    })
}

/// Whether a browser shows such a cookie, whosesoever.
pub(crate) fn is_shown(app: &App, headers: &HeaderMap) -> bool {
    CookieJar::from_headers(headers).get(name(app)).is_some()
}

/// A session becomes whole here. A browser that was not known is told its owner; from now on it is, by this cookie.
pub(crate) async fn welcome(
    app: &App,
    tx: &mut Tx,
    half: &Recognised,
    headers: &HeaderMap,
) -> Result<Option<Cookie<'static>>, Error> {
    let (scope, staff) = (half.machine(), half.session.staff_id);
    let handle = staff::find_handle(tx, &scope, staff).await?;
    let Some(handle) = handle.and_then(|handle| Handle::parse(&handle)) else {
        return Ok(None);
    };
    if find(app, scope.centre(), &handle, headers).is_none() {
        let now = app.clock.now();
        unknown_browser::note(tx, &scope, staff, &half.session.browser, now).await?;
    }
    Ok(Some(cookie(app, scope.centre(), &handle)))
}

fn cookie(app: &App, centre: &CentreId, handle: &Handle) -> Cookie<'static> {
    let day = u32::try_from(today(app)).unwrap_or_default();
    let body = [day.to_be_bytes().as_slice(), &app.random::<CHANCE_BYTES>()].concat();
    let mark = mark(app, centre, handle, &body);
    let value = BASE64URL_NOPAD.encode(&[body.as_slice(), &mark].concat());
    let kept = written(app, value);
    let lasting = format!("{kept}; Max-Age={}", VALID_DAYS * DAY_SECONDS);
    Cookie::parse(lasting).unwrap_or(kept)
}

/// Takes the cookie back: the browser is unknown again.
pub(crate) fn taken_back(app: &App, headers: &HeaderMap) -> CookieJar {
    CookieJar::from_headers(headers).remove(written(app, String::new()))
}

fn mark(app: &App, centre: &CentreId, handle: &Handle, body: &[u8]) -> [u8; MARK_BYTES] {
    let key = AtRestKey::derive(&app.keys.master, "device", centre.as_str());
    mark_bytes(&key, &[body, handle.as_str().as_bytes()].concat())
}

fn today(app: &App) -> i64 {
    app.clock.now().milliseconds() / 1000 / DAY_SECONDS
}

fn written(app: &App, value: String) -> Cookie<'static> {
    Cookie::build((name(app), value))
        .path(hub::QUEUE)
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(app.origin.scheme() == "https")
        .build()
}

fn name(app: &App) -> &'static str {
    if app.origin.scheme() == "https" {
        SECURE_COOKIE
    } else {
        COOKIE
    }
}
