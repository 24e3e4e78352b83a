//! What the browser gets, made into `<target>/bundle`: `fyren.js`,
//! `fyren_bg.wasm`, the same for staff and of the scanner, `style.css`, the word lists and the lexicon. The build script of `fyren-web` packs them into the
//! binary. A file is written only when it changed, so that nothing is compiled again for nothing.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

use crate::machine;
use crate::step::{self, Outcome, announce, answer};
use crate::workspace::Workspace;

const TARGET: &str = "wasm32-unknown-unknown";
const FILES: [&str; 11] = [
    "fyren_bg.wasm",
    "fyren.js",
    "staff_bg.wasm",
    "staff.js",
    "scanner_bg.wasm",
    "scanner.js",
    "style.css",
    "words-sv.txt",
    "words-en.txt",
    "lexicon.bin",
    "public-lines.txt",
];

/// Builds the module and the style sheet.
pub(crate) fn run(workspace: &Workspace) -> Outcome {
    machine::need_rust_target(TARGET)?;
    machine::need_node()?;
    fs::create_dir_all(workspace.bundle())?;
    module(workspace, "browser", "fyren", &["--no-default-features"])?;
    module(workspace, "browser", "staff", &[])?;
    module(workspace, "scanner", "scanner", &[])?;
    style_sheet(workspace)?;
    word_lists(workspace)?;
    lexicon(workspace)?;
    remove_others(&workspace.bundle())?;
    for name in FILES {
        let bytes = fs::read(workspace.bundle().join(name))?;
        eprintln!(
            "{} {name} {} bytes",
            hex(&Sha256::digest(&bytes)),
            bytes.len()
        );
    }
    Ok(())
}

/// Compiles the crate of this name, with these features, and binds it as `name.js` and `name_bg.wasm`.
fn module(workspace: &Workspace, of: &str, name: &str, features: &[&str]) -> Outcome {
    let package = format!("fyren-{of}");
    let mut build = workspace.cargo([
        "rustc",
        "--package",
        &package,
        "--lib",
        "--crate-type",
        "cdylib",
        "--target",
        TARGET,
        "--profile",
        "browser",
    ]);
    build.args(features);
    build.env("CARGO_ENCODED_RUSTFLAGS", remapped_paths(workspace));
    step::run(&format!("browser module {name}"), &mut build)?;

    let fresh = workspace.target.join("bound");
    let built = workspace
        .target
        .join(TARGET)
        .join(format!("browser/fyren_{of}.wasm"));
    Bindgen::new()
        .input_path(built)
        .out_name(name)
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(&fresh)?;
    for file in [format!("{name}.js"), format!("{name}_bg.wasm")] {
        write_if_changed(
            &workspace.bundle().join(&file),
            &fs::read(fresh.join(&file))?,
        )?;
    }
    fs::remove_dir_all(fresh)?;
    Ok(())
}

/// Names of folders on this machine must not get into the module: its bytes are the same for all.
/// Of several that fit a path the compiler takes the last, so the narrower ones come later.
fn remapped_paths(workspace: &Workspace) -> String {
    let cargo_home = PathBuf::from(env::var_os("CARGO_HOME").unwrap_or_else(|| {
        Path::new(&env::var_os("HOME").unwrap_or_default())
            .join(".cargo")
            .into()
    }));
    let mut compiler = workspace.command("rustc");
    let compiler = answer(compiler.args(["--print", "sysroot"])).unwrap_or_default();
    let mut paths = vec![
        (workspace.root.clone(), "/fyren"),
        (workspace.target.clone(), "/target"),
        (cargo_home.clone(), "/cargo"),
        (compiler.into(), "/rust"),
    ];
    let registries = fs::read_dir(cargo_home.join("registry/src"));
    for registry in registries.into_iter().flatten().flatten() {
        paths.push((registry.path(), "/crates"));
    }
    let remapped = paths
        .iter()
        .map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display()));
    remapped.collect::<Vec<_>>().join("\u{1f}")
}

/// The parts that `assets/parts.txt` lists, each in its cascade layer, then our own sheets.
fn style_sheet(workspace: &Workspace) -> Outcome {
    let assets = workspace.root.join("assets");
    machine::npm_ci(&assets)?;
    announce("style sheet");
    let licence =
        fs::read_to_string(assets.join("node_modules/@digdir/designsystemet-css/LICENSE"))?;
    let mut sheet = format!(
        "/* Contains Designsystemet.\n{}\n*/\n@layer ds.theme, ds.base, ds.components, fyren;\n",
        licence.trim()
    );
    for line in fs::read_to_string(assets.join("parts.txt"))?.lines() {
        if let Some((layer, file)) = line.split_once(' ').filter(|_| !line.starts_with('#')) {
            sheet.push_str(&in_layer(
                layer,
                &fs::read_to_string(assets.join(file.trim()))?,
            ));
        }
    }
    for own in own_sheets(workspace)? {
        sheet.push_str(&in_layer("fyren", &fs::read_to_string(own)?));
    }
    write_if_changed(&workspace.bundle().join("style.css"), sheet.as_bytes())
}

/// The sheets beside the scripts in `crates/web/assets`, in the order of their names.
fn own_sheets(workspace: &Workspace) -> Result<Vec<PathBuf>, step::Failure> {
    let folder = workspace.root.join("crates/web/assets");
    let mut sheets = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "css") {
            sheets.push(path);
        }
    }
    sheets.sort();
    Ok(sheets)
}

/// The theme brings its own layers (`-`); everything else is put into the one named.
fn in_layer(layer: &str, css: &str) -> String {
    let css = css.trim_start_matches("@charset \"UTF-8\";").trim();
    match layer {
        "-" => format!("{css}\n"),
        layer => format!("@layer {layer} {{\n{css}\n}}\n"),
    }
}

/// The lists that code phrases are drawn from, as they stand in `crates/seal/words`.
fn word_lists(workspace: &Workspace) -> Outcome {
    for language in ["sv", "en"] {
        let list = fs::read(
            workspace
                .root
                .join(format!("crates/seal/words/{language}.txt")),
        )?;
        write_if_changed(
            &workspace.bundle().join(format!("words-{language}.txt")),
            &list,
        )?;
    }
    Ok(())
}

/// What the browser looks for in texts, packed, and the telephone lines that may stand in any.
fn lexicon(workspace: &Workspace) -> Outcome {
    let bundle = workspace.bundle();
    write_if_changed(&bundle.join("lexicon.bin"), fyren_deidentify::LEXICON)?;
    let lines = fyren_deidentify::PUBLIC_LINES;
    write_if_changed(&bundle.join("public-lines.txt"), lines.as_bytes())
}

/// What an older version left would be packed into the binary too.
fn remove_others(bundle: &Path) -> Outcome {
    for entry in fs::read_dir(bundle)? {
        let entry = entry?;
        if !FILES.iter().any(|name| entry.file_name() == *name) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn write_if_changed(path: &Path, bytes: &[u8]) -> Outcome {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    Ok(fs::write(path, bytes)?)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_stands_in_its_layer_and_the_theme_keeps_its_own() {
        assert_eq!(in_layer("ds.base", "a{}"), "@layer ds.base {\na{}\n}\n");
        assert_eq!(
            in_layer("-", "@charset \"UTF-8\";\n@layer x { a{} }"),
            "@layer x { a{} }\n"
        );
    }
}
