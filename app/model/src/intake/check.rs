//! The one validator: what came becomes answers in canonical form, or a message at each field that needs one.

use super::{Answers, Bounds, FieldKind, IntakeField, Network, values};
use crate::{FieldErrors, problem::Text, text};
use serde_json::Value;
use uuid::Uuid;

/// Characters of a text field that names no maximum.
const TEXT_MAX: i64 = 500;
const LONG_TEXT_MAX: i64 = 10_000;
/// Files of a file field that names no maximum.
const FILES_MAX: i64 = 10;

/// Checks everything: required fields must be there. Answers to hidden and unknown fields are dropped.
/// Errors are named `answers.<key>`, as the inputs of a form (`answers[key]`) are.
pub fn validate(fields: &[IntakeField], answers: &Answers) -> Result<Answers, FieldErrors> {
    run(fields, answers, true)
}

/// Checks only what was answered: for a cart, where the rest may follow after payment.
pub fn validate_given(fields: &[IntakeField], answers: &Answers) -> Result<Answers, FieldErrors> {
    run(fields, answers, false)
}

/// Whether a field is asked, given the answers so far.
pub fn visible(fields: &[IntakeField], field: &IntakeField, answers: &Answers) -> bool {
    let mut current = field;
    // a chain of conditions is no longer than the form; a broken definition may loop
    for _ in 0..=fields.len() {
        let Some(condition) = &current.show_if else { return true };
        let Some(parent) = fields.iter().find(|field| field.key == condition.field) else { return false };
        if !answers.texts(&parent.key).iter().any(|value| condition.one_of.contains(value)) {
            return false;
        }
        current = parent;
    }
    false
}

fn run(fields: &[IntakeField], answers: &Answers, whole: bool) -> Result<Answers, FieldErrors> {
    let mut clean = Answers::default();
    let mut errors = FieldErrors::new();
    for field in fields.iter().filter(|field| visible(fields, field, answers)) {
        let texts: Vec<String> = answers.texts(&field.key).into_iter().filter(|text| !text.trim().is_empty()).collect();
        if texts.is_empty() {
            if whole && field.required {
                errors.add(format!("answers.{}", field.key), missing(field.kind));
            }
            continue;
        }
        match read(field, &texts) {
            Ok(value) => {
                clean.0.insert(field.key.clone(), value);
            }
            Err(message) => errors.add(format!("answers.{}", field.key), message),
        }
    }
    if errors.is_empty() { Ok(clean) } else { Err(errors) }
}

fn missing(kind: FieldKind) -> Text {
    match kind {
        FieldKind::Choice => text!("Choose one.", "Wählen Sie eine Möglichkeit."),
        FieldKind::MultiChoice => text!("Choose at least one.", "Wählen Sie mindestens eine Möglichkeit."),
        FieldKind::File => text!("Add a file.", "Fügen Sie eine Datei hinzu."),
        _ => text!("Please fill this in.", "Bitte füllen Sie dies aus."),
    }
}

/// One field's answer in canonical form. `texts` is not empty.
fn read(field: &IntakeField, texts: &[String]) -> Result<Value, Text> {
    let first = texts.first().map(String::as_str).unwrap_or_default();
    match field.kind {
        FieldKind::Text | FieldKind::LongText => free_text(field, first).map(Value::String),
        FieldKind::Number => number(field, first).map(Value::String),
        FieldKind::Url => values::url(first).map(Value::String).ok_or_else(|| {
            text!(
                "Enter a web address, like https://example.com.",
                "Geben Sie eine Webadresse ein, etwa https://example.com."
            )
        }),
        FieldKind::Email => values::email(first).map(Value::String).ok_or_else(|| {
            text!(
                "Enter an e-mail address, like ada@example.com.",
                "Geben Sie eine E-Mail-Adresse ein, etwa ada@example.com."
            )
        }),
        FieldKind::Date => values::date(first)
            .map(Value::String)
            .ok_or_else(|| text!("Enter a date, like 2026-11-21.", "Geben Sie ein Datum ein, etwa 21.11.2026.")),
        FieldKind::Colour => values::colour(first)
            .map(Value::String)
            .ok_or_else(|| text!("Enter a colour, like #1d6b4f.", "Geben Sie eine Farbe ein, etwa #1d6b4f.")),
        FieldKind::Handle => {
            let network = field.network.unwrap_or(Network::Instagram);
            let (name, example) = (network.name(), network.example());
            network.read(first).map(Value::String).ok_or_else(|| {
                text!(
                    "This is no {name} profile. Enter it like {example}, or paste its address.",
                    "Das ist kein {name}-Profil. Geben Sie es wie {example} ein oder fügen Sie die Adresse ein."
                )
            })
        }
        FieldKind::Choice => {
            let known = field.options.iter().any(|option| option.value == first);
            if known { Ok(Value::String(first.to_owned())) } else { Err(not_offered()) }
        }
        FieldKind::MultiChoice => many(field, texts),
        FieldKind::File => files(field, texts),
    }
}

fn not_offered() -> Text {
    text!("Choose one of the options.", "Wählen Sie eine der Möglichkeiten.")
}

fn free_text(field: &IntakeField, given: &str) -> Result<String, Text> {
    let long = field.kind == FieldKind::LongText;
    // browsers send CRLF, the canonical text has LF
    let text = given.replace("\r\n", "\n");
    let text = text.trim();
    if text.chars().any(|c| c.is_control() && c != '\t' && !(long && c == '\n')) {
        return Err(text!(
            "Remove the line breaks and control characters.",
            "Entfernen Sie Zeilenumbrüche und Steuerzeichen."
        ));
    }
    let length = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
    let max = field.max.unwrap_or(if long { LONG_TEXT_MAX } else { TEXT_MAX });
    if let Some(min) = field.min.filter(|min| length < *min) {
        return Err(text!(
            "At least {min} characters; these are {length}.",
            "Mindestens {min} Zeichen; es sind {length}."
        ));
    }
    if length > max {
        return Err(text!(
            "At most {max} characters; these are {length}.",
            "Höchstens {max} Zeichen; es sind {length}."
        ));
    }
    if let Some(pattern) = &field.pattern {
        // a definition is checked when it is saved; a broken one must not lock the buyer out
        let fits = regex_lite::Regex::new(&format!("^(?:{pattern})$")).map_or(true, |regex| regex.is_match(text));
        if !fits {
            return Err(text!(
                "This does not have the expected form. See the help below.",
                "Das hat nicht die erwartete Form. Beachten Sie den Hinweis."
            ));
        }
    }
    Ok(text.to_owned())
}

fn number(field: &IntakeField, given: &str) -> Result<String, Text> {
    let Some((value, canonical)) = values::number(given) else {
        return Err(text!("Enter a number.", "Geben Sie eine Zahl ein."));
    };
    if let Some(min) = field.min.filter(|min| value < i128::from(*min) * 1_000_000) {
        return Err(text!("At least {min}.", "Mindestens {min}."));
    }
    if let Some(max) = field.max.filter(|max| value > i128::from(*max) * 1_000_000) {
        return Err(text!("At most {max}.", "Höchstens {max}."));
    }
    Ok(canonical)
}

fn count(field: &IntakeField, n: usize, default_max: i64) -> Result<(), Text> {
    debug_assert!(field.kind.bounds() == Some(Bounds::Count));
    let n = i64::try_from(n).unwrap_or(i64::MAX);
    let max = field.max.unwrap_or(default_max);
    if let Some(min) = field.min.filter(|min| n < *min) {
        return Err(text!("Choose at least {min}.", "Wählen Sie mindestens {min}."));
    }
    if n > max {
        return Err(text!("Choose at most {max}.", "Wählen Sie höchstens {max}."));
    }
    Ok(())
}

fn many(field: &IntakeField, texts: &[String]) -> Result<Value, Text> {
    if texts.iter().any(|text| !field.options.iter().any(|option| option.value == *text)) {
        return Err(not_offered());
    }
    // in the order of the form, each once
    let picked: Vec<Value> = field
        .options
        .iter()
        .filter(|option| texts.contains(&option.value))
        .map(|option| Value::String(option.value.clone()))
        .collect();
    count(field, picked.len(), i64::MAX)?;
    Ok(Value::Array(picked))
}

fn files(field: &IntakeField, texts: &[String]) -> Result<Value, Text> {
    let mut ids = Vec::new();
    for text in texts {
        let id = Uuid::parse_str(text.trim()).map_err(|_| {
            text!(
                "One of the files did not arrive. Add it again.",
                "Eine der Dateien ist nicht angekommen. Fügen Sie sie erneut hinzu."
            )
        })?;
        let id = Value::String(id.to_string());
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    count(field, ids.len(), FILES_MAX)?;
    Ok(Value::Array(ids))
}
