//! Whether a sum is earned or paid, by the nearest word that says so.

use super::tokens::Token;
use std::ops::Range;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nearby {
    Earning,
    Paying,
    Neither,
}

/// Words before a sum that are looked at, and words after it.
const BEFORE: usize = 7;
const AFTER: usize = 4;

const EARNING: [&str; 37] = [
    "make",
    "makes",
    "making",
    "made",
    "earn",
    "earns",
    "earning",
    "earned",
    "earnings",
    "income",
    "profit",
    "profits",
    "pays",
    "salary",
    "generate",
    "generates",
    "generating",
    "bring",
    "brings",
    "brought",
    "revenue",
    "turnover",
    "net",
    "netting",
    "verdienen",
    "verdiene",
    "gagner",
    "ganar",
    "ganhar",
    "入",
    "薪",
    "収",
    "赚",
    "accept",
    "collect",
    "kept",
    "keep",
];

const PAYING: [&str; 34] = [
    "pay",
    "paying",
    "cost",
    "costs",
    "costing",
    "price",
    "priced",
    "prices",
    "spend",
    "spends",
    "spent",
    "fee",
    "fees",
    "invest",
    "invested",
    "investment",
    "deposit",
    "save",
    "saves",
    "worth",
    "buy",
    "bought",
    "charge",
    "charges",
    "subscription",
    "hosting",
    "rent",
    "budget",
    "valued",
    "refund",
    "donate",
    "discount",
    "enrol",
    "enroll",
];

const PRICED: [&str; 22] = [
    "hosting",
    "subscription",
    "plan",
    "fee",
    "fees",
    "course",
    "membership",
    "software",
    "deposit",
    "discount",
    "off",
    "coupon",
    "value",
    "licence",
    "license",
    "budget",
    "bonus",
    "bonuses",
    "refund",
    "rent",
    "tool",
    "tools",
];

/// The nearest word before the sum decides, unless what follows names a price. `timed` says that a period belongs to it.
pub fn nearby(tokens: &[Token], sum: &Range<usize>, timed: bool) -> Nearby {
    let sentence = tokens[sum.start].sentence;
    let here = |at: &usize| tokens[*at].sentence == sentence;
    let word = |at: usize| tokens[at].word.as_str();
    if (sum.end..(sum.end + AFTER).min(tokens.len()))
        .take_while(here)
        .take_while(|at| !matches!(word(*at), "," | "(" | "and" | "with" | "from" | "selling" | "writing"))
        .any(|at| PRICED.contains(&word(at)))
    {
        return Nearby::Paying;
    }
    for at in (sum.start.saturating_sub(BEFORE)..sum.start).rev().take_while(here) {
        match word(at) {
            // Another sum stands between.
            "$" | "€" | "£" => return Nearby::Neither,
            "for" if !timed && at + 3 > sum.start => return Nearby::Paying,
            word if EARNING.contains(&word) => return Nearby::Earning,
            word if PAYING.contains(&word) => return Nearby::Paying,
            _ => {}
        }
    }
    Nearby::Neither
}
