mod ended;
mod lifecycle;
mod places;
mod pool;
mod program;
mod stall;

pub use program::Folder;
