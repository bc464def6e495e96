//! One question to the domain name system: the TXT records of a name (RFC 1035). Asked of the machine's own resolver.

use anyhow::{Context, Result, bail};
use std::{net::SocketAddr, time::Duration};
use tokio::{net::UdpSocket, time::timeout};

const PATIENCE: Duration = Duration::from_secs(3);

/// The texts that stand under `name`; none when there is no such name.
pub async fn txt_records(name: &str) -> Result<Vec<String>> {
    txt_records_from(resolver().await, name).await
}

/// The first resolver the machine is configured with.
async fn resolver() -> SocketAddr {
    let configured = tokio::fs::read_to_string("/etc/resolv.conf").await.unwrap_or_default();
    let first = configured.lines().find_map(|line| line.strip_prefix("nameserver")?.trim().parse().ok());
    SocketAddr::new(first.unwrap_or(std::net::IpAddr::from([127, 0, 0, 53])), 53)
}

async fn txt_records_from(server: SocketAddr, name: &str) -> Result<Vec<String>> {
    let id: u16 = rand::random();
    let query = question(id, name)?;
    let local: SocketAddr = if server.is_ipv4() { ([0, 0, 0, 0], 0).into() } else { ([0_u16; 8], 0).into() };
    let socket = UdpSocket::bind(local).await.context("no socket for a DNS question")?;
    socket.connect(server).await?;
    let mut answer = [0_u8; 4096];
    for _ in 0..2 {
        socket.send(&query).await?;
        if let Ok(length) = timeout(PATIENCE, socket.recv(&mut answer)).await {
            return texts(&answer[..length?], id);
        }
    }
    bail!("the name server does not answer")
}

/// A standard query, recursion desired, with room for 4,096 bytes of answer (EDNS0).
fn question(id: u16, name: &str) -> Result<Vec<u8>> {
    let mut bytes = id.to_be_bytes().to_vec();
    bytes.extend([1, 0, 0, 1, 0, 0, 0, 0, 0, 1]);
    for label in name.split('.') {
        let length =
            u8::try_from(label.len()).ok().filter(|length| (1..=63).contains(length)).context("not a host name")?;
        bytes.push(length);
        bytes.extend(label.as_bytes());
    }
    bytes.extend([0, 0, 16, 0, 1]);
    bytes.extend([0, 0, 41, 16, 0, 0, 0, 0, 0, 0, 0]);
    Ok(bytes)
}

fn texts(answer: &[u8], id: u16) -> Result<Vec<String>> {
    let short = || anyhow::anyhow!("the name server's answer is cut off");
    let word = |at: usize| Some(u16::from_be_bytes([*answer.get(at)?, *answer.get(at + 1)?]));
    if word(0) != Some(id) {
        bail!("an answer to another question");
    }
    match answer.get(3).ok_or_else(short)? & 15 {
        0 => {}
        3 => return Ok(Vec::new()),
        code => bail!("the name server refuses with code {code}"),
    }
    let (questions, records) = (word(4).ok_or_else(short)?, word(6).ok_or_else(short)?);
    let mut at = 12;
    for _ in 0..questions {
        at = after_name(answer, at).ok_or_else(short)? + 4;
    }
    let mut found = Vec::new();
    for _ in 0..records {
        at = after_name(answer, at).ok_or_else(short)?;
        let (kind, length) = (word(at).ok_or_else(short)?, usize::from(word(at + 8).ok_or_else(short)?));
        let data = answer.get(at + 10..at + 10 + length).ok_or_else(short)?;
        if kind == 16 {
            found.push(strings(data));
        }
        at += 10 + length;
    }
    Ok(found)
}

/// A record's text comes in pieces of at most 255 bytes.
fn strings(mut data: &[u8]) -> String {
    let mut whole = Vec::new();
    while let [length, rest @ ..] = data {
        let (piece, after) = rest.split_at(usize::from(*length).min(rest.len()));
        whole.extend(piece);
        data = after;
    }
    String::from_utf8_lossy(&whole).into_owned()
}

/// Names end with an empty label or a pointer to an earlier one.
fn after_name(answer: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match *answer.get(at)? {
            0 => return Some(at + 1),
            pointer if pointer >= 192 => return Some(at + 2),
            length => at += 1 + usize::from(length),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A name server that knows one text.
    async fn server(code: u8) -> SocketAddr {
        let socket = UdpSocket::bind("127.0.0.1:0").await.expect("bind");
        let address = socket.local_addr().expect("address");
        tokio::spawn(async move {
            let mut query = [0; 512];
            let (length, from) = socket.recv_from(&mut query).await.expect("query");
            let mut answer = query[..length - 11].to_vec();
            answer[2..12].copy_from_slice(&[0x81, 0x80 | code, 0, 1, 0, u8::from(code == 0), 0, 0, 0, 0]);
            if code == 0 {
                answer.extend([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60, 0, 8, 3, b'a', b'b', b'c', 3, b'd', b'e', b'f']);
            }
            socket.send_to(&answer, from).await.expect("answer");
        });
        address
    }

    #[tokio::test]
    async fn a_text_in_pieces_is_whole() {
        assert_eq!(txt_records_from(server(0).await, "_guildhall.example.org").await.expect("answer"), ["abcdef"]);
    }

    #[tokio::test]
    async fn no_such_name_is_no_text_and_a_refusal_is_an_error() {
        assert!(txt_records_from(server(3).await, "x.example.org").await.expect("answer").is_empty());
        assert!(txt_records_from(server(5).await, "x.example.org").await.is_err());
    }

    #[test]
    fn nonsense_is_refused() {
        assert!(texts(&[0, 7, 0x81, 0x80, 0, 1, 0, 9, 0, 0, 0, 0, 63], 7).is_err());
        assert!(question(1, "a..b").is_err());
    }
}
