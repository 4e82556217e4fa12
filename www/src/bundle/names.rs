//! Shortens the names by which the module and its glue know each other.
//!
//! Each function between the two has a name with a hash in it, once in the module and once in the glue. Nobody else
//! reads them, hashes do not compress, and there are more than a hundred.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use walrus::{Module, ModuleConfig};

use super::error::{BundleError, doing};

/// Long names and what stands for them.
type Names = BTreeMap<String, String>;

/// Gives the module and the script short names for everything only they share.
pub(super) fn shorten(module: &Path, script: &Path) -> Result<(), BundleError> {
    let text = fs::read_to_string(script).map_err(doing("read", script))?;
    let bytes = fs::read(module).map_err(doing("read", module))?;
    let mut config = ModuleConfig::new();
    config.generate_producers_section(false);
    let mut wasm = config.parse(&bytes).map_err(|cause| BundleError::Content {
        path: module.to_path_buf(),
        cause: format!("{cause:#}"),
    })?;
    let names = rename(&mut wasm);
    if let Some(taken) = words(&text).find(|word| names.values().any(|short| short == word)) {
        let cause = format!("it has a name of its own that is meant for another: `{taken}`");
        return Err(BundleError::Content { path: script.to_path_buf(), cause });
    }
    fs::write(script, replaced(&text, &names)).map_err(doing("write", script))?;
    fs::write(module, wasm.emit_wasm()).map_err(doing("write", module))
}

/// Renames what the module takes and gives, but for names that the script uses for other things too.
fn rename(wasm: &mut Module) -> Names {
    let mut names = Names::new();
    let imports = wasm.imports.iter_mut().map(|import| &mut import.name);
    let exports = wasm.exports.iter_mut().map(|export| &mut export.name);
    for name in imports.chain(exports).filter(|name| name.contains('_')) {
        let next = names.len();
        *name = names.entry(name.clone()).or_insert_with(|| short(next)).clone();
    }
    names
}

/// `$0`, `$1`, … `$f`, `$10`, …: names that the glue does not make itself.
fn short(number: usize) -> String {
    format!("${number:x}")
}

/// The words of a script: names, keywords and numbers.
fn words(script: &str) -> impl Iterator<Item = &str> {
    script.split(|c: char| !is_of_word(c)).filter(|word| !word.is_empty())
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

/// The script with every long name replaced.
fn replaced(script: &str, names: &Names) -> String {
    let mut text = String::with_capacity(script.len());
    let mut rest = script;
    while !rest.is_empty() {
        let word = rest.find(|c| !is_of_word(c)).unwrap_or(rest.len());
        let (word, tail) = rest.split_at(word);
        text.push_str(names.get(word).map_or(word, String::as_str));
        let between = tail.find(is_of_word).unwrap_or(tail.len());
        let (between, tail) = tail.split_at(between);
        text.push_str(between);
        rest = tail;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module that takes `m.__wbg_get_0123` and gives `form_quote` and `mount`.
    const MODULE: &[u8] = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\
        \x02\x14\x01\x01m\x0e__wbg_get_0123\0\0\
        \x07\x16\x02\x0aform_quote\0\0\x05mount\0\0";

    fn written(script: &str) -> (tempfile::TempDir, Result<(), BundleError>) {
        let folder = tempfile::tempdir().unwrap();
        let (module, glue) = (folder.path().join("m.wasm"), folder.path().join("m.js"));
        fs::write(&module, MODULE).unwrap();
        fs::write(&glue, script).unwrap();
        let shortened = shorten(&module, &glue);
        (folder, shortened)
    }

    #[test]
    fn both_sides_know_the_new_names() {
        let (folder, shortened) = written(
            "const mount = { __wbg_get_0123: function() { wasm.form_quote(wasm.mount); } };",
        );
        shortened.unwrap();
        let script = fs::read_to_string(folder.path().join("m.js")).unwrap();
        assert_eq!(script, "const mount = { $0: function() { wasm.$1(wasm.mount); } };");
        let module = Module::from_file(folder.path().join("m.wasm")).unwrap();
        assert_eq!(module.imports.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["$0"]);
        let exports: Vec<_> = module.exports.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(exports, ["$1", "mount"]);
    }

    #[test]
    fn a_name_that_is_taken_is_an_error() {
        let (_folder, shortened) = written("let $0 = __wbg_get_0123;");
        assert!(shortened.unwrap_err().to_string().contains("`$0`"));
    }
}
