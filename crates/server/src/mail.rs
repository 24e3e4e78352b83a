//! The one mail Fyren sends: that there is something new. It says nothing else, to anybody, ever.

use std::net::IpAddr;

use lettre::message::{Mailbox, header};
use lettre::transport::smtp::{self, AsyncSmtpTransport};
use lettre::{Address, AsyncTransport as _, Message, Tokio1Executor};
use url::Url;

use crate::failure::Failure;

const SUBJECT: &str = "Något nytt";
const TEXT: &str = "Något nytt väntar på dig. Logga in som vanligt för att läsa.\r\n";

/// Sends the mail by a server of the operator's choice.
pub(crate) struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Mailer {
    /// A mailer for `smtp://…` or `smtps://…`; it writes as `fyren@` the host that visitors see.
    pub(crate) fn of(server: &Url, origin: &Url) -> Result<Self, Failure> {
        let wrong = |fault: &dyn std::fmt::Display| {
            Failure::Input(vec![format!("--mail names no mail server: {fault}")])
        };
        check_secrecy(server)?;
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(server.as_str())
            .map_err(|fault| wrong(&fault))?;
        let host = origin.host_str().unwrap_or("localhost");
        let from = Address::new("fyren", host).map_err(|fault| wrong(&fault))?;
        Ok(Self {
            transport: transport.build(),
            from: Mailbox::new(None, from),
        })
    }

    /// Sends it to one address. A mail that does not go is said in the log, without the address.
    pub(crate) async fn send(&self, to: &str) {
        if let Err(fault) = self.try_send(to).await {
            tracing::warn!("a mail could not be sent: {fault}");
        }
    }

    async fn try_send(&self, to: &str) -> Result<(), String> {
        let message = self.message(to);
        let message = message.ok_or_else(|| "an address cannot be written to".to_owned())?;
        let sent = self.transport.send(message).await;
        sent.map(drop).map_err(|fault| told(&fault))
    }

    fn message(&self, to: &str) -> Option<Message> {
        let to = to.parse().ok()?;
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(SUBJECT);
        message
            .header(header::ContentType::TEXT_PLAIN)
            .body(TEXT.to_owned())
            .ok()
    }
}

/// Refuses to send in the clear beyond this machine: an address is somebody who works at a centre.
fn check_secrecy(server: &Url) -> Result<(), Failure> {
    let host = server.host_str().unwrap_or_default();
    let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
    let is_own = host == "localhost" || address.is_ok_and(|address| address.is_loopback());
    let needs_tls = server
        .query_pairs()
        .any(|(name, value)| name == "tls" && value == "required");
    if server.scheme() != "smtp" || is_own || needs_tls {
        return Ok(());
    }
    Err(Failure::Input(vec![
        "--mail would send in the clear to another machine: write smtps://HOST, or smtp://HOST:587?tls=required where TLS begins later"
            .to_owned(),
    ]))
}

/// What went wrong, in our words wherever the other server has its own: they often repeat the address.
fn told(fault: &smtp::Error) -> String {
    match fault.status() {
        Some(code) => format!("the mail server answered {code}"),
        None if fault.is_response() => "the mail server's answer cannot be read".to_owned(),
        None => fault.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
    use tokio::net::TcpListener;

    use super::*;

    /// A mail server that knows nobody, and repeats whom it does not know.
    async fn knows_nobody() -> Url {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("smtp://{}", listener.local_addr().unwrap());
        tokio::spawn(async move {
            let (stream, _) = listener.accept().await.unwrap();
            let (read, mut write) = stream.into_split();
            let mut lines = BufReader::new(read).lines();
            write.write_all(b"220 here\r\n").await.unwrap();
            while let Ok(Some(line)) = lines.next_line().await {
                let answer = if line.starts_with("RCPT") {
                    format!("550 nobody here for {line}\r\n")
                } else {
                    "250 yes\r\n".to_owned()
                };
                write.write_all(answer.as_bytes()).await.unwrap();
            }
        });
        address.parse().unwrap()
    }

    #[tokio::test]
    async fn no_mail_goes_in_the_clear_to_another_machine() {
        let origin = "https://fyren.example.se".parse().unwrap();
        let made = |server: &str| Mailer::of(&server.parse().unwrap(), &origin).map(drop);
        for open in [
            "smtp://mail.example.se",
            "smtp://192.0.2.1:25",
            "smtp://mail.example.se:587?tls=opportunistic",
        ] {
            assert!(matches!(made(open), Err(Failure::Input(_))), "{open}");
        }
        for good in [
            "smtp://127.0.0.1:25",
            "smtp://[::1]",
            "smtp://localhost",
            "smtps://anna:word@mail.example.se",
            "smtp://mail.example.se:587?tls=required",
        ] {
            assert!(made(good).is_ok(), "{good}");
        }
    }

    #[tokio::test]
    async fn what_a_mail_server_says_of_an_address_is_not_repeated() {
        let origin = "https://fyren.example.se".parse().unwrap();
        let mailer = Mailer::of(&knows_nobody().await, &origin).unwrap();
        let told = mailer.try_send("anna@example.se").await.unwrap_err();
        assert_eq!(told, "the mail server answered 550");
    }
}
