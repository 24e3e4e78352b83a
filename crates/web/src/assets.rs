//! The files pages fetch: style sheet, scripts, browser module, pictures. All lie inside the binary, each named by its hash.
//!
//! Each stands at two addresses. Staff's pages name the one a browser may keep; a visitor's pages name the one it must not, so that no list of
//! words and no script stays on a watched machine (`docs/decisions/0007-nothing-kept-for-visitors.md`).
//!
//! `build.rs` makes the table. A binary built without the bundle compiles and answers, but has no style and cannot seal: [`check`] says so.

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::app::App;
use crate::error::Error;

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// One embedded file.
#[derive(Debug)]
pub struct File {
    name: &'static str,
    /// Its address for staff, which changes whenever its bytes do: kept for a year.
    pub path: &'static str,
    /// Its address for visitors: never kept.
    pub passing: &'static str,
    media_type: &'static str,
    /// The value of the `integrity` attribute.
    pub integrity: &'static str,
    imports: &'static [&'static str],
    plain: &'static [u8],
    brotli: &'static [u8],
}

/// What is fetched when a page names a file that was not embedded.
static MISSING: File = File {
    name: "missing",
    path: "/static/missing",
    passing: "/s/missing",
    media_type: "text/plain",
    integrity: "",
    imports: &[],
    plain: b"",
    brotli: b"",
};

/// Parts of the bundle without which no visitor can write and no page looks as it should.
const BUNDLE: [&str; 11] = [
    "style.css",
    "fyren.js",
    "fyren_bg.wasm",
    "staff.js",
    "staff_bg.wasm",
    "scanner.js",
    "scanner_bg.wasm",
    "words-sv.txt",
    "words-en.txt",
    "lexicon.bin",
    "public-lines.txt",
];

/// The binary was built without the browser bundle.
#[derive(Debug, thiserror::Error)]
#[error("this binary was built without {}: run `cargo xtask build`, which makes the bundle first", .0.join(", "))]
pub struct Unbundled(Vec<&'static str>);

/// Whether the style sheet and the browser module are inside the binary. The server asks this before it starts.
pub fn check() -> Result<(), Unbundled> {
    let missing: Vec<_> = BUNDLE
        .into_iter()
        .filter(|name| find(name).is_none())
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(Unbundled(missing))
    }
}

/// The embedded file of this name, as templates use it: `asset("ask.js").path`.
pub fn asset(name: &str) -> &'static File {
    find(name).unwrap_or(&MISSING)
}

/// The scripts this script imports, which a page preloads so that each is held to its integrity value.
pub fn imports(name: &str) -> impl Iterator<Item = &'static File> {
    asset(name).imports.iter().filter_map(|import| find(import))
}

/// All files with their addresses.
pub fn list() -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES.iter().map(|file| (file.name, file.path))
}

fn find(name: &str) -> Option<&'static File> {
    FILES.iter().find(|file| file.name == name)
}

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/static/{name}", get(show_kept))
        .route("/s/{name}", get(show))
}

/// For staff.
async fn show_kept(path: Path<String>, headers: HeaderMap) -> Result<Response, Error> {
    let mut response = show(path, headers).await?;
    let year = header::HeaderValue::from_static("public, max-age=31536000, immutable");
    response.headers_mut().insert(header::CACHE_CONTROL, year);
    Ok(response)
}

/// For visitors: nothing here says that it may be kept, and then it must not be.
async fn show(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Error> {
    let file = FILES
        .iter()
        .find(|file| file.path.strip_prefix("/static/") == Some(&name))
        .ok_or(Error::NotFound)?;
    let mut response = if accepts_brotli(&headers) {
        ([(header::CONTENT_ENCODING, "br")], file.brotli).into_response()
    } else {
        file.plain.into_response()
    };
    let fixed = [
        (header::CONTENT_TYPE, file.media_type),
        (header::VARY, "accept-encoding"),
    ];
    for (name, value) in fixed {
        response
            .headers_mut()
            .insert(name, header::HeaderValue::from_static(value));
    }
    Ok(response)
}

/// Whether the browser takes brotli.
pub(crate) fn accepts_brotli(headers: &HeaderMap) -> bool {
    let accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("");
    accepted
        .split(',')
        .any(|coding| matches!(coding.trim(), "br") || coding.trim().starts_with("br;"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What follows `word("` in any template.
    fn named(word: &str) -> Vec<String> {
        let mut names = Vec::new();
        let mut folders = vec![std::path::PathBuf::from("src")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else if path
                    .extension()
                    .is_some_and(|extension| extension == "html")
                {
                    let text = std::fs::read_to_string(path).unwrap();
                    let opening = format!("{word}(\"");
                    names.extend(
                        text.split(&opening)
                            .skip(1)
                            .filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())),
                    );
                }
            }
        }
        names
    }

    #[test]
    fn every_file_a_page_names_is_embedded() {
        let named: Vec<_> = ["asset", "script", "passing_script"]
            .into_iter()
            .flat_map(named)
            .collect();
        assert!(named.len() > 5, "{named:?}");
        for name in named.iter().filter(|name| !BUNDLE.contains(&name.as_str())) {
            assert!(find(name).is_some(), "{name} is in no folder of assets");
        }
    }

    #[test]
    fn a_script_preloads_all_it_imports() {
        let imports: Vec<_> = imports("ask.js").map(|file| file.name).collect();
        for name in ["channel.js", "leave.js", "module.js", "page.js"] {
            assert!(imports.contains(&name), "{name} is not among {imports:?}");
        }
    }
}
