//! What the shell asks for itself, beside the page's commands: in which language its dialogs
//! speak, and what goes on when the window closes.

use super::Studio;
use crate::words::Language;

impl Studio {
    /// The language that was chosen, or the system's.
    pub async fn language(&self) -> Language {
        let chosen = self.blocking(|it| it.inner.settings.locale()).await;
        let chosen = chosen.ok().and_then(Result::ok).flatten();
        let locale = chosen.as_deref().unwrap_or(&self.inner.system_language);
        Language::of_locale(locale)
    }

    /// How many runs this process works on, and films that it asks for. A film that has its task
    /// goes on without Musa.
    pub fn running(&self) -> u32 {
        self.inner.jobs.running() + self.inner.chats.running() + self.inner.films.asking()
    }

    /// Waits until no film is being asked for.
    pub async fn films_asked(&self) {
        self.inner.films.asked().await;
    }

    /// Stops waiting for all of them. What was sent may still be charged, and its calls say so;
    /// [`Studio::shutdown`] waits until that is written down.
    pub fn cancel_all(&self) {
        self.inner.jobs.cancel_all();
        self.inner.chats.cancel_all();
    }
}
