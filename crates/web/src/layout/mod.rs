//! What all pages share: the frame of public pages, the frame of the hub, and how a page becomes a response.
//!
//! A hub page has a field `hub: HubPage` and starts with `{% extends "layout/hub.html" %}`; it fills the blocks `heading`, `scripts` and `main`.
//! A public page has a field `page: PublicPage` and starts with `{% extends "layout/public.html" %}`. Components are in `components.html`.

mod hub;
mod public;

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

pub(crate) use self::hub::{HubPage, Section};
pub(crate) use self::public::PublicPage;
use crate::error::Error;

/// A page, with 200.
pub(crate) fn page(template: &impl Template) -> Result<Response, Error> {
    page_with(StatusCode::OK, template)
}

/// A form shown again because something in it is missing or wrong: 422, everything typed kept by the template.
pub(crate) fn invalid(template: &impl Template) -> Result<Response, Error> {
    page_with(StatusCode::UNPROCESSABLE_ENTITY, template)
}

/// A page with another status.
pub(crate) fn page_with(status: StatusCode, template: &impl Template) -> Result<Response, Error> {
    Ok((status, Html(template.render()?)).into_response())
}

/// A telephone number as a telephone dials it: digits and a leading plus.
pub(crate) fn dialled(number: &str) -> String {
    number
        .chars()
        .filter(|sign| sign.is_ascii_digit() || *sign == '+')
        .collect()
}
