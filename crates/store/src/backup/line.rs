//! The lines of a backup: a header, a line for each row, a trailer. Each is JSON by itself.

use data_encoding::BASE64;
use serde::{Deserialize, Serialize, Serializer};

use super::layout::{Kind, Table};

/// The first line: what the backup is of.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// Version of the form of the lines.
    #[serde(rename = "fyren-backup")]
    pub form: u32,
    /// Number of the newest migration the rows went through.
    pub schema: i64,
    /// When, in UTC, as in `2026-11-30T02:00:00Z`.
    pub made_at: String,
    /// Fingerprint of the server's keys that the rows belong to.
    pub keys: String,
    /// The centres.
    pub centres: Vec<String>,
    /// The tables, in the order of their rows.
    pub tables: Vec<TableOf>,
}

/// What the header says of one table.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct TableOf {
    /// Its name.
    pub name: String,
    /// Its columns, in the order of a row's values: `integer`, `text`, or `blob`.
    pub(crate) columns: Vec<(String, Kind)>,
    /// How many rows follow.
    pub rows: u64,
}

impl Header {
    /// How many rows follow in all.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }

    /// Whether the tables are these, column by column.
    pub(crate) fn is_of(&self, tables: &[Table]) -> bool {
        self.tables.len() == tables.len()
            && self
                .tables
                .iter()
                .zip(tables)
                .all(|(said, table)| said.name == table.name && said.columns == table.columns)
    }
}

/// The last line: what was written before it.
#[derive(Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Trailer {
    /// How many rows there were in all.
    pub(super) rows: u64,
    /// Of every byte before this line, in hexadecimal digits.
    pub(super) sha256: String,
}

/// A column of a row.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Value {
    Null,
    Integer(i64),
    Text(String),
    Blob(Vec<u8>),
}

impl Value {
    /// Roughly what it takes.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Null | Self::Integer(_) => 8,
            Self::Text(text) => text.len(),
            Self::Blob(bytes) => bytes.len(),
        }
    }

    fn read(kind: Kind, json: serde_json::Value) -> Option<Self> {
        use serde_json::Value as Json;
        match (kind, json) {
            (_, Json::Null) => Some(Self::Null),
            (Kind::Integer, Json::Number(number)) => number.as_i64().map(Self::Integer),
            (Kind::Text, Json::String(text)) => Some(Self::Text(text)),
            (Kind::Blob, Json::String(text)) => BASE64.decode(text.as_bytes()).ok().map(Self::Blob),
            _ => None,
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_none(),
            Self::Integer(number) => serializer.serialize_i64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Blob(bytes) => serializer.serialize_str(&BASE64.encode(bytes)),
        }
    }
}

/// Reads a row's line: the name of its table, then its values.
pub(super) fn row(table: &Table, line: &[u8]) -> Option<Vec<Value>> {
    let (name, values): (String, Vec<serde_json::Value>) = serde_json::from_slice(line).ok()?;
    if name != table.name || values.len() != table.columns.len() {
        return None;
    }
    let columns = table.columns.iter().map(|(_, kind)| *kind);
    columns
        .zip(values)
        .map(|(kind, value)| Value::read(kind, value))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pets() -> Table {
        let columns = [
            ("name", Kind::Text),
            ("age", Kind::Integer),
            ("face", Kind::Blob),
        ];
        Table {
            name: "pets".into(),
            columns: columns.map(|(name, kind)| (name.into(), kind)).into(),
            key: vec![0],
        }
    }

    #[test]
    fn a_row_reads_back_as_it_was_written() {
        let values = vec![
            Value::Text("Missan \"å\"\n".into()),
            Value::Integer(i64::MAX),
            Value::Blob(vec![0, 255]),
        ];
        let line = serde_json::to_vec(&("pets", &values)).unwrap();
        assert_eq!(row(&pets(), &line), Some(values));
        let nothing = br#"["pets",["",-1,null]]"#;
        let last = row(&pets(), nothing).unwrap().pop();
        assert_eq!(last, Some(Value::Null));
    }

    #[test]
    fn a_row_of_another_shape_is_none() {
        for line in [
            r#"["cats",["a",1,""]]"#,
            r#"["pets",["a",1]]"#,
            r#"["pets",["a",1.5,""]]"#,
            r#"["pets",["a","1",""]]"#,
            r#"["pets",["a",1,"?"]]"#,
            r#"["pets",["a",1,""]"#,
        ] {
            assert_eq!(row(&pets(), line.as_bytes()), None, "{line}");
        }
    }
}
