//! `fyren serve` as an operator meets it: from an empty folder to a quiet stop.

use std::fs;
use std::io::Write as _;
use std::net::TcpStream;

use crate::running::{Server, folder, free_port, get};

#[test]
fn an_empty_installation_says_where_to_begin_answers_and_stops_when_told() {
    let (data, port) = (folder("empty"), free_port());
    let mut server = Server::start(&data, port);
    let said = server.wait_for("ready");
    assert!(
        said.contains(&format!("http://localhost:{port}/start")),
        "{said}"
    );
    assert!(data.join("keys/server-keys").exists());
    assert!(get(port, "/healthz").starts_with("HTTP/1.1 200"));
    assert!(get(port, "/start").starts_with("HTTP/1.1 200"));
    let (code, said) = server.stop();
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("stopped"), "{said}");
}

#[test]
fn a_connection_that_never_ends_does_not_keep_the_server_from_stopping() {
    let (data, port) = (folder("open"), free_port());
    let mut server = Server::start(&data, port);
    server.wait_for("ready");
    let mut endless = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let half = "POST /start HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 9\r\n\r\nact=";
    endless.write_all(half.as_bytes()).unwrap();
    // The server must have begun to read it.
    assert!(get(port, "/healthz").starts_with("HTTP/1.1 200"));
    let (code, said) = server.stop();
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("cut off"), "{said}");
}

#[test]
fn a_database_of_other_keys_is_refused_in_clear_words() {
    let (ours, theirs) = (folder("ours"), folder("theirs"));
    for data in [&ours, &theirs] {
        let mut server = Server::start(data, free_port());
        server.wait_for("ready");
        assert_eq!(server.stop().0, Some(0));
    }
    fs::copy(
        theirs.join("keys/server-keys"),
        ours.join("keys/server-keys"),
    )
    .unwrap();
    let (code, said) = Server::start(&ours, free_port()).end();
    assert_eq!(code, Some(1));
    assert!(
        said.contains("the database belongs to other keys"),
        "{said}"
    );
}

#[test]
fn an_address_in_use_is_the_machines_fault() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let (code, said) = Server::start(&folder("taken"), port).end();
    assert_eq!(code, Some(3));
    assert!(said.contains("cannot be listened on"), "{said}");
}

#[test]
fn no_line_of_the_log_tells_who_asked_for_what() {
    let (data, port) = (folder("quiet"), free_port());
    let mut server = Server::start(&data, port);
    server.wait_for("ready");
    get(port, "/svar");
    get(port, "/hub/arenden/aeaqcaibaeaqcaibaeaqcaibae");
    let (_, said) = server.stop();
    assert!(!said.contains("svar") && !said.contains("aeaqca"), "{said}");
}

#[test]
fn a_log_for_programs_is_an_object_on_each_line() {
    let (data, port) = (folder("json"), free_port());
    let mut server = Server::of("serve", &data, port, &["--log-format", "json"]);
    let mut said = server.wait_for("\"ready\"");
    said += &server.stop().1;
    let lines: Vec<serde_json::Value> = said
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}")))
        .collect();
    for line in &lines {
        assert_eq!(line["level"], "info", "{line}");
        assert!(line["time"].as_str().unwrap().ends_with('Z'), "{line}");
        assert!(line["message"].is_string(), "{line}");
    }
    let ready = lines
        .iter()
        .find(|line| line["message"] == "ready")
        .unwrap();
    assert_eq!(ready["listen"], format!("127.0.0.1:{port}"));
}
