//! How each engine is started: the program that takes WebDriver commands, what the browser is asked for, and a display
//! where one is needed.

use crate::service::Failure;
use amends_www::host::engines::{Engine, webkit};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use thirtyfour::{Capabilities, CapabilitiesHelper, PageLoadStrategy};

/// How long a program may take until it listens.
const PATIENCE: Duration = Duration::from_secs(20);
/// How soon to look again.
const LOOK_AGAIN: Duration = Duration::from_millis(10);
/// What Chromium is started with; no test reaches further than loopback.
const FLAGS: [&str; 11] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=en-US",
    "--window-size=1280,900",
];

/// A process that ends when this is dropped.
#[derive(Debug)]
struct Process(Mutex<Child>);

impl Process {
    fn start(command: &mut Command) -> Result<Self, Failure> {
        let name = command.get_program().to_string_lossy().into_owned();
        let started = command.stdin(Stdio::null()).stderr(Stdio::null()).spawn();
        Ok(Self(Mutex::new(started.map_err(|error| format!("{name}: {error}"))?)))
    }

    fn child(&self) -> std::sync::MutexGuard<'_, Child> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let mut child = self.child();
        // It may have ended by itself.
        let _ = child.kill();
        let _ = child.wait();
    }
}

/// A program that takes WebDriver commands.
#[derive(Debug)]
pub struct Server {
    /// Where it listens.
    pub address: String,
    _process: Process,
    /// Two windows on one display would take the focus from each other.
    _display: Option<Display>,
}

impl Server {
    /// Starts the one of an engine on a free port, with a display of its own where the engine needs one.
    ///
    /// # Errors
    /// It does not start, or does not listen.
    pub fn start(engine: Engine) -> Result<Self, Failure> {
        let display = (engine == Engine::WebKit).then(Display::start).transpose()?;
        let port = free_port()?;
        let mut command = Command::new(engine.driver());
        match engine {
            Engine::Chromium | Engine::WebKit => command.arg(format!("--port={port}")),
            // The other port it listens on would be the same for all.
            Engine::Firefox => command.args([
                "--allow-system-access",
                "--websocket-port=0",
                "--port",
                &port.to_string(),
            ]),
        };
        command.env("LANGUAGE", "en_US").env("LANG", "en_US.UTF-8").env("TZ", "Asia/Shanghai");
        if let Some(display) = &display {
            command.env("DISPLAY", &display.name);
        }
        let process = Process::start(command.stdout(Stdio::null()))?;
        listens(port, &process)?;
        let address = format!("http://127.0.0.1:{port}");
        Ok(Self { address, _process: process, _display: display })
    }
}

fn free_port() -> Result<u16, Failure> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// Waits until somebody listens.
fn listens(port: u16, process: &Process) -> Result<(), Failure> {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return Ok(());
        }
        if let Some(status) = process.child().try_wait()? {
            return Err(format!("what drives the browser ended: {status}").into());
        }
        std::thread::park_timeout(LOOK_AGAIN);
    }
    Err("what drives the browser does not listen".into())
}

/// A display that nobody sees.
#[derive(Debug)]
struct Display {
    name: String,
    _process: Process,
}

impl Display {
    /// Starts one under a free number.
    ///
    /// # Errors
    /// It does not start.
    fn start() -> Result<Self, Failure> {
        let mut command = Command::new("/usr/bin/Xvfb");
        command.args(["-displayfd", "1", "-screen", "0", "1600x1300x24", "-nolisten", "tcp"]);
        let process = Process::start(command.stdout(Stdio::piped()))?;
        let said = process.child().stdout.take().ok_or("the display says nothing")?;
        let mut number = String::new();
        BufReader::new(said).read_line(&mut number)?;
        Ok(Self { name: format!(":{}", number.trim()), _process: process })
    }
}

/// What a browser of an engine is asked for.
///
/// # Errors
/// The library's own.
pub fn wanted(
    engine: Engine,
    profile: &Path,
    waits: PageLoadStrategy,
) -> Result<Capabilities, Failure> {
    let wanted = match engine {
        Engine::Chromium => {
            let mut flags = FLAGS.map(str::to_owned).to_vec();
            flags.push(format!("--user-data-dir={}", profile.display()));
            json!({ "browserName": "chrome", "goog:chromeOptions": { "args": flags },
                "goog:loggingPrefs": { "browser": "ALL" } })
        }
        Engine::Firefox => json!({ "browserName": "firefox",
            "moz:firefoxOptions": { "args": ["-headless"] } }),
        Engine::WebKit => json!({ "webkitgtk:browserOptions": {
            "binary": webkit(), "args": ["--automation"] } }),
    };
    let Value::Object(wanted) = wanted else { return Err("capabilities are an object".into()) };
    let mut wanted = Capabilities::from(wanted);
    wanted.set_page_load_strategy(waits)?;
    Ok(wanted)
}
