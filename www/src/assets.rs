//! Files the service hands out: the portal's own, which are part of the program, and the widget's
//! bundle, which is a folder.

use crate::served::Served;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Files by the rest of their address.
pub type Files = BTreeMap<String, Served>;

macro_rules! page_files {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_bytes!(concat!("../pages/", $name)).as_slice())),*]
    };
}

/// The portal's own style, script and pictures.
pub fn of_pages() -> Files {
    let files = page_files![
        "amends.svg",
        "bank.css",
        "bank.svg",
        "base.css",
        "case.css",
        "form.css",
        "insurer.css",
        "insurer.svg",
        "portal.js",
        "shop.css",
        "shop.svg",
    ];
    let served =
        |(name, bytes): (&str, &[u8])| (name.to_owned(), Served::new(name, bytes.to_vec()));
    files.into_iter().map(served).collect()
}

/// Every file of a bundle with the compressed copies beside it; empty when there is no such folder.
///
/// # Errors
/// A file that cannot be read, with its path.
pub fn of_bundle(folder: &Path) -> std::io::Result<Files> {
    let mut files = Files::new();
    for path in below(folder)? {
        let Ok(relative) = path.strip_prefix(folder) else { continue };
        let name = relative.to_string_lossy().replace('\\', "/");
        let hidden = name.split('/').any(|part| part.starts_with('.'));
        if !hidden && !name.ends_with(".br") && !name.ends_with(".gz") {
            let served = Served::new(&name, std::fs::read(&path)?)
                .with_copies(copy_of(&path, ".br"), copy_of(&path, ".gz"));
            files.insert(name, served);
        }
    }
    Ok(files)
}

fn copy_of(path: &Path, extension: &str) -> Option<Vec<u8>> {
    let mut name = path.as_os_str().to_owned();
    name.push(extension);
    std::fs::read(PathBuf::from(name)).ok()
}

fn below(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { found.extend(below(&path)?) } else { found.push(path) }
    }
    Ok(found)
}
