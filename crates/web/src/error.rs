//! What can go wrong between a request and its answer: one enum, shown in one place.
//!
//! A handler returns [`Error`]; [`show`] turns it into a page for people or problem+json for scripts, in the visitor's language. Only
//! [`Error::Internal`] is logged as an error, once, with a reference the visitor also sees. No internal text reaches a body: what a library
//! answers by itself (a path that cannot be parsed, a body too large) is replaced too.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use fyren_domain::closure::ClosureFault;
use fyren_domain::demand::Demand;
use fyren_domain::enquiry::EnquiryFault;
use fyren_domain::id::MatterId;
use fyren_domain::room::NoRoom;

use crate::app::App;
use crate::layout;
use crate::paths;
use crate::sign_in::Refusal;
use crate::texts::{Language, Texts, fl};

/// Why a request was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or it is not for the one who asks: the two are the same page.
    #[error("not found")]
    NotFound,
    /// It is not for whoever is signed in, in a matter if it is one. Shown as what is not there, and noted.
    #[error("not hers")]
    Denied(Option<MatterId>),
    /// The address exists, but not for this method.
    #[error("method not allowed")]
    MethodNotAllowed,
    /// Nobody is signed in.
    #[error("sign-in is needed")]
    SignInNeeded,
    /// A form without the token of its session.
    #[error("the form does not belong to this session")]
    ForeignForm,
    /// Somebody else changed it first.
    #[error("changed by somebody else")]
    Stale,
    /// The body is larger than this address takes.
    #[error("too large")]
    TooLarge,
    /// The body did not come whole, or not in time.
    #[error("too slow")]
    TooSlow,
    /// The message is cut off or not of the agreed form.
    #[error("malformed")]
    Malformed,
    /// The challenge is too old, or the signature is not by the keys the message names.
    #[error("unproven")]
    Unproven,
    /// Less work was done than so much: the page does more and sends again by itself.
    #[error("more work is demanded")]
    MoreWork(Demand),
    /// The thread has no room for more.
    #[error("no room")]
    NoRoom,
    /// Another content already stands under this number or id.
    #[error("taken")]
    Taken,
    /// Too many requests of a kind that costs much.
    #[error("too many requests")]
    TooMany,
    /// It is too long ago that she showed who she is.
    #[error("a fresh proof is needed")]
    ProofNeeded,
    /// The delay of a recovery is not over.
    #[error("too early")]
    TooEarly,
    /// The server cannot answer yet, or not any more.
    #[error("not ready")]
    NotReady,
    /// A step of the sign-in failed.
    #[error("sign-in refused: {0}")]
    SignIn(#[from] Refusal),
    /// The machine is at fault. The cause is logged and never shown.
    #[error("internal: {0}")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// Wraps a failure of the machine.
    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(cause.into())
    }

    /// What the store refuses of something sent is the sender's fault, not the machine's.
    pub(crate) fn of_sent(fault: fyren_store::Fault) -> Self {
        match fault {
            fyren_store::Fault::Refused => Self::Malformed,
            other => other.into(),
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound | Self::Denied(_) => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::SignInNeeded | Self::Unproven => StatusCode::UNAUTHORIZED,
            Self::MoreWork(_) => StatusCode::PRECONDITION_REQUIRED,
            Self::NoRoom => StatusCode::UNPROCESSABLE_ENTITY,
            Self::ForeignForm | Self::ProofNeeded | Self::TooEarly => StatusCode::FORBIDDEN,
            Self::Stale | Self::Taken => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::NotReady => StatusCode::SERVICE_UNAVAILABLE,
            Self::SignIn(refusal) => refusal.status(),
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What a library refused by itself, told by its status.
    fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::MethodNotAllowed,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::TOO_MANY_REQUESTS => Self::TooMany,
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::REQUEST_TIMEOUT => Self::NotReady,
            status if status.is_client_error() => Self::Malformed,
            status => Self::internal(format!("a layer answered {status}")),
        }
    }

    /// Title and next step, in the visitor's words.
    fn words(&self, reader: &Reader) -> (String, String) {
        let texts = reader.language.texts();
        match self {
            Self::NotFound | Self::Denied(_) => (
                fl!(texts, "error-not-found"),
                fl!(texts, "error-not-found-detail"),
            ),
            Self::MethodNotAllowed => (
                fl!(texts, "error-method"),
                fl!(texts, "error-method-detail"),
            ),
            Self::SignInNeeded => (
                fl!(texts, "error-sign-in"),
                fl!(texts, "error-sign-in-detail"),
            ),
            Self::ForeignForm => (
                fl!(texts, "error-foreign-form"),
                fl!(texts, "error-foreign-form-detail"),
            ),
            Self::Stale => (fl!(texts, "error-stale"), fl!(texts, "error-stale-detail")),
            Self::TooLarge => (
                fl!(texts, "error-too-large"),
                fl!(texts, "error-too-large-detail"),
            ),
            Self::TooSlow => (
                fl!(texts, "error-too-slow"),
                fl!(texts, "error-too-slow-detail"),
            ),
            Self::Malformed => (
                fl!(texts, "error-malformed"),
                fl!(texts, "error-malformed-detail"),
            ),
            Self::Unproven => (
                fl!(texts, "error-unproven"),
                fl!(texts, "error-unproven-detail"),
            ),
            Self::MoreWork(_) => (
                fl!(texts, "error-more-work"),
                fl!(texts, "error-more-work-detail"),
            ),
            Self::NoRoom => (
                fl!(texts, "error-no-room"),
                fl!(texts, "error-no-room-detail"),
            ),
            Self::Taken => (fl!(texts, "error-taken"), fl!(texts, "error-taken-detail")),
            Self::TooMany => (
                fl!(texts, "error-too-many"),
                fl!(texts, "error-too-many-detail"),
            ),
            Self::ProofNeeded => (
                fl!(texts, "error-proof-needed"),
                fl!(texts, "error-proof-needed-detail"),
            ),
            Self::TooEarly => (
                fl!(texts, "error-too-early"),
                fl!(texts, "error-too-early-detail"),
            ),
            Self::NotReady => {
                let detail = match (reader.script, reader.sent) {
                    (false, true) => fl!(texts, "error-not-ready-sent"),
                    _ => fl!(texts, "error-not-ready-detail"),
                };
                (fl!(texts, "error-not-ready"), detail)
            }
            Self::SignIn(refusal) => refusal.words(texts),
            Self::Internal(_) => (
                fl!(texts, "error-internal"),
                fl!(texts, "error-internal-detail"),
            ),
        }
    }
}

/// A rule refuses what the page no longer offers: somebody else was first.
impl From<EnquiryFault> for Error {
    fn from(_: EnquiryFault) -> Self {
        Self::Stale
    }
}

impl From<ClosureFault> for Error {
    fn from(_: ClosureFault) -> Self {
        Self::Stale
    }
}

impl From<NoRoom> for Error {
    fn from(_: NoRoom) -> Self {
        Self::NoRoom
    }
}

impl From<askama::Error> for Error {
    fn from(cause: askama::Error) -> Self {
        Self::internal(cause)
    }
}

impl From<fyren_domain::access::Denied> for Error {
    fn from(_: fyren_domain::access::Denied) -> Self {
        Self::Denied(None)
    }
}

impl From<fyren_store::Fault> for Error {
    fn from(fault: fyren_store::Fault) -> Self {
        use fyren_store::Fault;
        match fault {
            Fault::Stale => Self::Stale,
            Fault::NumberTaken | Fault::Conflict => Self::Taken,
            Fault::Busy | Fault::Away(_) => Self::NotReady,
            Fault::Refused | Fault::Unavailable(_) => Self::internal(fault),
        }
    }
}

/// Carries an error from the handler out to [`show`].
#[derive(Clone)]
struct Failure(Arc<Error>);

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Failure(Arc::new(self)));
        response
    }
}

/// The error a response carries out to [`show`], if it does.
pub(crate) fn carried(response: &Response) -> Option<Arc<Error>> {
    let failure = response.extensions().get::<Failure>();
    failure.map(|failure| failure.0.clone())
}

/// Answers a panic like any other failure of the machine.
pub(crate) fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    Error::internal("a handler panicked").into_response()
}

/// For whom an error is written.
struct Reader {
    language: Language,
    script: bool,
    hub: bool,
    /// Whether something was sent, and not only asked for.
    sent: bool,
}

impl Reader {
    fn of(request: &Request) -> Self {
        let path = request.uri().path();
        let names =
            |header: header::HeaderName, part: &str| mentions(request.headers(), &header, part);
        let script = path.starts_with("/kanal/")
            || names(header::ACCEPT, "json")
            || names(header::CONTENT_TYPE, "json");
        let preferred = request.headers().get(header::ACCEPT_LANGUAGE);
        let prefers_english = preferred.is_some_and(|tags| tags.as_bytes().starts_with(b"en"));
        let english = path == "/en" || path.starts_with("/en/") || (script && prefers_english);
        Self {
            language: if english {
                Language::English
            } else {
                Language::Swedish
            },
            script,
            hub: path.starts_with(paths::hub::QUEUE),
            sent: !request.method().is_safe(),
        }
    }
}

fn mentions(headers: &HeaderMap, name: &header::HeaderName, part: &str) -> bool {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains(part))
}

/// Shows whatever failed inside as a page or a problem document.
pub(crate) async fn show(State(app): State<App>, request: Request, next: Next) -> Response {
    let reader = Reader::of(&request);
    let mut response = next.run(request).await;
    let failure = response.extensions_mut().remove::<Failure>();
    let error = match failure {
        Some(Failure(error)) => error,
        None if is_foreign(&response) => Arc::new(Error::of_status(response.status())),
        None => return response,
    };
    let reference = if let Error::Internal(cause) = &*error {
        Some(log(&app, cause.as_ref()))
    } else {
        None
    };
    written(&error, &reader, reference)
}

/// A refusal no handler of ours wrote: pages that come back with 422 are HTML, script answers are JSON.
fn is_foreign(response: &Response) -> bool {
    let ours = mentions(response.headers(), &header::CONTENT_TYPE, "html")
        || mentions(response.headers(), &header::CONTENT_TYPE, "json");
    !ours && (response.status().is_client_error() || response.status().is_server_error())
}

fn log(app: &App, cause: &(dyn std::error::Error + Send + Sync)) -> String {
    let reference = data_encoding::BASE32_NOPAD.encode(&app.random::<5>());
    let mut causes = vec![cause.to_string()];
    let mut next = cause.source();
    while let Some(source) = next {
        causes.push(source.to_string());
        next = source.source();
    }
    tracing::error!(reference, cause = causes.join(": "), "a request failed");
    reference
}

fn written(error: &Error, reader: &Reader, reference: Option<String>) -> Response {
    if !reader.script && matches!(error, Error::SignInNeeded) {
        return Redirect::to(paths::hub::SIGN_IN).into_response();
    }
    let (title, detail) = error.words(reader);
    if reader.script {
        let mut body = serde_json::json!({ "title": title, "detail": detail });
        if let Some(reference) = reference {
            body["reference"] = reference.into();
        }
        if let Error::MoreWork(demand) = error {
            body["demand"] = demand.tries().into();
        }
        let mut response = (error.status(), Json(body)).into_response();
        response.headers_mut().insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        return response;
    }
    let page = ErrorPage {
        language: reader.language,
        texts: reader.language.texts(),
        hub: reader.hub,
        title,
        detail,
        reference,
    };
    layout::page_with(error.status(), &page)
        .unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

#[derive(askama::Template)]
#[template(path = "error.html")]
struct ErrorPage {
    language: Language,
    texts: Texts,
    hub: bool,
    title: String,
    detail: String,
    reference: Option<String>,
}
