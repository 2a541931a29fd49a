//! The words on which the rules lean, as `/method` prints them.

use crate::claims::reading::words::{
    CUSTOMERS, DREAMS, EARNERS, EARNING, LOSING, NEEDED, PAYERS, PAYING, PRICED, PROMISING, SPENDING, TERMS,
};

/// Words that decide something, and what they decide.
#[derive(Debug)]
pub struct WordList {
    /// Their purpose, in a sentence.
    pub what: &'static str,
    /// Written as a rule's phrases are.
    pub words: &'static [&'static str],
}

/// Every list that decides something besides the rules' own phrases.
pub const WORD_LISTS: [WordList; 22] = [
    WordList {
        what: "Among the three words before a phrase, these and whatever ends in “n’t” deny it.",
        words: &DENIALS,
    },
    WordList { what: "Before these words a denial denies something else.", words: &DENIED_ELSEWHERE },
    WordList { what: "Past these words a denial does not reach.", words: &DENIAL_ENDS },
    WordList { what: "Right before a phrase these warn of it.", words: &WARNINGS },
    WordList { what: "Right after a phrase these say that there is nothing to it.", words: &DEBUNKS },
    WordList {
        what: "In a sentence with these, what stands between quotation marks is not the writer’s own.",
        words: &DOUBTS,
    },
    WordList { what: "These name a failure or a difficulty.", words: &FAILURES },
    WordList { what: "A sum with these is before costs.", words: &BEFORE_COSTS },
    WordList { what: "A sum with these is after costs.", words: &AFTER_COSTS },
    WordList { what: "A sum after these is earned.", words: &EARNING },
    WordList { what: "A sum after these is paid.", words: &PAYING },
    WordList { what: "A sum beside these is their price.", words: &PRICED },
    WordList { what: "A sum beside these is a cost of the work.", words: &NEEDED },
    WordList { what: "A sum after these is a cost of whoever tells of it, or of others.", words: &SPENDING },
    WordList { what: "A word of paying right after these makes a sum such a cost too.", words: &PAYERS },
    WordList { what: "What these pay is earned.", words: &CUSTOMERS },
    WordList { what: "What these are paid, or charge, is earned.", words: &EARNERS },
    WordList { what: "A sum right after these is lost.", words: &LOSING },
    WordList { what: "A sum that is said to be one of these is not earned.", words: &DREAMS },
    WordList {
        what: "In a sentence with an income or one of these, a time is how soon it comes true.",
        words: &PROMISING,
    },
    WordList { what: "In a sentence with these a time is a seller’s term and no promise.", words: &TERMS },
    WordList {
        what: "A text is taken to be English if at least one word in ten is one of these.",
        words: &ENGLISH,
    },
];

pub const DENIALS: [&str; 12] = [
    "not", "no", "never", "nothing", "nobody", "without", "cannot", "hardly", "neither", "nor", "none",
    "zero",
];

pub const DENIED_ELSEWHERE: [&str; 15] = [
    "miss",
    "wait",
    "worry",
    "only",
    "just",
    "doubt",
    "hesitate",
    "need",
    "risk",
    "work",
    "experience",
    "skill",
    "skills",
    "boss",
    "have",
];

pub const DENIAL_ENDS: [&str; 13] = [
    "but", "except", "why", "beats", "easier", "better", "more", "less", "simpler", "faster", "sooner",
    "cheaper", "closer",
];

pub const WARNINGS: [&str; 12] = [
    "beware",
    "no such thing as",
    "far from",
    "wary of",
    "suspicious of",
    "sceptical/skeptical of",
    "careful with",
    "distrust*",
    "avoid ads/adverts/offers/posts/courses/schemes/promises/claims",
    "avoid anyone/anybody/people/those/whoever/everybody/everyone",
    "never trust",
    "don't trust/believe",
];

pub const DEBUNKS: [&str; 8] = [
    "is/are not passive",
    "isn't/aren't passive",
    "is/are/was … myth/lie/fantasy/nonsense/illusion/fiction",
    "is/are not real/true",
    "isn't/aren't real/true",
    "does/do not exist",
    "doesn't/don't exist",
    "sounds/sounded … nonsense",
];

pub const DOUBTS: [&str; 16] = [
    "beware", "laughed", "nonsense", "untrue", "false", "lies", "lie", "titled", "called", "ads", "adverts",
    "promise", "promised", "claims", "distrust", "believe",
];

pub const FAILURES: [&str; 42] = [
    "fail",
    "fails",
    "failed",
    "failing",
    "failure*",
    "lost",
    "lose",
    "loses",
    "losing",
    "loss",
    "losses",
    "quitting",
    "nearly/almost quit",
    "i/we stopped",
    "stopped after/within",
    "won't/not earn/make",
    "quit after/within/before/early",
    "who/people/many/others/most/half/some/friends/partner quit",
    "gave/give/gives/giving/given up",
    "mistake*",
    "hard",
    "harder",
    "tough*",
    "difficult*",
    "struggl*",
    "setback*",
    "paid/earned/earn/made/sold/brought … nothing",
    "reject*",
    "slow",
    "slowly",
    "risky",
    "not everyone",
    "no guarantee*",
    "not guaranteed",
    "didn't/doesn't/don't work",
    "did/does/do not work",
    "never … earned/made/paid/sold",
    "went/goes/go wrong",
    "cancelled/canceled",
    "complain*",
    "unpaid",
    "paid late",
];

pub const BEFORE_COSTS: [&str; 8] = [
    "before … costs/expenses/fees/tools",
    "in/of sales",
    "sales of $",
    "revenue",
    "turnover",
    "gross",
    "gmv",
    "mrr/arr",
];

pub const AFTER_COSTS: [&str; 11] = [
    "after … costs/expenses/fees/tools",
    "net of",
    "net income/profit/earnings",
    "net a/per day/week/month/year",
    "$ net",
    "$ a/per day/week/month/year net",
    "in/of profit",
    "$ … profit",
    "profit of $",
    "take home",
    "left … after",
];

/// Little words, and the words of which claims are made.
pub const ENGLISH: [&str; 88] = [
    "the", "a", "an", "and", "of", "to", "in", "for", "is", "are", "was", "were", "be", "been", "you",
    "your", "i", "my", "me", "we", "our", "us", "he", "she", "they", "their", "it", "its", "this", "that",
    "with", "from", "by", "at", "as", "on", "or", "but", "not", "no", "so", "if", "have", "has", "had", "do",
    "does", "did", "will", "can", "who", "what", "how", "when", "there", "all", "any", "more", "most",
    "than", "then", "now", "just", "only", "up", "out", "after", "before", "per", "make", "made", "earn",
    "income", "money", "work", "free", "day", "days", "week", "weeks", "month", "months", "monthly", "year",
    "years", "mo", "yr", "hour",
];
