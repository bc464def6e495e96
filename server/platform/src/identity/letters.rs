//! The mails of identity.

use crate::{Result, Settings, Tx, mails};
use mails::Letter;
use model::{Lang, tr};

/// Lays it out in the project's name and queues it.
async fn post_in(tx: &mut Tx, to: &str, mut letter: Letter) -> Result<()> {
    letter.from = mails::sender_name_in(tx).await?;
    mails::queue_in(tx, to, &letter.subject.clone(), &letter.text(), &letter.html()).await?;
    Ok(())
}

fn not_you(lang: Lang) -> String {
    tr!(lang; "If this was not you, ignore this mail: nothing happens.", "Falls Sie das nicht waren, ignorieren Sie diese Mail: Es passiert nichts.")
}

pub async fn confirm_in(tx: &mut Tx, settings: &Settings, lang: Lang, to: &str, name: &str, token: &str) -> Result<()> {
    let url = mails::link_in(tx, settings, &format!("/verify?token={token}")).await?;
    let letter = Letter {
        lang,
        from: String::new(),
        subject: tr!(lang; "Confirm your e-mail address", "Bestätigen Sie Ihre E-Mail-Adresse"),
        paragraphs: vec![
            tr!(lang; "Hello {name},", "Guten Tag {name},"),
            tr!(lang; "open the link within 48 hours and enter the password you chose. Then your account is ready.", "öffnen Sie den Link innerhalb von 48 Stunden und geben Sie das gewählte Passwort ein. Dann ist Ihr Konto bereit."),
        ],
        action: Some((tr!(lang; "Confirm address", "Adresse bestätigen"), url)),
        reason: not_you(lang),
    };
    post_in(tx, to, letter).await
}

pub async fn already_registered_in(tx: &mut Tx, settings: &Settings, lang: Lang, to: &str) -> Result<()> {
    let letter = Letter {
        lang,
        from: String::new(),
        subject: tr!(lang; "You already have an account", "Sie haben schon ein Konto"),
        paragraphs: vec![
            tr!(lang; "Somebody, probably you, tried to sign up with this address. It has an account already: just sign in.", "Jemand, vermutlich Sie, wollte sich mit dieser Adresse registrieren. Es gibt dafür schon ein Konto: Melden Sie sich einfach an."),
            tr!(lang; "If you do not remember the password, set a new one there.", "Wenn Sie das Passwort nicht mehr wissen, setzen Sie dort ein neues."),
        ],
        action: Some((tr!(lang; "Sign in", "Anmelden"), mails::link_in(tx, settings, "/sign-in").await?)),
        reason: not_you(lang),
    };
    post_in(tx, to, letter).await
}

pub async fn reset_in(tx: &mut Tx, settings: &Settings, lang: Lang, to: &str, token: &str) -> Result<()> {
    let url = mails::link_in(tx, settings, &format!("/reset?token={token}")).await?;
    let letter = Letter {
        lang,
        from: String::new(),
        subject: tr!(lang; "Set a new password", "Neues Passwort setzen"),
        paragraphs: vec![
            tr!(lang; "The link works once and for two hours. All browsers are signed out when you set the new password.", "Der Link gilt einmal und zwei Stunden lang. Mit dem neuen Passwort werden alle Browser abgemeldet."),
        ],
        action: Some((tr!(lang; "Choose a password", "Passwort wählen"), url)),
        reason: not_you(lang),
    };
    post_in(tx, to, letter).await
}

pub async fn changed_in(tx: &mut Tx, settings: &Settings, to: &str, lang: Lang) -> Result<()> {
    let letter = Letter {
        lang,
        from: String::new(),
        subject: tr!(lang; "Your password was changed", "Ihr Passwort wurde geändert"),
        paragraphs: vec![
            tr!(lang; "From now on only the new one works. All other browsers are signed out.", "Ab jetzt gilt nur noch das neue. Alle anderen Browser sind abgemeldet."),
        ],
        action: None,
        reason: {
            let url = mails::link_in(tx, settings, "/forgot").await?;
            tr!(lang; "If this was not you, set a new password at once: {url}", "Falls Sie das nicht waren, setzen Sie sofort ein neues Passwort: {url}")
        },
    };
    post_in(tx, to, letter).await
}

/// To the new mailbox: does it answer?
pub async fn confirm_new_address_in(
    tx: &mut Tx,
    settings: &Settings,
    lang: Lang,
    to: &str,
    name: &str,
    token: &str,
) -> Result<()> {
    let url = mails::link_in(tx, settings, &format!("/confirm-email?token={token}")).await?;
    let letter = Letter {
        lang,
        from: String::new(),
        subject: tr!(lang; "Confirm your new address", "Bestätigen Sie Ihre neue Adresse"),
        paragraphs: vec![
            tr!(lang; "Hello {name},", "Guten Tag {name},"),
            tr!(lang; "open the link within 48 hours and confirm. From then on you sign in with this address, and your mails go here.", "öffnen Sie den Link innerhalb von 48 Stunden und bestätigen Sie. Ab dann melden Sie sich mit dieser Adresse an, und Ihre Mails kommen hierher."),
        ],
        action: Some((tr!(lang; "Confirm address", "Adresse bestätigen"), url)),
        reason: not_you(lang),
    };
    post_in(tx, to, letter).await
}

/// To somebody whose address was typed into another account's settings.
pub async fn address_taken_in(tx: &mut Tx, settings: &Settings, lang: Lang, to: &str) -> Result<()> {
    let letter = Letter {
        lang,
        from: String::new(),
        subject: tr!(lang; "This address has an account already", "Diese Adresse hat schon ein Konto"),
        paragraphs: vec![
            tr!(lang; "Somebody, probably you, wanted to use this address for another account. It belongs to one already, so nothing was changed.", "Jemand, vermutlich Sie, wollte diese Adresse für ein anderes Konto verwenden. Sie gehört schon zu einem, darum wurde nichts geändert."),
        ],
        action: Some((tr!(lang; "Sign in", "Anmelden"), mails::link_in(tx, settings, "/sign-in").await?)),
        reason: not_you(lang),
    };
    post_in(tx, to, letter).await
}

/// To the old mailbox, before: there is still time to stop it.
pub async fn address_asked_in(tx: &mut Tx, settings: &Settings, lang: Lang, to: &str) -> Result<()> {
    let url = mails::link_in(tx, settings, "/forgot").await?;
    let letter = Letter {
        lang,
        from: String::new(),
        subject: tr!(lang; "Your address is about to change", "Ihre Adresse soll geändert werden"),
        paragraphs: vec![
            tr!(lang; "In your account's settings another e-mail address was entered. It counts once its mailbox has confirmed it; until then nothing changes.", "In den Einstellungen Ihres Kontos wurde eine andere E-Mail-Adresse eingetragen. Sie gilt, sobald ihr Postfach sie bestätigt hat; bis dahin ändert sich nichts."),
        ],
        action: None,
        reason: tr!(lang; "If this was not you, somebody knows your password. Set a new one at once, which also stops the change: {url}", "Falls Sie das nicht waren, kennt jemand Ihr Passwort. Setzen Sie sofort ein neues; das hält auch die Änderung auf: {url}"),
    };
    post_in(tx, to, letter).await
}

/// To the old mailbox, after.
pub async fn address_changed_in(tx: &mut Tx, settings: &Settings, lang: Lang, to: &str) -> Result<()> {
    let url = mails::link_in(tx, settings, "/legal/imprint").await?;
    let letter = Letter {
        lang,
        from: String::new(),
        subject: tr!(lang; "Your address was changed", "Ihre Adresse wurde geändert"),
        paragraphs: vec![
            tr!(lang; "Your account now belongs to another e-mail address. This one no longer signs in, and no further mails come here.", "Ihr Konto gehört jetzt zu einer anderen E-Mail-Adresse. Mit dieser können Sie sich nicht mehr anmelden, und es kommen keine Mails mehr hierher."),
        ],
        action: None,
        reason: tr!(lang; "If this was not you, tell the team at once: {url}", "Falls Sie das nicht waren, sagen Sie es sofort dem Team: {url}"),
    };
    post_in(tx, to, letter).await
}

/// To somebody new a link that lets them choose a password, to others the way in.
pub async fn invited_in(
    tx: &mut Tx,
    settings: &Settings,
    lang: Lang,
    to: &str,
    by: &str,
    token: Option<&str>,
) -> Result<()> {
    let project = mails::sender_name_in(tx).await?;
    let action = match token {
        Some(token) => (
            tr!(lang; "Choose a password", "Passwort wählen"),
            mails::link_in(tx, settings, &format!("/reset?token={token}")).await?,
        ),
        None => (tr!(lang; "Sign in", "Anmelden"), mails::link_in(tx, settings, "/sign-in").await?),
    };
    let letter = Letter {
        lang,
        from: String::new(),
        subject: tr!(lang; "{by} invites you to {project}", "{by} lädt Sie zu {project} ein"),
        paragraphs: vec![match token {
            Some(_) => {
                tr!(lang; "Choose a password within 14 days, and you are in.", "Wählen Sie innerhalb von 14 Tagen ein Passwort, dann sind Sie dabei.")
            }
            None => tr!(lang; "Sign in with the account you have.", "Melden Sie sich mit Ihrem vorhandenen Konto an."),
        }],
        action: Some(action),
        reason: tr!(lang; "If you do not know {by}, ignore this mail.", "Falls Sie {by} nicht kennen, ignorieren Sie diese Mail."),
    };
    post_in(tx, to, letter).await
}

pub async fn seller_decided_in(
    tx: &mut Tx,
    settings: &Settings,
    lang: Lang,
    to: &str,
    refused: Option<&str>,
) -> Result<()> {
    let (subject, paragraph) = match refused {
        None => (
            tr!(lang; "You can sell now", "Sie können jetzt verkaufen"),
            tr!(lang; "Your application was approved. Publish your first product.", "Ihre Bewerbung wurde angenommen. Veröffentlichen Sie Ihr erstes Produkt."),
        ),
        Some(reason) => (
            tr!(lang; "About your selling here", "Zu Ihrem Verkauf bei uns"),
            tr!(lang; "Selling is not possible at the moment. The reason: {reason}", "Verkaufen ist derzeit nicht möglich. Der Grund: {reason}"),
        ),
    };
    let letter = Letter {
        lang,
        from: String::new(),
        subject,
        paragraphs: vec![paragraph],
        action: Some((
            tr!(lang; "Open your seller pages", "Zu Ihrem Verkaufsbereich"),
            mails::link_in(tx, settings, "/sell").await?,
        )),
        reason: tr!(lang; "You get this mail because you asked to sell here.", "Sie erhalten diese Mail, weil Sie hier verkaufen möchten."),
    };
    post_in(tx, to, letter).await
}
