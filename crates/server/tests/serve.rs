//! `fyren serve` as an operator meets it: from an empty folder to a quiet stop. Needs the bundle inside the binary, as
//! `cargo xtask test` puts it there.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};

struct Server {
    child: Child,
    log: BufReader<ChildStderr>,
}

impl Server {
    fn start(data: &Path, port: u16) -> Self {
        let listen = format!("127.0.0.1:{port}");
        let mut command = Command::new(env!("CARGO_BIN_EXE_fyren"));
        command
            .args(["serve", "--listen", &listen, "--data"])
            .arg(data);
        let mut child = command
            .stderr(Stdio::piped())
            .spawn()
            .expect("fyren starts");
        let log = BufReader::new(child.stderr.take().expect("the log is piped"));
        Self { child, log }
    }

    /// Reads the log until a line holds this; gives all lines so far.
    fn wait_for(&mut self, words: &str) -> String {
        let mut said = String::new();
        while !said.contains(words) {
            let read = self.log.read_line(&mut said).expect("the log is text");
            assert!(
                read > 0,
                "the server ended before it said `{words}`:\n{said}"
            );
        }
        said
    }

    /// Tells it to stop, as systemd does; gives the exit code and the rest of the log.
    fn stop(self) -> (Option<i32>, String) {
        let process = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &process]).status();
        assert!(told.expect("kill runs").success());
        self.end()
    }

    /// Waits until it ends by itself.
    fn end(mut self) -> (Option<i32>, String) {
        let mut said = String::new();
        self.log.read_to_string(&mut said).expect("the log is text");
        (self.child.wait().expect("the server ends").code(), said)
    }
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("fyren-serve-{}-{name}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}

fn free_port() -> u16 {
    let probe = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
    probe.local_addr().expect("it has an address").port()
}

fn get(port: u16, path: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("the server listens");
    let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
    stream
        .write_all(request.as_bytes())
        .expect("it takes requests");
    let mut response = String::new();
    stream
        .read_to_string(&mut response)
        .expect("it answers in text");
    response
}

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
