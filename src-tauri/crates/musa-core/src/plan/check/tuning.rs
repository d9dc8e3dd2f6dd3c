//! Rules of the finer settings of the images endpoints (WIRE 2.2): fidelity, compression and
//! moderation. Each is in one place of the wire only; elsewhere it would be paid for and ignored.

use super::{choice, refused};
use crate::catalog::ModelCard;
use crate::plan::PlannedRoute;
use crate::protocol::CommandError;
use crate::request::GenerateRequest;

/// Whether the endpoint has a place for what was set.
pub(super) fn of_route(request: &GenerateRequest, route: PlannedRoute) -> Result<(), CommandError> {
    let only = |field, value: &String, route| {
        Err(refused(request, field, value)
            .arg("rule", "route")
            .arg("route", route))
    };
    match (&request.fidelity, &request.moderation, route) {
        (Some(value), _, PlannedRoute::Generations) => return only("fidelity", value, "edits"),
        (_, Some(value), PlannedRoute::Edits) => return only("moderation", value, "images"),
        (_, _, PlannedRoute::Generations | PlannedRoute::Edits) => return Ok(()),
        (..) => {}
    }
    choice(request, "fidelity", request.fidelity.as_deref(), &[])?;
    choice(request, "moderation", request.moderation.as_deref(), &[])?;
    choice(request, "user", request.user.as_deref(), &[])?;
    match request.compression {
        Some(percent) => Err(refused(request, "compression", percent)),
        None => Ok(()),
    }
}

/// Whether the model takes what was set.
pub(super) fn of_card(request: &GenerateRequest, card: &ModelCard) -> Result<(), CommandError> {
    let fidelity = request.fidelity.as_deref();
    choice(request, "fidelity", fidelity, &card.fidelities)?;
    let moderation = request.moderation.as_deref();
    choice(request, "moderation", moderation, &card.moderations)?;
    match request.compression {
        Some(percent) if !card.compression => Err(refused(request, "compression", percent)),
        Some(percent) => compressed(request, percent),
        None => Ok(()),
    }
}

/// A PNG loses nothing, and servers answer 400.
fn compressed(request: &GenerateRequest, percent: u8) -> Result<(), CommandError> {
    match request.format.as_deref() {
        Some("jpeg" | "webp") => Ok(()),
        _ => Err(refused(request, "compression", percent).arg("rule", "lossy")),
    }
}
