//! Forms of the hub: read only after the CSRF check, shown again with everything typed when something is missing.
//!
//! A handler takes `form: CheckedForm<Closure>`; the fields cannot be reached before the check, because the extractor does it. What is wrong goes
//! into [`Faults`], and the page comes back by `layout::invalid` with a summary that takes focus.

use std::ops::Deref;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, HeaderValue, header};
use serde::de::DeserializeOwned;
use subtle::ConstantTimeEq as _;

use crate::bounds::unread;
use crate::error::Error;

/// The name of the hidden field.
pub const CSRF_FIELD: &str = "csrf";
/// The header by which scripts send the same token.
pub const CSRF_HEADER: &str = "fyren-csrf";

/// The token of a session. The session layer puts it into the request's extensions; without one no form is read.
#[derive(Clone)]
pub struct CsrfToken(String);

impl CsrfToken {
    /// A token of the session layer's making: at least 128 random bits as text.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The text that stands in the hidden field.
    pub fn text(&self) -> &str {
        &self.0
    }

    pub(crate) fn admits(&self, sent: &str) -> bool {
        self.0.as_bytes().ct_eq(sent.as_bytes()).into()
    }
}

/// A text of several lines as it is kept: without the space around it, lines ended by LF, and without the signs
/// that nobody can see and no database need take.
pub(crate) fn written(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let seen: String = text
        .chars()
        .filter(|sign| !sign.is_control() || matches!(sign, '\n' | '\t'))
        .collect();
    seen.trim().to_owned()
}

/// A text of one line as it is kept: as [`written`], with single spaces where it was broken.
pub(crate) fn written_line(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().map(written).collect();
    words.join(" ").trim().to_owned()
}

/// A form whose token was right.
#[derive(Debug)]
pub struct CheckedForm<T>(T);

impl<T> CheckedForm<T> {
    /// The fields themselves.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for CheckedForm<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for CheckedForm<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let token = request
            .extensions()
            .get::<CsrfToken>()
            .cloned()
            .ok_or(Error::SignInNeeded)?;
        let body = body(request, state, "application/x-www-form-urlencoded").await?;
        let fields: Vec<(String, String)> =
            serde_html_form::from_bytes(&body).map_err(|_| Error::Malformed)?;
        let sent = fields
            .iter()
            .find(|(name, _)| name == CSRF_FIELD)
            .map_or("", |(_, value)| value);
        if !token.admits(sent) {
            return Err(Error::ForeignForm);
        }
        serde_html_form::from_bytes(&body)
            .map(Self)
            .map_err(|_| Error::Malformed)
    }
}

/// A script's JSON whose token was right.
#[derive(Debug)]
pub struct CheckedJson<T>(T);

impl<T> CheckedJson<T> {
    /// The message itself.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for CheckedJson<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for CheckedJson<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let token = request
            .extensions()
            .get::<CsrfToken>()
            .cloned()
            .ok_or(Error::SignInNeeded)?;
        if !token.admits(sent_token(request.headers())) {
            return Err(Error::ForeignForm);
        }
        let body = body(request, state, "application/json").await?;
        serde_json::from_slice(&body)
            .map(Self)
            .map_err(|_| Error::Malformed)
    }
}

fn sent_token(headers: &HeaderMap) -> &str {
    headers
        .get(CSRF_HEADER)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("")
}

/// The whole body, if it is of the type that only a page of ours sends.
pub(crate) async fn body<S: Send + Sync>(
    request: Request,
    state: &S,
    media_type: &str,
) -> Result<Bytes, Error> {
    let sent = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value: &HeaderValue| value.to_str().ok())
        .unwrap_or("");
    if !sent.starts_with(media_type) {
        return Err(Error::Malformed);
    }
    Bytes::from_request(request, state)
        .await
        .map_err(|refusal| unread(refusal.status()))
}

/// What is wrong with a form, field by field, in the user's words.
#[derive(Debug, Default)]
pub struct Faults(Vec<(&'static str, String)>);

impl Faults {
    /// Notes a fault on the field with this id.
    pub fn add(&mut self, field: &'static str, message: String) {
        self.0.push((field, message));
    }

    /// Notes those of a list that are wrong: field, whether it is, message.
    pub fn add_wrong(&mut self, found: impl IntoIterator<Item = (&'static str, bool, String)>) {
        let wrong = found.into_iter().filter(|(_, wrong, _)| *wrong);
        self.0
            .extend(wrong.map(|(field, _, message)| (field, message)));
    }

    /// Whether the form may be used.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first message on a field.
    pub fn on(&self, field: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(name, _)| *name == field)
            .map(|(_, message)| message.as_str())
    }

    /// All of them, for the summary.
    pub fn list(&self) -> &[(&'static str, String)] {
        &self.0
    }
}
