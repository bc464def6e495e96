//! The live hub. It tells open pages what changed: only "subject X changed, number N", after which a page reads again
//! through the normal, authorised call; numbers grow, so a socket that was away asks for what came after its last one.
//! And it carries conversations: a page opens a room, where its right is looked at, and is then told the messages
//! themselves, in the order of their numbers, and says its own. One hub per process; processes hear of each other
//! through PostgreSQL's NOTIFY.

mod hear;
mod hub;
mod listener;
mod mouth;
mod outward;
mod rooms;
mod said;
mod socket;

pub use hub::Hub;
pub use socket::connect;

use platform::Platform;
use tokio_util::sync::CancellationToken;

/// The hub of this process, listening until told to stop.
pub fn start(platform: Platform, stop: CancellationToken) -> Hub {
    let (hub, errands) = Hub::new(stop.clone());
    let own = hub.clone();
    platform.wire.listen(move |heard| own.say(heard));
    tokio::spawn(outward::run(platform.clone(), hub.clone(), errands, stop.clone()));
    tokio::spawn(outward::tick(platform.clone(), hub.clone(), stop.clone()));
    tokio::spawn(listener::listen(platform, hub.clone(), stop));
    hub
}
