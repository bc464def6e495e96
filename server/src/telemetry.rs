//! Logs: readable lines for a terminal, JSON lines for a collector.

use crate::config::Config;
use std::io::IsTerminal;
use tracing_subscriber::{EnvFilter, fmt, prelude::*};

/// Installs the subscriber for the whole process.
pub fn start(config: &Config) {
    let (json, filter) = match config.log.strip_prefix("json:") {
        Some(filter) => (true, filter),
        None => (false, config.log.as_str()),
    };
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|error| {
        eprintln!("guildhall: LOG is not understood ({error}); using info");
        EnvFilter::new("info")
    });
    let registry = tracing_subscriber::registry().with(filter);
    if json {
        registry.with(fmt::layer().json().flatten_event(true).with_current_span(true).with_span_list(false)).init();
    } else {
        // Colours for a person; a journal or a file would keep their codes.
        let colours = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        registry.with(fmt::layer().with_target(false).with_ansi(colours).compact()).init();
    }
}
