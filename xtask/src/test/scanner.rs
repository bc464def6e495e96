//! The walk through a source file that [`super::translations`] reports from.

use super::translations::{Finding, READ_ATTRIBUTES};

pub struct Scanner<'a> {
    source: &'a [u8],
    at: usize,
    found: Vec<Finding>,
}

/// What a literal in Rust code means where it stands.
#[derive(Clone, Copy, PartialEq)]
enum Code {
    /// Ordinary code: literals mean nothing to us.
    Plain,
    /// A block among the children of a tag: a bare literal becomes a text node.
    Child,
    /// The value of an attribute that people read.
    Read,
}

impl<'a> Scanner<'a> {
    pub fn new(source: &'a str) -> Self {
        Self { source: source.as_bytes(), at: 0, found: Vec::new() }
    }

    pub fn run(mut self) -> Vec<Finding> {
        self.code(Code::Plain, None);
        self.found.sort_by_key(|finding| finding.line);
        self.found
    }

    fn peek(&self, ahead: usize) -> u8 {
        self.source.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn starts(&self, text: &str) -> bool {
        self.source[self.at..].starts_with(text.as_bytes())
    }

    /// Rust code up to the closing bracket (consumed) or the end of the file.
    fn code(&mut self, kind: Code, close: Option<u8>) {
        // The last token's end matters: `x == "a"`, `let a = "b"` are no texts.
        let mut before = b'{';
        while self.at < self.source.len() {
            if self.skip_blank() {
                continue;
            }
            let byte = self.peek(0);
            if Some(byte) == close {
                self.at += 1;
                return;
            }
            if let Some(text) = self.literal() {
                let compared = matches!(before, b'=' | b'|');
                if kind != Code::Plain && !compared && !self.is_pattern() {
                    self.report(text.0, text.1);
                }
                before = b'"';
                continue;
            }
            match byte {
                b'\'' => self.quote(),
                b'{' => self.nested(kind, b'}'),
                b'(' => self.nested(Code::Plain, b')'),
                b'[' => self.nested(Code::Plain, b']'),
                _ if byte.is_ascii_alphabetic() || byte == b'_' => self.word_in_code(kind),
                _ => self.at += 1,
            }
            // `=> "text"` is a result, `= "text"` and `== "text"` are not.
            before = if byte == b'>' { b'>' } else { byte };
        }
    }

    fn nested(&mut self, kind: Code, close: u8) {
        self.at += 1;
        self.code(kind, Some(close));
    }

    /// A word of code, which may open a `view!` or a `format!`.
    fn word_in_code(&mut self, kind: Code) {
        let word = self.word();
        if self.peek(0) != b'!' || self.peek(1) == b'=' {
            return;
        }
        self.at += 1;
        while self.skip_blank() {}
        let close = match self.peek(0) {
            b'{' => b'}',
            b'(' => b')',
            b'[' => b']',
            _ => return,
        };
        match word.as_str() {
            "view" => {
                self.at += 1;
                self.children(close);
            }
            "format" if kind == Code::Child => {
                self.at += 1;
                while self.skip_blank() {}
                if let Some((start, text)) = self.literal()
                    && has_letter(&outside_braces(&text))
                    && !text.starts_with('/')
                {
                    self.report(start, text);
                }
                self.code(Code::Plain, Some(close));
            }
            // tr! holds both languages; any other macro's words are its own business.
            _ => self.nested(Code::Plain, close),
        }
    }

    /// The inside of a `view!`: tags, text, blocks, up to the closing bracket (consumed).
    fn children(&mut self, close: u8) {
        while self.at < self.source.len() {
            if self.starts("<!--") {
                while self.at < self.source.len() && !self.starts("-->") {
                    self.at += 1;
                }
                self.at += 3;
            } else if self.skip_blank() {
                continue;
            } else if self.peek(0) == close {
                self.at += 1;
                return;
            } else if let Some((start, text)) = self.literal() {
                self.report(start, text);
            } else if self.peek(0) == b'<' {
                self.at += 1;
                self.tag();
            } else if self.peek(0) == b'{' {
                self.nested(Code::Child, b'}');
            } else if self.peek(0).is_ascii_alphabetic() {
                let start = self.at;
                let word = self.word();
                self.report(start, word);
            } else {
                self.at += 1;
            }
        }
    }

    /// A tag after its `<`, up to its `>` (consumed).
    fn tag(&mut self) {
        let mut attribute = String::new();
        let mut in_value = false;
        while self.at < self.source.len() {
            if self.skip_blank() {
                continue;
            }
            let kind = match in_value && READ_ATTRIBUTES.contains(&attribute.as_str()) {
                true => Code::Read,
                false => Code::Plain,
            };
            if let Some((start, text)) = self.literal() {
                if kind == Code::Read {
                    self.report(start, text);
                }
                in_value = false;
                continue;
            }
            match self.peek(0) {
                // `->` and `=>` end nothing, nor does `>=`.
                b'>' if !matches!(self.source[self.at - 1], b'-' | b'=') => {
                    self.at += 1;
                    return;
                }
                b'=' if self.peek(1) != b'>' => {
                    self.at += 1;
                    in_value = true;
                }
                b'\'' => self.quote(),
                b'{' => self.nested(kind, b'}'),
                b'(' => self.nested(Code::Plain, b')'),
                b'[' => self.nested(Code::Plain, b']'),
                byte if byte.is_ascii_alphabetic() => {
                    let start = self.at;
                    self.attribute_or_code();
                    let text = String::from_utf8_lossy(&self.source[start..self.at]).into_owned();
                    if self.peek(0) == b'=' && self.peek(1) != b'=' {
                        attribute = text;
                    }
                }
                _ => self.at += 1,
            }
        }
    }

    /// A word that may hold dashes and colons (`aria-label`, `on:click`), or a macro call in a value.
    fn attribute_or_code(&mut self) {
        let start = self.at;
        while self.peek(0).is_ascii_alphanumeric() || matches!(self.peek(0), b'_' | b'-' | b':') {
            self.at += 1;
        }
        if self.peek(0) == b'!' && self.peek(1) != b'=' {
            self.at = start;
            self.word_in_code(Code::Plain);
        }
    }

    fn word(&mut self) -> String {
        let start = self.at;
        while self.peek(0).is_ascii_alphanumeric() || self.peek(0) == b'_' || self.peek(0) >= 0x80 {
            self.at += 1;
        }
        String::from_utf8_lossy(&self.source[start..self.at]).into_owned()
    }

    /// White space or a comment.
    fn skip_blank(&mut self) -> bool {
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
    fn quote(&mut self) {
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
    fn literal(&mut self) -> Option<(usize, String)> {
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

    /// The literal just read is compared or matched against, not shown.
    fn is_pattern(&self) -> bool {
        let rest = String::from_utf8_lossy(&self.source[self.at..(self.at + 60).min(self.source.len())]).into_owned();
        let rest = rest.trim_start();
        ["=>", "| ", "==", "!=", "if "].iter().any(|sign| rest.starts_with(sign))
    }

    fn report(&mut self, start: usize, text: String) {
        if has_letter(&text) {
            let line = 1 + self.source[..start].iter().filter(|byte| **byte == b'\n').count();
            self.found.push(Finding { line, text });
        }
    }
}

/// Escapes such as `\n` or `\u{a0}` are no words.
fn has_letter(text: &str) -> bool {
    let mut rest = text.chars();
    while let Some(letter) = rest.next() {
        if letter == '\\' {
            let braced = rest.next() == Some('u');
            if braced {
                rest.by_ref().find(|letter| *letter == '}');
            }
        } else if letter.is_alphabetic() {
            return true;
        }
    }
    false
}

fn outside_braces(text: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(letter),
            _ => {}
        }
    }
    out
}
