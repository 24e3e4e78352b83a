//! The audit against worked examples, against trying every point, and against input that is wrong.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use fyren_disclosure::audit::{Claims, Decision, Report, Verdict};
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{Value, json};

const EXAMPLES: &str = include_str!("audit-examples.json");

fn audit(claims: &Value) -> Result<Report, String> {
    Claims::parse(&claims.to_string())
        .and_then(|claims| claims.audit())
        .map_err(|fault| fault.to_string())
}

fn answer(claims: &Value) -> Value {
    serde_json::to_value(audit(claims).expect("sound claims")).expect("a report is JSON")
}

fn equal(expr: &Value, value: i64) -> Value {
    json!({"expr": expr, "op": "=", "value": value})
}

fn claims(atoms: &[&str], releases: &[Vec<Value>], targets: &[Value]) -> Value {
    let atoms: Vec<Value> = atoms.iter().map(|name| json!({"name": name})).collect();
    let release = |(place, published)| json!({"id": format!("r{place}"), "published": published});
    let target = |expr: &Value| json!({"label": expr.to_string(), "expr": expr});
    json!({
        "policy": {"k": 5},
        "atoms": atoms,
        "releases": (1..).zip(releases).map(release).collect::<Vec<_>>(),
        "targets": targets.iter().map(target).collect::<Vec<_>>(),
    })
}

fn intervals(claims: &Value) -> Vec<Value> {
    let answer = answer(claims);
    let targets = answer["targets"].as_array().expect("a list");
    let all = targets.iter().map(|target| {
        assert_eq!(target.get("proven"), None, "{target}");
        json!([target["interval"], target["verdict"]])
    });
    all.collect()
}

fn check_example(case: &Value, releases: &Value, targets: &Value) -> Value {
    let answer = answer(&json!({
        "policy": case["policy"], "atoms": case["atoms"], "releases": releases, "targets": targets,
    }));
    for (found, right) in answer["targets"]
        .as_array()
        .unwrap()
        .iter()
        .zip(targets.as_array().unwrap())
    {
        assert_eq!(found["label"], right["label"], "{}", case["id"]);
        assert_eq!(
            found["interval"], right["int_interval"],
            "{} {found}",
            case["id"]
        );
        assert_eq!(found["verdict"], right["verdict"], "{} {found}", case["id"]);
        assert_eq!(found.get("proven"), None, "{} {found}", case["id"]);
    }
    answer
}

#[test]
fn the_worked_examples_come_out_as_worked() {
    let examples: Value = serde_json::from_str(EXAMPLES).unwrap();
    for case in examples["cases"].as_array().unwrap() {
        let answer = check_example(case, &case["releases"], &case["targets"]);
        assert_eq!(
            answer["decision"], case["expected_decision"],
            "{}",
            case["id"]
        );
        if case["ledger_steps"].is_array() {
            assert_eq!(answer["ledger"], case["ledger_steps"], "{}", case["id"]);
        }
        let safe = &case["safe_alternative"];
        if safe.is_object() {
            let answer = check_example(case, &safe["releases"], &safe["targets"]);
            assert_eq!(answer["decision"], "accept", "{}", case["id"]);
        }
    }
}

#[test]
fn forgetting_an_earlier_release_would_let_a_bad_one_pass() {
    let examples: Value = serde_json::from_str(EXAMPLES).unwrap();
    let case = |id: &str| {
        let cases = examples["cases"].as_array().unwrap();
        cases.iter().find(|case| case["id"] == id).unwrap().clone()
    };
    for id in ["A08", "A10"] {
        let mut case = case(id);
        assert_eq!(audit(&case).unwrap().decision, Decision::Reject);
        case["releases"].as_array_mut().unwrap().remove(0);
        assert_eq!(audit(&case).unwrap().decision, Decision::Accept, "{id}");
    }
}

#[test]
fn atoms_without_limits_have_intervals_without_end() {
    let claims = claims(
        &["a", "b", "free"],
        &[vec![equal(&json!({"a": 1, "b": -1}), 3)]],
        &[
            json!({"a": 1}),
            json!({"b": 1}),
            json!({"a": 1, "b": 1}),
            json!({"a": 1, "b": -1}),
            json!({"a": -1}),
            json!({"free": 1}),
            json!({"free": 0.5, "a": 1}),
            json!({"free": 1, "a": -1}),
        ],
    );
    assert_eq!(
        json!(intervals(&claims)),
        json!([
            [[3, null], "existence"],
            [[0, null], "ok"],
            [[3, null], "existence"],
            [[3, 3], "exact"],
            [[null, -3], "too_narrow"],
            [[0, null], "ok"],
            [[3, null], "existence"],
            [[null, null], "ok"],
        ])
    );
}

#[test]
fn what_only_whole_numbers_show_is_found() {
    // In fractions a could be 2.5, and every pair 0.5.
    let narrow = claims(
        &["a", "b", "c"],
        &[vec![
            equal(&json!({"a": 2, "b": 2, "c": 1}), 6),
            json!({"expr": {"a": 1, "b": 1, "c": -1}, "op": "<=", "value": 1.75}),
            json!({"expr": {"c": 3}, "op": ">=", "value": 0.1}),
        ]],
        &[json!({"a": 1}), json!({"c": 1})],
    );
    assert_eq!(
        json!(intervals(&narrow)),
        json!([[[0, 2], "too_narrow"], [[2, 6], "existence"]])
    );
    let odd = claims(
        &["a", "b", "c"],
        &[
            vec![
                equal(&json!({"a": 1, "b": 1}), 1),
                equal(&json!({"b": 1, "c": 1}), 1),
            ],
            vec![equal(&json!({"a": 1, "c": 1}), 1)],
        ],
        &[json!({"a": 1})],
    );
    let fault = audit(&odd).unwrap_err();
    assert_eq!(
        fault,
        "releases[1].published[0]: release \"r2\" is contradictory from here: no whole numbers satisfy this \
         together with releases[0].published[0], releases[0].published[1]"
    );
}

#[test]
fn decimal_targets_have_decimal_ends() {
    let claims = claims(
        &["a", "b"],
        &[vec![equal(&json!({"a": 1, "b": 1}), 5)]],
        &[
            json!({"a": 0.5}),
            json!({"a": 0.1, "b": -0.2}),
            json!({"a": 0}),
        ],
    );
    assert_eq!(
        json!(intervals(&claims)),
        json!([
            [[0, 2.5], "too_narrow"],
            [[-1, 0.5], "too_narrow"],
            [[0, 0], "exact"],
        ])
    );
}

#[test]
fn a_policy_may_leave_out_what_is_usual() {
    let mut claims = claims(
        &["a", "b"],
        &[vec![equal(&json!({"a": 1, "b": 1}), 5)]],
        &[json!({"a": 1})],
    );
    assert_eq!(audit(&claims).unwrap().decision, Decision::Accept);
    claims["policy"] = json!({"k": 6});
    assert_eq!(
        audit(&claims).unwrap().targets[0].verdict,
        Verdict::TooNarrow
    );
    claims["policy"] = json!({"k": 6, "require": {"hi_min": 4.5}});
    assert_eq!(audit(&claims).unwrap().decision, Decision::Accept);
    claims.as_object_mut().unwrap().remove("policy");
    assert_eq!(audit(&claims).unwrap().decision, Decision::Accept);
}

#[test]
fn atoms_that_no_statement_tells_apart_keep_their_own_limits() {
    let mut claims = claims(
        &["a", "b", "c"],
        &[vec![equal(&json!({"a": 1, "b": 1, "c": 1}), 12)]],
        &[json!({"a": 1}), json!({"c": 1}), json!({"a": 1, "b": 1})],
    );
    claims["atoms"][0]["known_max"] = json!(3);
    claims["atoms"][1]["known_max"] = json!(4);
    assert_eq!(
        json!(intervals(&claims)),
        json!([
            [[0, 3], "too_narrow"],
            [[5, 12], "existence"],
            [[0, 7], "ok"]
        ])
    );
}

fn bad(change: impl FnOnce(&mut Value)) -> String {
    let mut claims = claims(
        &["a", "b"],
        &[
            vec![equal(&json!({"a": 1, "b": 1}), 5)],
            vec![equal(&json!({"a": 1}), 2)],
        ],
        &[json!({"a": 1})],
    );
    change(&mut claims);
    audit(&claims).expect_err("bad claims")
}

#[test]
fn what_is_no_claim_is_told_with_its_path() {
    for (path, value, said) in [
        ("/atoms", json!({}), "atoms: must be a list"),
        (
            "/atoms/1/name",
            json!("a"),
            "atoms[1].name: \"a\" stands at atoms[0].name already",
        ),
        ("/atoms/1", json!({}), "atoms[1].name: is missing"),
        ("/atoms/1", json!(7), "atoms[1].name: is missing"),
        (
            "/atoms/0",
            json!({"name": "a", "known_max": -1}),
            "atoms[0].known_max: must not be negative",
        ),
        (
            "/atoms/0",
            json!({"name": "a", "known_max": 2.5}),
            "atoms[0].known_max: must be a whole number",
        ),
        (
            "/atoms/0",
            json!({"name": "a", "known_max": "2"}),
            "atoms[0].known_max: must be a number",
        ),
        (
            "/atoms/0",
            json!({"name": "a", "known_max": 1e13}),
            "atoms[0].known_max: is too large: at most 1000000000000",
        ),
        ("/releases", Value::Null, "releases: is missing"),
        (
            "/releases/1/id",
            json!("r1"),
            "releases[1].id: \"r1\" stands at releases[0].id already",
        ),
        (
            "/releases/1/id",
            json!(2026),
            "releases[1].id: must be a text",
        ),
        (
            "/releases/1/published",
            json!("x"),
            "releases[1].published: must be a list",
        ),
        (
            "/releases/1/published/0/expr",
            json!({}),
            "releases[1].published[0].expr: is empty: name at least one atom",
        ),
        (
            "/releases/1/published/0/expr",
            json!([1]),
            "releases[1].published[0].expr: must be an object of atoms",
        ),
        (
            "/releases/1/published/0/expr",
            json!({"z": 1}),
            "releases[1].published[0].expr: names \"z\", which is none of the atoms",
        ),
        (
            "/releases/1/published/0/expr/a",
            json!("1"),
            "releases[1].published[0].expr[\"a\"]: must be a number",
        ),
        (
            "/releases/1/published/0/expr/a",
            json!(0.1234567890123),
            "releases[1].published[0].expr[\"a\"]: has too many digits: at most 15, and 12 of them decimals",
        ),
        (
            "/releases/1/published/0/op",
            json!("=="),
            "releases[1].published[0].op: must be \"=\", \"<=\" or \">=\"",
        ),
        (
            "/releases/1/published/0/value",
            json!(1e300),
            "releases[1].published[0].value: is too large: at most 1000000000000",
        ),
        (
            "/releases/1/published/0/value",
            json!(null),
            "releases[1].published[0].value: is missing",
        ),
        (
            "/releases/1/published/0/expr",
            json!({"a": 1e12, "b": 1e-12}),
            "releases[1].published[0]: the numbers differ too much in size to be reckoned with exactly",
        ),
        (
            "/targets/0/label",
            json!(null),
            "targets[0].label: is missing",
        ),
        (
            "/targets/0/expr",
            json!({"z": 1}),
            "targets[0].expr: names \"z\", which is none of the atoms",
        ),
        ("/policy", json!(5), "policy: must be an object"),
        ("/policy/k", json!(-5), "policy.k: must not be negative"),
        (
            "/policy",
            json!({"require": []}),
            "policy.require: must be an object",
        ),
        (
            "/policy",
            json!({"require": {"hi_min": "5"}}),
            "policy.require.hi_min: must be a number",
        ),
        (
            "/releases/1/published/0/value",
            json!(6),
            "releases[1].published[0]: release \"r2\" is contradictory from here: no whole numbers satisfy this together with releases[0].published[0]",
        ),
        (
            "/releases/1/published/0/value",
            json!(1.5),
            "releases[1].published[0]: release \"r2\" is contradictory from here: no whole numbers within the known limits satisfy this",
        ),
        (
            "/releases/1/published/0/expr",
            json!({"a": 0}),
            "releases[1].published[0]: release \"r2\" is contradictory from here: no whole numbers within the known limits satisfy this",
        ),
    ] {
        let fault = bad(|claims| *claims.pointer_mut(path).unwrap() = value.clone());
        assert_eq!(fault, said, "{path} {value}");
    }
}

#[test]
fn what_is_no_json_is_told_with_line_and_column() {
    for (text, said) in [
        ("", "1:1: EOF while parsing a value"),
        ("{\"atoms\":\n  [NaN]}", "2:4: expected value"),
        (
            "{\"atoms\": [],\n \"atoms\": []}",
            "2:8: \"atoms\" stands twice",
        ),
        ("{\"k\": 1e999}", "1:11: number out of range"),
        ("[1] 2", "1:5: trailing characters"),
        ("7", "the whole: must be an object"),
    ] {
        assert_eq!(Claims::parse(text).unwrap_err().to_string(), said, "{text}");
    }
    let deep = format!("{}1", "[".repeat(100_000));
    let fault = Claims::parse(&deep).unwrap_err().to_string();
    assert_eq!(fault, "1:128: recursion limit exceeded");
}

#[test]
fn more_than_can_be_taken_is_refused() {
    let atoms: Vec<Value> = (0..=100_000)
        .map(|name| json!({"name": name.to_string()}))
        .collect();
    let fault = bad(|claims| claims["atoms"] = json!(atoms));
    assert_eq!(fault, "atoms: are too many: at most 100000 atoms");
    let statement = equal(&json!({"a": 1}), 2);
    let fault = bad(|claims| claims["releases"][1]["published"] = json!(vec![statement; 100_000]));
    assert_eq!(
        fault,
        "releases[1].published: are too many: at most 100000 statements in all"
    );
    let target = json!({"label": "", "expr": {"a": 1}});
    let fault = bad(|claims| claims["targets"] = json!(vec![target; 100_001]));
    assert_eq!(fault, "targets: are too many: at most 100000 targets");
}

/// Twentieths, so that trying every point needs no float.
const UNIT: i64 = 20;

#[derive(Clone, Debug)]
struct System {
    caps: Vec<i64>,
    statements: Vec<(Vec<i64>, &'static str, i64)>,
    releases: usize,
    targets: Vec<Vec<i64>>,
}

fn decimal(twentieths: i64) -> Value {
    if twentieths % UNIT == 0 {
        json!(twentieths / UNIT)
    } else {
        json!(twentieths as f64 / UNIT as f64)
    }
}

fn sum(expr: &[i64], point: &[i64]) -> i64 {
    expr.iter()
        .zip(point)
        .map(|(coefficient, value)| coefficient * value)
        .sum()
}

impl System {
    /// The statements of a release: as many for each, the rest for the last.
    fn release(&self, place: usize) -> &[(Vec<i64>, &'static str, i64)] {
        let each = self.statements.len() / self.releases;
        let end = if place + 1 == self.releases {
            self.statements.len()
        } else {
            (place + 1) * each
        };
        &self.statements[place * each..end]
    }

    fn claims(&self) -> Value {
        let expr = |expr: &[i64]| {
            let members = expr.iter().enumerate();
            members
                .map(|(atom, c)| (format!("x{atom}"), decimal(*c)))
                .collect::<serde_json::Map<_, _>>()
        };
        let atoms = self.caps.iter().enumerate();
        let atoms: Vec<Value> = atoms
            .map(|(atom, cap)| json!({"name": format!("x{atom}"), "known_max": cap}))
            .collect();
        let releases: Vec<Value> = (0..self.releases)
            .map(|place| {
                let published = self.release(place).iter().map(
                    |(terms, op, value)| json!({"expr": expr(terms), "op": op, "value": decimal(*value)}),
                );
                json!({"id": place.to_string(), "published": published.collect::<Vec<_>>()})
            })
            .collect();
        let targets: Vec<Value> = self
            .targets
            .iter()
            .map(|target| json!({"label": "", "expr": expr(target)}))
            .collect();
        json!({"policy": {"k": 3}, "atoms": atoms, "releases": releases, "targets": targets})
    }

    /// Every point within the limits that satisfies the first releases.
    fn points(&self, releases: usize) -> Vec<Vec<i64>> {
        let mut points = vec![Vec::new()];
        for cap in &self.caps {
            let longer = |point: Vec<i64>| {
                (0..=*cap).map(move |value| [point.as_slice(), &[value]].concat())
            };
            points = points.into_iter().flat_map(longer).collect();
        }
        let statements: Vec<_> = (0..releases)
            .flat_map(|place| self.release(place))
            .collect();
        points.retain(|point| {
            statements.iter().all(|(terms, op, value)| match *op {
                "=" => sum(terms, point) == *value,
                "<=" => sum(terms, point) <= *value,
                _ => sum(terms, point) >= *value,
            })
        });
        points
    }
}

fn found(target: &[i64], points: &[Vec<i64>]) -> Value {
    let sums = || points.iter().map(|point| sum(target, point));
    let (low, high) = (sums().min().unwrap(), sums().max().unwrap());
    let verdict = if low == high {
        "exact"
    } else if low > 0 {
        "existence"
    } else if high < 3 * UNIT {
        "too_narrow"
    } else {
        "ok"
    };
    json!({"label": "", "interval": [decimal(low), decimal(high)], "verdict": verdict})
}

fn system() -> impl Strategy<Value = System> {
    let coefficient = select(vec![
        0, 0, 0, 20, 20, 20, 20, -20, 40, 60, 10, -10, 5, 30, 2, -40,
    ]);
    let point = vec(0..=6_i64, 5);
    (1..=5_usize, point.clone(), vec(0..=6_i64, 5)).prop_flat_map(move |(atoms, truth, spare)| {
        let expr = vec(coefficient.clone(), atoms);
        let truth = truth[..atoms].to_vec();
        let caps: Vec<i64> = truth
            .iter()
            .zip(spare)
            .map(|(value, spare)| (value + spare).min(6))
            .collect();
        let off = prop_oneof![30 => Just(0), 1 => -30..30_i64];
        let statement = (
            expr.clone(),
            select(vec!["=", "=", "<=", ">="]),
            0..40_i64,
            off,
        );
        let statement = statement.prop_map(move |(terms, op, slack, off)| {
            let sum = sum(&terms, &truth);
            let value = match op {
                "=" => sum,
                "<=" => sum + slack,
                _ => sum - slack,
            };
            (terms, op, value + off)
        });
        (vec(statement, 0..7), 1..=3_usize, vec(expr, 1..6)).prop_map(
            move |(statements, releases, targets)| System {
                caps: caps.clone(),
                statements,
                releases,
                targets,
            },
        )
    })
}

/// The claims of a table of three dimensions with all margins, what is below a threshold left out.
fn table(counts: &[i64], threshold: i64) -> (Value, Vec<i64>) {
    let cell = |place: usize| [place / 9, place / 3 % 3, place % 3];
    let (mut published, mut targets, mut hidden) = (Vec::new(), Vec::new(), Vec::new());
    for key in 0..64_usize {
        let key = [key / 16, key / 4 % 4, key % 4];
        let inside = |place: &usize| {
            key.iter()
                .zip(cell(*place))
                .all(|(key, own)| *key == 3 || *key == own)
        };
        let places: Vec<usize> = (0..27).filter(inside).collect();
        let sum: i64 = places.iter().map(|place| counts[*place]).sum();
        let expr: serde_json::Map<_, _> = places
            .iter()
            .map(|place| (place.to_string(), json!(1)))
            .collect();
        if sum >= threshold {
            published.push(equal(&Value::Object(expr), sum));
        } else {
            targets.push(Value::Object(expr));
            hidden.push(sum);
        }
    }
    let atoms: Vec<String> = (0..27).map(|place: usize| place.to_string()).collect();
    let atoms: Vec<&str> = atoms.iter().map(String::as_str).collect();
    let half = published.split_off(published.len() / 2);
    (claims(&atoms, &[published, half], &targets), hidden)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn linked_tables_are_proved_hold_the_truth_and_widen_when_less_is_said(
        counts in vec(prop_oneof![0..4_i64, 0..9_i64], 27),
    ) {
        let (claims, hidden) = table(&counts, 5);
        let mut less = claims.clone();
        less["releases"].as_array_mut().unwrap().pop();
        let (all, less) = (audit(&claims).unwrap(), audit(&less).unwrap());
        for ((all, less), truth) in all.targets.iter().zip(&less.targets).zip(hidden) {
            prop_assert!(all.proven && less.proven);
            let ((low, high), (wide_low, wide_high)) = (all.interval(), less.interval());
            let (low, high) = (low.unwrap(), high.unwrap());
            prop_assert!(low <= truth as f64 && truth as f64 <= high, "{all:?} {truth}");
            prop_assert!(wide_low.unwrap() <= low && wide_high.is_none_or(|wide| high <= wide));
        }
        let less_decision = less.decision;
        prop_assert_eq!(all.ledger[0].decision, less_decision);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn intervals_verdicts_and_ledger_are_what_trying_every_point_gives(system in system()) {
        let claims = system.claims();
        let points: Vec<Vec<Vec<i64>>> = (1..=system.releases).map(|count| system.points(count)).collect();
        if let Some(first) = points.iter().position(Vec::is_empty) {
            let fault = audit(&claims).unwrap_err();
            let place = format!("releases[{first}].published[");
            prop_assert!(fault.starts_with(&place), "{fault}, not {place}");
            return Ok(());
        }
        let answer = answer(&claims);
        let findings = |points: &[Vec<i64>]| -> Vec<Value> {
            system.targets.iter().map(|target| found(target, points)).collect()
        };
        prop_assert_eq!(&answer["targets"], &json!(findings(points.last().unwrap())));
        for (step, points) in answer["ledger"].as_array().unwrap().iter().zip(&points) {
            let fine = findings(points).iter().all(|finding| finding["verdict"] == "ok");
            prop_assert_eq!(&step["decision"], if fine { "accept" } else { "reject" });
        }
    }

    #[test]
    fn no_bytes_stop_the_reader(text in "[\\[\\]{}\":,0-9a-z<=>.-]{0,60}") {
        let _ = Claims::parse(&text);
    }
}
