//! Verified, durable submissions each second on loopback, beside bare durable rows in the same run.
//!
//! `cargo bench -p amends-tests --bench intake` starts the service as it is shipped on a free port, sends
//! different submissions over kept connections, and prints the rate, the rate of one bare SQLite row for
//! each transaction on the same disk, and their ratio. Sending stops after a fixed number by itself.

use amends_core::document;
use amends_core::document::complaint::ChoiceMadeDocument;
use amends_tests::service::{Failure, Service, Setup, runtime};
use amends_tests::submissions::Ready;
use reqwest::Client;
use rusqlite::Connection;
use std::time::Instant;

/// Submissions sent.
const COUNT: usize = 4_000;
/// Connections at once.
const SENDERS: usize = 16;

fn main() -> Result<(), Failure> {
    let ready = Ready::named("bank/atm-no-cash-c1")?;
    let known = &ready.scenario.complaint.known;
    let service = Service::start(&Setup::knowing(ready.today, "bank", "case", known))?;
    let address = format!("{}/v1/complaints?lang=zh-Hans&customer=case", service.address);
    let bodies = bodies(&ready)?;
    let started = Instant::now();
    runtime()?.block_on(send_all(&address, bodies))?;
    let intake = rate(COUNT, started);
    let stored = service.rows("submissions")?.len();
    if stored != COUNT {
        return Err(format!("{stored} of {COUNT} submissions are stored").into());
    }
    let bare = bare_rows(COUNT / 4)?;
    println!(
        "intake: {intake:.0} verified, durable submissions each second ({SENDERS} connections)"
    );
    println!("bare rows: {bare:.0} durable SQLite transactions each second, one row each");
    println!("ratio: {:.2}", intake / bare);
    Ok(())
}

/// Submissions that differ in their key and nothing else that counts.
fn bodies(ready: &Ready) -> Result<Vec<String>, Failure> {
    let quote = ready.quote().map_err(|faults| format!("{faults:?}"))?;
    let option = quote.options.first().ok_or("nothing is offered")?.id.clone();
    let mut submission = ready.submission(ChoiceMadeDocument::Option(option))?;
    let body = |number: usize| {
        submission.key = format!("benchmark-submission-{number:06}");
        document::write(&submission)
    };
    Ok((0..COUNT).map(body).collect())
}

async fn send_all(address: &str, bodies: Vec<String>) -> Result<(), Failure> {
    let client = Client::new();
    let mut senders = tokio::task::JoinSet::new();
    let mut shares: Vec<Vec<String>> = (0..SENDERS).map(|_| Vec::new()).collect();
    for (number, body) in bodies.into_iter().enumerate() {
        if let Some(share) = shares.get_mut(number % SENDERS) {
            share.push(body);
        }
    }
    for share in shares {
        let (client, address) = (client.clone(), address.to_owned());
        senders.spawn(async move {
            for body in share {
                let request = client.post(&address).header("content-type", "application/json");
                let answer = request.body(body).send().await?;
                if answer.status() != 201 {
                    return Err::<(), Failure>(answer.text().await?.into());
                }
                answer.bytes().await?;
            }
            Ok(())
        });
    }
    while let Some(sender) = senders.join_next().await {
        sender??;
    }
    Ok(())
}

/// The disk's own pace: one row, one durable transaction.
fn bare_rows(count: usize) -> Result<f64, Failure> {
    let folder = tempfile::tempdir()?;
    let connection = Connection::open(folder.path().join("bare.sqlite"))?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE bare (words TEXT);",
    )?;
    let started = Instant::now();
    for number in 0..count {
        connection.execute("INSERT INTO bare VALUES (?1)", [number.to_string()])?;
    }
    Ok(rate(count, started))
}

fn rate(count: usize, started: Instant) -> f64 {
    count as f64 / started.elapsed().as_secs_f64()
}
