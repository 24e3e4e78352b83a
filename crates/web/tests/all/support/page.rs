//! What came back, read as people read it: by heading, label, link and text. Each question that is answered with no stops the test.

use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, response};
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;

/// A form as a page offers it.
pub(crate) struct Form {
    pub(crate) action: String,
    /// Names and values of everything in it, as it would be sent untouched.
    pub(crate) fields: Vec<(String, String)>,
}

/// An answer of the server.
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Bytes,
    path: String,
}

impl Page {
    pub(crate) fn read(path: &str, parts: response::Parts, bytes: Bytes) -> Self {
        Self {
            status: parts.status,
            headers: parts.headers,
            bytes,
            path: path.to_owned(),
        }
    }

    /// The body as it was sent.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|_| panic!("{} is no JSON:\n{}", self.path, self.text()))
    }

    /// A header's text, empty if it is not there.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// The cookies it gives, each as it is written.
    pub(crate) fn cookies(&self) -> Vec<&str> {
        let cookies = self.headers.get_all("set-cookie").iter();
        cookies.filter_map(|value| value.to_str().ok()).collect()
    }

    pub(crate) fn is(&self, status: StatusCode) -> &Self {
        assert_eq!(self.status, status, "{}:\n{}", self.path, self.text());
        self
    }

    pub(crate) fn is_ok(&self) -> &Self {
        self.is(StatusCode::OK)
    }

    /// The page leads on to this address.
    pub(crate) fn leads_to(&self, path: &str) -> &Self {
        self.is(StatusCode::SEE_OTHER);
        assert_eq!(self.header("location"), path, "{}", self.path);
        self
    }

    pub(crate) fn has_heading(&self, text: &str) -> &Self {
        self.has("h1, h2, h3", text)
    }

    pub(crate) fn has_link(&self, text: &str) -> &Self {
        self.has("a", text)
    }

    /// A field that people find by this label.
    pub(crate) fn has_field(&self, label: &str) -> &Self {
        self.has("label, legend", label)
    }

    pub(crate) fn has_text(&self, text: &str) -> &Self {
        assert!(
            self.reads().contains(text),
            "{} does not say “{text}”:\n{}",
            self.path,
            self.reads()
        );
        self
    }

    pub(crate) fn lacks_text(&self, text: &str) -> &Self {
        assert!(
            !self.text().contains(text),
            "{} says “{text}”:\n{}",
            self.path,
            self.text()
        );
        self
    }

    /// The value of an attribute of the first element a selector finds.
    pub(crate) fn attribute(&self, selector: &str, name: &str) -> String {
        let html = self.html();
        let found = html.select(&parsed(selector)).next();
        let value = found.and_then(|element| element.value().attr(name));
        value
            .unwrap_or_else(|| {
                panic!(
                    "{} has no {selector} with {name}:\n{}",
                    self.path,
                    self.text()
                )
            })
            .to_owned()
    }

    /// What a form of the matter says it has seen.
    pub(crate) fn mark(&self) -> String {
        let html = self.html();
        let forms = parsed("form[data-revision], input[name=revision]");
        let found = html.select(&forms).next().map(|form| form.value());
        let mark = found.and_then(|form| form.attr("data-revision").or(form.attr("value")));
        mark.unwrap_or_else(|| panic!("{} offers nothing to do:\n{}", self.path, self.text()))
            .to_owned()
    }

    /// The texts of all elements a selector finds.
    pub(crate) fn all(&self, selector: &str) -> Vec<String> {
        self.html().select(&parsed(selector)).map(words).collect()
    }

    /// The values of an attribute of all elements a selector finds.
    pub(crate) fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let (html, selector) = (self.html(), parsed(selector));
        let value = |element: ElementRef<'_>| element.value().attr(name).map(str::to_owned);
        html.select(&selector).filter_map(value).collect()
    }

    /// The forms that are sent to the server without a script.
    pub(crate) fn forms(&self) -> Vec<Form> {
        let (html, forms) = (self.html(), parsed("form[method=post][action]"));
        html.select(&forms).map(form).collect()
    }

    /// The cells of a table, row by row.
    pub(crate) fn rows(&self, table: usize) -> Vec<Vec<String>> {
        let html = self.html();
        let (tables, rows, cells) = (parsed("table"), parsed("tr"), parsed("th, td"));
        let table = html.select(&tables).nth(table);
        let table = table.unwrap_or_else(|| panic!("{} has no such table", self.path));
        table
            .select(&rows)
            .map(|row| row.select(&cells).map(words).collect())
            .collect()
    }

    /// A link that leads there.
    pub(crate) fn has_link_to(&self, path: &str) -> &Self {
        let links = self.attributes("a", "href");
        assert!(
            links.iter().any(|link| link == path),
            "{} has no link to {path}, but {links:?}",
            self.path
        );
        self
    }

    fn has(&self, selector: &str, text: &str) -> &Self {
        let found = self.all(selector);
        assert!(
            found.iter().any(|found| found == text),
            "{} has no {selector} “{text}”, but {found:?}",
            self.path
        );
        self
    }

    fn html(&self) -> Html {
        Html::parse_document(&self.text())
    }

    fn reads(&self) -> String {
        words(self.html().root_element())
    }
}

fn form(element: ElementRef<'_>) -> Form {
    let field = |field: ElementRef<'_>| {
        let name = field.value().attr("name")?.to_owned();
        let value = match field.value().name() {
            "textarea" => field.text().collect(),
            _ => field.value().attr("value").unwrap_or_default().to_owned(),
        };
        Some((name, value))
    };
    let named = parsed("input, textarea, select");
    Form {
        action: element
            .value()
            .attr("action")
            .unwrap_or_default()
            .to_owned(),
        fields: element.select(&named).filter_map(field).collect(),
    }
}

fn parsed(selector: &str) -> Selector {
    Selector::parse(selector).unwrap_or_else(|_| panic!("{selector} is no selector"))
}

fn words(element: ElementRef<'_>) -> String {
    element
        .text()
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
