//! How many lines of a history `amends replay` computes each second, beside what reading and parsing the very
//! same lines takes, and the memory it needs for a hundred thousand lines and for a million.
//!
//! `cargo bench -p amends-tests --bench replay` writes a made-up history of the bank, replays it as a process of
//! its own on two threads, and parses it with `serde_json` on two threads in the same run. Compare the two rates
//! with each other, never with another machine. `-- LINES` takes another number of lines than a million.

use amends_core::policy::Policy;
use amends_tests::history::{Complaints, Stream};
use amends_tests::memory;
use amends_tests::scenario::policy_text;
use amends_www::commands::Cli;
use clap::Parser;
use serde_json::Value;
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Lines of the long history, unless another number is asked for.
const LINES: u64 = 1_000_000;
/// Threads that compute.
const THREADS: usize = 2;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    if std::env::args().nth(1).as_deref() == Some("amends") {
        let ended = Cli::parse_from(std::env::args_os().skip(1)).run();
        eprintln!("{}", memory::peak());
        return Ok(ended);
    }
    let lines = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(LINES);
    let folder = tempfile::tempdir()?;
    let (long, short) = (folder.path().join("long.jsonl"), folder.path().join("short.jsonl"));
    let bytes = write(&long, lines)?;
    write(&short, lines / 10)?;
    println!("history: {lines} lines, {} MB", bytes / 1_000_000);
    let (_, short_peak, _) = replay(&short, folder.path(), &[])?;
    let (took, peak, report) = replay(&long, folder.path(), &[])?;
    let parsing = parse(&long)?;
    let count = |pointer: &str| report.pointer(pointer).cloned().unwrap_or_default();
    println!(
        "report: {} read, {} decided, {} refused, {} paid",
        count("/history/read"),
        count("/policy/decided"),
        count("/policy/refused"),
        count("/policy/paid/total")
    );
    let rate = |took: Duration| lines as f64 / took.as_secs_f64();
    println!("replay: {:.0} lines each second, {THREADS} threads", rate(took));
    println!("serde_json alone: {:.0} lines each second, {THREADS} threads", rate(parsing));
    println!("ratio: {:.2}", rate(took) / rate(parsing));
    println!("peak memory: {short_peak} kB for {} lines, {peak} kB for {lines}", lines / 10);
    let bank = "www/policies/bank.json";
    let (took, peak, _) = replay(&long, folder.path(), &["--against", bank])?;
    println!("with --against: {:.0} lines each second, peak {peak} kB", rate(took));
    Ok(ExitCode::SUCCESS)
}

/// Writes a history; answers its bytes.
fn write(path: &Path, lines: u64) -> Result<u64, Box<dyn Error>> {
    let policy = Policy::read(&policy_text("bank")?).map_err(|faults| format!("{faults:?}"))?;
    let complaints = Complaints::of(policy.document());
    let mut file = File::create(path)?;
    let bytes = std::io::copy(&mut Stream::of(&complaints, lines), &mut file)?;
    file.flush()?;
    Ok(bytes)
}

/// Replays a history as a process of its own: how long, its peak memory in kB, its report.
fn replay(
    history: &Path,
    folder: &Path,
    more: &[&str],
) -> Result<(Duration, u64, Value), Box<dyn Error>> {
    let report: PathBuf = folder.join("report.json");
    let threads = THREADS.to_string();
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["amends", "replay", "--policy", "www/policies/bank.json"]).args(more);
    command.args(["--threads", &threads, "--today", "2026-11-23"]).arg(history);
    command.current_dir(amends_tests::scenario::root()).stdout(File::create(&report)?);
    let started = Instant::now();
    let output = command.stderr(std::process::Stdio::piped()).spawn()?.wait_with_output()?;
    let took = started.elapsed();
    let words = String::from_utf8(output.stderr)?;
    if !output.status.success() {
        return Err(words.into());
    }
    let peak = words.lines().last().and_then(|line| line.parse().ok()).unwrap_or(0);
    Ok((took, peak, serde_json::from_str(&std::fs::read_to_string(report)?)?))
}

/// Reads and parses every line, and nothing else.
fn parse(history: &Path) -> Result<Duration, Box<dyn Error>> {
    let started = Instant::now();
    let lines = Mutex::new(BufReader::with_capacity(1 << 18, File::open(history)?));
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                let mut batch = Vec::new();
                while next_lines(&lines, &mut batch) {
                    for line in batch.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
                        // One line in a thousand is broken.
                        std::hint::black_box(serde_json::from_slice::<Value>(line).ok());
                    }
                }
            });
        }
    });
    Ok(started.elapsed())
}

/// Some whole lines; false at the end.
fn next_lines(lines: &Mutex<BufReader<File>>, batch: &mut Vec<u8>) -> bool {
    batch.clear();
    let Ok(mut lines) = lines.lock() else { return false };
    while batch.len() < 1 << 17 && lines.read_until(b'\n', batch).is_ok_and(|read| read > 0) {}
    !batch.is_empty()
}
