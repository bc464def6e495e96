//! `guildhall create-owner`: how an installation without a demo gets its first project and owner.

use crate::{cli::CreateOwner, config::Config, database};
use anyhow::{Context, Result, bail};
use model::{Lang, Problem, Role};
use platform::identity::NewPerson;
use std::{
    io::{BufRead, IsTerminal, Write},
    process::ExitCode,
};

pub async fn run(config: Config, options: CreateOwner) -> Result<ExitCode> {
    let password = match options.password {
        Some(password) => password,
        None => ask()?,
    };
    let opened = database::open(&config).await?;
    let platform = &opened.platform;
    platform.db.migrate().await?;
    let (project, made) = platform.found_project(&options.project, &options.project_name).await.map_err(refused)?;
    let person = NewPerson {
        email: &options.email,
        name: &options.name,
        password: &password,
        lang: Lang::En,
        roles: &[Role::Client, Role::Owner],
        superadmin: options.superadmin,
    };
    platform.add_person(project, person).await.map_err(refused)?;
    let (email, slug) = (&options.email, &options.project);
    let made = if made { "new " } else { "" };
    println!("{email} owns the {made}project {slug}.");
    Ok(ExitCode::SUCCESS)
}

/// From the terminal, or one line from a pipe. The terminal shows what is typed: the password is meant to be changed.
fn ask() -> Result<String> {
    if std::io::stdin().is_terminal() {
        print!("A password for the owner (at least 10 characters; it is shown as you type): ");
        std::io::stdout().flush()?;
    }
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).context("no password given (pipe it in, or set OWNER_PASSWORD)")?;
    let password = line.trim_end_matches(['\r', '\n']).to_owned();
    if password.is_empty() {
        bail!("no password given (pipe it in, or set OWNER_PASSWORD)");
    }
    Ok(password)
}

fn refused(error: platform::Error) -> anyhow::Error {
    anyhow::anyhow!("{}", Problem::from(error).message(Lang::En))
}
