//! The command line.

use crate::config::Config;
use clap::{Args, Parser, Subcommand};
use model::audit::Anchor;

/// One platform on which an agency sells its services, holds the money safely, and gets the work done.
#[derive(Parser, Debug)]
#[command(name = "guildhall", version, propagate_version = true)]
pub struct Cli {
    #[command(flatten)]
    pub config: Config,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Migrates, works through the jobs, and serves the pages.
    Serve(Serve),
    /// Works through the jobs in a process of its own.
    Worker,
    /// Brings the database up to date, then stops.
    Migrate,
    /// Proves that the transaction log was not tampered with.
    Audit {
        #[command(subcommand)]
        command: Audit,
    },
    /// Makes the first owner of a project (and the project, when there is none): how an empty installation begins.
    CreateOwner(CreateOwner),
}

#[derive(Args, Debug)]
pub struct Serve {
    /// Leaves the jobs to `guildhall worker`.
    #[arg(long)]
    pub no_worker: bool,
}

#[derive(Subcommand, Debug)]
pub enum Audit {
    /// Follows the hash chain from its first row to its last.
    Verify {
        /// Only this project.
        #[arg(long)]
        project: Option<String>,
        /// What an earlier check printed: also proves that nothing was cut off or written anew since.
        #[arg(long)]
        anchor: Option<Anchor>,
    },
}

#[derive(Args, Debug)]
pub struct CreateOwner {
    #[arg(long)]
    pub email: String,
    #[arg(long, default_value = "Owner")]
    pub name: String,
    /// The project's slug.
    #[arg(long, default_value = "main")]
    pub project: String,
    /// The project's name, when it has to be made.
    #[arg(long, default_value = "Guildhall")]
    pub project_name: String,
    /// Read from the terminal when not given; never pass it on a shared machine's command line.
    #[arg(long, env = "OWNER_PASSWORD", hide_env_values = true)]
    pub password: Option<String>,
    /// Also rules over all projects of this installation.
    #[arg(long)]
    pub superadmin: bool,
}
