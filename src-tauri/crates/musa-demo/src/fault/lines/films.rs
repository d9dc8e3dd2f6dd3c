//! Owns the rows of films: refusals by Ark's own names (WIRE 10.4), and what becomes of a task.

use super::{Row, plain};
use crate::fault::plan::Route;
use crate::fault::{ArkCode, Fault, FilmForm};

const fn ark(name: &'static str, code: ArkCode, about: &'static str) -> Row {
    plain(name, Fault::Ark(code), about).on(Route::Films)
}

const fn film(name: &'static str, form: FilmForm, about: &'static str) -> Row {
    plain(name, Fault::Film(form), about).on(Route::Films)
}

const fn question(name: &'static str, form: FilmForm, about: &'static str) -> Row {
    plain(name, Fault::Film(form), about).on(Route::FilmTasks)
}

pub(super) static ROWS: [Row; 28] = [
    ark("ark-overdue", ArkCode::Overdue, "403 AccountOverdueError"),
    ark("ark-denied", ArkCode::Denied, "403 AccessDenied"),
    ark(
        "ark-no-model",
        ArkCode::NoModel,
        "404 InvalidEndpointOrModel.NotFound",
    ),
    ark("ark-not-open", ArkCode::NotOpen, "404 ModelNotOpen"),
    ark(
        "ark-rate",
        ArkCode::Rate,
        "429 RateLimitExceeded.EndpointRPMExceeded",
    ),
    ark(
        "ark-quota",
        ArkCode::Quota,
        "429 QuotaExceeded: too many tasks wait",
    ),
    ark("ark-limit", ArkCode::Limit, "429 SetLimitExceeded"),
    ark(
        "ark-overloaded",
        ArkCode::Overloaded,
        "429 ServerOverloaded",
    ),
    ark(
        "ark-internal",
        ArkCode::Internal,
        "500 InternalServiceError",
    ),
    ark(
        "ark-text",
        ArkCode::Text,
        "400 InputTextSensitiveContentDetected",
    ),
    ark(
        "ark-faces",
        ArkCode::Faces,
        "400 InputImageSensitiveContentDetected.PrivacyInformation",
    ),
    film("film-quick", FilmForm::Quick, "the film is made at once"),
    film(
        "film-stuck",
        FilmForm::Stuck,
        "it never begins: it stays queued",
    ),
    film(
        "film-endless",
        FilmForm::Endless,
        "it never ends: it stays running",
    ),
    film(
        "film-failed",
        FilmForm::Failed,
        "the task fails with InternalServiceError",
    ),
    film(
        "film-sensitive",
        FilmForm::Sensitive,
        "the task fails with OutputVideoSensitiveContentDetected",
    ),
    film(
        "film-expired",
        FilmForm::Expired,
        "the provider gives it up: status expired",
    ),
    film(
        "film-strange-word",
        FilmForm::StrangeWord,
        "a status that nobody knows on the first two looks",
    ),
    film(
        "film-spelled",
        FilmForm::Spelled,
        "SUCCESS and its kin, in `data`, with progress, as other relays spell it",
    ),
    film(
        "film-no-last-frame",
        FilmForm::NoLastFrame,
        "no last_frame_url although it was asked for",
    ),
    film(
        "film-url-expired",
        FilmForm::UrlExpired,
        "the first address is dead; asking again gives a good one",
    ),
    film("film-url-dead", FilmForm::UrlDead, "every address is dead"),
    film(
        "film-url-cut",
        FilmForm::UrlCut,
        "the first GET of an address is cut midway",
    ),
    film(
        "film-no-film",
        FilmForm::NoFilm,
        "a web page where the film should be",
    ),
    film(
        "film-lost",
        FilmForm::Lost,
        "the task is made, and the line breaks before its id is told",
    ),
    question(
        "film-state-error",
        FilmForm::StateError,
        "502 to the question how it stands",
    ),
    question(
        "film-state-missing",
        FilmForm::StateMissing,
        "404 to the question how it stands",
    ),
    question(
        "film-no-list",
        FilmForm::NoList,
        "404 to the list and to cancelling",
    ),
];
