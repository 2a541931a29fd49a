mod ended;
mod filled;
mod lifecycle;
mod migrating;
mod places;
mod pool;
mod program;
mod roles;
mod stall;

pub use program::{Folder, send_signal};
