//! Reading a Rust source file by tokens that matter to the scanner: words, literals, comments.

/// A place in a source file.
pub struct Cursor<'a> {
    pub source: &'a [u8],
    pub at: usize,
}

impl Cursor<'_> {
    pub fn peek(&self, ahead: usize) -> u8 {
        self.source.get(self.at + ahead).copied().unwrap_or(0)
    }

    pub fn starts(&self, text: &str) -> bool {
        self.source[self.at..].starts_with(text.as_bytes())
    }

    pub fn word(&mut self) -> String {
        let start = self.at;
        while self.peek(0).is_ascii_alphanumeric() || self.peek(0) == b'_' || self.peek(0) >= 0x80 {
            self.at += 1;
        }
        String::from_utf8_lossy(&self.source[start..self.at]).into_owned()
    }

    /// White space or a comment.
    pub fn skip_blank(&mut self) -> bool {
        let start = self.at;
        while self.peek(0).is_ascii_whitespace() {
            self.at += 1;
        }
        if self.starts("//") {
            while self.at < self.source.len() && self.peek(0) != b'\n' {
                self.at += 1;
            }
        } else if self.starts("/*") {
            while self.at < self.source.len() && !self.starts("*/") {
                self.at += 1;
            }
            self.at = (self.at + 2).min(self.source.len());
        }
        self.at > start
    }

    /// A character (skipped) or a lifetime (its quote skipped).
    pub fn quote(&mut self) {
        self.at += match (self.peek(1), self.peek(2)) {
            (b'\\', _) => 1 + self.source[self.at + 2..].iter().skip(1).position(|b| *b == b'\'').unwrap_or(0) + 3,
            (first, _) if first >= 0x80 => {
                self.source[self.at + 1..].iter().position(|b| *b == b'\'').map_or(1, |at| at + 2)
            }
            (_, b'\'') => 3,
            _ => 1,
        };
        self.at = self.at.min(self.source.len());
    }

    /// A string literal: where it starts and what is in it. Byte strings are passed over.
    pub fn literal(&mut self) -> Option<(usize, String)> {
        let start = self.at;
        let hashes = self.source[start..].iter().skip(1).take_while(|byte| **byte == b'#').count();
        if self.peek(0) == b'r' && self.peek(1 + hashes) == b'"' {
            let end = format!("\"{}", "#".repeat(hashes));
            self.at += 2 + hashes;
            let inside = self.at;
            while self.at < self.source.len() && !self.starts(&end) {
                self.at += 1;
            }
            let text = String::from_utf8_lossy(&self.source[inside..self.at]).into_owned();
            self.at = (self.at + end.len()).min(self.source.len());
            return Some((start, text));
        }
        if self.peek(0) != b'"' {
            return None;
        }
        self.at += 1;
        while self.at < self.source.len() && self.peek(0) != b'"' {
            self.at += if self.peek(0) == b'\\' { 2 } else { 1 };
        }
        let end = self.at.min(self.source.len());
        self.at = (end + 1).min(self.source.len());
        Some((start, String::from_utf8_lossy(&self.source[start + 1..end]).into_owned()))
    }

    /// The line of a position, from 1.
    pub fn line(&self, at: usize) -> usize {
        1 + self.source[..at].iter().filter(|byte| **byte == b'\n').count()
    }
}
