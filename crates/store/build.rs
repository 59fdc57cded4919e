//! Tells cargo to build this crate again when a migration is added; does nothing else.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
