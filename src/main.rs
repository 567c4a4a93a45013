//! Starts the page.

fn main() {
    zonesift::app::start();
}
