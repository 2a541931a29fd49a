use crate::case_studies::{CaseCard, CaseOutcome};

/// Up to `most` case studies, failures and successes in turn and from different paths where that can be: never more that
/// worked than failed.
pub fn mixed(cases: Vec<CaseCard>, most: usize) -> Vec<CaseCard> {
    let (failed, rest): (Vec<_>, Vec<_>) =
        cases.into_iter().partition(|case| case.outcome == CaseOutcome::Failed);
    let worked = rest.into_iter().filter(|case| case.outcome == CaseOutcome::Worked).collect();
    let failed = spread(failed, most.div_ceil(2));
    let worked = spread(worked, failed.len().min(most / 2));

    let mut worked = worked.into_iter();
    failed.into_iter().flat_map(|failure| [Some(failure), worked.next()]).flatten().collect()
}

/// Up to `most`, one of each path before a second of any.
fn spread(cases: Vec<CaseCard>, most: usize) -> Vec<CaseCard> {
    let mut seen = Vec::new();
    let (mut first, again): (Vec<_>, Vec<_>) = cases.into_iter().partition(|case| {
        let is_new = !seen.contains(&case.path_slug);
        seen.push(case.path_slug.clone());
        is_new
    });
    first.extend(again);
    first.truncate(most);
    first
}
