//! What is worth a word when the window is not in front: a film that has ended, a run that took
//! long. Owns when and in which words; showing it is the shell's.

use std::sync::{Arc, Weak};

use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

use super::{Inner, Studio};
use crate::films::FilmNews;
use crate::ids::{FilmId, JobId};
use crate::protocol::{FilmState, JobEvent};
use crate::words::Words;

/// A run that took no longer was watched.
const LONG_MS: u64 = 20_000;
/// Characters of a prompt in a notification.
const PROMPT: usize = 80;

/// A notification, in the user's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What happened.
    pub title: String,
    /// To what: the beginning of its prompt.
    pub body: String,
}

/// A listener for notices.
pub struct Notices {
    studio: Weak<Inner>,
    films: broadcast::Receiver<FilmNews>,
    jobs: broadcast::Receiver<JobEvent>,
}

/// What has ended.
enum Ended {
    Film(FilmId),
    Run(JobId),
    /// Something else happened.
    Nothing,
}

impl Studio {
    /// Notices from now on.
    pub fn notices(&self) -> Notices {
        Notices {
            studio: Arc::downgrade(&self.inner),
            films: self.film_news(),
            jobs: self.events(),
        }
    }
}

impl Notices {
    /// The next one; none when the studio is gone. Silent while the user wants none.
    pub async fn next(&mut self) -> Option<Notice> {
        loop {
            let ended = tokio::select! {
                heard = self.films.recv() => of_film(&heard)?,
                heard = self.jobs.recv() => of_job(&heard)?,
            };
            let studio = Studio {
                inner: self.studio.upgrade()?,
            };
            let notice = match ended {
                Ended::Film(film) => studio.film_notice(film).await,
                Ended::Run(run) => studio.run_notice(run).await,
                Ended::Nothing => None,
            };
            if notice.is_some() && studio.wants_notices().await {
                return notice;
            }
        }
    }
}

fn of_film(heard: &Result<FilmNews, RecvError>) -> Option<Ended> {
    match heard {
        Ok(FilmNews::Saved(film) | FilmNews::Ended(film)) => Some(Ended::Film(*film)),
        Ok(FilmNews::Changed(_)) | Err(RecvError::Lagged(_)) => Some(Ended::Nothing),
        Err(RecvError::Closed) => None,
    }
}

fn of_job(heard: &Result<JobEvent, RecvError>) -> Option<Ended> {
    match heard {
        Ok(JobEvent::Finished { job, .. }) => Some(Ended::Run(*job)),
        Ok(_) | Err(RecvError::Lagged(_)) => Some(Ended::Nothing),
        Err(RecvError::Closed) => None,
    }
}

impl Studio {
    async fn wants_notices(&self) -> bool {
        let wanted = self.blocking(|it| it.inner.settings.notify()).await;
        matches!(wanted, Ok(Ok(true)))
    }

    async fn film_notice(&self, id: FilmId) -> Option<Notice> {
        let film = self.film(id).await.ok()?;
        let words = Words::new(self.language().await);
        let title = match film.state {
            FilmState::Done => words.say("notice-film-done", &[]),
            FilmState::Failed | FilmState::Unknown => words.say("notice-film-failed", &[]),
            _ => return None,
        };
        let body = beginning(&film.prompt);
        Some(Notice { title, body })
    }

    async fn run_notice(&self, id: JobId) -> Option<Notice> {
        let read = self.blocking(move |it| it.run_of(id)).await;
        let run = read.ok()?.ok()??;
        run.took_ms.filter(|took| *took >= LONG_MS)?;
        let words = Words::new(self.language().await);
        let saved: usize = run.calls.iter().map(|call| call.saved.len()).sum();
        let (saved, asked) = (saved.to_string(), run.asked.to_string());
        Some(Notice {
            title: words.say("notice-run-ended", &[("saved", &saved), ("asked", &asked)]),
            body: beginning(&run.prompt),
        })
    }
}

fn beginning(prompt: &str) -> String {
    let line = prompt.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(PROMPT) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::beginning;

    #[test]
    fn a_long_prompt_is_cut_between_characters() {
        assert_eq!(beginning("a  cat\nruns"), "a cat runs");
        let long = "猫".repeat(81);
        assert_eq!(beginning(&long), format!("{}…", "猫".repeat(80)));
    }
}
