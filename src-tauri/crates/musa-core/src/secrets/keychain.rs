//! The system's keychain, on a thread of its own: a locked keychain blocks until the user
//! answers, gnome-keyring does not bear parallel sessions, and neither may hold up the window,
//! a job or the end of the program. Every answer is waited for with a time limit.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use async_trait::async_trait;
use keyring_core::CredentialStore;
use musa_api::secret::ApiKey;
use parking_lot::Mutex;
use secrecy::{ExposeSecret as _, SecretString};
use tokio::sync::oneshot;

use super::{Binding, SecretError, SecretStore};

mod worker;

use worker::Worker;

/// Time for an answer: enough to type a password into the keychain's own window.
const PATIENCE: Duration = Duration::from_secs(30);
/// Time while an earlier question has not been answered yet.
const STUCK_PATIENCE: Duration = Duration::from_millis(250);

type Job = Box<dyn FnOnce(&mut Worker) + Send>;

/// The system's keychain. Nothing is opened before the first question; a keychain that was not
/// there is looked for again with the next one.
pub struct Keychain {
    jobs: Mutex<Option<mpsc::Sender<Job>>>,
    given: Option<Arc<CredentialStore>>,
    patience: Duration,
    stuck: Arc<AtomicBool>,
}

impl Keychain {
    /// Of this system and user.
    pub fn of_user() -> Self {
        Self::with_patience(PATIENCE)
    }

    /// The same, with another time limit.
    pub fn with_patience(patience: Duration) -> Self {
        Self {
            jobs: Mutex::new(None),
            given: None,
            patience,
            stuck: Arc::default(),
        }
    }

    /// Over a store of keyring-core, for tests: the system's is never touched.
    pub fn over(store: Arc<CredentialStore>, patience: Duration) -> Self {
        Self {
            given: Some(store),
            ..Self::with_patience(patience)
        }
    }

    /// Whether there is a keychain that can be asked. Asks nothing of the user.
    pub async fn probe(&self) -> Result<(), SecretError> {
        self.ask(|worker| worker.open().map(drop)).await
    }

    async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut Worker) -> Result<T, SecretError> + Send + 'static,
    ) -> Result<T, SecretError> {
        let (reply, answer) = oneshot::channel();
        let stuck = Arc::clone(&self.stuck);
        let was_stuck = stuck.load(Ordering::SeqCst);
        self.hand_over(Box::new(move |worker| {
            // Nobody waits any more: what was given up must not happen behind the user's back.
            if reply.is_closed() {
                return;
            }
            let result = question(worker);
            stuck.store(false, Ordering::SeqCst);
            let _nobody_waits = reply.send(result);
        }))?;
        let patience = if was_stuck {
            STUCK_PATIENCE.min(self.patience)
        } else {
            self.patience
        };
        match tokio::time::timeout(patience, answer).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(SecretError::Failed("its thread ended".to_owned())),
            Err(_) => {
                self.stuck.store(true, Ordering::SeqCst);
                Err(SecretError::Slow(patience))
            }
        }
    }

    fn hand_over(&self, job: Job) -> Result<(), SecretError> {
        let mut jobs = self.jobs.lock();
        let job = match &*jobs {
            Some(sender) => match sender.send(job) {
                Ok(()) => return Ok(()),
                // The thread is gone (a library in it panicked): another one is started.
                Err(mpsc::SendError(job)) => job,
            },
            None => job,
        };
        let failed = |words: String| SecretError::Failed(words);
        let sender = start(self.given.clone()).map_err(|error| failed(error.to_string()))?;
        sender
            .send(job)
            .map_err(|_| failed("its thread ended".to_owned()))?;
        *jobs = Some(sender);
        self.stuck.store(false, Ordering::SeqCst);
        Ok(())
    }
}

/// A plain thread, not one of tokio's: those are waited for at the end of the program.
fn start(given: Option<Arc<CredentialStore>>) -> std::io::Result<mpsc::Sender<Job>> {
    let (sender, jobs) = mpsc::channel::<Job>();
    std::thread::Builder::new()
        .name("musa-keychain".to_owned())
        .spawn(move || {
            let mut worker = Worker::new(given);
            for job in jobs {
                job(&mut worker);
            }
        })?;
    Ok(sender)
}

#[async_trait]
impl SecretStore for Keychain {
    async fn get(&self, binding: &Binding) -> Result<Option<ApiKey>, SecretError> {
        let account = binding.account();
        let found = self.ask(move |worker| worker.get(&account)).await?;
        // Another program may have changed the entry into something that cannot be sent; then
        // the user is asked again (reliability.md KR6).
        Ok(found.and_then(|text: SecretString| ApiKey::parse(text.expose_secret()).ok()))
    }

    async fn set(&self, binding: &Binding, key: &ApiKey) -> Result<(), SecretError> {
        let account = binding.account();
        let key = key.clone();
        self.ask(move |worker| worker.set(&account, &key)).await
    }

    async fn delete(&self, binding: &Binding) -> Result<(), SecretError> {
        let account = binding.account();
        self.ask(move |worker| worker.delete(&account)).await
    }
}
