//! The bytes of files that customers show: a folder beside the database, outside everything that is served, each file
//! under its SHA-256. They are written as they come and never opened, run or changed here.

use amends_core::evidence;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// As many first bytes as any media type is told by.
const HEAD: usize = 8192;

/// The folder.
#[derive(Debug)]
pub struct Files {
    folder: PathBuf,
}

/// A file on its way in; one that does not arrive leaves nothing behind.
#[derive(Debug)]
pub struct Incoming {
    file: NamedTempFile,
    hash: Sha256,
    size: u64,
    head: Vec<u8>,
}

/// A file that has come in whole and is not kept yet.
#[derive(Debug)]
pub struct Received {
    file: NamedTempFile,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: String,
    /// How many bytes it has.
    pub size: u64,
    /// What its first bytes say it is, where that is a type policies may ask for.
    pub media_type: Option<&'static str>,
}

impl Incoming {
    /// How many bytes have come.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// The disk's own.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.hash.update(bytes);
        self.size = self.size.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        let room = HEAD.saturating_sub(self.head.len());
        self.head.extend(bytes.iter().take(room));
        Ok(())
    }

    /// Everything has come.
    pub fn finish(self) -> Received {
        let digits = self.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        let media_type = media_type(&self.head);
        Received { file: self.file, sha256: digits, size: self.size, media_type }
    }
}

/// What bytes begin as, among the types policies may ask for.
fn media_type(head: &[u8]) -> Option<&'static str> {
    let found = match infer::get(head)?.mime_type() {
        "image/heif" => "image/heic",
        "video/x-m4v" => "video/mp4",
        other => other,
    };
    evidence::MEDIA_TYPES.iter().map(|(known, _)| *known).find(|known| *known == found)
}

impl Files {
    /// The folder beside a database; it is made when the first file comes.
    pub fn beside(database: &Path) -> Self {
        Self { folder: database.with_extension("evidence") }
    }

    /// Begins a file.
    ///
    /// # Errors
    /// The disk's own.
    pub fn begin(&self) -> io::Result<Incoming> {
        fs::create_dir_all(&self.folder)?;
        let file = tempfile::Builder::new().prefix("incoming-").tempfile_in(&self.folder)?;
        Ok(Incoming { file, hash: Sha256::new(), size: 0, head: Vec::new() })
    }

    /// Keeps a file; it is on the disk when this returns. One that is there already is kept once.
    ///
    /// # Errors
    /// The disk's own.
    pub fn keep(&self, received: Received) -> io::Result<()> {
        let place = self.place(&received.sha256);
        if place.exists() {
            return Ok(());
        }
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder)?;
        }
        received.file.as_file().sync_all()?;
        received.file.persist(place).map(drop).map_err(|error| error.error)
    }

    /// Opens a file to be read.
    ///
    /// # Errors
    /// The disk's own.
    pub fn open(&self, sha256: &str) -> io::Result<File> {
        File::open(self.place(sha256))
    }

    /// Removes a file; one that is not there is no error.
    pub fn remove(&self, sha256: &str) {
        match fs::remove_file(self.place(sha256)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                eprintln!("the file {sha256} could not be removed: {error}");
            }
            _ => {}
        }
    }

    fn place(&self, sha256: &str) -> PathBuf {
        self.folder.join(sha256.get(..2).unwrap_or("00")).join(sha256)
    }
}
