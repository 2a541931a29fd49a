use crate::values::closed_list;

closed_list! {
    /// The fault that a flag names.
    pub enum Reason {
        FiguresWrong = "figures_wrong" => "The figures are wrong",
        Stale = "stale" => "It is out of date",
        Advert = "advert" => "It is an advert",
        Privacy = "privacy" => "It says too much about somebody",
        NotGenuine = "not_genuine" => "It is not genuine",
        MyExperienceDiffers = "my_experience_differs" => "Mine differed",
    }
}

closed_list! {
    pub enum FlagState {
        Open = "open" => "Waiting for a moderator",
        Upheld = "upheld" => "Upheld",
        Dismissed = "dismissed" => "Not upheld",
    }
}

closed_list! {
    /// The effect of a flag that was upheld.
    pub enum Effect {
        Hidden = "hidden" => "Take the report off the site until it is changed",
        ChangeAsked = "change_asked" => "Leave it there and ask its author to change it",
        Answered = "answered" => "Answer only",
    }
}

impl Reason {
    /// A line on what it covers, for whoever chooses.
    pub fn help(self) -> &'static str {
        match self {
            Self::FiguresWrong => "A sum, a date or a count cannot be right.",
            Self::Stale => "It was so once and is not any more.",
            Self::Advert => "It sells something, or asks readers to get in touch.",
            Self::Privacy => "A person or a firm can be recognised.",
            Self::NotGenuine => "It looks invented, copied, or sent twice.",
            Self::MyExperienceDiffers => "You did the same, and it went otherwise.",
        }
    }
}

impl Effect {
    /// The sentence by which the reader is told what was done.
    pub fn done(self) -> &'static str {
        match self {
            Self::Hidden => "The report is off the site until its author has changed it.",
            Self::ChangeAsked => "Its author was asked to change it.",
            Self::Answered => "",
        }
    }

    /// Whether the report's author has something to do.
    pub fn asks_author(self) -> bool {
        self != Self::Answered
    }
}
