//! A new migration file is seen by the next build.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
