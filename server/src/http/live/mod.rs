//! The live hub: tells open pages what changed. One hub per process; processes hear of each other's changes through
//! PostgreSQL's NOTIFY. What is sent is only "subject X changed, number N": a page then reads again through the
//! normal, authorised call. Numbers grow, so a socket that was away asks for what came after the last one it saw.

mod hub;
mod listener;
mod socket;

pub use hub::Hub;
pub use socket::connect;

use platform::Platform;
use tokio_util::sync::CancellationToken;

/// The hub of this process, listening until told to stop.
pub fn start(platform: Platform, stop: CancellationToken) -> Hub {
    let hub = Hub::new(stop.clone());
    tokio::spawn(listener::listen(platform, hub.clone(), stop));
    hub
}
