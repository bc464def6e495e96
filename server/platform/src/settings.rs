//! How this installation runs: what was configured from outside, read once at start and the same for all projects.

use std::{fmt, path::PathBuf};

/// The installation's settings. Everything a project may decide for itself is in the database instead.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The demo project is loaded; mails are kept for `/dev/mail` instead of being sent.
    pub demo: bool,
    /// Where people reach us, without a trailing slash: `https://guildhall.example`. Used in mails and webhook addresses.
    pub public_url: String,
    /// `smtp://user:password@host:port`; `None` keeps mails in the database only.
    pub smtp_url: Option<String>,
    /// Files, generated keys: everything that is not in the database.
    pub data_dir: PathBuf,
    /// The project of hosts that no domain is registered for.
    pub default_project: String,
    /// Encrypts stored secrets (gateway keys).
    pub master_key: MasterKey,
}

impl Settings {
    /// Cookies are `Secure` exactly when people come by https.
    pub fn https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// An absolute address for a path of ours.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.public_url)
    }

    /// What tests work with: demo off, a fixed key, files below `data_dir`.
    pub fn for_tests(data_dir: impl Into<PathBuf>) -> Self {
        Self {
            demo: false,
            public_url: "http://guildhall.test".to_owned(),
            smtp_url: None,
            data_dir: data_dir.into(),
            default_project: "main".to_owned(),
            master_key: MasterKey([7; 32]),
        }
    }
}

/// 256 bits; never printed.
#[derive(Clone)]
pub struct MasterKey(pub [u8; 32]);

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey(…)")
    }
}
