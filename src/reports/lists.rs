//! The closed lists of a report, as product and schema name them.

use crate::values::{ClosedList as _, UsdCents, Word, closed_list};

closed_list! {
    /// Whether a report was begun before its outcome was known.
    pub enum Kind {
        RegisteredStart = "registered_start" => "Registered at the start",
        ToldAfterwards = "told_afterwards" => "Told afterwards",
    }
}

closed_list! {
    /// How it stands.
    pub enum Status {
        Trying = "trying" => "Nothing yet",
        Earning = "earning" => "Earning",
        Paused = "paused" => "Paused",
        StoppedBeforeIncome = "stopped_before_income" => "Stopped with nothing",
        StoppedAfterIncome = "stopped_after_income" => "Earned, then stopped",
    }
}

impl Status {
    pub fn is_stopped(self) -> bool {
        matches!(self, Self::StoppedBeforeIncome | Self::StoppedAfterIncome)
    }
}

closed_list! {
    pub enum Background {
        Software = "software" => "Software",
        Design = "design" => "Design",
        WritingMedia = "writing_media" => "Writing and media",
        MarketingSales = "marketing_sales" => "Marketing and sales",
        Ecommerce = "ecommerce" => "E-commerce",
        Education = "education" => "Education",
        Law = "law" => "Law",
        Health = "health" => "Health",
        ConstructionEngineering = "construction_engineering" => "Construction and engineering",
        Finance = "finance" => "Finance",
        OperationsAdmin = "operations_admin" => "Operations and administration",
        Student = "student" => "Student",
        Other = "other" => "Something else",
    }
}

closed_list! {
    /// Years in that field.
    pub enum Years {
        None = "0" => "None",
        OneTwo = "1-2" => "1 to 2 years",
        ThreeFive = "3-5" => "3 to 5 years",
        SixTen = "6-10" => "6 to 10 years",
        More = "10+" => "More than 10 years",
    }
}

closed_list! {
    /// Followers or readers before the start.
    pub enum Audience {
        None = "none" => "None",
        Under1k = "under_1k" => "Under 1,000",
        Under10k = "1k_10k" => "1,000 to 10,000",
        Over10k = "over_10k" => "More than 10,000",
    }
}

closed_list! {
    /// The continent.
    pub enum Region {
        Africa = "africa" => "Africa",
        Asia = "asia" => "Asia",
        Europe = "europe" => "Europe",
        NorthAmerica = "north_america" => "North America",
        SouthAmerica = "south_america" => "South America",
        Oceania = "oceania" => "Oceania",
    }
}

closed_list! {
    /// How money comes in.
    pub enum IncomeModel {
        Ads = "ads" => "Adverts",
        PaidContent = "paid_content" => "Paid content",
        ProductSubscription = "product_subscription" => "Product subscription",
        PerProject = "per_project" => "Per project",
        PerSession = "per_session" => "Per session",
        Retainer = "retainer" => "Retainer",
        SubcontractMargin = "subcontract_margin" => "Margin on subcontracted work",
        CourseSale = "course_sale" => "Course sales",
        DatasetSale = "dataset_sale" => "Data set sales",
        StockSale = "stock_sale" => "Stock sales",
        Equity = "equity" => "Equity",
        Other = "other" => "Something else",
    }
}

impl IncomeModel {
    /// Those that editors rate paths by, which say what it is.
    pub fn rated() -> &'static [Word] {
        match Self::WORDS {
            [rated @ .., _other] => rated,
            [] => &[],
        }
    }
}

closed_list! {
    /// Money put in, in US dollars.
    pub enum CapitalBand {
        None = "none" => "Nothing",
        Under50 = "under_50" => "Under $50",
        Under500 = "50_499" => "$50 to $499",
        Under5000 = "500_4999" => "$500 to $4,999",
        Under20000 = "5000_19999" => "$5,000 to $19,999",
        Over20000 = "20000_plus" => "$20,000 or more",
    }
}

impl CapitalBand {
    pub fn of(amount: UsdCents) -> Self {
        match amount.0 {
            ..=0 => Self::None,
            1..5_000 => Self::Under50,
            5_000..50_000 => Self::Under500,
            50_000..500_000 => Self::Under5000,
            500_000..2_000_000 => Self::Under20000,
            2_000_000.. => Self::Over20000,
        }
    }
}

closed_list! {
    /// A use that AI was put to.
    pub enum AiUse {
        Ideas = "ideas" => "Ideas",
        Drafting = "drafting" => "Drafting",
        Editing = "editing" => "Editing",
        Images = "images" => "Images",
        Code = "code" => "Code",
        Analysis = "analysis" => "Analysis",
        QualityCheck = "quality_check" => "Quality checks",
        Translation = "translation" => "Translation",
        CustomerReplies = "customer_replies" => "Replies to customers",
    }
}

closed_list! {
    /// Where the first customer came from.
    pub enum Channel {
        EmployerOrColleague = "employer_or_colleague" => "Employer or colleague",
        Friends = "friends" => "Friends",
        Marketplace = "marketplace" => "Marketplace",
        Social = "social" => "Social media",
        Search = "search" => "Search",
        Ads = "ads" => "Adverts",
        ColdOutreach = "cold_outreach" => "Writing to strangers",
        PlatformStore = "platform_store" => "Platform store",
        Offline = "offline" => "In person",
        NoneYet = "none_yet" => "No customer yet",
    }
}

closed_list! {
    pub enum AmountsAre {
        Exact = "exact" => "Exact",
        Rounded = "rounded" => "Rounded",
        Range = "range" => "The middle of a range",
    }
}

closed_list! {
    /// The part of the income that came from teaching or selling tools about the path.
    pub enum TeachingShare {
        None = "none" => "None of it",
        UpToQuarter = "1_25" => "1 to 25%",
        UpToHalf = "26_50" => "26 to 50%",
        OverHalf = "51_99" => "51 to 99%",
        All = "100" => "All of it",
    }
}

closed_list! {
    /// A reason to stop.
    pub enum StopReason {
        NoCustomers = "no_customers" => "No customers",
        HoursNotWorthIt = "hours_not_worth_it" => "Not worth the hours",
        CopiedOrUndercut = "copied_or_undercut" => "Copied or undercut",
        AiMadeItWorthless = "ai_made_it_worthless" => "AI made it worthless",
        QualityComplaints = "quality_complaints" => "Complaints about quality",
        PlatformRule = "platform_rule" => "A platform's rule",
        Costs = "costs" => "Costs",
        NoTime = "no_time" => "No time",
        LostInterest = "lost_interest" => "Lost interest",
        LegalOrEthical = "legal_or_ethical" => "Legal or ethical doubts",
        ReachedGoal = "reached_goal" => "Reached the goal",
        Other = "other" => "Something else",
    }
}

closed_list! {
    pub enum AiHelpedWrite {
        No = "no" => "No",
        Polish = "polish" => "It polished my words",
        Mostly = "mostly" => "It wrote most of it",
    }
}

closed_list! {
    /// The class of the monthly net, in US dollars, after costs and refunds.
    pub enum MonthlyBand {
        Loss = "loss" => "A loss",
        Zero = "zero" => "Nothing",
        Under100 = "under_100" => "Under $100",
        Under500 = "100_499" => "$100 to $499",
        Under2000 = "500_1999" => "$500 to $1,999",
        Over2000 = "2000_plus" => "$2,000 or more",
        /// In a currency for which no rate is known.
        NoRate = "no_rate" => "Not in US dollars",
        /// A start whose outcome is not known yet.
        NotYetKnown = "not_yet_known" => "Not known yet",
    }
}

closed_list! {
    /// The class of the hourly net, in US dollars, unpaid hours included.
    pub enum HourlyBand {
        Loss = "loss" => "A loss",
        Zero = "zero" => "Nothing",
        Under5 = "under_5" => "Under $5",
        Under15 = "5_14" => "$5 to $14",
        Under30 = "15_29" => "$15 to $29",
        Over30 = "30_plus" => "$30 or more",
        NoRate = "no_rate" => "Not in US dollars",
        NotYetKnown = "not_yet_known" => "Not known yet",
    }
}

closed_list! {
    /// Months from the start to the first income.
    pub enum WaitBand {
        UpTo1 = "le_1m" => "Within a month",
        UpTo3 = "1_3m" => "1 to 3 months",
        UpTo6 = "3_6m" => "3 to 6 months",
        UpTo12 = "6_12m" => "6 to 12 months",
        Over12 = "gt_12m" => "Over a year",
        NoIncome = "no_income" => "No income so far",
    }
}

closed_list! {
    /// Months from the start to the end, or to the last word.
    pub enum DurationBand {
        Under3 = "under_3m" => "Under 3 months",
        Under6 = "3_5m" => "3 to 5 months",
        Under12 = "6_11m" => "6 to 11 months",
        Under24 = "12_23m" => "1 to 2 years",
        Over24 = "24m_plus" => "2 years or more",
    }
}

closed_list! {
    /// How well a report is supported.
    pub enum Grade {
        A = "A" => "A: followed up and checked by two",
        B = "B" => "B: a document was checked",
        C = "C" => "C: followed up twice",
        D = "D" => "D: the author came back",
        E = "E" => "E: the author's word",
    }
}
