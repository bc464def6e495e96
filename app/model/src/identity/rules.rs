//! What names, addresses and passwords must be, and how sign-in slows down guessing. The browser checks by the same rules.

use crate::{FieldErrors, Problem, Role, text};
use std::collections::BTreeSet;

/// Shortest password. Length beats rules about signs (NIST SP 800-63B).
pub const PASSWORD_MIN: usize = 10;
/// Longest password: enough for every passphrase, too little to keep the server busy hashing.
pub const PASSWORD_MAX: usize = 200;

/// The address as it is stored: trimmed, lower case. Problem at `email`.
pub fn email(text: &str) -> Result<String, Problem> {
    let email = text.trim().to_lowercase();
    let plausible = email.len() <= 254
        && !email.contains(|c: char| c.is_whitespace() || c.is_control() || "<>()[]\\,;:\"".contains(c))
        && email.split_once('@').is_some_and(|(local, domain)| {
            let labels: Vec<&str> = domain.split('.').collect();
            (1..=64).contains(&local.len())
                && labels.len() >= 2
                && labels.iter().all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'))
        });
    if plausible {
        Ok(email)
    } else {
        Err(Problem::invalid(
            "email",
            text!(
                "Enter an e-mail address, like name@example.org.",
                "Geben Sie eine E-Mail-Adresse ein, etwa name@example.org."
            ),
        ))
    }
}

/// A shown name: trimmed, 1 to 120 characters. Problem at `name`.
pub fn name(text: &str) -> Result<String, Problem> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = name.chars().count();
    if length == 0 {
        Err(Problem::invalid("name", text!("Enter your name.", "Geben Sie Ihren Namen ein.")))
    } else if length > 120 || name.contains(char::is_control) {
        Err(Problem::invalid("name", text!("At most 120 characters.", "Höchstens 120 Zeichen.")))
    } else {
        Ok(name)
    }
}

/// Long enough, not too long, not among the first that anybody would try. Problem at `password`.
pub fn password(password: &str, email: &str) -> Result<(), Problem> {
    let length = password.chars().count();
    let local = email.split('@').next().unwrap_or_default();
    let lower = password.to_lowercase();
    let (min, max) = (PASSWORD_MIN, PASSWORD_MAX);
    if length < min {
        Err(Problem::invalid(
            "password",
            text!(
                "At least {min} characters. Three or four words make a good one.",
                "Mindestens {min} Zeichen. Drei oder vier Wörter ergeben ein gutes."
            ),
        ))
    } else if password.len() > max {
        Err(Problem::invalid("password", text!("At most {max} characters.", "Höchstens {max} Zeichen.")))
    } else if easily_guessed(&lower)
        || (local.len() >= 4 && lower.trim_end_matches(|c: char| c.is_ascii_digit() || c == '!') == local)
    {
        Err(Problem::invalid(
            "password",
            text!(
                "This one is tried first by everybody who guesses. Choose another.",
                "Das probieren alle zuerst, die raten. Wählen Sie ein anderes."
            ),
        ))
    } else {
        Ok(())
    }
}

/// One sign over and over, a run of the keyboard, or one of the passwords on top of every leaked list (of those that
/// are long enough to get here).
fn easily_guessed(lower: &str) -> bool {
    let first = lower.chars().next();
    lower.chars().all(|c| Some(c) == first)
        || [
            "0123456789",
            "1234567890",
            "123456789a",
            "12345678910",
            "qwertyuiop",
            "qwertzuiop",
            "1q2w3e4r5t",
            "password12",
            "password123",
            "passwort12",
            "passwort123",
            "iloveyou12",
            "administrator",
            "qwerty1234",
            "letmein123",
            "welcome123",
            "abcdefghij",
            "aa12345678",
            "qwerty12345",
            "987654321a",
            "1qaz2wsx3edc",
            "changeme123",
            "unknown123",
            "hallo12345",
            "superman123",
        ]
        .contains(&lower)
        || lower.trim_matches(|c: char| c.is_ascii_digit()).is_empty() && is_run(lower)
}

fn is_run(digits: &str) -> bool {
    let steps: BTreeSet<i16> =
        digits.as_bytes().windows(2).map(|pair| (i16::from(pair[1]) - i16::from(pair[0])).rem_euclid(10)).collect();
    steps.len() == 1
}

/// At least one role, and no one may hand out what they may not: `owner` only by an owner. Problem at `roles`.
pub fn roles(wanted: &BTreeSet<Role>, before: &BTreeSet<Role>, by_owner: bool) -> Result<(), Problem> {
    let mut errors = FieldErrors::new();
    if wanted.is_empty() {
        errors.add(
            "roles",
            text!(
                "Choose at least one role, or deactivate the person.",
                "Wählen Sie mindestens eine Rolle oder deaktivieren Sie die Person."
            ),
        );
    }
    if !by_owner && wanted.contains(&Role::Owner) != before.contains(&Role::Owner) {
        errors.add(
            "roles",
            text!(
                "Only an owner can make or unmake an owner.",
                "Nur eine Inhaberin oder ein Inhaber kann diese Rolle geben oder nehmen."
            ),
        );
    }
    errors.into_result()
}

/// Failed tries within [`WINDOW_MINUTES`] that cost nothing.
pub const FREE_TRIES_PER_ACCOUNT: i64 = 5;
/// The same for one network address, behind which a whole office may sit.
pub const FREE_TRIES_PER_ADDRESS: i64 = 25;
pub const WINDOW_MINUTES: i64 = 60;

/// Seconds to wait after so many failed tries: nothing at first, then doubling from two seconds up to fifteen minutes.
pub fn back_off(failed: i64, free: i64) -> i64 {
    match failed - free {
        ..=-1 => 0,
        over => (2_i64 << over.min(9)).min(900),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        assert_eq!(email("  Ada@Example.ORG ").as_deref(), Ok("ada@example.org"));
        for bad in [
            "",
            "ada",
            "ada@",
            "@x.org",
            "ada@x",
            "a b@x.org",
            "ada@x..org",
            "<ada@x.org>",
            "ada@-x.org",
            "ada@x.org\r\nBcc: b@x.org",
        ] {
            assert!(email(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn passwords() {
        assert!(password("correct horse battery", "ada@x.org").is_ok());
        for bad in ["short", "aaaaaaaaaaaa", "0123456789", "Password123", "lovelace-ada1", "1357913579"] {
            assert!(password(bad, "lovelace-ada@x.org").is_err(), "{bad}");
        }
        assert!(password(&"x1".repeat(101), "ada@x.org").is_err());
    }

    #[test]
    fn waiting_doubles_and_ends() {
        assert_eq!([0, 4, 5, 6, 7, 20].map(|failed| back_off(failed, 5)), [0, 0, 2, 4, 8, 900]);
    }

    #[test]
    fn only_owners_make_owners() {
        let (admin, owner) = (BTreeSet::from([Role::Admin]), BTreeSet::from([Role::Admin, Role::Owner]));
        assert!(roles(&owner, &admin, false).is_err());
        assert!(roles(&admin, &owner, false).is_err());
        assert!(roles(&owner, &admin, true).is_ok());
        assert!(roles(&BTreeSet::new(), &admin, true).is_err());
    }
}
