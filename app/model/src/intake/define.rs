//! What a form's definition must obey, said at the builder's own fields (`intake.2.label` …).

use super::{FieldKind, IntakeField};
use crate::{FieldErrors, text};

/// Questions a form may have.
pub const MAX_FIELDS: usize = 40;

/// Adds what is wrong with a definition. Errors are named `intake.<index>.<part>`.
pub fn check_definition(fields: &[IntakeField], errors: &mut FieldErrors) {
    if fields.len() > MAX_FIELDS {
        let most = MAX_FIELDS;
        errors.add("intake", text!("At most {most} questions.", "Höchstens {most} Fragen."));
        return;
    }
    for (index, field) in fields.iter().enumerate() {
        check_field(fields, index, field, errors);
    }
}

fn check_field(fields: &[IntakeField], index: usize, field: &IntakeField, errors: &mut FieldErrors) {
    let at = |part: &str| format!("intake.{index}.{part}");
    if !is_key(&field.key) {
        errors.add(
            at("key"),
            text!(
                "Small letters, digits and _, starting with a letter.",
                "Kleinbuchstaben, Ziffern und _, mit einem Buchstaben am Anfang."
            ),
        );
    } else if fields[..index].iter().any(|earlier| earlier.key == field.key) {
        errors.add(at("key"), text!("Another question has this name already.", "Eine andere Frage heißt schon so."));
    }
    let label_length = [&field.label.en, &field.label.de].map(|label| label.trim().chars().count());
    if label_length.iter().all(|length| *length == 0) {
        errors.add(at("label"), text!("Write the question.", "Schreiben Sie die Frage."));
    } else if label_length.iter().any(|length| *length > 160) {
        errors.add(at("label"), text!("At most 160 characters.", "Höchstens 160 Zeichen."));
    }
    if [&field.help.en, &field.help.de].iter().any(|help| help.chars().count() > 500) {
        errors.add(at("help"), text!("At most 500 characters.", "Höchstens 500 Zeichen."));
    }
    check_bounds(field, &at, errors);
    check_pattern(field, &at, errors);
    check_options(field, &at, errors);
    if field.kind == FieldKind::Handle && field.network.is_none() {
        errors.add(at("network"), text!("Choose the network.", "Wählen Sie das Netzwerk."));
    }
    check_condition(&fields[..index], field, &at, errors);
}

fn check_bounds(field: &IntakeField, at: &impl Fn(&str) -> String, errors: &mut FieldErrors) {
    if field.kind.bounds().is_none() {
        return;
    }
    let counts = field.kind != FieldKind::Number;
    if counts && field.min.is_some_and(|min| min < 0) {
        errors.add(at("min"), text!("Zero or more.", "Null oder mehr."));
    }
    if counts && field.max.is_some_and(|max| !(1..=20_000).contains(&max)) {
        errors.add(at("max"), text!("Between 1 and 20,000.", "Zwischen 1 und 20.000."));
    } else if let (Some(min), Some(max)) = (field.min, field.max)
        && min > max
    {
        errors.add(at("max"), text!("Not less than the minimum.", "Nicht weniger als das Minimum."));
    }
}

fn check_pattern(field: &IntakeField, at: &impl Fn(&str) -> String, errors: &mut FieldErrors) {
    let Some(pattern) = &field.pattern else { return };
    let good = pattern.chars().count() <= 200 && regex_lite::Regex::new(&format!("^(?:{pattern})$")).is_ok();
    if !good {
        errors.add(
            at("pattern"),
            text!(
                "This pattern cannot be read. Try [A-Z]{{2}}[0-9]+ for DE1234.",
                "Dieses Muster ist nicht lesbar. Etwa [A-Z]{{2}}[0-9]+ für DE1234."
            ),
        );
    }
}

fn check_options(field: &IntakeField, at: &impl Fn(&str) -> String, errors: &mut FieldErrors) {
    if !field.kind.has_options() {
        return;
    }
    if !(2..=50).contains(&field.options.len()) {
        errors.add(at("options"), text!("Between 2 and 50 options.", "Zwischen 2 und 50 Möglichkeiten."));
        return;
    }
    for (index, option) in field.options.iter().enumerate() {
        let blank = option.value.trim().is_empty() || option.value.chars().count() > 80;
        let unnamed = option.label.en.trim().is_empty() && option.label.de.trim().is_empty();
        if blank || unnamed {
            errors.add(
                at("options"),
                text!(
                    "Each option needs a text of at most 80 characters.",
                    "Jede Möglichkeit braucht einen Text von höchstens 80 Zeichen."
                ),
            );
            return;
        }
        if field.options[..index].iter().any(|earlier| earlier.value == option.value) {
            let value = &option.value;
            errors.add(at("options"), text!("“{value}” stands there twice.", "„{value}“ steht doppelt da."));
            return;
        }
    }
}

fn check_condition(
    earlier: &[IntakeField],
    field: &IntakeField,
    at: &impl Fn(&str) -> String,
    errors: &mut FieldErrors,
) {
    let Some(condition) = &field.show_if else { return };
    let Some(parent) = earlier.iter().find(|parent| parent.key == condition.field && parent.kind.has_options()) else {
        errors.add(
            at("show_if"),
            text!(
                "Depends on a choice that stands above this question.",
                "Hängt von einer Auswahl ab, die über dieser Frage steht."
            ),
        );
        return;
    };
    let known = |value: &String| parent.options.iter().any(|option| option.value == *value);
    if condition.one_of.is_empty() || !condition.one_of.iter().all(known) {
        errors.add(
            at("show_if"),
            text!(
                "Choose the answers that bring this question up.",
                "Wählen Sie die Antworten, die diese Frage auslösen."
            ),
        );
    }
}

/// `[a-z][a-z0-9_]*`, at most 40 characters.
fn is_key(key: &str) -> bool {
    key.len() <= 40
        && key.starts_with(|c: char| c.is_ascii_lowercase())
        && key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}
