//! Who calls, and the desk that serves them: both put into context once per request by the server.

use crate::Fault;
use leptos::prelude::*;
use model::{Actor, Desk, Problem};
use std::sync::Arc;

/// The desk and the actor of this request. Call it first, before anything is awaited.
pub fn caller() -> Result<(Arc<dyn Desk>, Actor), Fault> {
    match (use_context::<Arc<dyn Desk>>(), use_context::<Actor>()) {
        (Some(desk), Some(actor)) => Ok((desk, actor)),
        // Only a route that was mounted without its contexts gets here.
        _ => Err(Problem::Unexpected("no-caller".to_owned()).into()),
    }
}
