//! `guildhall worker`: the jobs in a process of their own.

use crate::{config::Config, database, workers};
use anyhow::{Context, Result};
use std::process::ExitCode;

pub async fn run(config: Config) -> Result<ExitCode> {
    let opened = database::open(&config).await?;
    let stop = super::until_told_to_stop();
    if !super::waiting::until_reached(&opened.platform, &stop).await? {
        return Ok(ExitCode::SUCCESS);
    }
    opened.platform.db.migrate().await.context("could not bring the database up to date")?;
    if opened.platform.settings.demo {
        // Whoever comes first loads it. A worker on today's clock would cancel what the story has not paid yet.
        opened.platform.load_demo().await.context("could not load the demo project")?;
    }
    println!("Working through the jobs ({}). Ctrl-C stops.", opened.place);
    workers::run(opened.platform.clone(), stop).await?;
    Ok(ExitCode::SUCCESS)
}
