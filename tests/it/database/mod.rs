mod lifecycle;
mod places;
mod pool;
mod program;
mod stall;
