//! The lists that a reader chooses from when describing a claim.

use crate::values::closed_list;

closed_list! {
    /// How often the sum comes in.
    pub enum Period {
        Hour = "hour" => "an hour",
        Day = "day" => "a day",
        Week = "week" => "a week",
        Month = "month" => "a month",
        Year = "year" => "a year",
        Project = "project" => "a project",
        Once = "once" => "once",
    }
}

closed_list! {
    /// Whether the claim says that its sum is before or after costs.
    pub enum Basis {
        Gross = "gross" => "Before costs",
        Net = "net" => "After costs",
    }
}

closed_list! {
    /// The unit of a stretch of time.
    pub enum TimeUnit {
        Days = "days" => "days",
        Weeks = "weeks" => "weeks",
        Months = "months" => "months",
    }
}

closed_list! {
    /// Who makes the claim.
    pub enum Teller {
        Named = "named" => "A person with a full name",
        Unnamed = "unnamed" => "An account or advert without a name",
        Acquainted = "acquainted" => "Somebody I know",
        Press = "press" => "A newspaper or a website",
    }
}

closed_list! {
    /// The thing that whoever makes the claim sells.
    pub enum Sells {
        Nothing = "nothing" => "Nothing",
        Method = "method" => "A course, coaching or a tool about it",
        Place = "place" => "A place in a team or a group",
        Other = "other" => "Something else",
    }
}

closed_list! {
    /// The proof that is offered.
    pub enum Proof {
        Nothing = "nothing" => "None",
        Screenshot = "screenshot" => "A screenshot",
        Lifestyle = "lifestyle" => "Cars, travel or a house",
        Documents = "documents" => "Bank or tax papers",
        Checked = "checked" => "Somebody independent checked it",
    }
}

impl TimeUnit {
    /// How many days one of it has, on average.
    pub fn days(self) -> f64 {
        match self {
            Self::Days => 1.0,
            Self::Weeks => 7.0,
            Self::Months => DAYS_IN_A_MONTH,
        }
    }
}

/// On average; for stretches of time.
pub const DAYS_IN_A_MONTH: f64 = 365.0 / 12.0;
/// By the year of 52 weeks.
pub const WEEKS_IN_A_MONTH: f64 = 52.0 / 12.0;
/// What comes in daily and what is worked daily count by the week, so that a day's sum and its hours make an hour.
pub const DAYS_IN_A_WEEK: f64 = 7.0;
pub const HOURS_IN_A_WEEK: f64 = 168.0;
