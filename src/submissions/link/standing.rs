//! How a report stands, in words for its author: from where the report is and where its last version is, and from nothing
//! else.

use crate::{
    submissions::{
        ReviewState::{
            self, Appealed, Approved, ChangesRequested, Claimed, Overturned, Queued, Rejected, Upheld,
            Withdrawn,
        },
        Sent, State,
    },
    values::ClosedList as _,
};
use time::OffsetDateTime;

/// Where a report and the version of it that was sent last are.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    report: State,
    /// None before anything was sent.
    last: Option<&'a Sent>,
}

/// One line of the way that a version takes.
#[derive(Debug, PartialEq, Eq)]
pub struct Stage {
    /// `done`, `now`, or nothing for what is to come.
    pub mark: &'static str,
    pub title: &'static str,
    /// None for what has not happened, and for what nobody wrote the time of.
    pub at: Option<OffsetDateTime>,
}

impl Stage {
    fn done(title: &'static str, at: Option<OffsetDateTime>) -> Self {
        Self { mark: "done", title, at }
    }

    fn now(title: &'static str) -> Self {
        Self { mark: "now", title, at: None }
    }

    fn to_come(title: &'static str) -> Self {
        Self { mark: "", title, at: None }
    }
}

impl<'a> Standing<'a> {
    pub fn new(report: State, last: Option<&'a Sent>) -> Self {
        Self { report, last }
    }

    /// The heading of its page.
    pub fn title(self) -> &'static str {
        let Some(last) = self.last.filter(|_| self.report != State::Draft) else {
            return "Your report is not sent yet";
        };
        match self.report {
            State::Withdrawn => "You took this report down",
            State::Hidden => "Your report is off the site for now",
            State::Published => of_a_change(last.review, Wait::of(last)),
            _ => of_a_new_report(last.review, Wait::of(last)),
        }
    }

    /// The way of the last version, from its sending to where it is now and what comes next. Nothing where the report is
    /// taken down.
    pub fn stages(self) -> Vec<Stage> {
        let Some(last) = self.last.filter(|_| self.report != State::Withdrawn) else { return Vec::new() };
        let (at, mut stages) = (last.decided_at, vec![Stage::done("Received", Some(last.sent_at))]);
        match last.review {
            Queued | Claimed => stages.extend([Stage::now(in_line(last)), Stage::to_come("Decision")]),
            Appealed => stages.extend([
                Stage::done("Refused", at),
                Stage::now(match Wait::of(last) {
                    Wait::ForProof => "Your appeal waits for your proof",
                    Wait::IsRead => "Your appeal is being read by somebody else",
                    Wait::ToBeRead => "Your appeal waits for somebody else",
                }),
                Stage::to_come("Answer to your appeal"),
            ]),
            ChangesRequested => stages.extend([
                Stage::done("Read", None),
                Stage { mark: "now", ..Stage::done("Changes asked for", at) },
            ]),
            Approved => stages.extend([Stage::done("Read", None), Stage::done("Published", at)]),
            Overturned => stages
                .extend([Stage::done("Refused", None), Stage::done("Published after a second reading", at)]),
            Rejected => stages.extend([Stage::done("Read", None), Stage::done("Not published", at)]),
            Upheld => stages.extend([
                Stage::done("Refused", None),
                Stage::done("Not published after a second reading", at),
            ]),
            Withdrawn => stages.push(Stage::done("Taken back before it was decided", None)),
        }
        if self.report == State::Hidden {
            stages.push(Stage::now("Off the site for now"));
        }
        stages
    }

    /// The outcome of one version, which may be an older one.
    pub fn of_version(self, version: &Sent) -> &'static str {
        match (version.review, self.report) {
            (Approved | Overturned, State::Published | State::Hidden) if !version.is_live => {
                "Published, and replaced by a later version"
            }
            (Approved | Overturned, State::Published) => version.review.label(),
            (Approved | Overturned, State::Hidden) => "Published, and off the site for now",
            (Approved | Overturned, _) => "Published, and not on the site any more",
            (Queued | Claimed, _) => in_line(version),
            (Appealed, _) => match Wait::of(version) {
                Wait::ForProof => "Refused; your appeal waits for your proof",
                Wait::IsRead => "Refused; your appeal is being read by somebody else",
                Wait::ToBeRead => "Refused; your appeal waits for somebody else",
            },
            (review, _) => review.label(),
        }
    }
}

/// What a version waits for, while it waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wait {
    ToBeRead,
    /// A moderator has it open.
    IsRead,
    ForProof,
}

impl Wait {
    fn of(version: &Sent) -> Self {
        match (version.held_since, version.is_being_read) {
            (Some(_), _) => Self::ForProof,
            (None, true) => Self::IsRead,
            (None, false) => Self::ToBeRead,
        }
    }
}

/// Of a version that waits.
fn in_line(version: &Sent) -> &'static str {
    match Wait::of(version) {
        Wait::ForProof => "Waiting for your proof",
        Wait::IsRead => ReviewState::Claimed.label(),
        Wait::ToBeRead => ReviewState::Queued.label(),
    }
}

/// The heading of the author's page once a moderator has decided so: of a change to what readers see, or of a report that
/// they do not see yet. No decision but a request for proof leaves the version waiting.
pub fn title_once(review: ReviewState, is_change: bool) -> &'static str {
    if is_change { of_a_change(review, Wait::ForProof) } else { of_a_new_report(review, Wait::ForProof) }
}

/// Of a report that readers cannot see.
fn of_a_new_report(review: ReviewState, wait: Wait) -> &'static str {
    match review {
        Queued | Claimed | Appealed if wait == Wait::ForProof => "A moderator asks for proof",
        Queued | Claimed if wait == Wait::IsRead => "A moderator is reading your report",
        Queued | Claimed => "We have your report",
        Appealed if wait == Wait::IsRead => "Somebody else is reading your report",
        Appealed => "Your appeal waits for somebody else",
        ChangesRequested => "A moderator asks for changes",
        Rejected | Upheld => "We did not publish your report",
        Approved | Overturned | Withdrawn => "Your report is not on the site",
    }
}

/// Of a report that readers see, whatever becomes of the last version.
fn of_a_change(review: ReviewState, wait: Wait) -> &'static str {
    match review {
        Queued | Claimed | Appealed if wait == Wait::ForProof => {
            "Your report is published, and a moderator asks for proof of your change"
        }
        Queued | Claimed if wait == Wait::IsRead => {
            "Your report is published, and a moderator is reading your change"
        }
        Queued | Claimed => "Your report is published, and your change waits",
        Appealed if wait == Wait::IsRead => {
            "Your report is published, and somebody else is reading your change"
        }
        Appealed => "Your report is published, and your appeal waits",
        ChangesRequested => "Your report is published, and a moderator wants your change to be different",
        Rejected | Upheld => "Your report is published without your last change",
        Approved | Overturned | Withdrawn => "Your report is published",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::RevisionId;
    use time::macros::datetime;

    fn sent(review: ReviewState) -> Sent {
        Sent {
            revision_id: RevisionId(2),
            number: 2,
            sent_at: datetime!(2026-11-20 10:00 UTC),
            review,
            decided_at: Some(datetime!(2026-11-21 10:00 UTC)),
            held_since: None,
            is_being_read: false,
            is_live: false,
            reasons: Vec::new(),
            message: String::new(),
        }
    }

    fn ways(review: ReviewState) -> [Sent; 3] {
        let plain = sent(review);
        let read = Sent { is_being_read: true, ..plain.clone() };
        let held = Sent { held_since: Some(plain.sent_at), ..plain.clone() };
        [plain, read, held]
    }

    #[test]
    fn every_state_has_the_title_that_is_so() {
        let titles = |report| {
            ReviewState::ALL
                .iter()
                .map(move |review| (*review, Standing::new(report, Some(&sent(*review))).title()))
        };
        let unpublished = [
            (Queued, "We have your report"),
            (Claimed, "We have your report"),
            (Approved, "Your report is not on the site"),
            (ChangesRequested, "A moderator asks for changes"),
            (Rejected, "We did not publish your report"),
            (Appealed, "Your appeal waits for somebody else"),
            (Overturned, "Your report is not on the site"),
            (Upheld, "We did not publish your report"),
            (Withdrawn, "Your report is not on the site"),
        ];
        for report in [State::Submitted, State::ChangesRequested, State::NotPublished] {
            assert_eq!(titles(report).collect::<Vec<_>>(), unpublished, "{report}");
        }
        let of = |report, sent: &Sent| Standing::new(report, Some(sent)).title();
        assert_eq!(of(State::NotPublished, &ways(Appealed)[2]), "A moderator asks for proof");
        let [_, read, held] = ways(Claimed);
        assert_eq!(of(State::Submitted, &read), "A moderator is reading your report");
        assert_eq!(of(State::Submitted, &held), "A moderator asks for proof");
        assert_eq!(of(State::NotPublished, &ways(Appealed)[1]), "Somebody else is reading your report");
        assert_eq!(
            of(State::Published, &read),
            "Your report is published, and a moderator is reading your change"
        );
    }

    #[test]
    fn only_what_is_public_is_called_so_and_what_is_public_always() {
        for review in ReviewState::ALL {
            for version in ways(*review) {
                for report in State::ALL {
                    let standing = Standing::new(*report, Some(&version));
                    let says = standing.title().starts_with("Your report is published");
                    assert_eq!(says, *report == State::Published, "{report} {review}: {}", standing.title());
                }
            }
        }
    }

    #[test]
    fn a_stage_to_come_has_no_time_and_names_no_outcome() {
        for review in ReviewState::ALL {
            for (report, version) in
                State::ALL.iter().flat_map(|report| ways(*review).map(|one| (report, one)))
            {
                let stages = Standing::new(*report, Some(&version)).stages();
                assert_eq!(stages.is_empty(), *report == State::Withdrawn);
                assert!(
                    stages.iter().filter(|stage| stage.mark == "now").count() <= 1
                        || *report == State::Hidden
                );
                for stage in stages.iter().filter(|stage| stage.mark.is_empty()) {
                    assert!(
                        stage.at.is_none() && !stage.title.contains("ublished"),
                        "{review}: {}",
                        stage.title
                    );
                }
                let published =
                    stages.iter().any(|stage| stage.mark == "done" && stage.title.starts_with("Published"));
                let approved = matches!(review, ReviewState::Approved | ReviewState::Overturned);
                assert_eq!(published, approved && *report != State::Withdrawn, "{report} {review}");
            }
        }
    }

    #[test]
    fn an_appeal_was_refused_and_waits() {
        let version = sent(ReviewState::Appealed);
        let stages = Standing::new(State::NotPublished, Some(&version)).stages();
        let told: Vec<_> = stages.iter().map(|stage| (stage.title, stage.mark, stage.at)).collect();
        assert_eq!(
            told,
            [
                ("Received", "done", Some(version.sent_at)),
                ("Refused", "done", version.decided_at),
                ("Your appeal waits for somebody else", "now", None),
                ("Answer to your appeal", "", None),
            ]
        );
    }

    #[test]
    fn an_older_version_is_not_called_published_now() {
        let said = |report, review, is_live| {
            Standing::new(report, None).of_version(&Sent { is_live, ..sent(review) })
        };
        for (report, review, is_live, words) in [
            (State::Published, Approved, true, "Published"),
            (State::Published, Approved, false, "Published, and replaced by a later version"),
            (State::Published, Overturned, true, "Published after a second reading"),
            (State::Hidden, Approved, true, "Published, and off the site for now"),
            (State::Withdrawn, Approved, true, "Published, and not on the site any more"),
            (State::Submitted, Overturned, false, "Published, and not on the site any more"),
            (State::Submitted, Claimed, false, "Waiting for a moderator"),
            (State::Published, Upheld, false, "Not published after a second reading"),
        ] {
            assert_eq!(said(report, review, is_live), words, "{report} {review}");
        }
    }

    #[test]
    fn nothing_sent_is_a_draft() {
        assert_eq!(Standing::new(State::Draft, None).title(), "Your report is not sent yet");
        assert!(Standing::new(State::Draft, None).stages().is_empty());
    }
}
