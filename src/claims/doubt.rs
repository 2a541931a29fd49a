//! Questions to whoever made a claim, and reports that would change our answer.

use super::{claim::Claim, comparison::Comparison};

/// For whoever said it.
pub const QUESTIONS: [&str; 5] = [
    "Is it before or after costs, refunds and the people who were paid to help?",
    "How many hours a week does it take, learning and selling included?",
    "How many months before that one paid nothing?",
    "How many people began the same way, and what did the middle one make?",
    "What did you know, own or have when you began, that I may not?",
];

/// The reports that would move the answer, each a sentence with the direction.
pub fn would_change(claim: &Claim, comparison: &Comparison) -> Vec<String> {
    let few = (comparison.n < 5).then(|| match 5 - comparison.n {
        1 => "One more report that can be counted: five are enough for a first figure.".to_owned(),
        more => format!("{more} more reports that can be counted: five are enough for a first figure."),
    });
    let sum = claim.in_words();
    let proof = match comparison.reached {
        Some(reached) if reached.people() > 0 => {
            format!(
                "More reports, with proof: {} of {} say that they reached it, and each further one moves the count.",
                reached.people(),
                comparison.n
            )
        }
        _ => format!(
            "A report from somebody who reached {sum}, with a payout page or an invoice that a moderator may see."
        ),
    };
    let hours = claim.hours_a_week.is_none().then(|| "The hours it takes in a usual week.".to_owned());
    let costs = claim.basis.is_none().then(|| "Whether the sum is before or after costs.".to_owned());
    let everybody =
        "The results of everybody who began the same way, with those who earned nothing.".to_owned();
    few.into_iter().chain([proof, everybody]).chain(hours).chain(costs).collect()
}
