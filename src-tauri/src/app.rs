//! The application put together: plugins, state, the image scheme, the commands, the window.

use std::process::ExitCode;

use anyhow::Context as _;
use musa_core::home::Home;
use musa_core::logs;
use tauri::{App, AppHandle, Builder, Manager as _, Runtime};

use crate::environment::Environment;
use crate::{
    clipboard, close, commands, demo, desk, dialogs, drops, events, platform, preferences, scheme,
    window,
};

/// Runs until the last window is closed.
pub(crate) fn run(environment: Environment) -> anyhow::Result<ExitCode> {
    let home = environment.home()?;
    let log = logs::start(&home.logs(), "studio");
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "the start");
    let app = plugins(Builder::default(), &environment, &home)
        .build(tauri::generate_context!())
        .context("the window could not be made")?;
    start(&app, environment, home)?;
    let code = app.run_return(close::heard);
    tracing::info!(code, "the end");
    drop(log);
    Ok(u8::try_from(code).map_or(ExitCode::FAILURE, ExitCode::from))
}

/// Everything that answers the page, on any runtime.
pub(crate) fn answering<R: Runtime>(builder: Builder<R>) -> Builder<R> {
    builder
        .register_asynchronous_uri_scheme_protocol(scheme::NAME, |context, request, responder| {
            scheme::answer(context.app_handle(), &request, responder);
        })
        .invoke_handler(commands::handler())
        .manage(desk::Opening::default())
        .manage(events::Pump::default())
        .manage(demo::Serving::default())
        .manage(close::Closing::default())
        .manage(clipboard::Clipboard::default())
}

/// A second start hands over to the first and ends before anything of its own is opened.
fn plugins<R: Runtime>(builder: Builder<R>, environment: &Environment, home: &Home) -> Builder<R> {
    let single = tauri_plugin_single_instance::Builder::new()
        .callback(|app: &AppHandle<R>, _arguments, _folder| window::show(app))
        .dbus_id(identity(environment, home));
    let state = home.root().join("window.json");
    let window_state = tauri_plugin_window_state::Builder::new()
        .with_state_flags(platform::remembered())
        .with_filename(state.to_string_lossy());
    answering(
        builder
            .plugin(single.build())
            .plugin(tauri_plugin_dialog::init())
            .plugin(tauri_plugin_store::Builder::new().build())
            .plugin(window_state.build()),
    )
}

/// The name under which windows of one home find each other on D-Bus.
fn identity(environment: &Environment, home: &Home) -> String {
    let own = "dev.musa.studio";
    if !environment.has_own_home() {
        return own.to_owned();
    }
    let mut hasher = std::hash::DefaultHasher::new();
    std::hash::Hash::hash(home.root(), &mut hasher);
    format!("{own}.h{:x}", std::hash::Hasher::finish(&hasher))
}

/// Opens the window; the studio opens while the page loads.
fn start<R: Runtime>(app: &App<R>, environment: Environment, home: Home) -> anyhow::Result<()> {
    app.manage(dialogs::Answers::of(environment.dialogs.as_deref()));
    app.manage(preferences::Kept::open(app.handle(), home.root()));
    let data = home.root().join("webview");
    desk::open(app.handle(), environment, home);
    let window = window::open(app.handle(), &data).context("the window could not be made")?;
    drops::listen(&window);
    Ok(())
}
