//! The page's commands: one function for each line of the contract, made from its list, and the
//! handler that knows them all. What they do is on [`Desk`] and on the studio.

use musa_core::protocol::{self, CommandError};
use tauri::ipc::{Channel, Invoke, Response};
use tauri::{AppHandle, Runtime};

use crate::desk::Desk;
use crate::events;

macro_rules! functions {
    ($($(#[$doc:meta])* $name:ident($request:ident) -> $answer:ident;)*) => {
        $(
            $(#[$doc])*
            #[tauri::command]
            async fn $name<R: Runtime>(
                app: AppHandle<R>,
                request: protocol::$request,
            ) -> Result<protocol::$answer, CommandError> {
                Desk::of(app).await?.$name(request).await
            }
        )*

        /// Knows every command by its name.
        pub(crate) fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
            tauri::generate_handler![subscribe, view_buffer, $($name),*]
        }
    };
}

musa_core::for_each_command!(functions);

/// Everything that happens from now on, down this channel. The latest caller is the listener.
#[tauri::command]
async fn subscribe<R: Runtime>(
    app: AppHandle<R>,
    channel: Channel<protocol::WindowEvent>,
) -> Result<protocol::Nothing, CommandError> {
    let desk = Desk::of(app).await?;
    events::pump(&desk, channel);
    Ok(protocol::Nothing {})
}

/// A range of a view as raw bytes: a list of a hundred thousand pictures is no JSON.
#[tauri::command]
async fn view_buffer<R: Runtime>(
    app: AppHandle<R>,
    request: protocol::ViewBuffer,
) -> Result<Response, CommandError> {
    let bytes = Desk::of(app).await?.view_buffer(request).await?;
    Ok(Response::new(bytes))
}

#[cfg(test)]
mod tests;
