//! Measuring: wall time, CPU time of this process, memory, percentiles, and the line that tells.

use std::fs;
use std::time::{Duration, Instant};

/// Ticks of the kernel's CPU accounting a second (`getconf CLK_TCK`, 100 on Linux).
const TICKS: f64 = 100.0;

/// A measurement under way.
pub(crate) struct Stopwatch {
    begun: Instant,
    cpu: f64,
}

impl Stopwatch {
    #[expect(clippy::disallowed_methods, reason = "benchmarks measure")]
    pub(crate) fn start() -> Self {
        Self { begun: Instant::now(), cpu: cpu_seconds() }
    }

    pub(crate) fn wall(&self) -> Duration {
        self.begun.elapsed()
    }

    /// CPU seconds of all threads of this process since the start.
    pub(crate) fn cpu(&self) -> f64 {
        cpu_seconds() - self.cpu
    }
}

/// User and system time of this process.
fn cpu_seconds() -> f64 {
    ticks_of([11, 12])
}

/// User and system time of the programs that this process started and that have ended.
pub(crate) fn cpu_seconds_of_children() -> f64 {
    ticks_of([13, 14])
}

/// The sum of two fields of `/proc/self/stat` (proc(5)), counted after the name of the program, in
/// seconds.
fn ticks_of(fields: [usize; 2]) -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let told: Vec<&str> = after_name.split_whitespace().collect();
    let ticks = |index: usize| told.get(index).and_then(|f| f.parse::<f64>().ok()).unwrap_or(0.0);
    fields.into_iter().map(ticks).sum::<f64>() / TICKS
}

/// Memory that this process holds, in MB, from `/proc/self/status`.
pub(crate) fn memory_mb() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    let kilobytes = line.split_whitespace().nth(1).and_then(|kb| kb.parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) / 1024.0
}

/// Times of single pieces of work.
#[derive(Default)]
pub(crate) struct Times(Vec<Duration>);

impl Times {
    pub(crate) fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    pub(crate) fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    pub(crate) fn percentile(&mut self, percent: usize) -> f64 {
        self.0.sort();
        let index = (self.0.len() * percent / 100).min(self.0.len().saturating_sub(1));
        self.0.get(index).map_or(0.0, |time| time.as_secs_f64() * 1e3)
    }
}

/// One line of figures for `count` pieces of work.
pub(crate) fn tell(what: &str, count: usize, watch: &Stopwatch, times: &mut Times) {
    let (wall, cpu) = (watch.wall().as_secs_f64(), watch.cpu());
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    let count = count as f64;
    println!(
        "{what:<52} {:>9.0}/s  p50 {:>8.3} ms  p99 {:>8.3} ms  {:>7.1} µs CPU each  {:>5.0} MB",
        count / wall,
        times.percentile(50),
        times.percentile(99),
        cpu / count * 1e6,
        memory_mb(),
    );
}
