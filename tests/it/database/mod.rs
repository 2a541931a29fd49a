mod ended;
mod lifecycle;
mod migrating;
mod places;
mod pool;
mod program;
mod stall;

pub use program::Folder;
