//! Who answers for a project, as the law wants it said: shown to everybody on its imprint.

use crate::{FieldErrors, identity::rules, problem::Text, text};
use serde::{Deserialize, Serialize};

/// Everything may be empty; what is, is not shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Imprint {
    /// The person or company, with its legal form.
    pub operator: String,
    /// Street, town, country: one per line.
    pub address: String,
    pub represented_by: String,
    pub email: String,
    pub phone: String,
    /// Court and number of the register.
    pub register: String,
    pub vat_id: String,
}

impl Imprint {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Without spaces around its lines and without empty lines.
    #[must_use]
    pub fn tidied(&self) -> Self {
        let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let lines = |text: &str| text.lines().map(line).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
        Self {
            operator: line(&self.operator),
            address: lines(&self.address),
            represented_by: line(&self.represented_by),
            email: line(&self.email),
            phone: line(&self.phone),
            register: line(&self.register),
            vat_id: line(&self.vat_id),
        }
    }

    /// Adds what is wrong, at `imprint.<field>`.
    pub fn check(&self, errors: &mut FieldErrors) {
        let fields = [
            ("operator", &self.operator, 200),
            ("address", &self.address, 500),
            ("represented_by", &self.represented_by, 200),
            ("phone", &self.phone, 50),
            ("register", &self.register, 200),
            ("vat_id", &self.vat_id, 50),
        ];
        for (name, value, most) in fields {
            if value.chars().count() > most || value.contains(|c: char| c.is_control() && c != '\n') {
                errors.add(format!("imprint.{name}"), too_long(most));
            }
        }
        if !self.email.is_empty() && rules::email(&self.email).is_err() {
            errors.add(
                "imprint.email",
                text!("An e-mail address, like name@example.org.", "Eine E-Mail-Adresse, etwa name@example.org."),
            );
        }
    }
}

fn too_long(most: usize) -> Text {
    text!("At most {most} characters.", "Höchstens {most} Zeichen.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_tidied_and_each_field_is_named() {
        let typed = Imprint {
            operator: "  Northlight   GmbH ".into(),
            address: " Kai 1 \n\n 20457  Hamburg\r\n".into(),
            ..Imprint::default()
        };
        let tidy = typed.tidied();
        assert_eq!((tidy.operator.as_str(), tidy.address.as_str()), ("Northlight GmbH", "Kai 1\n20457 Hamburg"));
        let long = |n: usize| "x".repeat(n);
        let bad = Imprint {
            operator: long(201),
            address: long(501),
            represented_by: long(201),
            email: "nobody".into(),
            phone: long(51),
            register: "a\u{7}b".into(),
            vat_id: long(51),
        };
        let mut errors = FieldErrors::new();
        bad.check(&mut errors);
        let names: Vec<&str> = errors.0.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            names,
            [
                "imprint.operator",
                "imprint.address",
                "imprint.represented_by",
                "imprint.phone",
                "imprint.register",
                "imprint.vat_id",
                "imprint.email"
            ]
        );
        let mut none = FieldErrors::new();
        tidy.check(&mut none);
        assert!(none.0.is_empty());
    }
}
