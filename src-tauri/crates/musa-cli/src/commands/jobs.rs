//! `musa jobs`: what was asked for, and what became of it.

use std::path::{Path, PathBuf};

use musa_core::protocol::{CallState, CommandError, StartJob};
use musa_core::studio::{CallSummary, JobSummary, RetryHow, Studio};

use crate::args::jobs as args;
use crate::follow::Follow;
use crate::follow::copies::Copies;
use crate::open::{Environment, internal};
use crate::outcome::Outcome;
use crate::plain;
use crate::platform::Stop;
use crate::screen::{Manner, Screen};
use crate::table;
use crate::when;

pub(crate) async fn run(
    command: args::Jobs,
    environment: &Environment,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    let opened = environment.open(screen).await?;
    let studio = &opened.studio;
    let ended = match command {
        args::Jobs::List(list) => listed(&list, studio, screen).await,
        args::Jobs::Show(show) => shown(&show, studio, screen).await,
        args::Jobs::Retry(retry) => retried(&retry, studio, screen).await,
        args::Jobs::Discard(discard) => discarded(&discard, studio, screen).await,
    };
    opened.close(ended).await
}

async fn listed(
    list: &args::List,
    studio: &Studio,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    let jobs = latest(list, studio).await?;
    if list.json {
        for job in &jobs {
            screen.json(job);
        }
        return Ok(Outcome::Done);
    }
    if jobs.is_empty() {
        screen.note("cli-jobs-none", &[]);
        return Ok(Outcome::Done);
    }
    let heads = ["job", "when", "saved", "state", "model", "prompt"];
    let rows = jobs.iter().map(|job| row(job, screen)).collect();
    screen.table(&heads, "prompt", rows);
    Ok(Outcome::Done)
}

/// The latest jobs; those that were put away count only if they are asked for.
async fn latest(list: &args::List, studio: &Studio) -> Result<Vec<JobSummary>, CommandError> {
    let wanted = usize::try_from(list.limit).unwrap_or(usize::MAX);
    let mut limit = list.limit;
    loop {
        let mut jobs = studio.jobs(limit).await?;
        let is_all = jobs.len() < usize::try_from(limit).unwrap_or(usize::MAX);
        jobs.retain(|job| list.all || !job.discarded);
        if is_all || jobs.len() >= wanted || limit == u32::MAX {
            jobs.truncate(wanted);
            return Ok(jobs);
        }
        limit = limit.saturating_mul(4);
    }
}

fn row(job: &JobSummary, screen: &Screen) -> Vec<String> {
    let mut state = screen.say(&format!("cli-state-{}", overall(&job.calls).name()), &[]);
    if job.discarded {
        state = screen.say("cli-list-discarded", &[("state", &state)]);
    }
    vec![
        table::short_id(&job.id.to_string()).to_owned(),
        when::local(job.created_at),
        format!("{}/{}", job.saved.len(), job.asked),
        state,
        plain::line(&job.model),
        plain::line(&job.prompt),
    ]
}

/// One word for several calls: what goes on wins, then what is uncertain, then what failed.
fn overall(calls: &[CallSummary]) -> CallState {
    let order = [
        CallState::Saving,
        CallState::Receiving,
        CallState::Waiting,
        CallState::Sending,
        CallState::Queued,
        CallState::Unknown,
        CallState::Failed,
        CallState::Cancelled,
    ];
    let found = order
        .into_iter()
        .find(|state| calls.iter().any(|call| call.state == *state));
    found.unwrap_or(CallState::Done)
}

async fn shown(
    show: &args::Show,
    studio: &Studio,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    let job = studio.job(studio.find_job(&show.id).await?).await?;
    if show.json {
        screen.json(&job);
        return Ok(Outcome::Done);
    }
    print(&job, screen);
    Ok(Outcome::Done)
}

async fn retried(
    retry: &args::Retry,
    studio: &Studio,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    let old = studio.find_job(&retry.id).await?;
    let copies = retry.out.as_deref().map(Copies::into).transpose()?;
    let stop = Stop::listen().map_err(internal)?;
    let events = studio.events();
    let how = if retry.anew {
        RetryHow::Anew
    } else {
        RetryHow::KeptFirst
    };
    let job = studio.retry_job(old, how).await?;
    let mut follow = Follow::new(screen, Manner::from(retry.json), copies, job);
    // A new job has a new id; what is kept is brought in under the old one.
    if job == old {
        follow = follow.retrying(how);
    }
    follow.until_end(studio, events, stop).await
}

async fn discarded(
    discard: &args::Show,
    studio: &Studio,
    screen: &Screen,
) -> Result<Outcome, CommandError> {
    let job = studio.find_job(&discard.id).await?;
    studio.discard_job(job).await?;
    if discard.json {
        screen.json(&serde_json::json!({ "discarded": job }));
    } else {
        screen.note("cli-job-discarded", &[]);
    }
    Ok(Outcome::Done)
}

fn print(job: &JobSummary, screen: &Screen) {
    let (saved, asked) = (job.saved.len().to_string(), job.asked.to_string());
    let say = |id: &str, args: &[(&str, &str)]| screen.result(&screen.say(id, args));
    say("cli-job-title", &[("job", &job.id.to_string())]);
    say(
        "cli-job-created",
        &[("created", &when::local(job.created_at))],
    );
    say("cli-job-profile", &[("profile", &job.profile)]);
    say("cli-job-model", &[("model", &job.model)]);
    say("cli-job-prompt", &[("prompt", &job.prompt)]);
    for (field, value) in settings(&job.request, screen) {
        let field = screen.field(field);
        say("cli-error-field", &[("field", &field), ("what", &value)]);
    }
    say("cli-job-saved", &[("saved", &saved), ("asked", &asked)]);
    if job.discarded {
        say("cli-job-put-away", &[]);
    }
    let mut saved: Vec<_> = job.saved.iter().collect();
    saved.sort_by_key(|picture| by_name(&picture.file));
    for picture in saved {
        screen.foreign(&format!("  {}", picture.file.display()));
    }
    for (place, call) in job.calls.iter().enumerate() {
        let state = screen.say(&format!("cli-state-{}", call.state.name()), &[]);
        let number = (place + 1).to_string();
        say("cli-job-call", &[("number", &number), ("state", &state)]);
        if let Some(task) = &call.task {
            screen.result(&format!(
                "  {}",
                screen.say("cli-job-task", &[("task", task)])
            ));
        }
        if let Some(error) = &call.error {
            for line in screen.error_lines(error) {
                screen.result(&format!("  {line}"));
            }
        }
    }
}

/// What else was asked for, by the names of the fields.
fn settings(request: &StartJob, screen: &Screen) -> Vec<(&'static str, String)> {
    let name = |path: &PathBuf| {
        let name = path.file_name().unwrap_or(path.as_os_str());
        name.to_string_lossy().into_owned()
    };
    let references: Vec<_> = request.references.iter().map(name).collect();
    let references = (!references.is_empty()).then(|| screen.list(&references));
    let all = [
        ("references", references),
        ("mask", request.mask.as_ref().map(name)),
        ("ratio", request.ratio.clone()),
        ("size", request.size.clone()),
        ("quality", request.quality.clone()),
        ("background", request.background.clone()),
        ("format", request.format.clone()),
        ("fidelity", request.fidelity.clone()),
        ("compression", request.compression.map(|it| it.to_string())),
        ("moderation", request.moderation.clone()),
        ("user", request.user.clone()),
        ("project", request.project.clone()),
    ];
    let given = all.into_iter();
    given
        .filter_map(|(field, value)| Some((field, value?)))
        .collect()
}

/// `fox-9.png` stands before `fox-10.png`.
fn by_name(file: &Path) -> (String, u64, String) {
    let stem = file.with_extension("").to_string_lossy().into_owned();
    let name = stem.trim_end_matches(|next: char| next.is_ascii_digit());
    let number = stem[name.len()..].parse().unwrap_or(0);
    (name.to_owned(), number, file.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use musa_core::ids::CallId;
    use musa_core::protocol::CallState;
    use musa_core::studio::CallSummary;

    use super::{by_name, overall};

    #[test]
    fn pictures_stand_in_the_order_of_their_names() {
        let mut files = ["fox-10.png", "fox-9.png", "ape.png", "fox-9.jpg"];
        files.sort_by_key(|file| by_name(Path::new(file)));
        assert_eq!(files, ["ape.png", "fox-9.jpg", "fox-9.png", "fox-10.png"]);
    }

    #[test]
    fn a_job_is_called_done_only_when_nothing_else_can_be_said() {
        let calls = |states: &[CallState]| -> Vec<CallSummary> {
            let call = |state: &CallState| CallSummary {
                id: CallId::new_v7(),
                pictures: 1,
                state: *state,
                error: None,
                task: None,
                kept: false,
            };
            states.iter().map(call).collect()
        };
        assert_eq!(
            overall(&calls(&[CallState::Done, CallState::Done])),
            CallState::Done
        );
        assert_eq!(
            overall(&calls(&[CallState::Done, CallState::Failed])),
            CallState::Failed
        );
        assert_eq!(
            overall(&calls(&[CallState::Failed, CallState::Unknown])),
            CallState::Unknown
        );
        assert_eq!(
            overall(&calls(&[CallState::Unknown, CallState::Waiting])),
            CallState::Waiting
        );
    }
}
