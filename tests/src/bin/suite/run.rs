//! Runs one step, shows that it is alive, and keeps its log.

use std::fs::{self, File};
use std::io::{self, IsTerminal, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::counts::Counts;
use crate::steps::{Counted, Step, Work};
use crate::workspace::Workspace;

/// How long a step may take before it is ended and counted as failed.
const LIMIT: Duration = Duration::from_secs(40 * 60);
/// How soon to look again whether a step has ended.
const LOOK_AGAIN: Duration = Duration::from_millis(100);
/// How much of a failed step's log is shown.
const SHOWN_LINES: usize = 300;

/// Runs a step, says how it went, and counts it.
pub fn step(workspace: &Workspace, step: Step, title: &str) -> Counts {
    let begun = Instant::now();
    println!("{title}");
    let (counts, shown) = match step.work {
        Work::Look(look) => match look(workspace) {
            Ok(table) => (Counts::PASSED, table),
            Err(fault) => (Counts::FAILED, format!("{fault}\n")),
        },
        Work::Run(command) => {
            let log = workspace.target.join("suite").join(format!("{}.log", step.name));
            program(command, step.counted, &log)
        }
    };
    let state = if counts.failed == 0 { "ok" } else { "FAILED" };
    print!("{shown}");
    println!(
        "{title}: {state}{} ({:.1} s)",
        tests(step.counted, counts),
        begun.elapsed().as_secs_f32()
    );
    counts
}

/// The numbers of a step that runs tests.
fn tests(counted: Counted, counts: Counts) -> String {
    if counted == Counted::Once {
        return String::new();
    }
    format!(", {} tests passed, {} failed", counts.passed, counts.failed)
}

/// Runs a program to its end; answers what it counts as and what to show of it.
fn program(command: Command, counted: Counted, log: &Path) -> (Counts, String) {
    let ended = start(command, log).and_then(|child| wait(child, log));
    let output = fs::read(log).unwrap_or_default();
    let output = String::from_utf8_lossy(&output);
    let fault = match ended {
        Ok(true) => String::new(),
        Ok(false) => "it ended with an error\n".to_owned(),
        Err(cause) => format!("{cause}\n"),
    };
    let counts = Counts::of(&output, fault.is_empty(), counted);
    if counts.failed == 0 {
        return (counts, String::new());
    }
    (counts, format!("{}{fault}the whole log: {}\n", last_lines(&output), log.display()))
}

/// Starts a program that writes both its outputs to the log.
fn start(mut command: Command, log: &Path) -> io::Result<Child> {
    if let Some(folder) = log.parent() {
        fs::create_dir_all(folder)?;
    }
    let file = File::create(log)?;
    command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file).spawn()
}

/// Looks again and again until the program has ended; answers whether it ended well.
fn wait(mut child: Child, log: &Path) -> io::Result<bool> {
    let begun = Instant::now();
    let mut alive = Alive::new();
    loop {
        if let Some(status) = child.try_wait()? {
            alive.clear();
            return Ok(status.success());
        }
        if begun.elapsed() > LIMIT {
            child.kill()?;
            child.wait()?;
            return Err(io::Error::other(format!("ended after {} s", LIMIT.as_secs())));
        }
        alive.show(begun.elapsed(), log);
        thread::sleep(LOOK_AGAIN);
    }
}

/// Shows that a step still runs: on a terminal one line that is overwritten, else a line a minute.
struct Alive {
    terminal: bool,
    spoke: Instant,
}

impl Alive {
    fn new() -> Self {
        Self { terminal: io::stdout().is_terminal(), spoke: Instant::now() }
    }

    fn show(&mut self, elapsed: Duration, log: &Path) {
        let pause = Duration::from_secs(if self.terminal { 1 } else { 60 });
        if self.spoke.elapsed() < pause {
            return;
        }
        self.spoke = Instant::now();
        let line: String = last_line(log).unwrap_or_default().chars().take(70).collect();
        let (before, after) = if self.terminal { ("\r\x1b[K", "") } else { ("", "\n") };
        print!("{before}  {} s: {line}{after}", elapsed.as_secs());
        let _ = io::stdout().flush();
    }

    fn clear(&self) {
        if self.terminal {
            print!("\r\x1b[K");
        }
    }
}

/// The last line of a log that is still written to.
fn last_line(log: &Path) -> Option<String> {
    let mut file = File::open(log).ok()?;
    let length = file.metadata().ok()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(2000))).ok()?;
    let mut end = Vec::new();
    file.read_to_end(&mut end).ok()?;
    let end = String::from_utf8_lossy(&end);
    end.lines().rfind(|line| !line.trim().is_empty()).map(|line| line.trim().to_owned())
}

/// What cargo says of each package while all is well.
const USUAL: [&str; 6] =
    ["Checking ", "Compiling ", "Documenting ", "Downloaded ", "Downloading ", "Locking "];

/// The end of an output, where the faults are, without what cargo always says.
fn last_lines(output: &str) -> String {
    let usual = |line: &&str| USUAL.iter().any(|word| line.trim_start().starts_with(word));
    let lines: Vec<_> = output.lines().filter(|line| !usual(line)).collect();
    let from = lines.len().saturating_sub(SHOWN_LINES);
    lines.iter().skip(from).map(|line| format!("  | {line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str, counted: Counted) -> (Counts, String) {
        let log = std::env::temp_dir().join(format!(
            "amends-suite-{}-{}",
            std::process::id(),
            script.len()
        ));
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        let answer = program(command, counted, &log);
        fs::remove_file(&log).unwrap();
        answer
    }

    #[test]
    fn a_program_that_ends_well_passes_and_shows_nothing() {
        assert_eq!(shell("echo fine", Counted::Once), (Counts::PASSED, String::new()));
    }

    #[test]
    fn a_program_that_fails_shows_both_its_outputs() {
        let (counts, shown) = shell("echo one; echo two >&2; exit 3", Counted::Once);
        assert_eq!(counts, Counts::FAILED);
        assert!(shown.contains("  | one\n  | two\n"), "{shown}");
    }

    #[test]
    fn the_end_is_shown_and_what_cargo_always_says_is_not() {
        let output = format!("   Compiling a v1.0.0\n{}error: no\n", "line\n".repeat(SHOWN_LINES));
        let shown = last_lines(&output);
        assert!(!shown.contains("Compiling"), "{shown}");
        assert!(shown.ends_with("  | error: no\n"), "{shown}");
        assert_eq!(shown.lines().count(), SHOWN_LINES);
    }

    #[test]
    fn a_program_that_does_not_start_is_a_failure_with_its_reason() {
        let log = std::env::temp_dir().join(format!("amends-suite-{}-none", std::process::id()));
        let (counts, shown) = program(Command::new("amends-no-such"), Counted::Once, &log);
        fs::remove_file(&log).unwrap();
        assert_eq!(counts, Counts::FAILED);
        assert!(shown.to_lowercase().contains("no such file"), "{shown}");
    }
}
