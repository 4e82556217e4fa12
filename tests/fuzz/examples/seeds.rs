//! Writes the first inputs of a target: `cargo run --example seeds -- TARGET FOLDER`.

use amends_tests::seeds;
use std::error::Error;
use std::fs;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [target, folder] = arguments.as_slice() else {
        return Err(format!("usage: seeds {} FOLDER", seeds::TARGETS.join("|")).into());
    };
    let seeds = seeds::of(target)?;
    fs::create_dir_all(folder)?;
    for (index, seed) in seeds.iter().enumerate() {
        fs::write(Path::new(folder).join(format!("seed-{index:03}")), seed)?;
    }
    println!("{} seeds for {target}", seeds.len());
    Ok(())
}
