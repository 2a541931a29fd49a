//! Invented flags, an update and an appeal, so that moderators see what else can wait for them.

use super::{
    MARK,
    chance::nobodys_secret,
    report::Sample,
    rows::{self, Sent},
};
use crate::submissions::{State, set_state};
use sqlx::PgConnection;

/// The thing flagged (a report, a case or a path), the reason, and the words.
const FLAGS: [(&str, &str, &str); 4] = [
    (
        "experience",
        "figures_wrong",
        "Sample flag: the hours are given as five a week, and the story speaks of every evening.",
    ),
    (
        "experience",
        "my_experience_differs",
        "Sample flag: I sold the same thing on the same platform, and the fees were twice what is told here.",
    ),
    (
        "case",
        "stale",
        "Sample flag: the platform has closed its stock library to pictures like these since then.",
    ),
    (
        "path",
        "figures_wrong",
        "Sample flag: the tool that the first step names costs more than under $50 today.",
    ),
];

/// Sends every flag. They came in last of all, one minute after the other.
pub async fn add(conn: &mut PgConnection) -> sqlx::Result<()> {
    for (place, (about, reason, words)) in (0_i32..).zip(FLAGS) {
        let flag = sqlx::query_scalar!(
            r#"
            insert into flags (reference, secret_hash, form_key_hash, submission_id, case_study_id, path_id, reason, words)
            select $1, $2, $3, e.submission_id, c.id, coalesce(e.path_id, c.path_id, p.id), $4, $5
            from (select id from paths order by position limit 1) p
            left join (select submission_id, path_id from experiences order by id desc limit 1 offset $7) e
                on $6 = 'experience'
            left join (select id, path_id from case_studies order by id limit 1) c on $6 = 'case'
            returning id
            "#,
            format!("{MARK}F{place}"),
            &nobodys_secret()?,
            &nobodys_secret()?,
            reason,
            words,
            about,
            i64::from(place),
        );
        let flag = flag.fetch_one(&mut *conn).await?;
        sqlx::query!(
            "update review_items set queued_at = now() - make_interval(mins => 40 - $2) where flag_id = $1",
            flag.0,
            place,
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// Adds an answer about the newest report that earns: a jump, so that somebody reads it first.
pub async fn update(conn: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        with earning as (
            select submission_id from experiences where status = 'earning' and monthly_net_usd is not null order by id desc limit 1
        ), told as (
            insert into experience_updates (submission_id, number, form_key_hash, as_of, still_doing, revenue, costs,
                currency, hours, note, via, state)
            select submission_id,
                   1 + (select count(*) from experience_updates u where u.submission_id = earning.submission_id),
                   $1, current_date, 'yes', 990000, 12000, 'USD', 150,
                   'Sample update: one firm took it for all of its branches.', 'link', 'waiting'
            from earning
            returning id, submission_id
        )
        insert into review_items (kind, submission_id, update_id) select 'update', submission_id, id from told
        "#,
        &nobodys_secret()?,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A report like this one, refused by the first of the moderators; its author appealed, so one of the others decides.
pub async fn appeal(conn: &mut PgConnection, number: usize, sample: &Sample) -> sqlx::Result<()> {
    let Sent { submission, revision } = rows::send(conn, number, sample).await?;
    set_state(conn, submission, State::NotPublished, None).await?;
    sqlx::query!(
        r#"
        with refused as (
            update review_items
            set state = 'appealed', version = version + 2, queued_at = now() - interval '30 minutes', examined_at = now(),
                decided_at = now() - interval '20 minutes', decided_by = (select id from accounts where name = $2),
                reason_codes = '{advertising}', message = 'Sample refusal: it reads as an advert for the shop.'
            where revision_id = $1
            returning id, decided_by
        )
        insert into appeals (item_id, words, refused_by)
        select id, 'Sample appeal: I name no shop. The platform is named because its fees are the point.', decided_by
        from refused
        "#,
        revision.0,
        crate::accounts::DEMO_PEOPLE[0].0,
    )
    .execute(conn)
    .await?;
    Ok(())
}
