//! A form with a file: read only after the CSRF check, which is why its token must come first.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request};

use crate::app::App;
use crate::error::Error;
use crate::form::{CSRF_FIELD, CsrfToken};

/// The fields of a form whose token was right, and the file if one was chosen.
pub(super) struct CheckedUpload {
    fields: BTreeMap<String, String>,
    pub(super) file: Option<SentFile>,
}

/// A file as it was sent.
pub(super) struct SentFile {
    pub(super) name: String,
    pub(super) bytes: Bytes,
}

impl CheckedUpload {
    /// What was typed in a field; nothing where it was not sent.
    pub(super) fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }
}

impl FromRequest<App> for CheckedUpload {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self, Error> {
        let token = request.extensions().get::<CsrfToken>().cloned();
        let token = token.ok_or(Error::SignInNeeded)?;
        let sent = Multipart::from_request(request, app).await;
        let mut sent = sent.map_err(|_| Error::Malformed)?;
        let first = sent.next_field().await.map_err(unreadable)?;
        let first = first.filter(|field| field.name() == Some(CSRF_FIELD));
        let first = first.ok_or(Error::ForeignForm)?;
        if !token.admits(&first.text().await.map_err(unreadable)?) {
            return Err(Error::ForeignForm);
        }
        let mut upload = Self {
            fields: BTreeMap::new(),
            file: None,
        };
        while let Some(field) = sent.next_field().await.map_err(unreadable)? {
            let name = field.name().unwrap_or_default().to_owned();
            if let Some(file) = field.file_name() {
                let file = file.to_owned();
                let bytes = field.bytes().await.map_err(unreadable)?;
                // A browser sends an empty file where none was chosen.
                if !bytes.is_empty() {
                    upload.file = Some(SentFile { name: file, bytes });
                }
            } else {
                let text = field.text().await.map_err(unreadable)?;
                upload.fields.insert(name, text);
            }
        }
        Ok(upload)
    }
}

fn unreadable(fault: axum::extract::multipart::MultipartError) -> Error {
    if fault.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        Error::TooLarge
    } else {
        Error::Malformed
    }
}
