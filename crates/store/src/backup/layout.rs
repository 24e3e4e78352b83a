//! The tables of a schema, read from the migrations themselves: an empty database in memory is brought to
//! that schema and asked. A test elsewhere holds both engines to the same schema, so this is true of both.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use sqlx::{ConnectOptions, SqliteConnection, sqlite::SqliteConnectOptions};

use super::BackupFault;
use crate::migration;

/// The column that leads every key, except of the one table that belongs to no centre.
const CENTRE: &str = "centre_id";

/// What a column holds.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    Integer,
    Text,
    Blob,
}

/// A table: its columns as they were made, and which of them are its key.
pub(crate) struct Table {
    pub(crate) name: String,
    pub(crate) columns: Vec<(String, Kind)>,
    pub(crate) key: Vec<usize>,
}

impl Table {
    /// Which column names the centre.
    pub(crate) fn centre(&self) -> Option<usize> {
        self.columns.iter().position(|(name, _)| name == CENTRE)
    }

    /// All rows, or one centre's, in the order of the key's bytes.
    pub(crate) fn select(&self, by_bytes: &str) -> String {
        let key = self.key.iter().map(|column| {
            let (name, kind) = &self.columns[*column];
            match kind {
                Kind::Text => format!("\"{name}\" collate {by_bytes}"),
                _ => format!("\"{name}\""),
            }
        });
        let key = key.collect::<Vec<_>>().join(", ");
        format!(
            "select {} from \"{}\"{} order by {key}",
            self.names(),
            self.name,
            self.of_centre()
        )
    }

    /// How many rows there are, or how many of one centre.
    pub(crate) fn count(&self) -> String {
        format!("select count(*) from \"{}\"{}", self.name, self.of_centre())
    }

    /// The beginning of a statement that adds rows.
    pub(crate) fn insert(&self) -> String {
        format!("insert into \"{}\" ({}) ", self.name, self.names())
    }

    fn of_centre(&self) -> &'static str {
        if self.centre().is_some() {
            " where centre_id = $1"
        } else {
            ""
        }
    }

    fn names(&self) -> String {
        let names = self.columns.iter().map(|(name, _)| format!("\"{name}\""));
        names.collect::<Vec<_>>().join(", ")
    }
}

/// The tables of this schema, each after those it refers to, and otherwise by name.
pub(crate) async fn of(schema: i64) -> Result<Vec<Table>, BackupFault> {
    let memory = SqliteConnectOptions::new().in_memory(true);
    let mut connection = memory.connect().await?;
    migration::SQLITE.run_to(schema, &mut connection).await?;
    let names = "select name from sqlite_master where type = 'table'
        and name not like 'sqlite%' and name not like '\\_%' escape '\\' order by name";
    let names: Vec<(String,)> = sqlx::query_as(names).fetch_all(&mut connection).await?;
    let mut waiting = Vec::new();
    for (name,) in names {
        let referred = references(&mut connection, &name).await?;
        waiting.push((table(&mut connection, name).await?, referred));
    }
    Ok(in_order(waiting))
}

async fn references(
    connection: &mut SqliteConnection,
    table: &str,
) -> Result<BTreeSet<String>, BackupFault> {
    let to = "select distinct \"table\" from pragma_foreign_key_list($1) where \"table\" <> $1";
    let to: Vec<(String,)> = sqlx::query_as(to).bind(table).fetch_all(connection).await?;
    Ok(to.into_iter().map(|(name,)| name).collect())
}

async fn table(connection: &mut SqliteConnection, name: String) -> Result<Table, BackupFault> {
    let columns = "select name, lower(type), pk from pragma_table_info($1) order by cid";
    let columns: Vec<(String, String, i64)> = sqlx::query_as(columns)
        .bind(&name)
        .fetch_all(connection)
        .await?;
    let mut key: Vec<_> = columns.iter().enumerate().collect();
    key.retain(|(_, (_, _, place))| *place > 0);
    key.sort_by_key(|(_, (_, _, place))| *place);
    let key = key.into_iter().map(|(column, _)| column).collect();
    let columns = columns.into_iter();
    let columns = columns
        .map(|(column, kind, _)| (column, kind_of(&kind)))
        .collect();
    Ok(Table { name, columns, key })
}

fn kind_of(declared: &str) -> Kind {
    match declared {
        "integer" => Kind::Integer,
        "blob" => Kind::Blob,
        kind => {
            assert_eq!(kind, "text", "the portable subset has three kinds");
            Kind::Text
        }
    }
}

fn in_order(mut waiting: Vec<(Table, BTreeSet<String>)>) -> Vec<Table> {
    let mut placed: Vec<Table> = Vec::new();
    while !waiting.is_empty() {
        let next = waiting.iter().position(|(_, referred)| {
            let is_placed = |name: &String| placed.iter().any(|table| table.name == *name);
            referred.iter().all(is_placed)
        });
        let next = next.expect("no table refers to itself through others");
        placed.push(waiting.remove(next).0);
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn every_schema_there_ever_was_can_be_laid_out() {
        for schema in 1..=migration::newest() {
            let tables = of(schema).await.unwrap();
            let place = |name: &str| tables.iter().position(|table| table.name == name).unwrap();
            assert!(place("centres") < place("staff") && place("enquiries") < place("facts"));
            for table in &tables {
                assert!(!table.key.is_empty(), "{} has no key", table.name);
                let belongs_to_all = table.name == "installation";
                assert_eq!(table.centre().is_none(), belongs_to_all, "{}", table.name);
            }
        }
    }
}
