//! The commands as an operator meets them: what they print, and how they end.

use std::fs;
use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use crate::running::{code, folder, fyren, said};

/// Runs a command that reads standard input.
fn fed(arguments: &[&str], input: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fyren"));
    command.args(arguments).stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut fyren = command.spawn().expect("fyren starts");
    let mut stdin = fyren.stdin.take().expect("a pipe");
    stdin.write_all(input).expect("fyren reads");
    drop(stdin);
    fyren.wait_with_output().expect("fyren ends")
}

fn model(name: &str) -> String {
    format!("{}/../../models/{name}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn help_names_every_command_and_the_exit_codes() {
    let output = fyren(&["--help"]);
    assert_eq!(code(&output), 0);
    let text = String::from_utf8(output.stdout).unwrap();
    for word in [
        "serve",
        "demo",
        "import",
        "export",
        "backup",
        "restore",
        "log",
        "check-model",
        "deidentify",
        "disclose",
        "Exit codes",
    ] {
        assert!(text.contains(word), "{word}: {text}");
    }
}

#[test]
fn a_command_that_does_not_exist_is_misuse() {
    assert_eq!(code(&fyren(&["fly"])), 2);
    assert_eq!(code(&fyren(&["serve", "--listen", "nowhere"])), 2);
    assert_eq!(code(&fyren(&["serve", "--database", "mysql://x"])), 2);
    assert_eq!(code(&fyren(&["check-model"])), 2);
}

#[test]
fn the_models_that_come_with_fyren_are_in_order() {
    let files = ["gavleborg.toml", "dalarna.toml", "fyrbodal.toml"].map(model);
    let output = fyren(&["check-model", &files[0], &files[1], &files[2]]);
    assert_eq!((code(&output), said(&output)), (0, String::new()));
}

#[test]
fn a_broken_model_is_told_with_file_line_column_and_reason() {
    let file = folder("model").join("broken.toml");
    let text = fs::read_to_string(model("gavleborg.toml")).unwrap();
    let line = text
        .lines()
        .position(|line| line.starts_with("follow_up_days"))
        .unwrap()
        + 1;
    fs::write(
        &file,
        text.replace("follow_up_days = 14", "follow_up_days = \"soon\""),
    )
    .unwrap();
    let output = fyren(&["check-model", file.to_str().unwrap()]);
    assert_eq!(code(&output), 1);
    let expected = format!("{}:{line}:", file.display());
    assert!(said(&output).starts_with(&expected), "{}", said(&output));
}

#[test]
fn a_model_that_is_not_there_is_the_inputs_fault() {
    let output = fyren(&["check-model", "/nowhere/model.toml"]);
    assert_eq!(code(&output), 1);
    assert!(said(&output).contains("cannot be read"));
}

#[test]
fn the_demos_sign_ins_are_told_before_it_is_ever_started() {
    let output = fyren(&["demo", "--listen", "127.0.0.1:9000", "--sign-ins", "json"]);
    assert_eq!(code(&output), 0);
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told["origin"], "http://localhost:9000");
    assert_eq!(told["staff"].as_array().unwrap().len(), 7);
    assert_eq!(told["staff"][0]["role"], "coordinator");
    for name in ["handle", "passphrase", "totp_secret", "totp_code"] {
        assert!(told["staff"][0][name].is_string(), "{name}");
    }
    assert!(told["phrases"].as_array().unwrap().len() >= 10);
    let people = fyren(&["demo", "--sign-ins"]);
    assert!(
        String::from_utf8(people.stdout)
            .unwrap()
            .contains("passphrase")
    );
}

#[test]
fn keys_that_others_can_read_are_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    let data = folder("open-keys");
    let keys = data.join("keys");
    fs::create_dir_all(&keys).unwrap();
    let file = keys.join("server-keys");
    fs::write(&file, "fyren-server-keys = 1\n").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let output = fyren(&[
        "serve",
        "--data",
        data.to_str().unwrap(),
        "--listen",
        "127.0.0.1:0",
    ]);
    assert_eq!(code(&output), 1);
    assert!(said(&output).contains("chmod 600"), "{}", said(&output));
}

#[test]
fn damaged_keys_stop_the_start_and_are_not_replaced() {
    use std::os::unix::fs::PermissionsExt as _;
    let data = folder("damaged-keys");
    fs::create_dir_all(data.join("keys")).unwrap();
    let file = data.join("keys/server-keys");
    fs::write(&file, "fyren-server-keys = 1\nphrase = x\n").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    let output = fyren(&[
        "serve",
        "--data",
        data.to_str().unwrap(),
        "--listen",
        "127.0.0.1:0",
    ]);
    assert_eq!(code(&output), 1);
    assert!(said(&output).contains("damaged"), "{}", said(&output));
    assert_eq!(
        fs::read_to_string(&file).unwrap(),
        "fyren-server-keys = 1\nphrase = x\n"
    );
}

#[test]
fn a_data_folder_that_cannot_be_made_is_the_machines_fault() {
    let file = folder("no-folder").join("file");
    fs::write(&file, "").unwrap();
    let output = fyren(&["serve", "--data", file.join("data").to_str().unwrap()]);
    assert_eq!(code(&output), 3);
}

#[test]
fn texts_on_lines_are_answered_with_spans_by_code_point() {
    let lines = "{\"id\":\"a\",\"text\":\"😀 Hennes bror Ali, 050922-2394\"}\n\n{\"id\":7,\"text\":\"Ring 112.\"}\r\n";
    let output = fed(&["deidentify", "--jsonl"], lines.as_bytes());
    assert_eq!((code(&output), said(&output)), (0, String::new()));
    let answers: Vec<serde_json::Value> = output
        .stdout
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect();
    let name = serde_json::json!({"start": 14, "end": 17, "kind": "name", "confidence": 0.8, "blocks": false});
    let number = serde_json::json!({"start": 19, "end": 30, "kind": "personnummer", "confidence": 1.0, "blocks": true});
    assert_eq!(
        answers[0],
        serde_json::json!({"id": "a", "spans": [name, number]})
    );
    assert_eq!(answers[1], serde_json::json!({"id": 7, "spans": []}));
    assert_eq!(answers.len(), 2);
}

#[test]
fn one_text_is_answered_plain_or_as_an_object() {
    for input in ["Jag heter Amina.", "{\"text\": \"Jag heter Amina.\"}"] {
        let output = fed(&["deidentify", "--json"], input.as_bytes());
        assert_eq!((code(&output), said(&output)), (0, String::new()));
        let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(answer["spans"][0]["start"], 10);
        assert_eq!(answer["spans"][0]["kind"], "name");
        assert!(answer.get("id").is_none());
    }
}

#[test]
fn a_line_at_fault_is_named_and_nothing_is_answered() {
    let lines = "{\"id\":1,\"text\":\"a\"}\n{\"id\":2}\nnot json\n{\"text\":\"x\"}\n";
    let output = fed(&["deidentify", "--jsonl"], lines.as_bytes());
    assert_eq!(code(&output), 1);
    assert!(output.stdout.is_empty());
    let text = said(&output);
    let places: Vec<&str> = text
        .lines()
        .filter_map(|line| line.split(": ").next())
        .collect();
    assert_eq!(places.len(), 3, "{text}");
    for (place, line) in places.iter().zip(["stdin:2:", "stdin:3:", "stdin:4:"]) {
        assert!(place.starts_with(line), "{text}");
    }
    let output = fed(&["deidentify", "--json"], b"{\"text\":\n 5}");
    assert_eq!(code(&output), 1);
    assert!(said(&output).starts_with("stdin:2:"), "{}", said(&output));
    let output = fed(&["deidentify", "--jsonl"], b"{}\n\xff");
    assert_eq!(code(&output), 1);
    assert!(said(&output).starts_with("stdin:2:1: the input is not UTF-8"));
}

#[test]
fn how_texts_come_must_be_said_once() {
    for arguments in [
        &["deidentify"][..],
        &["deidentify", "--json", "--jsonl"],
        &["deidentify", "--text"],
    ] {
        assert_eq!(code(&fed(arguments, b"")), 2, "{arguments:?}");
    }
}

#[test]
fn a_log_that_is_not_there_is_the_inputs_fault() {
    let data = folder("no-log");
    let output = fyren(&["log", "verify", "--data", data.to_str().unwrap()]);
    assert_eq!(code(&output), 1);
    assert!(said(&output).contains("--data"), "{}", said(&output));
    assert!(!data.join("fyren.db").exists());
    assert_eq!(code(&fyren(&["log"])), 2);
    assert_eq!(code(&fyren(&["log", "verify", "--centre", "x"])), 2);
}

const CLAIMS: &str = r#"{
  "policy": {"k": 5},
  "atoms": [{"name": "ockelbo", "known_max": 3}, {"name": "gavle"}],
  "releases": [{"id": "2026", "published": [{"expr": {"ockelbo": 1, "gavle": 1}, "op": "=", "value": 20}]}],
  "targets": [{"label": "ockelbo", "expr": {"ockelbo": 1}}, {"label": "gavle", "expr": {"gavle": 1}}]
}"#;

#[test]
fn an_audit_that_refuses_a_release_ends_well() {
    let piped = fed(&["disclose", "audit"], CLAIMS.as_bytes());
    assert_eq!((code(&piped), said(&piped)), (0, String::new()));
    let report: serde_json::Value = serde_json::from_slice(&piped.stdout).unwrap();
    assert_eq!(
        report,
        serde_json::json!({
            "decision": "reject",
            "targets": [
                {"label": "ockelbo", "interval": [0, 3], "verdict": "too_narrow"},
                {"label": "gavle", "interval": [17, 20], "verdict": "existence"},
            ],
            "ledger": [{"after": "2026", "decision": "reject"}],
        })
    );
    let file = folder("claims").join("claims.json");
    fs::write(&file, CLAIMS).unwrap();
    let named = fyren(&["disclose", "audit", "--claims", file.to_str().unwrap()]);
    assert_eq!(named.stdout, piped.stdout);
}

#[test]
fn claims_that_cannot_be_audited_are_told_with_their_place() {
    for (input, expected) in [
        (CLAIMS.replace("\"k\": 5", "\"k\": NaN"), "stdin:2:19: "),
        (
            CLAIMS.replace("{\"gavle\": 1}", "{\"gefle\": 1}"),
            "stdin: targets[1].expr: names \"gefle\"",
        ),
        (
            CLAIMS.replace("\"value\": 20", "\"value\": 19.5"),
            "stdin: releases[0].published[0]: release \"2026\" is contradictory from here: ",
        ),
    ] {
        let output = fed(&["disclose", "audit"], input.as_bytes());
        assert_eq!(code(&output), 1, "{input}");
        assert!(said(&output).starts_with(expected), "{}", said(&output));
        assert!(output.stdout.is_empty());
    }
    let output = fed(&["disclose", "audit"], b"{\n \xff");
    assert_eq!(
        (code(&output), said(&output)),
        (1, "stdin:2:2: the input is not UTF-8\n".to_owned())
    );
    let output = fyren(&["disclose", "audit", "--claims", "/nowhere/claims.json"]);
    assert_eq!(code(&output), 1);
    assert!(said(&output).starts_with("/nowhere/claims.json: the file cannot be read"));
    assert_eq!(code(&fyren(&["disclose"])), 2);
    assert_eq!(code(&fyren(&["disclose", "audit", "claims.json"])), 2);
}

const TABLE: &str = r#"{
  "policy": {"k": 5, "method": "suppress"},
  "dimensions": [
    {"name": "kommun", "codes": [{"code": "21"}, {"code": "2101", "parent": "21"}, {"code": "2180", "parent": "21"}]},
    {"name": "sex", "codes": [{"code": "F"}, {"code": "M"}]}
  ],
  "cells": [
    {"key": ["2101", "F"], "count": 3, "known_max": 40}, {"key": ["2101", "M"], "count": 9},
    {"key": ["2180", "F"], "count": 17}, {"key": ["2180", "M"], "count": 6}
  ],
  "earlier": []
}"#;

#[test]
fn a_protected_table_is_accepted_by_the_audit() {
    let piped = fed(&["disclose", "protect"], TABLE.as_bytes());
    assert_eq!((code(&piped), said(&piped)), (0, String::new()));
    let answer: serde_json::Value = serde_json::from_slice(&piped.stdout).unwrap();
    let cells = answer["cells"].as_array().unwrap();
    assert_eq!(cells.len(), 4 * 3);
    let value = |key: [&str; 2]| {
        let cell = cells
            .iter()
            .find(|cell| cell["key"] == serde_json::json!(key));
        cell.unwrap()["value"].clone()
    };
    assert!(value(["2101", "F"]).is_null());
    assert_eq!(value(["*", "*"]), 35);
    assert_eq!(value(["21", "*"]), 35);
    assert!(answer["report"]["seconds"].as_f64().is_some());
    assert_eq!(answer["coarsened"], serde_json::json!([]));
    let audit = fed(
        &["disclose", "audit"],
        answer["claims"].to_string().as_bytes(),
    );
    let audit: serde_json::Value = serde_json::from_slice(&audit.stdout).unwrap();
    assert_eq!(audit["decision"], "accept");
    let file = folder("table").join("table.json");
    fs::write(&file, TABLE).unwrap();
    let named = fyren(&["disclose", "protect", "--table", file.to_str().unwrap()]);
    let named: serde_json::Value = serde_json::from_slice(&named.stdout).unwrap();
    assert_eq!(named["cells"], answer["cells"]);
}

#[test]
fn a_table_that_cannot_be_protected_is_told_with_its_place() {
    for (input, expected) in [
        (
            TABLE.replace("\"count\": 9", "\"count\": -9"),
            "stdin:8:90: must not be negative",
        ),
        (
            TABLE.replace("\"count\": 9", "\"count\": NaN"),
            "stdin:8:90: not JSON",
        ),
        (
            TABLE
                .replace("\"known_max\": 40", "\"known_max\": 3")
                .replace("\"k\": 5", "\"k\": 5, \"coarsen\": []"),
            "stdin: the cell ",
        ),
    ] {
        let output = fed(&["disclose", "protect"], input.as_bytes());
        assert_eq!(code(&output), 1, "{input}");
        assert!(said(&output).starts_with(expected), "{}", said(&output));
        assert!(output.stdout.is_empty());
    }
    assert_eq!(code(&fyren(&["disclose", "protect", "table.json"])), 2);
}
