//! Mail by SMTP.

use super::{MailError, Mailer, Message};
use anyhow::{Context, Result};
use async_trait::async_trait;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message as Letter, Tokio1Executor,
    message::{Mailbox, MultiPart},
    transport::smtp::Error as SmtpError,
};
use std::time::Duration;
use url::Url;

/// A server to hand mails to, with its pool of connections.
#[derive(Clone, Debug)]
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: lettre::Address,
}

impl Smtp {
    /// `smtp://user:password@host:port?from=hello@example.org`; `smtps://` for TLS from the first byte, `smtp://…?tls=required`
    /// for STARTTLS. Without `from` the user name is the sender when it is an address, else `no-reply@host`.
    pub fn new(address: &str) -> Result<Self> {
        let mut url = Url::parse(address).context("SMTP_URL is not understood")?;
        let user = percent_decoded(url.username());
        let host = url.host_str().context("SMTP_URL names no host")?.to_owned();
        let given = url.query_pairs().find(|(name, _)| name == "from").map(|(_, value)| value.into_owned());
        let from = given.unwrap_or_else(|| if user.contains('@') { user.clone() } else { format!("no-reply@{host}") });
        let from = from.parse().with_context(|| format!("SMTP_URL: {from} is no sender's address"))?;
        let others: Vec<(String, String)> = url
            .query_pairs()
            .filter(|(name, _)| name != "from")
            .map(|(n, v)| (n.into_owned(), v.into_owned()))
            .collect();
        url.set_query(None);
        if !others.is_empty() {
            url.query_pairs_mut().extend_pairs(others);
        }
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.as_str())
            .context("SMTP_URL is not understood")?
            .timeout(Some(Duration::from_secs(20)))
            .build();
        Ok(Self { transport, from })
    }
}

#[async_trait]
impl Mailer for Smtp {
    async fn send(&self, message: &Message) -> Result<(), MailError> {
        let refused = |error: &dyn std::fmt::Display| MailError::Refused(error.to_string());
        let to: Mailbox = message.to.parse().map_err(|error| refused(&error))?;
        let letter = Letter::builder()
            .from(Mailbox::new(Some(message.from_name.clone()), self.from.clone()))
            .to(to)
            .subject(&message.subject)
            .message_id(Some(format!("<{}@{}>", message.id, self.from.domain())))
            .multipart(MultiPart::alternative_plain_html(message.text.clone(), message.html.clone()))
            .map_err(|error| refused(&error))?;
        match self.transport.send(letter).await {
            Ok(_) => Ok(()),
            Err(error) if is_final(&error) => Err(MailError::Refused(error.to_string())),
            Err(error) => Err(MailError::Later(error.to_string())),
        }
    }
}

/// The server said 5xx: asking again gets the same answer.
fn is_final(error: &SmtpError) -> bool {
    error.is_permanent()
}

fn percent_decoded(text: &str) -> String {
    url::form_urlencoded::parse(format!("x={}", text.replace('+', "%2B")).as_bytes())
        .next()
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};

    /// A server that takes one mail, or refuses its receiver.
    async fn server(refuses: bool) -> (String, tokio::task::JoinHandle<String>) {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("bind");
        let url = format!("smtp://127.0.0.1:{}?from=hello@example.org", listener.local_addr().expect("address").port());
        let task = tokio::spawn(async move {
            let (socket, _) = listener.accept().await.expect("accept");
            let mut socket = BufReader::new(socket);
            let (mut heard, mut data) = (String::new(), false);
            socket.write_all(b"220 test\r\n").await.expect("greet");
            loop {
                let mut line = String::new();
                if socket.read_line(&mut line).await.unwrap_or(0) == 0 {
                    return heard;
                }
                heard.push_str(&line);
                let answer = match line.trim_end() {
                    "." if data => {
                        data = false;
                        "250 ok\r\n"
                    }
                    _ if data => continue,
                    "DATA" => {
                        data = true;
                        "354 go\r\n"
                    }
                    l if l.starts_with("RCPT") && refuses => "550 no such user\r\n",
                    "QUIT" => return heard,
                    _ => "250 ok\r\n",
                };
                socket.write_all(answer.as_bytes()).await.expect("answer");
            }
        });
        (url, task)
    }

    fn message() -> Message {
        Message {
            from_name: "Müller & Söhne".into(),
            to: "ada@example.org".into(),
            subject: "Bestätigen".into(),
            text: "Hallo".into(),
            html: "<p>Hallo</p>".into(),
            id: "m1".into(),
        }
    }

    #[tokio::test]
    async fn a_mail_goes_out_whole() {
        let (url, task) = server(false).await;
        let smtp = Smtp::new(&url).expect("url");
        smtp.send(&message()).await.expect("sent");
        drop(smtp);
        let heard = task.await.expect("server");
        assert!(heard.contains("RCPT TO:<ada@example.org>"), "{heard}");
        assert!(heard.contains("Message-ID: <m1@example.org>"), "{heard}");
        assert!(heard.contains("multipart/alternative"), "{heard}");
    }

    #[tokio::test]
    async fn a_wrong_receiver_is_final_and_a_silent_server_is_not() {
        let (url, _task) = server(true).await;
        let error = Smtp::new(&url).expect("url").send(&message()).await.expect_err("refused");
        assert!(matches!(error, MailError::Refused(_)), "{error}");
        let error = Smtp::new("smtp://127.0.0.1:1").expect("url").send(&message()).await.expect_err("nobody there");
        assert!(matches!(error, MailError::Later(_)), "{error}");
    }
}
