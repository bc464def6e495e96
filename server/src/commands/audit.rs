//! `guildhall audit verify`: walks the hash chain of the transaction log.

use crate::config::Config;
use anyhow::{Result, bail};
use model::audit::Anchor;
use platform::Error;
use std::process::ExitCode;

/// Prints one line per project; fails when any chain is broken.
pub async fn verify(config: Config, project: Option<String>, anchor: Option<Anchor>) -> Result<ExitCode> {
    let opened = super::opened(&config).await?;
    let platform = &opened.platform;
    let projects = platform.list_all_projects().await.map_err(describe)?;
    let mut wanted = projects;
    wanted.retain(|p| project.as_ref().is_none_or(|slug| *slug == p.slug));
    // An anchor speaks of one project.
    wanted.retain(|p| anchor.as_ref().is_none_or(|anchor| anchor.project == p.id));
    if let (Some(_), true) = (&anchor, wanted.is_empty()) {
        bail!("the anchor is of a project that is not here");
    }
    if wanted.is_empty() {
        match project {
            Some(slug) => bail!("there is no project {slug}"),
            None => bail!("there is no project yet: `guildhall create-owner` makes one"),
        }
    }
    let mut whole = true;
    for choice in wanted {
        platform.seal_project(choice.id).await.map_err(describe)?;
        let found = platform.verify_chain(choice.id, anchor.as_ref()).await.map_err(describe)?;
        let slug = choice.slug;
        match &found.first_broken {
            None => {
                println!("{slug}: {} rows, the chain is whole", found.rows);
                // kept elsewhere, it proves later that nothing was cut off or made anew
                if let Some(anchor) = &found.head {
                    println!("  anchor {anchor}");
                }
            }
            Some(broken) => {
                whole = false;
                println!("{slug}: BROKEN at {broken:?}");
            }
        }
    }
    Ok(if whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn describe(error: Error) -> anyhow::Error {
    match error {
        Error::Problem(problem) => anyhow::anyhow!("{problem}"),
        Error::Database(error) => error.into(),
        Error::Unexpected(error) => error,
    }
}
