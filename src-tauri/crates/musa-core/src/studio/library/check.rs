//! Verifying the library and making its rows anew, as tasks, and emptying the trash.

use std::sync::Arc;

use super::super::{Studio, internal};
use super::tasks::MOST_LISTED;
use crate::library::SystemTrash;
use crate::protocol::{Changed, CommandError, ErrorCode, Happened, Nothing, TaskBegun, TaskKind};

impl Studio {
    /// Compares files, records and rows. Changes nothing.
    #[expect(clippy::unused_async, reason = "commands are awaited, each of them")]
    pub async fn verify_library(&self, _: Nothing) -> Result<TaskBegun, CommandError> {
        let task = self.begin_task(TaskKind::Verify, |it, working| {
            let library = it.context().library;
            library.verify(
                |finding| {
                    working.moved(|task| {
                        task.finding_count += 1;
                        if task.findings.len() < MOST_LISTED {
                            task.findings.push(finding);
                        }
                    });
                },
                |done, total| {
                    working.moved(|task| {
                        task.done = u32::try_from(done).unwrap_or(u32::MAX);
                        task.total = u32::try_from(total).ok();
                    });
                    !working.is_cancelled()
                },
            )?;
            Ok(())
        })?;
        Ok(TaskBegun { task: Some(task) })
    }

    /// Makes the rows of this library anew from its records, and the index of words of all.
    /// Deletes nothing; a row without a record stays.
    #[expect(clippy::unused_async, reason = "commands are awaited, each of them")]
    pub async fn rebuild_library(&self, _: Nothing) -> Result<TaskBegun, CommandError> {
        let task = self.begin_task(TaskKind::Rebuild, |it, working| {
            let library = it.context().library;
            library.ready_for(0)?;
            if !library.db().is_sound().map_err(internal)? {
                // It is not set aside beneath runs that go on: the next start does that.
                return Err(CommandError::new(ErrorCode::DatabaseDamaged));
            }
            it.carry_now()?;
            let _one_at_a_time = it.inner.trash.lock();
            let rebuilt = library.rebuild_all()?;
            let small = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
            working.moved(|task| {
                let all = rebuilt.found + rebuilt.missing + rebuilt.unreadable;
                task.done = small(all);
                task.total = Some(small(all));
                task.taken = small(rebuilt.added);
                task.refused_count = small(rebuilt.missing + rebuilt.unreadable);
            });
            let library = it.library_view()?;
            it.tell(Happened::LibraryChanged { library });
            it.count_anew();
            Ok(())
        })?;
        Ok(TaskBegun { task: Some(task) })
    }

    /// What is in the library's trash to the system's.
    pub async fn empty_trash(&self, _: Nothing) -> Result<Changed, CommandError> {
        let emptied = self.blocking(|it| {
            let _one_at_a_time = it.inner.trash.lock();
            let system = it.inner.system_trash.read().clone();
            it.context().library.empty_trash(system.as_ref())
        });
        let emptied = emptied.await??;
        self.count_anew();
        Ok(Changed {
            changed: u32::try_from(emptied).unwrap_or(u32::MAX),
        })
    }

    /// Lets another take what is emptied: tests do not fill the trash of their machine.
    pub fn set_system_trash(&self, system: Arc<dyn SystemTrash>) {
        *self.inner.system_trash.write() = system;
    }
}
