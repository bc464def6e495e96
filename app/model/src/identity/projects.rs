//! Projects: which ones somebody belongs to, and what a project decides for itself.

use crate::{Actor, Bps, Currency, FileId, Lang, Problem, ProjectId, identity::Imprint, viewer::ProjectChoice};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// Where a project is reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SwitchTo {
    /// On its own domain.
    Domain(String),
    /// On this host, by the switcher's cookie.
    Here(String),
}

/// What a project decides for itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectSettings {
    pub name: String,
    pub tagline: String,
    pub currency: Currency,
    pub lang: Lang,
    /// IANA name.
    pub time_zone: String,
    /// `#rrggbb`; empty: our green.
    pub colour: String,
    /// A path of ours; empty: our mark and the name. A new one is the path of an upload for branding.
    pub logo: String,
    /// Who mails come from; empty: the name.
    pub sender_name: String,
    /// The platform's share of new orders; paid orders keep theirs.
    pub commission: Bps,
    /// Days before released money may be paid out.
    pub clearing_days: u32,
    /// Days after which an unanswered delivery counts as accepted.
    pub auto_accept_days: u32,
    /// Products wait for a member of staff before they are shown.
    pub review_products: bool,
    /// Largest upload in bytes.
    pub max_upload_bytes: u64,
    #[serde(default)]
    pub imprint: Imprint,
}

/// A host name that leads to the project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DomainView {
    pub domain: String,
    /// Its DNS has shown that it is the project's; until then it leads nowhere.
    pub verified: bool,
    /// The TXT record that proves it: name and value.
    pub proof: (String, String),
}

/// Projects and their settings.
#[async_trait]
pub trait Projects: Send + Sync {
    /// Those the actor can switch to, this one included.
    async fn list_my_projects(&self, actor: &Actor) -> Result<Vec<ProjectChoice>, Problem>;

    /// How to get to another of the actor's projects. `NotFound` for one they do not belong to.
    async fn switch_project(&self, actor: &Actor, slug: String) -> Result<SwitchTo, Problem>;

    /// A new project with the actor as its owner. Superadmins only. `Invalid` at `slug`, `name`.
    async fn create_project(&self, actor: &Actor, slug: String, name: String) -> Result<ProjectId, Problem>;

    /// Needs `project.configure`.
    async fn load_project_settings(&self, actor: &Actor) -> Result<ProjectSettings, Problem>;

    /// Who answers for the project; for everybody.
    async fn load_imprint(&self, actor: &Actor) -> Result<Imprint, Problem>;

    /// The currency can only change while nothing was ever booked. A new logo must be the actor's own upload. Needs `project.configure`; `Invalid` at each field.
    async fn save_project_settings(&self, actor: &Actor, settings: ProjectSettings) -> Result<(), Problem>;

    /// Needs `project.configure`.
    async fn list_domains(&self, actor: &Actor) -> Result<Vec<DomainView>, Problem>;

    /// Adds a host name, to be proven. Several projects may claim one; it is whose proof is there first. Needs
    /// `project.configure`; `Invalid` at `domain`.
    async fn add_domain(&self, actor: &Actor, domain: String) -> Result<DomainView, Problem>;

    /// Looks whether the proof is there. Needs `project.configure`; `Conflict` says what was found instead.
    async fn verify_domain(&self, actor: &Actor, domain: String) -> Result<DomainView, Problem>;

    /// Needs `project.configure`. Removing what is gone is no error.
    async fn remove_domain(&self, actor: &Actor, domain: String) -> Result<(), Problem>;
}

/// What a settings form must keep to. Problems at the fields' names.
pub fn check(settings: &ProjectSettings) -> Result<(), Problem> {
    use crate::{FieldErrors, text};
    let mut errors = FieldErrors::new();
    let name = settings.name.trim().chars().count();
    if name == 0 || name > 120 {
        errors.add("name", text!("Between 1 and 120 characters.", "Zwischen 1 und 120 Zeichen."));
    }
    if settings.tagline.chars().count() > 200 {
        errors.add("tagline", text!("At most 200 characters.", "Höchstens 200 Zeichen."));
    }
    if settings.sender_name.chars().count() > 80 || settings.sender_name.contains(char::is_control) {
        errors.add("sender_name", text!("At most 80 characters.", "Höchstens 80 Zeichen."));
    }
    if !settings.colour.is_empty() {
        match luminance(&settings.colour) {
            None => errors.add("colour", text!("A colour like #1d6b4f.", "Eine Farbe wie #1d6b4f.")),
            // 4.5 : 1 against white (WCAG 2.2, 1.4.3): buttons carry white words
            Some(light) if 1.05 / (light + 0.05) < 4.5 => errors.add(
                "colour",
                text!(
                    "Too light: white words on it would be hard to read. Choose a darker one.",
                    "Zu hell: Weiße Schrift darauf wäre schwer lesbar. Wählen Sie eine dunklere."
                ),
            ),
            Some(_) => {}
        }
    }
    let local = settings.logo.is_empty() || (settings.logo.starts_with('/') && !settings.logo.starts_with("//"));
    if !local || settings.logo.len() > 300 {
        errors.add(
            "logo",
            text!(
                "Upload the logo here; addresses elsewhere are not allowed.",
                "Laden Sie das Logo hier hoch; fremde Adressen sind nicht erlaubt."
            ),
        );
    }
    if !plausible_time_zone(&settings.time_zone) {
        errors.add("time_zone", text!("A time zone like Europe/Berlin.", "Eine Zeitzone wie Europe/Berlin."));
    }
    if !(0..=10_000).contains(&settings.commission.0) {
        errors.add("commission", text!("Between 0 and 100 %.", "Zwischen 0 und 100 %."));
    }
    if settings.clearing_days > 90 {
        errors.add("clearing_days", text!("Between 0 and 90 days.", "Zwischen 0 und 90 Tagen."));
    }
    if !(1..=60).contains(&settings.auto_accept_days) {
        errors.add("auto_accept_days", text!("Between 1 and 60 days.", "Zwischen 1 und 60 Tagen."));
    }
    if !(1024..=1_073_741_824).contains(&settings.max_upload_bytes) {
        errors.add("max_upload_bytes", text!("Between 1 kB and 1 GB.", "Zwischen 1 kB und 1 GB."));
    }
    settings.imprint.check(&mut errors);
    errors.into_result()
}

/// The upload that a logo's path names: `/files/<id>/<name>`.
pub fn logo_file(logo: &str) -> Option<FileId> {
    logo.strip_prefix("/files/")?.split('/').next()?.parse().ok()
}

/// Relative luminance of `#rrggbb` (WCAG 2.2), 0 black to 1 white. A colour, not money: floats are at home here.
fn luminance(colour: &str) -> Option<f64> {
    let digits = colour.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let part = |at: usize| {
        let value = f64::from(u8::from_str_radix(&digits[at..at + 2], 16).ok()?) / 255.0;
        Some(if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) })
    };
    Some(0.2126 * part(0)? + 0.7152 * part(2)? + 0.0722 * part(4)?)
}

/// Shaped like an IANA name; whether it exists is the database's to say.
pub fn plausible_time_zone(name: &str) -> bool {
    (3..=64).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"/_+-".contains(&b))
}

/// A host name as browsers send it: lower case, no scheme, no port. Problem at `domain`.
pub fn domain(text: &str) -> Result<String, Problem> {
    let domain = text.trim().trim_end_matches('.').to_lowercase();
    let labels: Vec<&str> = domain.split('.').collect();
    let label = |l: &&str| {
        (1..=63).contains(&l.len())
            && !l.starts_with('-')
            && !l.ends_with('-')
            && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    if domain.len() <= 253
        && labels.len() >= 2
        && labels.iter().all(label)
        && !labels.last().is_some_and(|l| l.bytes().all(|b| b.is_ascii_digit()))
    {
        Ok(domain)
    } else {
        Err(Problem::invalid(
            "domain",
            crate::text!(
                "A host name like shop.example.org, without https:// and without a path.",
                "Ein Hostname wie shop.example.org, ohne https:// und ohne Pfad."
            ),
        ))
    }
}

/// The short name in addresses. Problem at `slug`.
pub fn slug(text: &str) -> Result<String, Problem> {
    let slug = text.trim().to_lowercase();
    let fits = (2..=63).contains(&slug.len())
        && !slug.starts_with('-')
        && slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if fits {
        Ok(slug)
    } else {
        Err(Problem::invalid(
            "slug",
            crate::text!("2 to 63 of a–z, 0–9 and hyphens.", "2 bis 63 Zeichen aus a–z, 0–9 und Bindestrichen."),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_decides() {
        assert!(luminance("#ffffff").is_some_and(|l| (l - 1.0).abs() < 1e-9));
        assert!(luminance("#1d6b4f").is_some_and(|l| 1.05 / (l + 0.05) > 4.5));
        assert_eq!(luminance("1d6b4f"), None);
        assert_eq!(luminance("#1d6b4"), None);
    }

    #[test]
    fn hosts() {
        assert_eq!(domain(" Shop.Example.org. ").as_deref(), Ok("shop.example.org"));
        for bad in ["", "localhost", "https://x.org", "x.org/path", "x.org:80", "-x.org", "10.0.0.1", "exa mple.org"] {
            assert!(domain(bad).is_err(), "{bad:?}");
        }
    }
}
