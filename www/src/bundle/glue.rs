//! Writes the script that stands between the browser and the module.

use std::fs;
use std::path::Path;

use wasm_bindgen_cli_support::Bindgen;

use super::error::{BundleError, doing};

/// The glue's file name.
pub(super) const SCRIPT: &str = "amends_web.js";
/// The module's file name.
pub(super) const MODULE: &str = "amends_web_bg.wasm";

/// Writes glue and module for `compiled` into `folder`. The glue has no address of its own for
/// the module: the element hands it in.
pub(super) fn write(compiled: &Path, folder: &Path) -> Result<(), BundleError> {
    let mut bindgen = Bindgen::new();
    let written = bindgen.input_path(compiled).web(true).and_then(|bindgen| {
        bindgen
            .typescript(false)
            .out_name("amends_web")
            .omit_default_module_path(true)
            .remove_name_section(true)
            .remove_producers_section(true)
            .generate(folder)
    });
    written.map_err(|cause| BundleError::Tool {
        doing: "write the glue between browser and module".to_owned(),
        said: format!("{cause:#}"),
    })?;
    nothing_else(folder)
}

/// A crate may bring script files of its own; they would be shipped unseen and uncounted.
fn nothing_else(folder: &Path) -> Result<(), BundleError> {
    for entry in fs::read_dir(folder).map_err(doing("read", folder))?.flatten() {
        if entry.file_name() != SCRIPT && entry.file_name() != MODULE {
            let cause = "a dependency brought a script of its own into the glue".to_owned();
            return Err(BundleError::Content { path: entry.path(), cause });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unexpected_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(SCRIPT), "").unwrap();
        fs::write(folder.path().join(MODULE), "").unwrap();
        assert!(nothing_else(folder.path()).is_ok());
        fs::create_dir(folder.path().join("snippets")).unwrap();
        let error = nothing_else(folder.path()).unwrap_err().to_string();
        assert!(error.contains("snippets"), "{error}");
    }

    #[test]
    fn a_file_that_is_no_module_is_an_error_with_its_reason() {
        let folder = tempfile::tempdir().unwrap();
        let module = folder.path().join("x.wasm");
        fs::write(&module, "not wasm").unwrap();
        assert!(matches!(write(&module, folder.path()), Err(BundleError::Tool { .. })));
    }
}
