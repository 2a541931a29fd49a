use crate::values::{ClosedList as _, closed_list};
use axum::response::Redirect;

closed_list! {
    /// What was just done: an address carries the word from one page to the next, which says the sentence.
    pub enum Done {
        Approved = "approved" => "The last report is published.",
        ChangesRequested = "changes_requested" => "The author of the last report was asked to change it.",
        Rejected = "rejected" => "The last report was refused.",
        SecondReaderAsked = "second_reader_asked" => "Somebody else will read the last report.",
        ApprovedFirst = "approved_first" => "You were the first of two readers. Nothing is published until somebody else approves it, too.",
        HeldForProof = "held_for_proof" => "The author of the last report was asked for a proof.",
        Undone = "undone" => "The decision is taken back, and the report waits for one again.",
        Spam = "spam" => "The reports that you chose are refused.",
        Counted = "counted" => "The last update counts now.",
        NotCounted = "not_counted" => "The last update does not count, and its author is told why.",
        Answered = "answered" => "The last flag is answered.",
        Overturned = "overturned" => "The last appeal was upheld: its report is published.",
        Upheld = "upheld" => "The last refusal stands, and its author was told why.",
        Released = "released" => "Your claim is given back.",
        Nothing = "nothing" => "Nothing is left to read just now.",
    }
}

impl Done {
    /// Back to the queue, which says so.
    pub fn to_queue(self) -> Redirect {
        Redirect::to(&format!("/admin?done={}", self.word()))
    }
}
