//! `guildhall worker`: the jobs in a process of their own.

use crate::{config::Config, database, workers};
use anyhow::Result;
use std::process::ExitCode;

pub async fn run(config: Config) -> Result<ExitCode> {
    let opened = database::open(&config).await?;
    opened.platform.db.migrate().await?;
    let stop = super::until_told_to_stop();
    println!("Working through the jobs ({}). Ctrl-C stops.", opened.place);
    workers::run(opened.platform.clone(), stop).await?;
    Ok(ExitCode::SUCCESS)
}
