//! `docs/data-life.md` has a row for every column that the migrations make, and none for one that
//! is not there: whoever asks what we keep finds all of it.

use std::collections::BTreeSet;

use super::{Fault, Tree};

const DOCUMENT: &str = "docs/data-life.md";

/// Columns without a row, and rows without a column.
pub(super) fn faults(tree: &Tree) -> Vec<Fault> {
    let migrations = tree.under("crates/store/migrations/sqlite/");
    let columns = columns(migrations.map(|migration| migration.text.as_str()));
    let rows: BTreeSet<String> = tree
        .file(DOCUMENT)
        .map(|document| rows(&document.text))
        .unwrap_or_default();
    let missing = columns
        .difference(&rows)
        .map(|column| (column, "has no row"));
    let stale = rows
        .difference(&columns)
        .map(|row| (row, "is not in the migrations"));
    missing
        .chain(stale)
        .map(|(name, reason)| Fault::new(DOCUMENT, format!("`{name}` {reason}")))
        .collect()
}

/// `table.column` of what the migrations make, add and rename, in their order.
fn columns<'a>(migrations: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    let mut columns = BTreeSet::new();
    for sql in migrations {
        let lines = sql
            .lines()
            .map(|line| line.split("--").next().unwrap_or(line));
        let sql = lines.collect::<Vec<_>>().join(" ");
        for statement in sql.split(';') {
            let statement = statement.to_lowercase();
            if let Some((from, to)) = renamed(&statement) {
                let moved = |column: String| match column.strip_prefix(&from) {
                    Some(rest) if rest.is_empty() || from.ends_with('.') => format!("{to}{rest}"),
                    _ => column,
                };
                columns = columns.into_iter().map(moved).collect();
            }
            columns.extend(statement_columns(&statement));
        }
    }
    columns
}

/// What a statement gives another name, and which: `table.` or `table.column`.
fn renamed(statement: &str) -> Option<(String, String)> {
    let words: Vec<&str> = statement.split_whitespace().collect();
    match words.as_slice() {
        ["alter", "table", from, "rename", "to", to] => {
            Some((format!("{from}."), format!("{to}.")))
        }
        ["alter", "table", table, "rename", "column", from, "to", to] => {
            Some((format!("{table}.{from}"), format!("{table}.{to}")))
        }
        _ => None,
    }
}

fn statement_columns(statement: &str) -> Vec<String> {
    let words: Vec<&str> = statement.split_whitespace().collect();
    match words.as_slice() {
        ["create", "table", ..] => {
            let Some((head, body)) = statement.split_once('(') else {
                return Vec::new();
            };
            let table = head.split_whitespace().last().unwrap_or_default();
            top_level(body)
                .into_iter()
                .filter_map(|part| column_name(&part).map(|column| format!("{table}.{column}")))
                .collect()
        }
        ["alter", "table", table, "add", "column", column, ..] => vec![format!("{table}.{column}")],
        _ => Vec::new(),
    }
}

/// The parts between commas that stand in no further bracket.
fn top_level(body: &str) -> Vec<String> {
    let mut depth = 0;
    let mut parts = vec![String::new()];
    for sign in body.chars() {
        match sign {
            '(' => depth += 1,
            ')' if depth == 0 => break,
            ')' => depth -= 1,
            ',' if depth == 0 => parts.push(String::new()),
            _ => {}
        }
        if let Some(part) = parts.last_mut().filter(|_| sign != ',' || depth > 0) {
            part.push(sign);
        }
    }
    parts
}

fn column_name(part: &str) -> Option<&str> {
    let name = part.split_whitespace().next()?.trim_matches('"');
    let constraint = ["primary", "foreign", "unique", "check", "constraint"];
    (!constraint.iter().any(|word| name.starts_with(word))).then_some(name)
}

/// What stands in backticks in the first cell of each row.
fn rows(document: &str) -> BTreeSet<String> {
    document
        .lines()
        .filter_map(|line| line.strip_prefix('|')?.split('|').next())
        .flat_map(|cell| {
            cell.split('`')
                .skip(1)
                .step_by(2)
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .filter(|name| name.contains('.'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_read_and_constraints_are_not() {
        let sql = "create table wraps (\n  centre_id text not null, -- whose\n  kind text check (kind in ('a', 'b')),\n  primary key (centre_id, kind)\n) strict;\nalter table wraps add column wrap blob;";
        let found: Vec<_> = columns([sql].into_iter()).into_iter().collect();
        assert_eq!(found, ["wraps.centre_id", "wraps.kind", "wraps.wrap"]);
    }

    #[test]
    fn what_is_renamed_is_known_by_its_last_name() {
        let made = "create table wraps (kind text, kinds text);";
        let renamed =
            "alter table wraps rename to locks; alter table locks rename column kind to sort;";
        let found: Vec<_> = columns([made, renamed].into_iter()).into_iter().collect();
        assert_eq!(found, ["locks.kinds", "locks.sort"]);
    }

    #[test]
    fn a_row_may_name_several_columns() {
        let rows = rows("| `wraps.kind`, `wraps.wrap` | x |\n| other | `not.this` |");
        assert_eq!(
            rows.into_iter().collect::<Vec<_>>(),
            ["wraps.kind", "wraps.wrap"]
        );
    }
}
