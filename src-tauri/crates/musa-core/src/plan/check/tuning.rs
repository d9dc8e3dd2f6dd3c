//! Rules of the finer settings of the images endpoints (WIRE 2.2): fidelity, compression,
//! moderation and who asks. Elsewhere they would be paid for and ignored.

use super::{choice, refused};
use crate::catalog::ModelCard;
use crate::plan::PlannedRoute;
use crate::protocol::{CommandError, Route};
use crate::request::GenerateRequest;

/// Whether the model takes what was set, by whatever endpoint.
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

/// Whether the endpoint has a place for what was set.
pub(super) fn of_route(request: &GenerateRequest, route: PlannedRoute) -> Result<(), CommandError> {
    use PlannedRoute::{Edits, Generations};
    let compression = request.compression.map(|percent| percent.to_string());
    let both: &[PlannedRoute] = &[Generations, Edits];
    let fields: [(&str, Option<&str>, &[PlannedRoute]); 4] = [
        ("fidelity", request.fidelity.as_deref(), &[Edits]),
        ("moderation", request.moderation.as_deref(), &[Generations]),
        ("compression", compression.as_deref(), both),
        ("user", request.user.as_deref(), both),
    ];
    for (field, value, routes) in fields {
        if let Some(value) = value
            && !routes.contains(&route)
        {
            let has = Route::from(routes[0]).name();
            let refused = refused(request, field, value).arg("rule", "route");
            return Err(refused.arg("route", has));
        }
    }
    Ok(())
}

/// A PNG loses nothing, and servers answer 400.
fn compressed(request: &GenerateRequest, percent: u8) -> Result<(), CommandError> {
    match request.format.as_deref() {
        Some("jpeg" | "webp") => Ok(()),
        _ => Err(refused(request, "compression", percent).arg("rule", "lossy")),
    }
}
