//! The one mail Fyren sends: that there is something new. It says nothing else, to anybody, ever.

use lettre::message::{Mailbox, header};
use lettre::transport::smtp::AsyncSmtpTransport;
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
        let sent = match self.message(to) {
            Some(message) => self
                .transport
                .send(message)
                .await
                .map(drop)
                .map_err(|fault| fault.to_string()),
            None => Err("an address cannot be written to".to_owned()),
        };
        if let Err(fault) = sent {
            tracing::warn!("a mail could not be sent: {fault}");
        }
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
