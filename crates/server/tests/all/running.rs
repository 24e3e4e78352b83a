//! The binary, started and asked as an operator and a browser would.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Output, Stdio};

/// The binary, serving.
pub(crate) struct Server {
    child: Child,
    log: BufReader<ChildStderr>,
}

impl Server {
    /// Serves a folder.
    pub(crate) fn start(data: &Path, port: u16) -> Self {
        Self::of("serve", data, port, &[])
    }

    /// Serves a folder by this command.
    pub(crate) fn of(command: &str, data: &Path, port: u16, arguments: &[&str]) -> Self {
        let mut fyren = Command::new(env!("CARGO_BIN_EXE_fyren"));
        fyren
            .args([command, "--listen", &format!("127.0.0.1:{port}"), "--data"])
            .arg(data)
            .args(arguments);
        Self::started(fyren)
    }

    /// What this command starts.
    pub(crate) fn started(mut command: Command) -> Self {
        let mut child = command
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("fyren starts");
        let log = BufReader::new(child.stderr.take().expect("the log is piped"));
        Self { child, log }
    }

    /// Reads the log until a line holds this; gives all lines so far.
    pub(crate) fn wait_for(&mut self, words: &str) -> String {
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
    pub(crate) fn stop(self) -> (Option<i32>, String) {
        let process = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &process]).status();
        assert!(told.expect("kill runs").success());
        self.end()
    }

    /// Waits until it ends by itself.
    pub(crate) fn end(mut self) -> (Option<i32>, String) {
        let mut said = String::new();
        self.log.read_to_string(&mut said).expect("the log is text");
        (self.child.wait().expect("the server ends").code(), said)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has ended by itself where the test went well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs a command to its end.
pub(crate) fn fyren(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fyren"));
    command.args(arguments).output().expect("fyren starts")
}

/// How it ended.
pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().expect("no signal ended fyren")
}

/// What it said to the operator.
pub(crate) fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("fyren speaks UTF-8")
}

/// A folder of its own for a test.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("fyren-serve-{}-{name}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}

/// A port that nobody listens on.
pub(crate) fn free_port() -> u16 {
    let probe = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
    probe.local_addr().expect("it has an address").port()
}

/// The whole answer to a request without cookies.
pub(crate) fn get(port: u16, path: &str) -> String {
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
