//! Every statement that this feature sends to Postgres.

mod appeals;
mod bursts;
mod deciding;
mod draws;
mod evidence;
mod flags;
mod items;
mod letters;
mod log;
mod waiting;
mod wordings;

pub use appeals::{answer_appeal, appeal, keep_refusal, pass_appeal_on};
pub use bursts::{
    arrivals, close_signal, closings, noticed_since, open, open_count, read_by_two, signals, usual,
};
pub use deciding::{
    Undo, approved_before, class_of, hand_over, hold_for_proof, hold_submission, judge, judge_suspected,
    last_decision, pass_on, record, reopen,
};
pub use draws::{
    drawn_by_quarter, is_examined, is_proved, keep_draw, note_asked, owed, settle_draws, was_drawn_before,
};
pub use evidence::{evidence_of, find_report, hold_report, item_of, keep_evidence, report};
pub use flags::{answer_flag, earlier_flags, flag, flags_of};
pub use items::{
    add_signal, answer_of, candidates, earlier, from_one_address, from_same_address, item, keep_signals,
    look_alikes, precedents, revision_of, told, unexamined,
};
pub use letters::about;
pub use log::{events, months, parity};
pub use waiting::{Backlog, Narrowed, backlog, prolong, release, take, take_next, waiting};
pub use wordings::{keep_wording, suspected, wordings};
