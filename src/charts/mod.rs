//! Figures as inline SVG, drawn on the server. One dot is one person.
//!
//! The drawings carry no `style` attribute and no script, so they pass a strict content security
//! policy, and x is in percent, so that text keeps its size at every width. Two tricks: an inner
//! `<svg preserveAspectRatio="none">` with non-scaling strokes holds the dots, and a dot is a stroke
//! of no length with round caps ("M3 5h0").

mod areas;
mod dot;
mod dot_columns;
mod flow;
mod share_bar;
mod strata;
mod strip;
mod svg;

pub use areas::{Areas, AreasRow};
pub use dot::Dot;
pub use dot_columns::{Width, dot_columns};
pub use flow::{Flow, FlowRow};
pub use share_bar::share_bar;
pub use strata::{Stratum, strata};
pub use strip::{Strip, strip_axis};
pub use svg::Svg;

#[cfg(test)]
mod golden;
