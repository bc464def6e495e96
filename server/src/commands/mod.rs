//! What each command does, one file per command.

mod audit;
mod create_owner;
mod serve;
mod waiting;
mod worker;

use crate::{
    cli::{Audit, Cli, Command},
    config::Config,
    database,
};
use anyhow::{Context, Result};
use std::process::ExitCode;
use tokio_util::sync::CancellationToken;

pub async fn run(cli: Cli) -> Result<ExitCode> {
    let Cli { config, command } = cli;
    match command {
        Command::Serve(options) => serve::run(config, options).await,
        Command::Worker => worker::run(config).await,
        Command::Migrate => migrate(config).await,
        Command::Audit { command: Audit::Verify { project, anchor } } => audit::verify(config, project, anchor).await,
        Command::CreateOwner(options) => create_owner::run(config, options).await,
    }
}

async fn migrate(config: Config) -> Result<ExitCode> {
    let opened = opened(&config).await?;
    opened.platform.db.migrate().await?;
    println!("The database is up to date ({}).", opened.place);
    Ok(ExitCode::SUCCESS)
}

/// The platform for a command that needs its database now.
async fn opened(config: &Config) -> Result<database::Opened> {
    let opened = database::open(config).await?;
    waiting::reach(&opened.platform).await.context("the database does not let us in")?;
    Ok(opened)
}

/// Cancelled by the first Ctrl-C or SIGTERM; the second one ends the process at once.
fn until_told_to_stop() -> CancellationToken {
    let token = CancellationToken::new();
    let told = token.clone();
    tokio::spawn(async move {
        next_signal().await;
        tracing::info!("stopping: open requests and running jobs may finish (once more: at once)");
        told.cancel();
        next_signal().await;
        std::process::exit(130);
    });
    token
}

async fn next_signal() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let (Ok(mut term), Ok(mut int)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt())) {
            tokio::select! { _ = term.recv() => {}, _ = int.recv() => {} }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
