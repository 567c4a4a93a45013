//! Functions that are kept to be called later, each by one entry. A boxed `dyn Fn` brings code for
//! being called in all three ways that Rust has, of which the page never uses the other two: a
//! fifteenth of the page (docs/decisions/0001 has the figures).

/// Makes a value, each time that it is asked for.
pub trait Makes<T> {
    /// The value of now.
    fn make(&self) -> T;
}

impl<T, F: Fn() -> T> Makes<T> for F {
    fn make(&self) -> T {
        self()
    }
}

/// Does something, each time that there is reason to.
pub trait Runs {
    /// Does it.
    fn run(&mut self);
}

impl<F: FnMut()> Runs for F {
    fn run(&mut self) {
        self();
    }
}

/// Takes something, each time that it comes.
pub trait Takes<T: ?Sized> {
    /// Takes it.
    fn take(&mut self, given: &T);
}

impl<T: ?Sized, F: FnMut(&T)> Takes<T> for F {
    fn take(&mut self, given: &T) {
        self(given);
    }
}
