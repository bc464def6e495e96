//! The walk through a source file that [`super::translations`] reports from.

use super::{
    cursor::Cursor,
    translations::{Finding, READ_ATTRIBUTES},
};

pub struct Scanner<'a> {
    here: Cursor<'a>,
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
        Self { here: Cursor { source: source.as_bytes(), at: 0 }, found: Vec::new() }
    }

    pub fn run(mut self) -> Vec<Finding> {
        self.code(Code::Plain, None);
        self.found.sort_by_key(|finding| finding.line);
        self.found
    }

    /// Rust code up to the closing bracket (consumed) or the end of the file.
    fn code(&mut self, kind: Code, close: Option<u8>) {
        // The last token's end matters: `x == "a"`, `let a = "b"` are no texts.
        let mut before = b'{';
        while self.here.at < self.here.source.len() {
            if self.here.skip_blank() {
                continue;
            }
            let byte = self.here.peek(0);
            if Some(byte) == close {
                self.here.at += 1;
                return;
            }
            if let Some(text) = self.here.literal() {
                let compared = matches!(before, b'=' | b'|');
                if kind != Code::Plain && !compared && !self.is_pattern() {
                    self.report(text.0, text.1);
                }
                before = b'"';
                continue;
            }
            match byte {
                b'\'' => self.here.quote(),
                b'{' => self.nested(kind, b'}'),
                b'(' => self.nested(Code::Plain, b')'),
                b'[' => self.nested(Code::Plain, b']'),
                _ if byte.is_ascii_alphabetic() || byte == b'_' => self.word_in_code(kind),
                _ => self.here.at += 1,
            }
            // `=> "text"` is a result, `= "text"` and `== "text"` are not.
            before = if byte == b'>' { b'>' } else { byte };
        }
    }

    fn nested(&mut self, kind: Code, close: u8) {
        self.here.at += 1;
        self.code(kind, Some(close));
    }

    /// A word of code, which may open a `view!` or a `format!`.
    fn word_in_code(&mut self, kind: Code) {
        let word = self.here.word();
        if self.here.peek(0) != b'!' || self.here.peek(1) == b'=' {
            return;
        }
        self.here.at += 1;
        while self.here.skip_blank() {}
        let close = match self.here.peek(0) {
            b'{' => b'}',
            b'(' => b')',
            b'[' => b']',
            _ => return,
        };
        match word.as_str() {
            "view" => {
                self.here.at += 1;
                self.children(close);
            }
            "format" if kind == Code::Child => {
                self.here.at += 1;
                while self.here.skip_blank() {}
                if let Some((start, text)) = self.here.literal()
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
        while self.here.at < self.here.source.len() {
            if self.here.starts("<!--") {
                while self.here.at < self.here.source.len() && !self.here.starts("-->") {
                    self.here.at += 1;
                }
                self.here.at += 3;
            } else if self.here.skip_blank() {
                continue;
            } else if self.here.peek(0) == close {
                self.here.at += 1;
                return;
            } else if let Some((start, text)) = self.here.literal() {
                self.report(start, text);
            } else if self.here.peek(0) == b'<' {
                self.here.at += 1;
                self.tag();
            } else if self.here.peek(0) == b'{' {
                self.nested(Code::Child, b'}');
            } else if self.here.peek(0).is_ascii_alphabetic() {
                let start = self.here.at;
                let word = self.here.word();
                self.report(start, word);
            } else {
                self.here.at += 1;
            }
        }
    }

    /// A tag after its `<`, up to its `>` (consumed).
    fn tag(&mut self) {
        let mut attribute = String::new();
        let mut in_value = false;
        while self.here.at < self.here.source.len() {
            if self.here.skip_blank() {
                continue;
            }
            let kind = match in_value && READ_ATTRIBUTES.contains(&attribute.as_str()) {
                true => Code::Read,
                false => Code::Plain,
            };
            if let Some((start, text)) = self.here.literal() {
                if kind == Code::Read {
                    self.report(start, text);
                }
                in_value = false;
                continue;
            }
            match self.here.peek(0) {
                // `->` and `=>` end nothing, nor does `>=`.
                b'<' if in_value && self.after_word() => self.generics(),
                b'>' if !matches!(self.here.source[self.here.at - 1], b'-' | b'=') && !self.is_comparison() => {
                    self.here.at += 1;
                    return;
                }
                b'=' if self.here.peek(1) != b'>' => {
                    self.here.at += 1;
                    in_value = true;
                }
                b'\'' => self.here.quote(),
                b'{' => self.nested(kind, b'}'),
                b'(' => self.nested(Code::Plain, b')'),
                b'[' => self.nested(Code::Plain, b']'),
                byte if byte.is_ascii_alphabetic() => {
                    let start = self.here.at;
                    self.attribute_or_code();
                    let text = String::from_utf8_lossy(&self.here.source[start..self.here.at]).into_owned();
                    if self.here.peek(0) == b'=' && self.here.peek(1) != b'=' {
                        attribute = text;
                    }
                }
                _ => self.here.at += 1,
            }
        }
    }

    /// `Vec<…>` in the type of a closure's argument, up to its end.
    fn generics(&mut self) {
        let mut depth = 0_u32;
        while self.here.at < self.here.source.len() {
            match self.here.peek(0) {
                b'<' => depth += 1,
                b'>' => depth -= 1,
                _ => {}
            }
            self.here.at += 1;
            if depth == 0 {
                return;
            }
        }
    }

    fn after_word(&self) -> bool {
        let before = self.here.source[self.here.at - 1];
        before.is_ascii_alphanumeric() || before == b':'
    }

    /// `if late > 0`: a tag's end has no blank on both sides.
    fn is_comparison(&self) -> bool {
        self.here.source[self.here.at - 1] == b' '
            && self.here.peek(1) == b' '
            && !self.here.source[..self.here.at].trim_ascii_end().ends_with(b"\"")
    }

    /// A word that may hold dashes and colons (`aria-label`, `on:click`), or a macro call in a value.
    fn attribute_or_code(&mut self) {
        let start = self.here.at;
        while self.here.peek(0).is_ascii_alphanumeric() || matches!(self.here.peek(0), b'_' | b'-' | b':') {
            self.here.at += 1;
        }
        if self.here.peek(0) == b'!' && self.here.peek(1) != b'=' {
            self.here.at = start;
            self.word_in_code(Code::Plain);
        }
    }

    /// The literal just read is compared or matched against, not shown.
    fn is_pattern(&self) -> bool {
        let rest =
            String::from_utf8_lossy(&self.here.source[self.here.at..(self.here.at + 60).min(self.here.source.len())])
                .into_owned();
        let rest = rest.trim_start();
        ["=>", "| ", "==", "!=", "if "].iter().any(|sign| rest.starts_with(sign))
    }

    fn report(&mut self, start: usize, text: String) {
        if has_letter(&text) {
            let line = self.here.line(start);
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
