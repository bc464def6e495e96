//! `guildhall serve`: migrates, starts the worker inside, serves until told to stop.

use crate::{cli::Serve, config::Config, database, http, workers};
use anyhow::{Context, Result};
use std::{net::SocketAddr, process::ExitCode, time::Duration};
use tokio::net::TcpListener;

/// How long open requests may take to finish after the signal.
const GRACE: Duration = Duration::from_secs(20);

pub async fn run(config: Config, options: Serve) -> Result<ExitCode> {
    // The port first: a second start by mistake should say so before it touches any data.
    let address = SocketAddr::new(config.host, config.port);
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("could not listen on {address} (set PORT or HOST to use another address)"))?;
    let opened = database::open(&config).await?;
    let platform = opened.platform.clone();
    let stop = super::until_told_to_stop();
    let Some(listener) = super::waiting::answering(listener, &platform, &stop).await? else {
        return Ok(ExitCode::SUCCESS);
    };
    platform.db.migrate().await.context("could not bring the database up to date")?;
    if platform.settings.demo {
        platform.load_demo().await.context("could not load the demo project")?;
    }
    let worker = (!options.no_worker).then(|| tokio::spawn(workers::run(platform.clone(), stop.clone())));
    let router = http::router(&config, platform.clone(), stop.clone());
    announce(&platform, &opened.place);
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(stop.clone().cancelled_owned());
    let serving = async { serving.await.context("the server stopped") };
    let too_long = async {
        stop.cancelled().await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        result = serving => result?,
        () = too_long => tracing::warn!("some requests did not finish in time"),
    }
    if let Some(worker) = worker {
        stop.cancel();
        worker.await??;
    }
    drop(opened);
    Ok(ExitCode::SUCCESS)
}

fn announce(platform: &platform::Platform, place: &str) {
    let url = &platform.settings.public_url;
    println!("\n  Guildhall is at {url}\n  Data: {place}");
    if platform.settings.demo {
        println!("  Mails of the demo: {url}/dev/mail\n\n  Sign in (password of all: {}):", platform::demo::PASSWORD);
        for (email, what) in platform::demo::LOG_INS {
            println!("    {email:<28} {what}");
        }
    }
    println!();
}
