//! The local web host.
fn main() {}
