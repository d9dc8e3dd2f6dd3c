//! Owns what the handlers share: settings, faults, the log, results, tasks, counters.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::Duration;

use bytes::Bytes;
use parking_lot::Mutex;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use super::DemoConfig;
use crate::answer::AnswerForm;
use crate::fault::Fault;
use crate::fault::plan::{Facts, Plan};
use crate::films::Films;
use crate::purse::Purse;
use crate::seen::Log;
use crate::shelf::Shelf;
use crate::tasks::Tasks;

pub(crate) struct State {
    pub(crate) port: u16,
    pub(crate) delay: Mutex<Duration>,
    pub(crate) url_lifetime: Duration,
    pub(crate) default_form: AnswerForm,
    pub(crate) log: Log,
    pub(crate) shelf: Shelf,
    pub(crate) tasks: Tasks,
    pub(crate) films: Films,
    pub(crate) purse: Purse,
    /// Drawing takes every core for a moment; two at a time keep memory and waiting small.
    pub(crate) drawing: Semaphore,
    pub(crate) closing: CancellationToken,
    plan: Mutex<Plan>,
    posts: AtomicU32,
    answers: AtomicU64,
    takes: Mutex<HashMap<blake3::Hash, u32>>,
}

impl State {
    pub(crate) fn new(config: DemoConfig, port: u16, closing: CancellationToken) -> Self {
        Self {
            port,
            delay: Mutex::new(config.delay),
            url_lifetime: config.url_lifetime,
            default_form: config.default_form,
            log: Log::default(),
            shelf: Shelf::default(),
            tasks: Tasks::default(),
            films: Films::default(),
            purse: Purse::default(),
            drawing: Semaphore::new(2),
            closing,
            plan: Mutex::new(Plan::new(config.faults)),
            posts: AtomicU32::new(0),
            answers: AtomicU64::new(0),
            takes: Mutex::new(HashMap::new()),
        }
    }

    pub(crate) fn base_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub(crate) fn set_faults(&self, faults: Vec<Fault>) {
        *self.plan.lock() = Plan::new(faults);
    }

    /// The number of this picture POST since start, from 1.
    pub(crate) fn next_post(&self) -> u32 {
        self.posts.fetch_add(1, Ordering::SeqCst) + 1
    }

    /// The number of this answer since start, for request ids.
    pub(crate) fn next_answer(&self) -> u64 {
        self.answers.fetch_add(1, Ordering::Relaxed) + 1
    }

    pub(crate) fn faults_for(&self, facts: Facts) -> Vec<Fault> {
        self.plan.lock().take(facts)
    }

    /// How often a request with these words came before. Without a seed, asking again gives
    /// another picture, as it does upstream; counting makes that repeatable from run to run.
    pub(crate) fn take(&self, asked: blake3::Hash) -> u32 {
        let mut takes = self.takes.lock();
        let take = takes.entry(asked).or_default();
        *take += 1;
        *take - 1
    }

    /// Reads one of our own result URLs.
    pub(crate) fn fetch_own(&self, url: &str) -> Option<Bytes> {
        let port = self.port;
        let own = [
            format!("http://127.0.0.1:{port}"),
            format!("http://localhost:{port}"),
        ];
        let path = own
            .iter()
            .find_map(|base| url.strip_prefix(base.as_str()))?;
        self.shelf.read(path)
    }
}
