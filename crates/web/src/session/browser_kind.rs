//! What kind of browser somebody signs in from, in words as coarse as "Chrome on Windows". No version is kept, and
//! what the browser says of itself is a claim.

use axum::http::{HeaderMap, header};

use crate::texts::{Texts, fl};

/// Names by what stands in the header; the first that fits counts, since most call themselves by others' names too.
const BROWSERS: [(&str, &str); 6] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrom", "Chrome"),
    ("Safari/", "Safari"),
];
const SYSTEMS: [(&str, &str); 7] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];
const SEPARATOR: char = '/';

/// `Chrome/Windows`; a part that is not known is left empty.
pub(crate) fn browser_kind(headers: &HeaderMap) -> String {
    let said = headers.get(header::USER_AGENT);
    let said = said.and_then(|said| said.to_str().ok()).unwrap_or("");
    let known = |names: &[(&str, &'static str)]| {
        let found = names.iter().find(|(mark, _)| said.contains(mark));
        found.map_or("", |(_, name)| name)
    };
    format!("{}{SEPARATOR}{}", known(&BROWSERS), known(&SYSTEMS))
}

/// The kind as it is read.
pub(crate) fn kind_told(kind: &str, texts: Texts) -> String {
    match kind.split_once(SEPARATOR) {
        Some((browser, system)) if !browser.is_empty() && !system.is_empty() => fl!(
            texts,
            "session-browser-on",
            browser = browser.to_owned(),
            system = system.to_owned()
        ),
        Some((known, "") | ("", known)) if !known.is_empty() => known.to_owned(),
        _ => fl!(texts, "session-browser-unknown"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Language;

    fn told(said: &str) -> String {
        let headers = [(header::USER_AGENT, said.parse().unwrap())];
        let kind = browser_kind(&headers.into_iter().collect());
        kind_told(&kind, Language::Swedish.texts())
    }

    #[test]
    fn a_browser_is_told_in_coarse_words() {
        let chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
        for (said, expected) in [
            (chrome, "Chrome på Windows"),
            (&format!("{chrome} Edg/142.0.0.0"), "Edge på Windows"),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
                "Firefox på Linux",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
                "Safari på Mac",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
                "Safari på iPhone",
            ),
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
                "Chrome på Android",
            ),
            ("Firefox/1", "Firefox"),
            ("Linux", "Linux"),
            ("curl/8", "en okänd webbläsare"),
        ] {
            assert_eq!(told(said), expected, "{said}");
        }
    }

    #[test]
    fn nothing_but_names_of_ours_is_kept() {
        let headers = [(
            header::USER_AGENT,
            "Karin Andersson; Firefox/1.2.3 Linux".parse().unwrap(),
        )];
        let kind = browser_kind(&headers.into_iter().collect());
        assert_eq!(kind, "Firefox/Linux");
        assert_eq!(browser_kind(&HeaderMap::new()), "/");
    }
}
