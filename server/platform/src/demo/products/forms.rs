//! What the demo's products ask their buyers, and what its clients answer.

use model::{
    intake::{Answers, Choice, FieldKind, IntakeField, ShowIf},
    text,
};

/// The questions of a kind of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    Brand,
    Site,
    Text,
    Address,
    Film,
    Campaign,
}

impl Asks {
    /// The form.
    pub fn fields(self) -> Vec<IntakeField> {
        match self {
            Self::Brand => vec![
                IntakeField {
                    max: Some(80),
                    ..IntakeField::new(
                        "brand",
                        FieldKind::Text,
                        text!("What is your brand called?", "Wie heißt Ihre Marke?"),
                    )
                    .required()
                },
                IntakeField {
                    min: Some(20),
                    max: Some(2_000),
                    help: text!(
                        "What you do, for whom, and what people should feel.",
                        "Was Sie tun, für wen, und was die Leute fühlen sollen."
                    ),
                    ..IntakeField::new(
                        "about",
                        FieldKind::LongText,
                        text!("Tell us about it", "Erzählen Sie uns davon"),
                    )
                    .required()
                },
                choice(
                    "mood",
                    text!("Which direction?", "Welche Richtung?"),
                    &[
                        ("calm", "Calm and minimal"),
                        ("bold", "Bold and loud"),
                        ("classic", "Classic"),
                        ("playful", "Playful"),
                    ],
                )
                .required(),
                IntakeField::new(
                    "colour",
                    FieldKind::Colour,
                    text!("A colour that must be in it", "Eine Farbe, die vorkommen muss"),
                ),
                IntakeField {
                    max: Some(5),
                    ..IntakeField::new(
                        "files",
                        FieldKind::File,
                        text!("Anything we should see", "Was wir sehen sollten"),
                    )
                },
            ],
            Self::Site => vec![
                choice(
                    "state",
                    text!("Is there a site already?", "Gibt es schon eine Website?"),
                    &[("new", "No, this is new"), ("old", "Yes, it should be replaced")],
                )
                .required(),
                IntakeField {
                    show_if: Some(ShowIf { field: "state".into(), one_of: vec!["old".into()] }),
                    ..IntakeField::new("url", FieldKind::Url, text!("Its address", "Ihre Adresse")).required()
                },
                IntakeField {
                    min: Some(20),
                    max: Some(3_000),
                    ..IntakeField::new(
                        "goal",
                        FieldKind::LongText,
                        text!("What should visitors do there?", "Was sollen Besucher dort tun?"),
                    )
                    .required()
                },
                IntakeField {
                    min: Some(1),
                    max: Some(60),
                    ..IntakeField::new(
                        "pages",
                        FieldKind::Number,
                        text!("How many pages, roughly?", "Wie viele Seiten ungefähr?"),
                    )
                },
            ],
            Self::Text => vec![
                IntakeField {
                    min: Some(10),
                    max: Some(3_000),
                    ..IntakeField::new("topic", FieldKind::LongText, text!("What is it about?", "Worum geht es?"))
                        .required()
                },
                IntakeField {
                    max: Some(200),
                    ..IntakeField::new("readers", FieldKind::Text, text!("Who reads it?", "Wer liest es?")).required()
                },
                choice(
                    "voice",
                    text!("How should it sound?", "Wie soll es klingen?"),
                    &[("plain", "Plain and friendly"), ("expert", "Expert"), ("lively", "Lively")],
                )
                .required(),
            ],
            Self::Address => vec![
                IntakeField::new("url", FieldKind::Url, text!("The address of your site", "Die Adresse Ihrer Website"))
                    .required(),
                IntakeField {
                    max: Some(300),
                    ..IntakeField::new(
                        "rivals",
                        FieldKind::Text,
                        text!("Who do you want to be found before?", "Vor wem möchten Sie gefunden werden?"),
                    )
                },
            ],
            Self::Film => vec![
                IntakeField {
                    min: Some(10),
                    max: Some(3_000),
                    ..IntakeField::new(
                        "message",
                        FieldKind::LongText,
                        text!("What should people know afterwards?", "Was sollen die Leute danach wissen?"),
                    )
                    .required()
                },
                choice(
                    "format",
                    text!("Where will it run?", "Wo läuft es?"),
                    &[("wide", "Website and YouTube (16:9)"), ("tall", "Phones (9:16)"), ("square", "Feeds (1:1)")],
                )
                .required(),
                IntakeField::new(
                    "deadline",
                    FieldKind::Date,
                    text!("Is there a fixed date?", "Gibt es einen festen Termin?"),
                ),
            ],
            Self::Campaign => vec![
                IntakeField::new(
                    "url",
                    FieldKind::Url,
                    text!("Where should people land?", "Wohin sollen die Leute kommen?"),
                )
                .required(),
                IntakeField {
                    max: Some(400),
                    ..IntakeField::new("audience", FieldKind::Text, text!("Who should see it?", "Wer soll es sehen?"))
                        .required()
                },
            ],
        }
    }
}

fn choice(key: &str, label: model::problem::Text, options: &[(&str, &str)]) -> IntakeField {
    let options = options
        .iter()
        .map(|&(value, label)| Choice { value: value.into(), label: text!("{label}", "{label}") })
        .collect();
    IntakeField { options, ..IntakeField::new(key, FieldKind::Choice, label) }
}

/// What a client of that business answers.
pub fn answers(asks: Asks, business: &str, what: &str) -> Answers {
    let mut answers = Answers::default();
    let mut set = |key: &str, value: String| answers.set(key, value);
    let site = format!("https://www.{}.example", business.to_lowercase().replace([' ', '&', '’', '.'], ""));
    match asks {
        Asks::Brand => {
            set("brand", business.to_owned());
            set("about", format!("{business} is {what}. People should feel at home at once."));
            set("mood", "calm".to_owned());
            set("colour", "#2f6f5e".to_owned());
        }
        Asks::Site => {
            set("state", "old".to_owned());
            set("url", site);
            set("goal", format!("{business} is {what}. Visitors should see what we offer and get in touch."));
            set("pages", "8".to_owned());
        }
        Asks::Text => {
            set("topic", format!("{business}: {what}, and why people come back."));
            set("readers", "People nearby who have not heard of us".to_owned());
            set("voice", "plain".to_owned());
        }
        Asks::Address => {
            set("url", site);
            set("rivals", "The two others in our street".to_owned());
        }
        Asks::Film => {
            set("message", format!("{business} is {what}: come and see it for yourself."));
            set("format", "wide".to_owned());
        }
        Asks::Campaign => {
            set("url", site);
            set("audience", "Adults within an hour’s drive who like good things".to_owned());
        }
    }
    answers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answers_fit_the_questions() {
        for asks in [Asks::Brand, Asks::Site, Asks::Text, Asks::Address, Asks::Film, Asks::Campaign] {
            let given = answers(asks, "Café Winter", "a café with its own roastery");
            assert!(model::intake::validate(&asks.fields(), &given).is_ok(), "{asks:?}");
        }
    }
}
