//! Puts a Brotli and a gzip copy beside every file, so that no server compresses while it serves.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::error::{BundleError, doing};
use super::progress::Progress;
use super::sizes::Size;

/// One file of the bundle and what it weighs.
#[derive(Debug)]
pub(super) struct Packed {
    /// Its place inside the bundle, with `/`.
    pub name: String,
    /// Its bytes, as they are and compressed.
    pub size: Size,
}

/// Compresses every file of a folder and of the folders in it, in the order of their names.
pub(super) fn folder(root: &Path, progress: &dyn Progress) -> Result<Vec<Packed>, BundleError> {
    let mut packed = Vec::new();
    for path in files(root)? {
        let relative = path.strip_prefix(root).unwrap_or(&path);
        let name = relative.to_string_lossy().replace('\\', "/");
        progress.detail(&name);
        let content = fs::read(&path).map_err(doing("read", &path))?;
        packed.push(Packed { size: write_copies(&path, &content)?, name });
    }
    Ok(packed)
}

/// What some content weighs, without writing it anywhere.
pub(super) fn measure(content: &[u8]) -> io::Result<Size> {
    Ok(size(content, &gzip(content)?, &brotli(content)?))
}

/// Every file below a folder, sorted.
pub(super) fn files(folder: &Path) -> Result<Vec<PathBuf>, BundleError> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(doing("read", folder))? {
        let path = entry.map_err(doing("read", folder))?.path();
        if path.is_dir() { found.extend(files(&path)?) } else { found.push(path) }
    }
    found.sort();
    Ok(found)
}

fn write_copies(path: &Path, content: &[u8]) -> Result<Size, BundleError> {
    let gzip = gzip(content).map_err(doing("compress", path))?;
    let brotli = brotli(content).map_err(doing("compress", path))?;
    for (extension, bytes) in [(".gz", &gzip), (".br", &brotli)] {
        let mut name = path.as_os_str().to_owned();
        name.push(extension);
        let copy = PathBuf::from(name);
        fs::write(&copy, bytes).map_err(doing("write", &copy))?;
    }
    Ok(size(content, &gzip, &brotli))
}

fn size(raw: &[u8], gzip: &[u8], brotli: &[u8]) -> Size {
    let bytes = |content: &[u8]| u64::try_from(content.len()).unwrap_or(u64::MAX);
    Size { raw: bytes(raw), gzip: bytes(gzip), brotli: bytes(brotli) }
}

fn gzip(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    encoder.finish()
}

fn brotli(mut content: &[u8]) -> io::Result<Vec<u8>> {
    let mut packed = Vec::new();
    let parameters = BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: content.len(),
        ..BrotliEncoderParams::default()
    };
    brotli::BrotliCompress(&mut content, &mut packed, &parameters)?;
    Ok(packed)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;
    use crate::bundle::progress::Silent;

    #[test]
    fn copies_hold_the_same_content_and_the_sizes_are_theirs() {
        let root = tempfile::tempdir().unwrap();
        let text = "amends ".repeat(500);
        fs::create_dir(root.path().join("messages")).unwrap();
        fs::write(root.path().join("messages/en.json"), &text).unwrap();
        let packed = folder(root.path(), &Silent).unwrap();
        assert_eq!(packed[0].name, "messages/en.json");
        let gz = fs::read(root.path().join("messages/en.json.gz")).unwrap();
        let br = fs::read(root.path().join("messages/en.json.br")).unwrap();
        let lengths = (3500, gz.len() as u64, br.len() as u64);
        let size = packed[0].size;
        assert_eq!((size.raw, size.gzip, size.brotli), lengths);
        let mut unpacked = String::new();
        flate2::read::GzDecoder::new(&gz[..]).read_to_string(&mut unpacked).unwrap();
        assert_eq!(unpacked, text);
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut &br[..], &mut unpacked).unwrap();
        assert_eq!(unpacked, text.as_bytes());
    }
}
