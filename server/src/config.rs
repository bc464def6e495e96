//! What may be set from outside: flags, and the same names as environment variables.

use anyhow::{Context, Result, bail};
use clap::{Args, builder::FalseyValueParser};
use platform::settings::{MasterKey, Settings};
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

/// Every setting of the installation.
#[derive(Args, Debug, Clone)]
pub struct Config {
    /// A PostgreSQL 15 or newer; unset: a private one below DATA_DIR.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, global = true)]
    pub database_url: Option<String>,
    /// Connections that requests may use at once.
    #[arg(long, env = "DATABASE_CONNECTIONS", default_value_t = 20, global = true)]
    pub database_connections: u32,
    #[arg(long, env = "PORT", default_value_t = 3000, global = true)]
    pub port: u16,
    /// The address to listen on; 0.0.0.0 for all of this machine.
    #[arg(long, env = "HOST", default_value = "127.0.0.1", global = true)]
    pub host: std::net::IpAddr,
    /// Files, the private database, generated keys.
    #[arg(long, env = "DATA_DIR", default_value = ".data", global = true)]
    pub data_dir: PathBuf,
    /// Where people reach this installation; unset: http://localhost:PORT.
    #[arg(long, env = "PUBLIC_URL", global = true)]
    pub public_url: Option<String>,
    /// smtp://user:password@host:port (smtps:// for TLS from the first byte); unset: mails stay in the database.
    #[arg(long, env = "SMTP_URL", hide_env_values = true, global = true)]
    pub smtp_url: Option<String>,
    /// 64 hex digits that encrypt stored secrets; unset: made once and kept in DATA_DIR/master.key.
    #[arg(long, env = "MASTER_KEY", hide_env_values = true, global = true)]
    pub master_key: Option<String>,
    /// The project of hosts that no domain is registered for.
    #[arg(long, env = "DEFAULT_PROJECT", global = true)]
    pub default_project: Option<String>,
    /// Loads the demo project and shows the mailbox at /dev/mail.
    #[arg(long, env = "DEMO", global = true, value_parser = FalseyValueParser::new())]
    pub demo: bool,
    /// A proxy of ours stands in front: believe X-Forwarded-For and X-Request-Id.
    #[arg(long, env = "TRUST_PROXY", global = true, value_parser = FalseyValueParser::new())]
    pub trust_proxy: bool,
    /// Opens /metrics to whoever sends it as a bearer token; unset: to this machine only.
    #[arg(long, env = "METRICS_TOKEN", hide_env_values = true, global = true)]
    pub metrics_token: Option<String>,
    /// What to log, like `info,platform=debug`; a leading `json:` writes JSON lines.
    #[arg(
        long,
        env = "LOG",
        default_value = "info,sqlx=warn,graphile_worker=warn,graphile_worker::runner=error,tower_http=info",
        global = true
    )]
    pub log: String,
}

impl Config {
    /// The platform's half of the settings. Makes DATA_DIR and the key when they are not there.
    pub fn settings(&self) -> Result<Settings> {
        fs::create_dir_all(&self.data_dir)
            .with_context(|| format!("could not make the data folder {}", self.data_dir.display()))?;
        let public_url = match &self.public_url {
            Some(given) if !given.is_empty() => {
                let url = url::Url::parse(given).context("PUBLIC_URL is not understood")?;
                let plain = matches!(url.scheme(), "http" | "https") && url.path() == "/" && url.query().is_none();
                if !plain || !url.has_host() {
                    bail!("PUBLIC_URL is a scheme and a host, like https://guildhall.example, not {given}");
                }
                given.trim_end_matches('/').to_owned()
            }
            _ => format!("http://localhost:{}", self.port),
        };
        let default_project =
            self.default_project.clone().unwrap_or_else(|| if self.demo { "demo" } else { "main" }.to_owned());
        Ok(Settings {
            demo: self.demo,
            public_url,
            smtp_url: self.smtp_url.clone().filter(|url| !url.is_empty()),
            data_dir: self.data_dir.clone(),
            default_project,
            master_key: self.read_master_key()?,
        })
    }

    fn read_master_key(&self) -> Result<MasterKey> {
        let path = self.data_dir.join("master.key");
        let text = match &self.master_key {
            Some(given) if !given.is_empty() => given.clone(),
            _ if path.exists() => {
                fs::read_to_string(&path).with_context(|| format!("could not read {}", path.display()))?
            }
            _ => make_master_key(&path)?,
        };
        let mut key = [0; 32];
        hex::decode_to_slice(text.trim(), &mut key).context("MASTER_KEY must be 64 hex digits")?;
        Ok(MasterKey(key))
    }
}

/// A new key, readable by us alone from its first byte on.
fn make_master_key(path: &Path) -> Result<String> {
    let key = hex::encode(platform::identity::secrets::random_bytes());
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).with_context(|| format!("could not write {}", path.display()))?;
    file.write_all(key.as_bytes())?;
    file.sync_all()?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        config: Config,
    }

    /// A folder of its own, since the settings make their key there.
    fn settings(flags: &[&str]) -> Result<Settings> {
        let folder = std::env::temp_dir().join(format!("guildhall-config-{}", uuid::Uuid::now_v7()));
        let mut line = vec!["guildhall".to_owned(), format!("--data-dir={}", folder.display())];
        line.extend(flags.iter().map(|flag| (*flag).to_owned()));
        let settings = Line::try_parse_from(line).context("the flags")?.config.settings();
        let _ = fs::remove_dir_all(folder);
        settings
    }

    #[test]
    fn an_address_of_ours_has_no_path() {
        let url = |text: &str| settings(&[&format!("--public-url={text}")]).map(|settings| settings.public_url);
        assert_eq!(url("https://shop.example/").ok().as_deref(), Some("https://shop.example"));
        assert_eq!(url("").ok().as_deref(), Some("http://localhost:3000"), "set to nothing is not set");
        for bad in ["shop.example", "ftp://shop.example", "https://shop.example/app", "https://x?y=1", "https://"] {
            assert!(url(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_key_is_64_hex_digits_or_made_and_kept() {
        assert!(settings(&["--master-key=abc"]).is_err());
        assert!(settings(&[&format!("--master-key={}", "0f".repeat(32))]).is_ok());
        let (one, two) = (settings(&[]).expect("made"), settings(&[]).expect("made"));
        assert_ne!(one.master_key.0, two.master_key.0, "each installation has its own");
    }

    #[test]
    fn switches_are_switched_as_people_write_them() {
        let demo = |flags: &[&str]| settings(flags).map(|settings| settings.demo).expect("settings");
        assert!(demo(&["--demo"]) && !demo(&[]));
        let parse = |text: &str| {
            clap::builder::TypedValueParser::parse_ref(
                &FalseyValueParser::new(),
                &clap::Command::new("x"),
                None,
                std::ffi::OsStr::new(text),
            )
            .ok()
        };
        let read = ["1", "true", "yes", "0", "false", "no", ""].map(parse);
        assert_eq!(read, [true, true, true, false, false, false, false].map(Some));
    }
}
