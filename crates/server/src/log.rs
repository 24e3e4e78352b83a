//! The log: one line for each thing an operator should know, on stderr, as text or as JSON.
//!
//! No line holds a visitor's address, a path with an id, or anything somebody wrote. `FYREN_LOG` chooses the
//! level, as in `FYREN_LOG=debug`.

use std::fmt;
use std::io::IsTerminal as _;

use jiff::Timestamp;
use serde_json::{Map, Value};
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::registry::LookupSpan;

use crate::command::Form;

/// Begins to log.
pub(crate) fn start(form: Form) {
    let level = std::env::var("FYREN_LOG").unwrap_or_else(|_| "info".to_owned());
    let filter =
        EnvFilter::try_new(format!("{level},sqlx=warn")).unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_target(false)
        .with_ansi(matches!(form, Form::Text) && std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    // Fails only where a log has begun already.
    let _ = match form {
        Form::Text => lines.try_init(),
        Form::Json => lines.event_format(JsonLines).try_init(),
    };
}

/// One object on each line: `time` in UTC, `level`, `message`, and what else the event names.
struct JsonLines;

impl<S, N> FormatEvent<S, N> for JsonLines
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        _: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let mut line = Line(Map::new());
        event.record(&mut line);
        let level = event.metadata().level().as_str().to_lowercase();
        line.0
            .insert("time".to_owned(), Timestamp::now().to_string().into());
        line.0.insert("level".to_owned(), level.into());
        writeln!(writer, "{}", Value::Object(line.0))
    }
}

struct Line(Map<String, Value>);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.record_str(field, &format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.into());
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.0.insert(field.name().to_owned(), value.into());
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.0.insert(field.name().to_owned(), value.into());
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.0.insert(field.name().to_owned(), value.into());
    }
}
