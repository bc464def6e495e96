//! The `guildhall` program: joins the pages (`app`) with what is stored and done (`platform`).

mod cli;
mod commands;
mod config;
mod database;
mod http;
mod telemetry;
mod workers;

use clap::Parser;

#[tokio::main]
async fn main() -> std::process::ExitCode {
    let cli = cli::Cli::parse();
    telemetry::start(&cli.config);
    match commands::run(cli).await {
        Ok(code) => code,
        Err(error) => {
            // The whole chain on one line: this is what a person reads when the start failed.
            eprintln!("guildhall: {error:#}");
            std::process::ExitCode::FAILURE
        }
    }
}
