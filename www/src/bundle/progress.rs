//! Shows how far a build is: a bar on a terminal, plain lines anywhere else.

use std::fmt;
use std::io::IsTerminal;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// Listens to a build. Steps come one after the other; each ends where the next begins.
pub trait Progress {
    /// How many steps there will be.
    fn plan(&self, steps: u64);
    /// The next step begins.
    fn step(&self, name: &str);
    /// What the step is busy with; may be called very often.
    fn detail(&self, text: &str);
    /// A line to keep.
    fn note(&self, line: &str);
    /// The last step has ended.
    fn finish(&self);
}

/// The progress that suits where standard error goes.
#[must_use]
pub fn for_stderr() -> Box<dyn Progress> {
    if std::io::stderr().is_terminal() { Box::new(Bar::new()) } else { Box::new(Lines::default()) }
}

/// Says nothing.
#[derive(Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn plan(&self, _: u64) {}
    fn step(&self, _: &str) {}
    fn detail(&self, _: &str) {}
    fn note(&self, _: &str) {}
    fn finish(&self) {}
}

/// The step that is running and since when.
#[derive(Default)]
struct Running(Option<(String, Instant)>);

impl Running {
    /// Begins `next`; answers the line about the step that ended.
    fn replace(&mut self, next: Option<&str>) -> Option<String> {
        let ended = self.0.take();
        self.0 = next.map(|name| (name.to_owned(), Instant::now()));
        ended.map(|(name, since)| format!("{name}: {:.1} s", since.elapsed().as_secs_f32()))
    }
}

/// A poisoned lock only means that another thread panicked while showing progress.
fn open<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A bar of steps with a spinner, for people.
struct Bar {
    bar: ProgressBar,
    running: Mutex<Running>,
}

impl Bar {
    fn new() -> Self {
        let bar = ProgressBar::no_length();
        let template = "{spinner} {bar:20} {pos}/{len} {prefix}: {wide_msg} {elapsed}";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(120));
        Self { bar, running: Mutex::default() }
    }

    fn next(&self, name: Option<&str>) {
        if let Some(line) = open(&self.running).replace(name) {
            self.bar.println(format!("  {line}"));
            self.bar.inc(1);
        }
    }
}

impl Progress for Bar {
    fn plan(&self, steps: u64) {
        self.bar.set_length(steps);
    }

    fn step(&self, name: &str) {
        self.next(Some(name));
        self.bar.set_message("");
        self.bar.set_prefix(name.to_owned());
    }

    fn detail(&self, text: &str) {
        self.bar.set_message(text.to_owned());
    }

    fn note(&self, line: &str) {
        self.bar.println(line);
    }

    fn finish(&self) {
        self.next(None);
        self.bar.finish_and_clear();
    }
}

/// However a build ends, the terminal is left clean for what is said next.
impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// How often a step without a terminal says what it is busy with.
const SPEAK_EVERY: Duration = Duration::from_secs(15);

/// Plain lines, for logs.
#[derive(Default)]
struct Lines {
    running: Mutex<Running>,
    spoke: Mutex<Option<Instant>>,
}

impl Lines {
    fn say(&self, line: &str) {
        *open(&self.spoke) = Some(Instant::now());
        eprintln!("{line}");
    }
}

impl Progress for Lines {
    fn plan(&self, _: u64) {}

    fn step(&self, name: &str) {
        let ended = open(&self.running).replace(Some(name));
        if let Some(line) = ended {
            self.say(&line);
        }
    }

    fn detail(&self, text: &str) {
        if open(&self.spoke).is_none_or(|last| last.elapsed() >= SPEAK_EVERY) {
            self.say(&format!("  {text}"));
        }
    }

    fn note(&self, line: &str) {
        self.say(line);
    }

    fn finish(&self) {
        let ended = open(&self.running).replace(None);
        if let Some(line) = ended {
            self.say(&line);
        }
    }
}

impl fmt::Debug for dyn Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Progress")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_reports_its_name_when_the_next_begins() {
        let mut running = Running::default();
        assert_eq!(running.replace(Some("compile")), None);
        let line = running.replace(Some("compress")).unwrap();
        assert!(line.starts_with("compile: "), "{line}");
        assert!(running.replace(None).unwrap().starts_with("compress: "));
        assert_eq!(running.replace(None), None);
    }
}
