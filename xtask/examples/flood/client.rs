//! The few lines of HTTP it takes, to this machine alone, and what the server spent.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;

use serde_json::Value;

use super::Outcome;

/// The server that is measured.
#[derive(Clone, Copy)]
pub(super) struct Server {
    pub(super) port: u16,
    pub(super) process: u32,
}

impl Server {
    /// User and system time so far.
    pub(super) fn cpu_seconds(&self) -> Outcome<f64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.process))?;
        let fields = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
        let ticks: Vec<f64> = fields
            .split_whitespace()
            .skip(11)
            .take(2)
            .filter_map(|field| field.parse().ok())
            .collect();
        Ok(ticks.iter().sum::<f64>() / 100.0)
    }
}

/// A connection that is kept open.
pub(super) struct Client {
    stream: BufReader<TcpStream>,
    host: String,
}

pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) cookies: String,
    pub(super) body: Vec<u8>,
}

impl Answer {
    pub(super) fn json(&self) -> Outcome<Value> {
        Ok(serde_json::from_slice(&self.body)?)
    }

    /// The number of an enquiry that was taken.
    pub(super) fn number(&self) -> Option<String> {
        let told: Value = serde_json::from_slice(&self.body).ok()?;
        told["number"].as_str().map(str::to_owned)
    }
}

impl Client {
    pub(super) fn connect(server: &Server) -> Outcome<Self> {
        let stream = TcpStream::connect(("127.0.0.1", server.port))?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream: BufReader::new(stream),
            host: format!("localhost:{}", server.port),
        })
    }

    /// A challenge, and the tries that are demanded.
    pub(super) fn challenge(&mut self, operation: &str, bytes: usize) -> Outcome<(String, u32)> {
        let told = self
            .get(&format!("/kanal/utmaning?op={operation}&bytes={bytes}"))?
            .json()?;
        let challenge = told["challenge"].as_str().ok_or("no challenge")?;
        let demand = told["demand"].as_u64().ok_or("no demand")?;
        Ok((challenge.to_owned(), u32::try_from(demand)?))
    }

    pub(super) fn get(&mut self, path: &str) -> Outcome<Answer> {
        self.request("GET", path, &[], &[])
    }

    pub(super) fn post_json(
        &mut self,
        path: &str,
        headers: &[(&str, &str)],
        body: &Value,
    ) -> Outcome<Answer> {
        self.post(path, headers, body.to_string().as_bytes())
    }

    pub(super) fn post(
        &mut self,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Outcome<Answer> {
        self.request("POST", path, headers, body)
    }

    pub(super) fn request(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Outcome<Answer> {
        let mut head = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\naccept-encoding: identity\r\ncontent-type: application/json\r\ncontent-length: {}\r\n",
            self.host,
            body.len()
        );
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        let sent = [head.as_bytes(), b"\r\n", body].concat();
        self.stream.get_mut().write_all(&sent)?;
        self.answer()
    }

    fn answer(&mut self) -> Outcome<Answer> {
        let status = self.line()?;
        let status = status.split(' ').nth(1).unwrap_or_default().parse()?;
        let (mut length, mut cookies) = (0, Vec::new());
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(':') else {
                break;
            };
            match name.to_lowercase().as_str() {
                "content-length" => length = value.trim().parse()?,
                "set-cookie" => {
                    cookies.extend(value.trim().split(';').next().map(str::to_owned));
                }
                _ => {}
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        Ok(Answer {
            status,
            cookies: cookies.join("; "),
            body,
        })
    }

    fn line(&mut self) -> Outcome<String> {
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        Ok(line.trim_end().to_owned())
    }
}
