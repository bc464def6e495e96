//! Files: what may be uploaded, and what a stored file looks like. What a file hangs on decides who reads it.

use crate::{Actor, FileId, Problem, problem::Text, text, text_enum};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

text_enum! {
    /// What a file is for; it never changes.
    pub enum FilePurpose {
        /// Pictures of a product: public once the product is published.
        Media = "media",
        /// An answer to an intake form.
        Intake = "intake",
        /// Part of a submission: the order's parties and staff.
        Submission = "submission",
        /// Evidence in a dispute: its parties and mediators.
        Evidence = "evidence",
        /// A project's logo: public once it is one.
        Branding = "branding",
        /// A person's picture: public once it is one.
        Avatar = "avatar",
        /// Part of a message: whoever is in its room.
        Chat = "chat",
    }
}

/// A stored file as pages show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileView {
    pub id: FileId,
    pub name: String,
    pub content_type: String,
    /// Bytes.
    pub size: i64,
}

impl FileView {
    /// Where the file is downloaded; the route asks again who may.
    pub fn href(&self) -> String {
        format!("/files/{}/{}", self.id, encode(&self.name))
    }
    /// Where the browser shows it instead of saving it.
    pub fn preview_href(&self) -> String {
        format!("{}?preview=1", self.href())
    }
    pub fn preview(&self) -> Option<Preview> {
        Preview::of(&self.content_type)
    }
    /// "1.4 MB", in powers of 1,000.
    pub fn size_words(&self) -> String {
        size_words(self.size)
    }
}

/// How a file can be shown without leaving the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preview {
    Image,
    Pdf,
}

impl Preview {
    /// SVG is never shown in place: it can carry scripts.
    pub fn of(content_type: &str) -> Option<Self> {
        match content_type {
            "image/png" | "image/jpeg" | "image/gif" | "image/webp" => Some(Self::Image),
            "application/pdf" => Some(Self::Pdf),
            _ => None,
        }
    }
}

/// A size for people.
pub fn size_words(bytes: i64) -> String {
    const UNITS: [&str; 4] = ["B", "kB", "MB", "GB"];
    let (mut tenths, mut unit) = (bytes.max(0).saturating_mul(10), 0);
    while tenths >= 10_000 && unit + 1 < UNITS.len() {
        tenths = (tenths + 500) / 1_000;
        unit += 1;
    }
    let name = UNITS[unit];
    if unit == 0 || tenths >= 100 || tenths % 10 == 0 {
        format!("{} {name}", tenths / 10)
    } else {
        format!("{}.{} {name}", tenths / 10, tenths % 10)
    }
}

/// Types that may be stored, with the file name endings they go by. Nothing that a browser or a desktop would run.
pub const ALLOWED: &[(&str, &[&str])] = &[
    ("image/png", &["png"]),
    ("image/jpeg", &["jpg", "jpeg"]),
    ("image/gif", &["gif"]),
    ("image/webp", &["webp"]),
    ("image/svg+xml", &["svg"]),
    ("application/pdf", &["pdf"]),
    ("application/zip", &["zip"]),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", &["docx"]),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &["xlsx"]),
    ("application/vnd.openxmlformats-officedocument.presentationml.presentation", &["pptx"]),
    ("text/plain", &["txt", "log"]),
    ("text/markdown", &["md"]),
    ("text/csv", &["csv"]),
    ("application/json", &["json"]),
    ("audio/mpeg", &["mp3"]),
    ("audio/x-wav", &["wav"]),
    ("video/mp4", &["mp4", "m4v"]),
    ("video/webm", &["webm"]),
    ("video/quicktime", &["mov"]),
    ("font/woff2", &["woff2"]),
    ("image/vnd.adobe.photoshop", &["psd"]),
];

/// The stored type for a name and what its first bytes are; refuses what is not allowed and what is mislabelled.
/// `sniffed` is `None` where the bytes have no signature: then they must be UTF-8 text, and the name must be of a text type.
pub fn decide_type(name: &str, sniffed: Option<&str>, is_text: bool) -> Result<&'static str, Problem> {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    let Some((declared, _)) = ALLOWED.iter().find(|(_, endings)| endings.contains(&ending.as_str())) else {
        return Err(Problem::invalid("file", not_allowed()));
    };
    let fits = match sniffed {
        Some(found) => same_family(declared, found),
        None => is_text && is_text_type(declared),
    };
    if fits {
        Ok(declared)
    } else {
        Err(Problem::invalid(
            "file",
            text!(
                "The content of “{name}” is not what its name says. Save it in the right format and upload it again.",
                "Der Inhalt von „{name}“ passt nicht zum Namen. Speichern Sie die Datei im richtigen Format und laden Sie sie erneut hoch."
            ),
        ))
    }
}

fn not_allowed() -> Text {
    text!(
        "Files of this type cannot be uploaded. Pictures, PDF, Office files, text, audio, video and ZIP can; put anything else into a ZIP.",
        "Dateien dieses Typs können nicht hochgeladen werden. Bilder, PDF, Office-Dateien, Text, Audio, Video und ZIP gehen; packen Sie anderes in ein ZIP."
    )
}

fn is_text_type(content_type: &str) -> bool {
    matches!(content_type, "text/plain" | "text/markdown" | "text/csv" | "application/json" | "image/svg+xml")
}

/// What sniffers call the same thing by different names.
fn same_family(declared: &str, found: &str) -> bool {
    declared == found
        || match declared {
            // Office files are ZIPs inside; a sniffer sees either
            d if d.starts_with("application/vnd.openxmlformats") => found == "application/zip",
            "image/svg+xml" => matches!(found, "text/xml" | "application/xml" | "text/html"),
            "video/mp4" => found == "video/x-m4v" || found == "audio/m4a",
            "video/webm" => found == "video/x-matroska",
            "font/woff2" => found == "application/font-woff2" || found == "application/font-woff",
            d => {
                is_text_type(d)
                    && matches!(found, "text/xml" | "text/x-shellscript" | "application/xml")
                    && d != "application/json"
            }
        }
}

/// Percent-encodes a path segment.
fn encode(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// What may be done with files. Uploading and downloading stream, so they are routes (`POST /files`, `GET /files/{id}/{name}`).
#[async_trait]
pub trait Files: Send + Sync {
    /// A file's face, if the caller may read it.
    async fn file(&self, actor: &Actor, file: FileId) -> Result<FileView, Problem>;
    /// Takes back an upload of the caller's own that hangs on nothing yet.
    async fn discard_file(&self, actor: &Actor, file: FileId) -> Result<(), Problem>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_follow_name_and_content() {
        assert_eq!(decide_type("a.PNG", Some("image/png"), false), Ok("image/png"));
        assert_eq!(decide_type("notes.md", None, true), Ok("text/markdown"));
        assert_eq!(decide_type("a.docx", Some("application/zip"), false), Ok(ALLOWED[7].0));
        assert!(decide_type("a.png", Some("application/pdf"), false).is_err(), "mislabelled");
        assert!(decide_type("a.png", None, true).is_err(), "text named a picture");
        assert!(decide_type("a.exe", Some("application/vnd.microsoft.portable-executable"), false).is_err());
        assert!(decide_type("page.html", Some("text/html"), true).is_err());
        assert!(decide_type("noending", None, true).is_err());
        assert!(decide_type("binary.txt", None, false).is_err());
    }

    #[test]
    fn sizes_read_well() {
        assert_eq!(size_words(0), "0 B");
        assert_eq!(size_words(999), "999 B");
        assert_eq!(size_words(1_000), "1 kB");
        assert_eq!(size_words(1_400_000), "1.4 MB");
        assert_eq!(size_words(52_428_800), "52 MB");
    }

    #[test]
    fn links_survive_any_name() {
        let file = FileView {
            id: FileId(uuid::Uuid::nil()),
            name: "a b/ü?.pdf".to_owned(),
            content_type: "application/pdf".to_owned(),
            size: 1,
        };
        assert!(file.href().ends_with("/a%20b%2F%C3%BC%3F.pdf"));
    }
}
