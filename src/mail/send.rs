use super::{
    Mail,
    conversation::{Conversation, Failure},
    letter,
    queries::{self, Waiting},
    settings::Server,
};
use anyhow::Context as _;
use lettre::Message;
use sqlx::PgPool;
use std::time::{Duration, Instant};

/// For how long one round goes on; what is left waits for the next.
const ROUND: Duration = Duration::from_secs(60);

/// Sends every letter that is due. One that the server does not take is tried again, first after a minute, then after
/// twice as long each time: a question for five days, a reminder for sixty. Nothing happens while no mail
/// server is set.
pub async fn send_waiting(db: &PgPool, mail: &Mail) -> anyhow::Result<()> {
    let Some(server) = mail.server() else { return Ok(()) };
    let given_up = queries::give_up_old(db).await?;
    if given_up > 0 {
        tracing::warn!(given_up, "no mail server took these questions within five days");
    }
    let started = Instant::now();
    let mut open = None;
    while started.elapsed() < ROUND
        && let Some(waiting) = queries::next(db).await?
    {
        match letter::compose(db, server, &waiting).await {
            Ok(Some(message)) => open = send(db, server, open.take(), &waiting, &message).await?,
            Ok(None) => queries::give_up(db, waiting.id, "nothing is left to say").await?,
            // One letter of which nothing can be made holds up no other.
            Err(error) => queries::postpone(db, waiting.id, &format!("{error:#}")).await?,
        }
    }
    if let Some(conversation) = open {
        conversation.close().await;
    }
    Ok(())
}

/// Gives the letter to the server, in the conversation that is open if there is one, and gives that back if it can go on.
///
/// That the words are about to go is written down and committed before they do. So a copy that dies before leaves the
/// letter to others, and one that dies after may leave it unsent, but nobody sends it twice.
async fn send(
    db: &PgPool,
    server: &Server,
    open: Option<Conversation>,
    waiting: &Waiting,
    message: &Message,
) -> anyhow::Result<Option<Conversation>> {
    let mut conversation = match open {
        Some(open) => open,
        None => match Conversation::open(server).await {
            Ok(new) => new,
            Err(failure) => {
                queries::postpone(db, waiting.id, &failure.to_string()).await?;
                return Err(failure).context("no letter can be sent");
            }
        },
    };
    match conversation.offer(message.envelope()).await {
        Ok(()) => {}
        Err(Failure::ForGood(why)) => {
            tracing::warn!(letter = waiting.id, "refused for good: {why}");
            queries::give_up(db, waiting.id, &why).await?;
            return Ok(None);
        }
        Err(failure) => {
            tracing::warn!(letter = waiting.id, "tried again later: {failure}");
            queries::postpone(db, waiting.id, &failure.to_string()).await?;
            return Ok(None);
        }
    }
    if !queries::hand_over(db, waiting.id).await? {
        // Its address was deleted meanwhile, or another copy was faster. What is not ended is not sent.
        return Ok(None);
    }
    match conversation.hand_over(&message.formatted()).await {
        Ok(()) => {
            queries::sent(db, waiting.id).await?;
            Ok(Some(conversation))
        }
        Err(Failure::ForGood(why)) => {
            tracing::warn!(letter = waiting.id, "refused for good: {why}");
            queries::give_up(db, waiting.id, &why).await?;
            Ok(None)
        }
        Err(Failure::ForNow(why)) => {
            tracing::warn!(letter = waiting.id, "tried again later: {why}");
            queries::postpone(db, waiting.id, &why).await?;
            Ok(None)
        }
        Err(Failure::NoAnswer(why)) => {
            tracing::warn!(letter = waiting.id, "the server has its words and did not answer: {why}");
            queries::note_failure(db, waiting.id, &why).await?;
            Ok(None)
        }
    }
}
