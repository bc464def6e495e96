//! The validator: what each kind takes and refuses; nothing panics; valid stays valid.

use super::*;
use crate::{FieldErrors, text};
use proptest::prelude::*;
use serde_json::json;

fn option(value: &str) -> Choice {
    Choice { value: value.to_owned(), label: Text { en: value.to_owned(), de: value.to_owned() } }
}

/// A form with a field of every kind, two of them conditional.
fn form() -> Vec<IntakeField> {
    let mut fields: Vec<IntakeField> =
        FieldKind::ALL.iter().map(|kind| IntakeField::new(kind.as_str(), *kind, text!("Question", "Frage"))).collect();
    for field in &mut fields {
        if field.kind.has_options() {
            field.options = vec![option("logo"), option("web"), option("other")];
        }
    }
    let mut which = IntakeField::new("which", FieldKind::Text, text!("Which?", "Welches?")).required();
    which.show_if = Some(ShowIf { field: "choice".into(), one_of: vec!["other".into()] });
    fields.push(which);
    fields
}

fn one(kind: FieldKind) -> Vec<IntakeField> {
    form().into_iter().filter(|field| field.kind == kind && field.show_if.is_none()).collect()
}

fn take(kind: FieldKind, given: Value) -> Result<Value, FieldErrors> {
    let answers = Answers([(kind.as_str().to_owned(), given)].into());
    validate(&one(kind), &answers).map(|clean| clean.0.get(kind.as_str()).cloned().unwrap_or_default())
}

#[test]
fn each_kind_reads_its_canonical_form() {
    use FieldKind as K;
    let good = [
        (K::Text, json!("  Hello "), json!("Hello")),
        (K::LongText, json!("a\r\nb"), json!("a\nb")),
        (K::Number, json!("1,50"), json!("1.5")),
        (K::Number, json!(42), json!("42")),
        (K::Url, json!("Example.com/a?b"), json!("https://example.com/a?b")),
        (K::Email, json!("ada@Example.COM"), json!("ada@example.com")),
        (K::Choice, json!("web"), json!("web")),
        (K::MultiChoice, json!(["web", "logo", "web"]), json!(["logo", "web"])),
        (K::Date, json!("21.11.2026"), json!("2026-11-21")),
        (K::Colour, json!("#1D6"), json!("#11dd66")),
        (K::Handle, json!("https://www.instagram.com/Studio.Nord/?hl=de"), json!("studio.nord")),
    ];
    for (kind, given, wanted) in good {
        assert_eq!(take(kind, given.clone()).unwrap(), wanted, "{kind} {given}");
    }
}

#[test]
fn each_kind_refuses_what_it_is_not() {
    use FieldKind as K;
    let bad = [
        (K::Text, json!("two\nlines")),
        (K::Text, json!("x".repeat(501))),
        (K::Number, json!("twelve")),
        (K::Number, json!("1e9")),
        (K::Url, json!("javascript:alert(1)")),
        (K::Url, json!("https://paypal.com@evil.example")),
        (K::Url, json!("localhost")),
        (K::Email, json!("ada@")),
        (K::Choice, json!("nothing")),
        (K::MultiChoice, json!(["web", "nothing"])),
        (K::Date, json!("2026-02-30")),
        (K::File, json!(["../etc/passwd"])),
        (K::Colour, json!("green")),
        (K::Handle, json!("https://tiktok.com/@ada")),
        (K::Handle, json!("with space")),
    ];
    for (kind, given) in bad {
        let Err(errors) = take(kind, given.clone()) else { panic!("{kind} took {given}") };
        assert_eq!(errors.0[0].0, format!("answers.{kind}"));
    }
}

#[test]
fn networks_have_their_own_rules() {
    let read = |network: Network, text: &str| network.read(text);
    assert_eq!(read(Network::Tiktok, "@ada_nord").as_deref(), Some("ada_nord"));
    assert_eq!(read(Network::Tiktok, "a"), None);
    assert_eq!(read(Network::Youtube, "https://youtube.com/@AdaNord").as_deref(), Some("AdaNord"));
    assert_eq!(
        read(Network::Youtube, "youtube.com/channel/UC1234567890123456789012").as_deref(),
        Some("channel/UC1234567890123456789012")
    );
    assert_eq!(read(Network::X, "https://twitter.com/ada_nord").as_deref(), Some("ada_nord"));
    assert_eq!(read(Network::X, "sixteen_letters_"), None);
    assert_eq!(read(Network::Linkedin, "https://de.linkedin.com/in/ada-nord/").as_deref(), Some("in/ada-nord"));
    assert_eq!(read(Network::Linkedin, "company/acme").as_deref(), Some("company/acme"));
    assert_eq!(read(Network::Facebook, "facebook.com/ada.nord").as_deref(), Some("ada.nord"));
    assert_eq!(read(Network::Facebook, "https://notfacebook.com/ada.nord"), None);
    for network in Network::ALL {
        assert!(network.read(network.example()).is_some(), "{network}: its own example");
    }
}

#[test]
fn a_hidden_field_is_neither_asked_nor_kept() {
    let fields = form();
    let mut answers = Answers::default();
    answers.set("choice", "web");
    answers.set("which", "left over");
    let clean = validate(&fields, &answers).unwrap();
    assert!(!clean.0.contains_key("which"));
    answers.set("choice", "other");
    answers.set("which", " ");
    let errors = validate(&fields, &answers).unwrap_err();
    assert!(errors.get("answers.which").is_some());
    assert!(validate_given(&fields, &answers).is_ok(), "a cart may be answered later");
}

#[test]
fn definitions_are_checked_at_their_own_fields() {
    let mut fields = form();
    let mut errors = FieldErrors::new();
    check_definition(&fields, &mut errors);
    assert!(errors.is_empty(), "{errors:?}");
    fields[0].pattern = Some("(".into());
    fields[1].key = "text".into();
    fields[5].options.truncate(1);
    fields[2].min = Some(9);
    fields[2].max = Some(3);
    let last = fields.len() - 1;
    fields[last].show_if = Some(ShowIf { field: "text".into(), one_of: vec!["x".into()] });
    check_definition(&fields, &mut errors);
    for at in [
        "intake.0.pattern".to_owned(),
        "intake.1.key".into(),
        "intake.5.options".into(),
        "intake.2.max".into(),
        format!("intake.{last}.show_if"),
    ] {
        assert!(errors.get(&at).is_some(), "{at} in {errors:?}");
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(|b| json!(b)),
        any::<i64>().prop_map(|n| json!(n)),
        ".{0,40}".prop_map(|s| json!(s)),
        "[a-z0-9@.:/#,-]{0,30}".prop_map(|s| json!(s)),
        prop_oneof![
            Just("web"),
            Just("other"),
            Just("2026-11-21"),
            Just("#abc"),
            Just("@ada"),
            Just("https://a.example")
        ]
        .prop_map(|s| json!(s)),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(|v| json!(v)),
            prop::collection::btree_map("[a-z0-9]{0,4}", inner, 0..4).prop_map(|m| json!(m)),
        ]
    })
}

proptest! {
    #[test]
    fn nothing_panics_and_valid_stays_valid(given in prop::collection::btree_map(prop::sample::select(vec!["text", "long_text", "number", "url", "email", "choice", "multi_choice", "date", "file", "colour", "handle", "which", "unknown"]), any_json(), 0..13)) {
        let fields = form();
        let answers = Answers(given.into_iter().map(|(key, value)| (key.to_owned(), value)).collect());
        if let Ok(clean) = validate(&fields, &answers) {
            prop_assert_eq!(validate(&fields, &clean).unwrap(), clean);
        }
    }

    #[test]
    fn any_definition_that_reads_can_be_checked(json in any_json(), key in ".{0,10}", pattern in ".{0,20}") {
        let mut fields = form();
        fields[0].key = key;
        fields[0].pattern = Some(pattern);
        if let Ok(field) = serde_json::from_value::<IntakeField>(json.clone()) {
            fields.push(field);
        }
        check_definition(&fields, &mut FieldErrors::new());
        let answers = Answers([("text".to_owned(), json)].into());
        let _ = validate(&fields, &answers);
    }
}
