//! Gathers every file the pages fetch into one table inside the binary.
//!
//! The files are the hand-written ones of `assets/` and those of the bundle folder (style sheet and browser module, made by `cargo xtask bundle`).
//! Each is named by its own hash alone, because browsers note such names on disk whatever they are told; it gets an integrity value and a brotli copy. A script names another file as `'./name.js'` and its integrity as
//! `'integrity:name.wasm'`; both are replaced here, so that a pinned script pins all it loads. Names stay relative: the same files are served
//! to staff, who keep them, and to visitors, who do not.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use data_encoding::{BASE64, HEXLOWER};
use sha2::{Digest, Sha256};

/// One file with the names it stands under, ready to be embedded.
struct Embedded {
    hashed: String,
    integrity: String,
    imports: Vec<String>,
}

struct Table {
    sources: BTreeMap<String, Vec<u8>>,
    done: BTreeMap<String, Embedded>,
    out: PathBuf,
}

fn main() {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let bundle = bundle_folder(&out);
    println!("cargo:rerun-if-env-changed=FYREN_BUNDLE");
    println!("cargo:rerun-if-changed=texts");
    let mut table = Table {
        sources: BTreeMap::new(),
        done: BTreeMap::new(),
        out,
    };
    table.gather(Path::new("assets"));
    table.gather(&bundle);
    for name in table.sources.keys().cloned().collect::<Vec<_>>() {
        table.embed(&name, &mut Vec::new());
    }
    table.write();
}

/// `FYREN_BUNDLE`, or `bundle` in cargo's target folder, which cargo marks with a tag file.
fn bundle_folder(out: &Path) -> PathBuf {
    if let Some(folder) = env::var_os("FYREN_BUNDLE") {
        return PathBuf::from(folder);
    }
    let target = out
        .ancestors()
        .find(|folder| folder.join("CACHEDIR.TAG").exists());
    target.unwrap_or(out).join("bundle")
}

impl Table {
    fn gather(&mut self, folder: &Path) {
        println!("cargo:rerun-if-changed={}", folder.display());
        let Ok(entries) = fs::read_dir(folder) else {
            return;
        };
        for entry in entries.flatten().filter(|entry| entry.path().is_file()) {
            println!("cargo:rerun-if-changed={}", entry.path().display());
            if folder == Path::new("assets") && is_style_sheet(&entry.path()) {
                continue;
            }
            let name = entry
                .file_name()
                .into_string()
                .expect("names of assets are text");
            let bytes = fs::read(entry.path()).expect("a listed asset can be read");
            assert!(
                self.sources.insert(name.clone(), bytes).is_none(),
                "two assets are called {name}"
            );
        }
    }

    /// Embeds a file after the files it names, because its own hash covers theirs.
    fn embed(&mut self, name: &str, open: &mut Vec<String>) {
        if self.done.contains_key(name) {
            return;
        }
        assert!(
            !open.iter().any(|other| other == name),
            "assets name each other in a circle: {open:?} {name}"
        );
        open.push(name.to_owned());
        let (bytes, imports) = self.linked(name, open);
        open.pop();

        let digest = Sha256::digest(&bytes);
        let (_, extension) = name.rsplit_once('.').expect("an asset has an extension");
        let hashed = format!("{}.{extension}", &HEXLOWER.encode(&digest)[..12]);
        fs::write(self.out.join(name), &bytes).expect("the build folder can be written");
        fs::write(self.out.join(format!("{name}.br")), compressed(&bytes))
            .expect("the build folder can be written");
        let integrity = format!("sha256-{}", BASE64.encode(&digest));
        self.done.insert(
            name.to_owned(),
            Embedded {
                hashed,
                integrity,
                imports,
            },
        );
    }

    /// The bytes with the names of other assets replaced, and the scripts it imports, deepest first.
    fn linked(&mut self, name: &str, open: &mut Vec<String>) -> (Vec<u8>, Vec<String>) {
        let bytes = self.sources[name].clone();
        if !name.ends_with(".js") && !name.ends_with(".css") {
            return (bytes, Vec::new());
        }
        let mut text = String::from_utf8(bytes).expect("scripts and styles are text");
        let mut imports = Vec::new();
        for other in self.sources.keys().cloned().collect::<Vec<_>>() {
            if names(&text, "./", &other).is_none() && names(&text, "integrity:", &other).is_none()
            {
                continue;
            }
            self.embed(&other, open);
            let target = &self.done[&other];
            if names(&text, "./", &other).is_some_and(|quoted| {
                text.contains(&format!("from {quoted}"))
                    || text.contains(&format!("import {quoted}"))
            }) {
                imports.extend(target.imports.iter().cloned().chain([other.clone()]));
            }
            while let Some(quoted) = names(&text, "./", &other) {
                text = text.replace(&quoted, &format!("\"./{}\"", target.hashed));
            }
            while let Some(quoted) = names(&text, "integrity:", &other) {
                text = text.replace(&quoted, &format!("{:?}", target.integrity));
            }
        }
        let mut seen = std::collections::BTreeSet::new();
        imports.retain(|import| seen.insert(import.clone()));
        (text.into_bytes(), imports)
    }

    fn write(&self) {
        let mut code = String::from("static FILES: &[File] = &[\n");
        for (name, file) in &self.done {
            let (hashed, integrity, imports) = (&file.hashed, &file.integrity, &file.imports);
            let media_type = media_type(name);
            writeln!(
                code,
                "File {{ name: {name:?}, path: {:?}, passing: {:?}, media_type: {media_type:?}, integrity: {integrity:?}, imports: &{imports:?}, \
                 plain: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}\")), brotli: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}.br\")) }},",
                format!("/static/{hashed}"),
                format!("/s/{hashed}"),
            )
            .expect("text can be written to");
        }
        code.push_str("];\n");
        fs::write(self.out.join("assets.rs"), code).expect("the build folder can be written");
    }
}

/// Our own style sheets are parts of the bundle's one sheet.
fn is_style_sheet(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "css")
}

/// How a text names another asset: in double or in single quotes.
fn names(text: &str, prefix: &str, other: &str) -> Option<String> {
    let forms = [format!("\"{prefix}{other}\""), format!("'{prefix}{other}'")];
    forms.into_iter().find(|quoted| text.contains(quoted))
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml; charset=utf-8",
        Some("woff2") => "font/woff2",
        Some("png") => "image/png",
        Some("bin") => "application/octet-stream",
        Some("txt") => "text/plain; charset=utf-8",
        _ => panic!("no media type is known for the asset {name}"),
    }
}

fn compressed(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut out, 4096, 11, 22);
    writer.write_all(bytes).expect("memory can be written to");
    drop(writer);
    out
}
