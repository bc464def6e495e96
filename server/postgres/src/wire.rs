//! Just enough of PostgreSQL's protocol (version 3, simple query) to create a database or apply a script on a trusted
//! socket. There is no psql in the npm package, and this crate has no async runtime to use sqlx with.

use std::{
    io::{Read, Write},
    os::unix::net::UnixStream,
    path::Path,
    time::Duration,
};

use anyhow::{Context, Result, bail, ensure};

type Rows = Vec<Vec<Option<String>>>;

/// Connects, runs one simple query (which may hold several statements, then one transaction), disconnects.
pub fn query(socket: &Path, user: &str, database: &str, sql: &str) -> Result<Rows> {
    let mut stream = UnixStream::connect(socket).with_context(|| format!("could not reach {}", socket.display()))?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut startup = 196_608_i32.to_be_bytes().to_vec();
    for text in ["user", user, "database", database, "application_name", "guildhall setup"] {
        startup.extend(text.as_bytes());
        startup.push(0);
    }
    startup.push(0);
    stream.write_all(&length(&startup))?;
    stream.write_all(&startup)?;
    read_until_ready(&mut stream)?;

    stream.set_read_timeout(None)?;
    let body = [sql.as_bytes(), b"\0"].concat();
    stream.write_all(b"Q")?;
    stream.write_all(&length(&body))?;
    stream.write_all(&body)?;
    let rows = read_until_ready(&mut stream)?;
    stream.write_all(b"X\0\0\0\x04")?;
    Ok(rows)
}

/// Reads messages up to ReadyForQuery; the first error wins but is only returned when the server is ready again.
fn read_until_ready(stream: &mut UnixStream) -> Result<Rows> {
    let mut rows = Vec::new();
    let mut failure: Option<String> = None;
    loop {
        let mut head = [0_u8; 5];
        if let Err(error) = stream.read_exact(&mut head) {
            // A fatal error (no such database) is followed by the end of the connection.
            bail!(failure.unwrap_or_else(|| format!("the server closed the connection: {error}")));
        }
        let size = u32::from_be_bytes([head[1], head[2], head[3], head[4]]) as usize;
        let mut body = vec![0_u8; size.saturating_sub(4)];
        stream.read_exact(&mut body)?;
        match head[0] {
            b'R' => ensure!(body.starts_with(&[0; 4]), "the server asks for a password on its private socket"),
            b'D' => rows.push(read_row(&body)?),
            b'E' => failure = failure.or_else(|| Some(read_error(&body))),
            b'Z' => match failure {
                Some(failure) => bail!("{failure}"),
                None => return Ok(rows),
            },
            _ => {}
        }
    }
}

fn read_row(mut body: &[u8]) -> Result<Vec<Option<String>>> {
    let count = i16::from_be_bytes(take(&mut body)?);
    let mut row = Vec::new();
    for _ in 0..count {
        let size = i32::from_be_bytes(take(&mut body)?);
        row.push(match usize::try_from(size) {
            Err(_) => None,
            Ok(size) => {
                let text = body.get(..size).context("a row was cut off")?;
                body = &body[size..];
                Some(String::from_utf8_lossy(text).into_owned())
            }
        });
    }
    Ok(row)
}

fn take<const N: usize>(body: &mut &[u8]) -> Result<[u8; N]> {
    let (head, rest) = body.split_first_chunk::<N>().context("a message was cut off")?;
    *body = rest;
    Ok(*head)
}

/// Severity, message, detail, and place of an ErrorResponse, in one line.
fn read_error(body: &[u8]) -> String {
    let fields = body.split(|byte| *byte == 0).filter(|field| !field.is_empty());
    let mut parts = Vec::new();
    for field in fields {
        let text = String::from_utf8_lossy(&field[1..]);
        match field[0] {
            b'V' => parts.insert(0, format!("{text}:")),
            b'M' => parts.push(text.into_owned()),
            b'C' => parts.push(format!("(SQLSTATE {text})")),
            b'D' | b'H' => parts.push(format!("— {text}")),
            b'P' => parts.push(format!("at character {text}")),
            _ => {}
        }
    }
    parts.join(" ")
}

fn length(body: &[u8]) -> [u8; 4] {
    u32::try_from(body.len() + 4).unwrap_or(u32::MAX).to_be_bytes()
}
