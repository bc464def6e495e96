//! `guildhall create-owner`: how an installation without a demo gets its first project and owner.

use crate::{cli::CreateOwner, config::Config};
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
    let opened = super::opened(&config).await?;
    let platform = &opened.platform;
    platform.db.migrate().await.context("could not bring the database up to date")?;
    let person = NewPerson {
        email: &options.email,
        name: &options.name,
        password: &password,
        lang: Lang::En,
        roles: &[Role::Client, Role::Owner],
        superadmin: options.superadmin,
    };
    let founded = platform.found(&options.project, &options.project_name, person).await.map_err(refused)?;
    let (email, slug) = (&options.email, &options.project);
    let new = if founded.project_is_new { "new " } else { "" };
    println!("{email} owns the {new}project {slug}.");
    if !founded.person_is_new {
        println!("They had an account already: it keeps its name and its password.");
    }
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

/// Each field with what is wrong with it.
fn refused(error: platform::Error) -> anyhow::Error {
    match Problem::from(error) {
        Problem::Invalid(fields) => {
            let lines = fields.0.iter().map(|(field, message)| format!("{field}: {}", message.get(Lang::En)));
            anyhow::anyhow!("{}", lines.collect::<Vec<_>>().join("\n           "))
        }
        other => anyhow::anyhow!("{}", other.message(Lang::En)),
    }
}
