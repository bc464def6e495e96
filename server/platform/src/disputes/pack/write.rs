//! Writing the archive: on a thread of its own, into a channel that the download reads. When nobody reads any more the
//! writing ends.

use super::{Contents, Listed, html};
use bytes::Bytes;
use sha2::{Digest, Sha256};
use std::{
    fs::File,
    io::{self, Read, Write},
};
use tokio::sync::{SemaphorePermit, mpsc};
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions, write::StreamWriter};

/// Bytes that go out at once.
const CHUNK: usize = 64 * 1024;

/// The archive's bytes, from now on. `turn` ends with the writing.
pub fn start(contents: Contents, turn: SemaphorePermit<'static>) -> mpsc::Receiver<io::Result<Bytes>> {
    let (sender, receiver) = mpsc::channel(8);
    tokio::task::spawn_blocking(move || {
        let _turn = turn;
        let mut pipe = Pipe { sender: sender.clone(), waiting: Vec::with_capacity(CHUNK) };
        if let Err(error) = whole(&contents, &mut pipe) {
            tracing::warn!(%error, "an evidence pack broke off");
            // half an archive must not pass for a whole one
            let _ = sender.blocking_send(Err(io::Error::other("the archive could not be written to its end")));
        }
    });
    receiver
}

/// Collects what is written and sends it in chunks.
struct Pipe {
    sender: mpsc::Sender<io::Result<Bytes>>,
    waiting: Vec<u8>,
}

impl Pipe {
    fn send(&mut self) -> io::Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let chunk = Bytes::from(std::mem::replace(&mut self.waiting, Vec::with_capacity(CHUNK)));
        self.sender.blocking_send(Ok(chunk)).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= CHUNK {
            self.send()?;
        }
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

type Archive<'a> = ZipWriter<StreamWriter<&'a mut Pipe>>;

fn whole(contents: &Contents, pipe: &mut Pipe) -> anyhow::Result<()> {
    let mut archive = ZipWriter::new_stream(&mut *pipe);
    let options = options(contents);
    let mut manifest = String::new();
    let mut altered = Vec::new();
    let page = html::page(contents);
    let data = serde_json::to_vec_pretty(contents)?;
    for (name, bytes) in [("index.html", page.as_bytes()), ("data.json", &data)] {
        archive.start_file(name, options)?;
        archive.write_all(bytes)?;
        manifest.push_str(&line(&hex::encode(Sha256::digest(bytes)), name));
    }
    for file in &contents.files {
        match File::open(&file.disk) {
            Ok(from) => {
                let sha256 = copy(&mut archive, from, file, options)?;
                if sha256 != file.sha256 {
                    altered.push(format!("{}: recorded as {}, found as {sha256}", file.path, file.sha256));
                }
                manifest.push_str(&line(&sha256, &file.path));
            }
            Err(error) => altered.push(format!("{}: {error}", file.path)),
        }
    }
    if !altered.is_empty() {
        let text = altered.join("\n") + "\n";
        archive.start_file("MISSING-OR-ALTERED.txt", options)?;
        archive.write_all(text.as_bytes())?;
        manifest.push_str(&line(&hex::encode(Sha256::digest(text.as_bytes())), "MISSING-OR-ALTERED.txt"));
    }
    archive.start_file("manifest.sha256", options)?;
    archive.write_all(manifest.as_bytes())?;
    archive.finish()?;
    pipe.send()?;
    Ok(())
}

/// Everything is stored as it is: what is uploaded is compressed already, and the rest is small.
fn options(contents: &Contents) -> SimpleFileOptions {
    let at = contents.dispute.ended_at.unwrap_or(contents.dispute.created_at);
    let at = time::PrimitiveDateTime::new(at.date(), at.time());
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::try_from(at).unwrap_or_default())
}

/// As `sha256sum --check` reads it.
fn line(sha256: &str, name: &str) -> String {
    format!("{sha256}  {name}\n")
}

fn copy(
    archive: &mut Archive<'_>,
    mut from: File,
    file: &Listed,
    options: SimpleFileOptions,
) -> anyhow::Result<String> {
    archive.start_file(&file.path, options)?;
    let (mut hash, mut buffer) = (Sha256::new(), vec![0; CHUNK]);
    loop {
        let n = from.read(&mut buffer)?;
        if n == 0 {
            return Ok(hex::encode(hash.finalize()));
        }
        hash.update(&buffer[..n]);
        archive.write_all(&buffer[..n])?;
    }
}
