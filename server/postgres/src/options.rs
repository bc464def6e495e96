//! What a caller may ask for.

use std::path::PathBuf;

/// How and where to run the server.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder that holds everything of this server: `cluster/` (PostgreSQL's own data), `socket/`, `server.log`,
    /// `owner.lock`.
    pub data_dir: PathBuf,
    /// The folder of the socket when it shall not be `<data_dir>/socket`. Owned by PostgreSQL's user, mode 0700.
    pub socket_dir: Option<PathBuf>,
    /// No fsync, and the folder is emptied before the start and removed after the stop: for tests only.
    pub throwaway: bool,
    /// Further settings, passed as `-c name=value`.
    pub settings: Vec<(String, String)>,
    /// Told what a person should know (data moved elsewhere, server died and was started again). Standard error
    /// unless changed.
    pub on_event: fn(&str),
}

impl Options {
    /// A durable server in `data_dir`: fsync on, checksums on.
    pub fn new(data_dir: impl Into<PathBuf>) -> Self {
        Self {
            data_dir: data_dir.into(),
            socket_dir: None,
            throwaway: false,
            settings: Vec::new(),
            on_event: |event| eprintln!("postgres: {event}"),
        }
    }

    /// A server for tests: starts empty, fast, leaves nothing behind, loses everything with the power.
    pub fn throwaway(data_dir: impl Into<PathBuf>) -> Self {
        Self { throwaway: true, ..Self::new(data_dir) }
    }

    /// Adds one setting of `postgresql.conf`.
    #[must_use]
    pub fn setting(mut self, name: &str, value: &str) -> Self {
        self.settings.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The `-c` arguments, the caller's last so that they win.
    pub(crate) fn server_settings(&self) -> Vec<(String, String)> {
        let mut all: Vec<(&str, &str)> = vec![
            ("listen_addresses", ""),
            ("port", "5432"),
            ("unix_socket_permissions", "0700"),
            ("max_connections", if self.throwaway { "500" } else { "120" }),
            ("shared_buffers", "256MB"),
            // Short statements only: planning a JIT costs more than it ever gives back here.
            ("jit", "off"),
            ("log_checkpoints", "off"),
            ("cluster_name", "guildhall"),
        ];
        if cfg!(target_os = "linux") {
            // One syncfs instead of an fsync per file after a crash.
            all.push(("recovery_init_sync_method", "syncfs"));
        }
        if self.throwaway {
            all.extend([
                ("fsync", "off"),
                ("synchronous_commit", "off"),
                ("full_page_writes", "off"),
                ("autovacuum_naptime", "10min"),
            ]);
        }
        let ours = all.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
        ours.chain(self.settings.iter().cloned()).collect()
    }
}
