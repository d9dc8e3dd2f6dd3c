//! Taking measurements: CPU time of the process (wall time of a shared machine says little), and
//! the highest resident memory during a piece of work.

use std::time::Duration;

fn cpu_now() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(
        now.tv_sec.unsigned_abs(),
        u32::try_from(now.tv_nsec).unwrap(),
    )
}

/// Does the work and says how much CPU time all threads took for it.
pub(crate) fn taken<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let before = cpu_now();
    let value = work();
    (value, cpu_now().saturating_sub(before))
}

/// How much the resident memory rose above its start while the work ran, in bytes. Linux only:
/// elsewhere the figure is left out.
pub(crate) fn extra_memory<T>(work: impl FnOnce() -> T) -> (T, Option<u64>) {
    let before = field("VmRSS:");
    // Writing 5 sets the high-water mark back to what is resident now (man 5 proc).
    let reset = std::fs::OpenOptions::new()
        .write(true)
        .open("/proc/self/clear_refs");
    let reset = reset.and_then(|mut file| std::io::Write::write_all(&mut file, b"5"));
    let value = work();
    let risen = reset.ok().and(field("VmHWM:")).zip(before);
    (
        value,
        risen.map(|(high, before)| high.saturating_sub(before)),
    )
}

fn field(name: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1024)
}

/// A number on the command line, after its name.
pub(crate) fn argument(name: &str) -> Option<u64> {
    let mut arguments = std::env::args();
    arguments.find(|argument| argument == name)?;
    arguments.next()?.parse().ok()
}

/// The middle of some figures.
pub(crate) fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// Mebibytes.
pub(crate) fn mib(bytes: u64) -> f64 {
    f64::from(u32::try_from(bytes / 1024).unwrap_or(u32::MAX)) / 1024.0
}

/// Milliseconds.
pub(crate) fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
