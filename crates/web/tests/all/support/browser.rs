//! A browser without script: it sends requests, keeps cookies, and reads what comes back.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, HOST, USER_AGENT};
use axum::http::{Method, Request, request};
use axum::response::Response;
use fyren_domain::id::CentreId;
use serde_json::Value;
use tower::ServiceExt as _;

use super::{Centre, Page};

const LARGEST_ANSWER_BYTES: usize = 16 * 1024 * 1024;

/// Somebody at a computer.
#[derive(Clone)]
pub(crate) struct Browser {
    router: Router,
    host: String,
    cookies: BTreeMap<String, String>,
    agent: &'static str,
}

impl Browser {
    pub(crate) fn before(router: Router, centre: &CentreId) -> Self {
        Self {
            router,
            host: format!("{centre}.localhost"),
            cookies: BTreeMap::new(),
            agent: "",
        }
    }

    /// Another kind of browser, as it calls itself.
    pub(crate) fn calling_itself(self, agent: &'static str) -> Self {
        Self { agent, ..self }
    }

    /// The same computer with a cookie in it.
    pub(crate) fn with_cookie(mut self, name: &str, value: &str) -> Self {
        self.cookies.insert(name.to_owned(), value.to_owned());
        self
    }

    /// The same computer before another centre's pages.
    pub(crate) fn visiting(&self, centre: &Centre) -> Self {
        Self {
            host: format!("{}.localhost", centre.id),
            ..self.clone()
        }
    }

    /// Opens an address.
    pub(crate) async fn get(&self, path: &str) -> Page {
        self.send(
            Method::GET,
            path,
            |request| request.header(ACCEPT, "text/html"),
            Body::empty(),
        )
        .await
    }

    /// Sends any request without a body.
    pub(crate) async fn request(&self, method: Method, path: &str) -> Page {
        self.send(method, path, |request| request, Body::empty())
            .await
    }

    /// Sends a form.
    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        let typed = |request: request::Builder| {
            request.header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        };
        self.send(Method::POST, path, typed, Body::from(form.finish()))
            .await
    }

    /// Fetches as a script does.
    pub(crate) async fn fetch(&self, path: &str) -> Page {
        self.send(
            Method::GET,
            path,
            |request| request.header(ACCEPT, "application/json"),
            Body::empty(),
        )
        .await
    }

    /// Opens an address whose answer goes on and on, such as the news.
    pub(crate) async fn listen(&self, path: &str) -> Response {
        let request = Request::builder()
            .uri(path)
            .header(ACCEPT, "text/event-stream");
        self.answer(request, Body::empty()).await
    }

    /// Sends JSON as a script does.
    pub(crate) async fn post_json(&self, path: &str, body: &Value) -> Page {
        self.post_bytes(path, "application/json", &[], body.to_string())
            .await
    }

    /// Sends bytes as a script does.
    pub(crate) async fn post_bytes(
        &self,
        path: &str,
        media_type: &str,
        headers: &[(&str, &str)],
        body: impl Into<Bytes>,
    ) -> Page {
        let body = body.into();
        let length = body.len();
        let described = |mut request: request::Builder| {
            request = request
                .header(CONTENT_TYPE, media_type)
                .header(CONTENT_LENGTH, length)
                .header(ACCEPT, "application/json");
            headers.iter().fold(request, |request, (name, value)| {
                request.header(*name, *value)
            })
        };
        self.send(Method::POST, path, described, Body::from(body))
            .await
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        describe: impl FnOnce(request::Builder) -> request::Builder,
        body: Body,
    ) -> Page {
        let request = describe(Request::builder().method(method).uri(path));
        let (parts, body) = self.answer(request, body).await.into_parts();
        let bytes = to_bytes(body, LARGEST_ANSWER_BYTES)
            .await
            .expect("an answer ends");
        Page::read(path, parts, bytes)
    }

    async fn answer(&self, request: request::Builder, body: Body) -> Response {
        let mut request = request
            .header(HOST, &self.host)
            .header(USER_AGENT, self.agent);
        if !self.cookies.is_empty() {
            let pairs: Vec<_> = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            request = request.header(COOKIE, pairs.join("; "));
        }
        let request = request
            .body(body)
            .expect("a request of a test is well formed");
        self.router
            .clone()
            .oneshot(request)
            .await
            .expect("the router answers everything")
    }
}
