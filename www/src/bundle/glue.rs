//! Writes the script that stands between the browser and the module.

use std::fs;
use std::path::Path;

use wasm_bindgen_cli_support::Bindgen;

use super::error::{BundleError, doing};
use super::{names, split, traps};

/// The later part of the form's module.
pub(super) const LATER: &str = "amends_later_bg.wasm";

/// What the later part takes: the browser by way of the glue, and the first part.
const SHARED: &str = "export const shared = () => ({ ...__wbg_get_imports(), first: wasm });\n";

/// A module that ships, with a script that stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Module {
    /// The form: what every visit downloads.
    Form,
    /// The policy compiler: loaded when a policy comes as a document.
    Tools,
    /// A counter in Yew, for benchmarks; no part of the bundle.
    Floor,
}

impl Module {
    /// Those of the bundle, the form last: what is compiled last is what the editor's next build finds ready.
    pub(super) const ALL: [Self; 2] = [Self::Tools, Self::Form];

    /// The feature of `amends-web` that makes it.
    pub(super) fn feature(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Tools => "tools",
            Self::Floor => "floor",
        }
    }

    fn name(self) -> String {
        let part = if self == Self::Form { "web" } else { self.feature() };
        format!("amends_{part}")
    }

    /// File name of its script.
    pub(super) fn script(self) -> String {
        self.name() + ".js"
    }

    /// File name of the WASM itself.
    pub(super) fn binary(self) -> String {
        self.name() + "_bg.wasm"
    }
}

/// Writes `<name>.js` and `<name>_bg.wasm` for `compiled` into `folder`. The glue has no address of its
/// own for the module: the element hands it in. The names the two share are short, and panics are traps.
pub(super) fn write(compiled: &Path, module: Module, folder: &Path) -> Result<(), BundleError> {
    let code = fs::read(compiled).map_err(doing("read", compiled))?;
    let code = traps::bare(&code).map_err(|cause| BundleError::Content {
        path: compiled.to_path_buf(),
        cause: format!("{cause:#}"),
    })?;
    let mut bindgen = Bindgen::new();
    let written = bindgen.input_bytes(&module.name(), code).web(true).and_then(|bindgen| {
        bindgen
            .typescript(false)
            .out_name(&module.name())
            .omit_default_module_path(true)
            .remove_name_section(false)
            .remove_producers_section(true)
            .generate(folder)
    });
    written.map_err(|cause| BundleError::Tool {
        doing: "write the glue between browser and module".to_owned(),
        said: format!("{cause:#}"),
    })?;
    nothing_else(folder)?;
    names::shorten(&folder.join(module.binary()), &folder.join(module.script()))?;
    if module == Module::Form {
        split::write(&folder.join(module.binary()), &folder.join(LATER))?;
        let script = folder.join(module.script());
        let mut text = fs::read_to_string(&script).map_err(doing("read", &script))?;
        text.push_str(SHARED);
        fs::write(&script, text).map_err(doing("write", &script))?;
    }
    Ok(())
}

/// A crate may bring script files of its own; they would be shipped unseen and uncounted.
fn nothing_else(folder: &Path) -> Result<(), BundleError> {
    let modules = Module::ALL.into_iter().chain([Module::Floor]);
    let known: Vec<String> =
        modules.flat_map(|module| [module.script(), module.binary()]).collect();
    for entry in fs::read_dir(folder).map_err(doing("read", folder))?.flatten() {
        if !known.iter().any(|name| entry.file_name() == name.as_str()) {
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
        for name in ["amends_web.js", "amends_web_bg.wasm", "amends_tools.js"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
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
        assert!(matches!(
            write(&module, Module::Form, folder.path()),
            Err(BundleError::Content { .. })
        ));
    }
}
