//! Protection against the audit, against trying every table, against its own mistakes, and on input that is wrong.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::BTreeMap;

use fyren_disclosure::audit::{Claims, Decision, Report};
use fyren_disclosure::protect::{Protected, Table};
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{Value, json};

fn protect(table: &Value) -> Result<Protected, String> {
    protect_text(&table.to_string())
}

fn protect_text(text: &str) -> Result<Protected, String> {
    Table::parse(text)
        .and_then(|table| table.protect())
        .map_err(|fault| fault.to_string())
}

fn audit(claims: &Value) -> Report {
    Claims::parse(&claims.to_string())
        .and_then(|claims| claims.audit())
        .expect("true claims")
}

fn audited(protected: &Protected) -> Report {
    audit(&serde_json::to_value(&protected.claims).unwrap())
}

/// Leaf cells in the order of the last dimension first, with margins `*` only.
fn table(sizes: &[usize], counts: &[i64], policy: &Value) -> Value {
    let dimensions: Vec<Value> = (0..sizes.len())
        .map(|place| {
            let codes: Vec<Value> = (0..sizes[place])
                .map(|code| json!({"code": format!("{}{code}", ["a", "b", "c", "d"][place])}))
                .collect();
            json!({"name": format!("d{place}"), "codes": codes})
        })
        .collect();
    let cells: Vec<Value> = keys(sizes)
        .into_iter()
        .zip(counts)
        .map(|(key, count)| json!({"key": key, "count": count}))
        .collect();
    json!({"policy": policy, "dimensions": dimensions, "cells": cells})
}

fn keys(sizes: &[usize]) -> Vec<Vec<String>> {
    let mut keys = vec![Vec::new()];
    for (place, size) in sizes.iter().enumerate() {
        let longer = keys.iter().flat_map(|key: &Vec<String>| {
            (0..*size).map(move |code| {
                let code = format!("{}{code}", ["a", "b", "c", "d"][place]);
                [key.as_slice(), &[code]].concat()
            })
        });
        keys = longer.collect();
    }
    keys
}

/// What an attacker writes down who sees the released cells alone: not the claims that protection gives out.
fn attack(table: &Value, protected: &Protected) -> Value {
    let above = |dimension: usize, code: &str| -> Vec<String> {
        let codes = table["dimensions"][dimension]["codes"].as_array().unwrap();
        let mut chain = vec![code.to_owned(), "*".to_owned()];
        let mut here = codes.iter().find(|own| own["code"] == code);
        while let Some(parent) = here.and_then(|own| own["parent"].as_str()) {
            chain.push(parent.to_owned());
            here = codes.iter().find(|own| own["code"] == parent);
        }
        chain
    };
    let leaves = table["cells"].as_array().unwrap();
    let key_of = |cell: &Value| -> Vec<String> {
        let key = cell["key"].as_array().unwrap().iter();
        key.map(|code| code.as_str().unwrap().to_owned()).collect()
    };
    let expr = |key: &[String]| -> Value {
        let inside = leaves.iter().map(key_of).filter(|leaf| {
            let mut codes = key.iter().zip(leaf).enumerate();
            codes.all(|(place, (code, own))| above(place, own).contains(code))
        });
        inside
            .map(|leaf| (leaf.join("|"), json!(1)))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    let atoms: Vec<Value> = leaves
        .iter()
        .map(|leaf| json!({"name": key_of(leaf).join("|"), "known_max": leaf["known_max"]}))
        .collect();
    let (mut published, mut targets) = (Vec::new(), Vec::new());
    for cell in &protected.cells {
        match cell.value {
            Some(value) => {
                published.push(json!({"expr": expr(&cell.key), "op": "=", "value": value}))
            }
            None => targets.push(json!({"label": cell.key.join("|"), "expr": expr(&cell.key)})),
        }
    }
    let mut releases = table["earlier"].as_array().cloned().unwrap_or_default();
    releases.push(json!({"id": "now", "published": published}));
    json!({"policy": {"k": 5}, "atoms": atoms, "releases": releases, "targets": targets})
}

fn values(protected: &Protected) -> BTreeMap<String, Option<i64>> {
    let cells = protected.cells.iter();
    cells.map(|cell| (cell.key.join("|"), cell.value)).collect()
}

fn check(table: &Value) -> Protected {
    let protected = protect(table).unwrap();
    assert_eq!(audited(&protected).decision, Decision::Accept, "{table}");
    assert_eq!(
        audit(&attack(table, &protected)).decision,
        Decision::Accept,
        "{table}"
    );
    protected
}

#[test]
fn a_lone_small_cell_gets_another_hidden_beside_it() {
    let protected = check(&table(&[3], &[3, 7, 10], &json!({})));
    let values = values(&protected);
    assert_eq!(values["a0"], None);
    assert_eq!(values["a1"], None);
    assert_eq!(values["a2"], Some(10));
    assert_eq!(values["*"], Some(20));
    let report = serde_json::to_value(&protected.report).unwrap();
    assert_eq!(
        report,
        json!({"cells": 4, "primary": 1, "secondary": 1, "hidden_persons": 10, "witnesses": 3})
    );
}

#[test]
fn zeros_are_hidden_like_other_small_numbers_unless_the_policy_shows_them() {
    let hidden = check(&table(&[3], &[3, 0, 9], &json!({})));
    assert_eq!(values(&hidden)["a1"], None);
    let shown = table(&[4], &[3, 0, 9, 6], &json!({"zeros": "shown"}));
    let shown = values(&check(&shown));
    assert_eq!(
        (shown["a1"], shown["a0"], shown["a3"]),
        (Some(0), None, None)
    );
}

#[test]
fn a_line_in_one_category_is_not_told_even_where_zeros_are_shown() {
    let counts = [12, 0, 0, 0];
    let hidden = values(&check(&table(&[4], &counts, &json!({"zeros": "shown"}))));
    assert!(hidden["a0"].is_none() || hidden["*"].is_none());
    let open = json!({"zeros": "shown", "group": "shown"});
    assert_eq!(values(&check(&table(&[4], &counts, &open)))["a0"], Some(12));
}

#[test]
fn one_kommun_in_a_county_is_hidden_in_both_or_in_none() {
    let table = json!({
        "dimensions": [
            {"name": "kommun", "codes": [
                {"code": "09"}, {"code": "0980", "parent": "09"},
                {"code": "21"}, {"code": "2101", "parent": "21"}, {"code": "2104", "parent": "21"},
            ]},
            {"name": "kind", "codes": ["fgm", "control", "psych"]},
        ],
        "cells": [
            {"key": ["0980", "fgm"], "count": 2}, {"key": ["0980", "control"], "count": 7},
            {"key": ["0980", "psych"], "count": 6}, {"key": ["2101", "fgm"], "count": 9},
            {"key": ["2101", "control"], "count": 14}, {"key": ["2101", "psych"], "count": 8},
            {"key": ["2104", "fgm"], "count": 7}, {"key": ["2104", "control"], "count": 11},
            {"key": ["2104", "psych"], "count": 12},
        ],
    });
    let protected = check(&table);
    let values = values(&protected);
    for kind in ["fgm", "control", "psych", "*"] {
        assert_eq!(
            values[&format!("09|{kind}")],
            values[&format!("0980|{kind}")]
        );
    }
    assert_eq!(values["0980|fgm"], None);
    assert_eq!(protected.cells.len(), 6 * 4);
}

#[test]
fn siblings_of_one_matter_and_children_of_one_school_are_few() {
    let cell = |code: &str, matters: i64, organisations: i64| json!({"key": [code], "count": 7, "matters": matters, "organisations": organisations});
    let of = |cells: Value| {
        let codes = json!(["a", "b", "c"]);
        let table = json!({"dimensions": [{"name": "d", "codes": codes}], "cells": cells});
        protect(&table).unwrap().report.primary
    };
    assert_eq!(
        of(json!([cell("a", 3, 2), cell("b", 3, 2), cell("c", 3, 2)])),
        0
    );
    assert_eq!(
        of(json!([cell("a", 1, 2), cell("b", 3, 2), cell("c", 3, 2)])),
        1
    );
    assert_eq!(
        of(json!([cell("a", 3, 2), cell("b", 3, 1), cell("c", 3, 2)])),
        1
    );
    let margin = json!({"key": ["*"], "matters": 2});
    assert_eq!(
        of(json!([cell("a", 1, 2), cell("b", 1, 2), cell("c", 1, 2)])),
        4
    );
    assert_eq!(
        of(json!([
            cell("a", 3, 2),
            cell("b", 3, 2),
            cell("c", 3, 2),
            margin
        ])),
        1
    );
}

#[test]
fn what_can_hold_few_for_all_that_is_known_is_merged() {
    let table = json!({
        "dimensions": [
            {"name": "age", "codes": ["12", "13", "14"]},
            {"name": "kind", "codes": ["x", "y"]},
        ],
        "cells": [
            {"key": ["12", "x"], "count": 9}, {"key": ["12", "y"], "count": 8},
            {"key": ["13", "x"], "count": 3, "known_max": 3}, {"key": ["13", "y"], "count": 9},
            {"key": ["14", "x"], "count": 6}, {"key": ["14", "y"], "count": 7},
        ],
        "policy": {"coarsen": ["age"]},
    });
    let protected = protect(&table).unwrap();
    assert_eq!(audited(&protected).decision, Decision::Accept);
    assert_eq!(
        serde_json::to_value(&protected.coarsened).unwrap(),
        json!([{"dimension": "age", "codes": ["13", "14"], "into": "13+14"}])
    );
    let codes: Vec<&str> = protected
        .cells
        .iter()
        .map(|cell| cell.key[0].as_str())
        .collect();
    assert!(!codes.contains(&"13") && codes.contains(&"13+14"));
}

#[test]
fn what_merging_cannot_help_is_refused() {
    let table = json!({
        "dimensions": [{"name": "age", "codes": ["12", "13"]}],
        "cells": [{"key": ["12"], "count": 1, "known_max": 2}, {"key": ["13"], "count": 0, "known_max": 2}],
    });
    assert!(protect(&table).unwrap_err().contains("cannot be protected"));
}

#[test]
fn structural_zeros_are_shown_and_help_nobody() {
    let table = json!({
        "dimensions": [{"name": "d", "codes": ["a", "b", "c", "d"]}],
        "cells": [
            {"key": ["a"], "count": 3}, {"key": ["b"], "count": 0, "known_max": 0},
            {"key": ["c"], "count": 8}, {"key": ["d"], "count": 20},
        ],
    });
    let values = values(&check(&table));
    assert_eq!(
        (values["b"], values["a"], values["c"]),
        (Some(0), None, None)
    );
}

fn quarters(earlier: &Value) -> Value {
    json!({
        "dimensions": [{"name": "quarter", "codes": ["q1", "q2", "q3", "q4"]}],
        "cells": [
            {"key": ["q1"], "count": 8}, {"key": ["q2"], "count": 7},
            {"key": ["q3"], "count": 9}, {"key": ["q4"], "count": 1},
        ],
        "earlier": earlier,
    })
}

#[test]
fn what_was_released_before_is_known() {
    let earlier = json!([{"id": "half", "published": [{"expr": {"q3": 1, "q4": 1}, "op": "=", "value": 10}]}]);
    let with = protect(&quarters(&earlier)).unwrap();
    assert_eq!(audited(&with).decision, Decision::Accept);
    let values = values(&with);
    assert_eq!((values["q4"], values["q3"]), (None, None));
    assert_eq!(
        values["q1"].and(values["q2"]),
        Some(7),
        "nothing else needs to be hidden"
    );
    // A whole document of claims is taken as well, and says the same.
    let claims = json!([{"policy": {}, "atoms": [], "releases": earlier, "targets": []}]);
    assert_eq!(protect(&quarters(&claims)).unwrap(), with);
}

#[test]
fn a_dropped_earlier_release_is_caught_by_the_audit() {
    let earlier =
        json!([{"id": "e", "published": [{"expr": {"q4": 1, "q1": 1}, "op": "=", "value": 9}]}]);
    let without = protect(&quarters(&json!([]))).unwrap();
    let mut table = quarters(&json!([]));
    assert_eq!(audit(&attack(&table, &without)).decision, Decision::Accept);
    table["earlier"] = earlier;
    assert_eq!(audit(&attack(&table, &without)).decision, Decision::Reject);
    check(&table);
}

#[test]
fn what_cannot_be_unsaid_is_refused() {
    let earlier = json!([{"id": "e", "published": [{"expr": {"q4": 1}, "op": "=", "value": 1}]}]);
    let fault = protect(&quarters(&earlier)).unwrap_err();
    assert!(
        fault.contains("q4") && fault.contains("cannot be protected"),
        "{fault}"
    );
}

#[test]
fn a_forgotten_margin_is_caught_by_the_audit() {
    let counts = [3, 8, 20, 6, 9, 14, 7, 12, 30];
    let of = table(&[3, 3], &counts, &json!({}));
    let mut protected = check(&of);
    let cells = &mut protected.cells;
    let hidden = cells
        .iter_mut()
        .find(|cell| cell.value.is_none() && cell.key != ["a0", "b0"]);
    let hidden = hidden.unwrap();
    let code = |place: usize| hidden.key[place][1..].parse::<usize>().unwrap();
    hidden.value = Some(counts[code(0) * 3 + code(1)]);
    assert_eq!(audit(&attack(&of, &protected)).decision, Decision::Reject);
}

#[test]
fn a_skipped_dimension_is_caught_by_the_audit() {
    // Each age by itself is safe; with the sum over ages beside it is not.
    let counts = [3, 6, 9, 7, 8, 9, 11, 12, 13, 14, 15, 16];
    let of = table(&[2, 2, 3], &counts, &json!({}));
    let whole = check(&of);
    let mut naive = whole.clone();
    for cell in &mut naive.cells {
        let codes: Vec<Option<usize>> = cell
            .key
            .iter()
            .map(|code| code[1..].parse::<usize>().ok())
            .collect();
        let inside = keys(&[2, 2, 3]).into_iter().zip(counts).filter(|(key, _)| {
            cell.key
                .iter()
                .zip(key)
                .all(|(code, own)| code == "*" || code == own)
        });
        let is_hidden =
            codes[0] == Some(0) && codes[1].is_some() && codes[2].is_some_and(|c| c < 2);
        cell.value = (!is_hidden).then(|| inside.map(|(_, count)| count).sum());
    }
    assert_eq!(audit(&attack(&of, &naive)).decision, Decision::Reject);
}

#[test]
fn larger_cells_may_be_left_free() {
    let counts = [3, 8, 20, 6, 9, 14, 7, 12, 30];
    let free = protect(&table(&[3, 3], &counts, &json!({"larger": "free"}))).unwrap();
    assert_eq!(audited(&free).decision, Decision::Accept);
    let all = check(&table(&[3, 3], &counts, &json!({})));
    assert!(free.report.secondary <= all.report.secondary);
}

fn told(change: &str, with: &str) -> String {
    let text = quarters(&json!([])).to_string();
    let changed = text.replacen(change, with, 1);
    assert_ne!(text, changed, "{change}");
    protect_text(&changed).unwrap_err()
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let place = |fault: &str| {
        let mut parts = fault.splitn(3, ':');
        let number = |part: Option<&str>| part.and_then(|part| part.parse::<usize>().ok());
        assert!(
            number(parts.next()).is_some() && number(parts.next()).is_some(),
            "{fault}"
        );
    };
    let wrong = [
        ("\"count\":8", "\"count\":-8", "negative"),
        ("\"count\":8", "\"count\":8.5", "whole number"),
        ("\"count\":8", "\"count\":NaN", "not JSON"),
        ("\"count\":8", "\"count\":1e3", "exponent"),
        ("\"count\":8", "\"count\":123456789012345678901", "digits"),
        (
            "\"count\":8",
            "\"count\":8,\"known_max\":7",
            "more than the known_max",
        ),
        ("\"count\":8", "\"count\":\"8\"", "a number was expected"),
        ("\"count\":8,", "", "\"count\" is missing"),
        ("[\"q2\"]", "[\"q1\"]", "twice"),
        ("[\"q2\"]", "[\"q9\"]", "no code"),
        ("[\"q2\"]", "[\"q2\",\"q3\"]", "one code for each"),
        (
            "[\"q1\",\"q2\"",
            "[{\"code\":\"q1\",\"parent\":\"h1\"},\"q2\"",
            "no code of this dimension",
        ),
        (
            "[\"q1\",\"q2\"",
            "[{\"code\":\"h\",\"parent\":\"g\"},{\"code\":\"g\",\"parent\":\"h\"},\"q1\",\"q2\"",
            "above itself",
        ),
        ("[\"q1\",\"q2\"", "[\"q1\",\"q1\",\"q2\"", "twice"),
        ("[\"q1\",\"q2\"", "[\"q|1\",\"q2\"", "holds"),
        (
            "\"earlier\":[]",
            "\"earlier\":[{\"id\":\"e\"}]",
            "\"published\" is missing",
        ),
        ("\"earlier\":[]", "\"policy\":{\"kk\":5}", "not known"),
        ("\"earlier\":[]", "\"policy\":{\"k\":0}", "at least 1"),
        (
            "\"earlier\":[]",
            "\"policy\":{\"method\":\"round\"}",
            "suppress",
        ),
    ];
    for (change, with, said) in wrong {
        let fault = told(change, with);
        place(&fault);
        assert!(fault.contains(said), "{fault}");
    }
    let fault = protect_text("{\n \"cells\": [,]}").unwrap_err();
    assert!(fault.starts_with("2:12: not JSON"), "{fault}");
    let fault = protect_text("{\"dimensions\":\n  [],\"cells\":[]}").unwrap_err();
    assert!(fault.starts_with("2:3: one to four dimensions"), "{fault}");
}

#[test]
fn an_earlier_release_that_the_table_contradicts_is_told() {
    let earlier =
        json!([{"id": "e", "published": [{"expr": {"q1": 1, "q2": 1}, "op": "=", "value": 16}]}]);
    let fault = protect(&quarters(&earlier)).unwrap_err();
    assert!(
        fault.contains("it says = 16, the table gives 15"),
        "{fault}"
    );
}

#[test]
fn more_cells_than_can_be_taken_are_refused() {
    let codes = |letter: &str| -> Vec<String> {
        (0..1_500).map(|code| format!("{letter}{code}")).collect()
    };
    let fault = protect(&json!({
        "dimensions": [{"name": "x", "codes": codes("x")}, {"name": "y", "codes": codes("y")}],
        "cells": [],
    }));
    assert!(
        fault
            .unwrap_err()
            .contains("at most 100000 cells with all margins")
    );
}

/// All tables of the sizes that agree with what is published, by trying: the least and most of each hidden cell.
fn tried(sizes: &[usize], protected: &Protected, most: i64) -> BTreeMap<String, (i64, i64)> {
    let keys = keys(sizes);
    let inside = |key: &[String]| -> Vec<usize> {
        let matches = |leaf: &[String]| {
            key.iter()
                .zip(leaf)
                .all(|(code, own)| code == "*" || code == own)
        };
        (0..keys.len())
            .filter(|leaf| matches(&keys[*leaf]))
            .collect()
    };
    let cells: Vec<(String, Vec<usize>, Option<i64>)> = protected
        .cells
        .iter()
        .map(|cell| (cell.key.join("|"), inside(&cell.key), cell.value))
        .collect();
    let mut ends = BTreeMap::new();
    let mut point = vec![0_i64; keys.len()];
    loop {
        let sum = |leaves: &[usize]| leaves.iter().map(|leaf| point[*leaf]).sum::<i64>();
        if cells
            .iter()
            .all(|(_, leaves, value)| value.is_none_or(|value| value == sum(leaves)))
        {
            for (name, leaves, _) in cells.iter().filter(|cell| cell.2.is_none()) {
                let value = sum(leaves);
                let end = ends.entry(name.clone()).or_insert((value, value));
                *end = (end.0.min(value), end.1.max(value));
            }
        }
        let Some(place) = point.iter().position(|value| *value < most) else {
            return ends;
        };
        point[place] += 1;
        point[..place].fill(0);
    }
}

fn any_table() -> impl Strategy<Value = (Vec<usize>, Vec<i64>, &'static str)> {
    let sizes = select(vec![
        vec![5],
        vec![3, 4],
        vec![4, 4],
        vec![2, 3, 3],
        vec![3, 3, 2],
        vec![2, 2, 2, 2],
        vec![3, 2, 2, 2],
    ]);
    sizes.prop_flat_map(|sizes| {
        let leaves = sizes.iter().product::<usize>();
        let count = prop_oneof![3 => 0_i64..5, 2 => 5_i64..15, 1 => 15_i64..60];
        (
            Just(sizes),
            vec(count, leaves),
            select(vec!["hidden", "shown"]),
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_table_tells_too_much(of in any_table()) {
        let (sizes, counts, zeros) = of;
        let table = table(&sizes, &counts, &json!({"zeros": zeros}));
        let protected = check(&table);
        prop_assert_eq!(protect(&table).unwrap(), protected);
    }

    #[test]
    fn trying_every_small_table_finds_both_ends(counts in vec(0_i64..7, 4)) {
        let table = table(&[2, 2], &counts, &json!({}));
        let protected = check(&table);
        for (cell, (least, most)) in tried(&[2, 2], &protected, 13) {
            prop_assert!(least == 0 && most >= 5, "{cell}: {least} to {most} of {table}");
        }
    }

    #[test]
    fn no_table_with_a_past_tells_too_much(
        first in vec(0_i64..12, 12), more in vec(0_i64..3, 12),
    ) {
        // The same places a year later: what was protected then is published, and known now.
        let then = protect(&table(&[3, 4], &first, &json!({}))).unwrap();
        let years = json!({"name": "year", "codes": ["then", "later"]});
        let mut now = table(&[3, 4], &first, &json!({}));
        now["dimensions"].as_array_mut().unwrap().push(years);
        let mut cells = Vec::new();
        for (key, (first, more)) in keys(&[3, 4]).iter().zip(first.iter().zip(&more)) {
            for (year, count) in [("then", first), ("later", more)] {
                cells.push(json!({"key": [key[0], key[1], year], "count": count}));
            }
        }
        now["cells"] = cells.into();
        let published: Vec<Value> = then
            .cells
            .iter()
            .filter_map(|cell| {
                let inside = keys(&[3, 4]).into_iter().filter(|leaf| {
                    cell.key.iter().zip(leaf).all(|(code, own)| code == "*" || code == own)
                });
                let expr: serde_json::Map<String, Value> =
                    inside.map(|leaf| (format!("{}|then", leaf.join("|")), json!(1))).collect();
                cell.value.map(|value| json!({"expr": expr, "op": "=", "value": value}))
            })
            .collect();
        now["earlier"] = json!([{"id": "then", "published": published}]);
        // Some cannot be protected any more, and are refused; what is given out is safe.
        if let Ok(protected) = protect(&now) {
            prop_assert_eq!(audited(&protected).decision, Decision::Accept);
            prop_assert_eq!(audit(&attack(&now, &protected)).decision, Decision::Accept);
        }
    }

    #[test]
    fn no_bytes_stop_the_reader(text in "[\\[\\]{}\":,0-9a-z*|.\\\\u-]{0,60}") {
        let _ = protect_text(&text);
    }
}
