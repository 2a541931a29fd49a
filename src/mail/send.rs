use super::{
    Mail,
    conversation::{Conversation, Failure},
    decision::Words,
    letter,
    queries::{self, Waiting},
    settings::Server,
};
use crate::values::Email;
use anyhow::Context as _;
use lettre::Message;
use sqlx::PgPool;
use std::time::{Duration, Instant};
use tokio::time::timeout;

/// For how long one round goes on; what is left waits for the next.
const ROUND: Duration = Duration::from_secs(60);
/// For how long the server may take for a letter while somebody holds something for it.
const AT_ONCE: Duration = Duration::from_secs(5);
const NO_SERVER: &str = "No mail server is set";

/// Sends every letter that is due. One that the server does not take is tried again, first after a minute, then after
/// twice as long each time: a reminder for sixty days, any other for five. Nothing happens while no mail server is set.
/// What was decided is told in `words`.
pub async fn send_waiting(db: &PgPool, mail: &Mail, words: Words) -> anyhow::Result<()> {
    let Some(server) = mail.server() else { return Ok(()) };
    let given_up = queries::give_up_old(db).await?;
    if given_up > 0 {
        tracing::warn!(given_up, "no mail server took these letters within five days");
    }
    let started = Instant::now();
    let mut open = None;
    while started.elapsed() < ROUND
        && let Some(waiting) = queries::next(db).await?
    {
        match letter::compose(db, server, &waiting, words).await {
            Ok(Ok(message)) => open = send(db, server, open.take(), &waiting, &message).await?,
            Ok(Err(why)) => queries::give_up(db, waiting.id, why).await?,
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
    match conversation.offer(message.envelope()).await.map_err(|failure| failure.about(&waiting.email)) {
        Ok(()) => {}
        Err(Failure::ForGood(why)) => {
            tracing::warn!(letter = %waiting.id, "refused for good: {why}");
            queries::give_up(db, waiting.id, &why).await?;
            return Ok(None);
        }
        Err(failure) => {
            tracing::warn!(letter = %waiting.id, "tried again later: {failure}");
            queries::postpone(db, waiting.id, &failure.to_string()).await?;
            return Ok(None);
        }
    }
    if !queries::hand_over(db, waiting.id).await? {
        // Its address was deleted meanwhile, or another copy was faster. What is not ended is not sent.
        return Ok(None);
    }
    let taken = conversation.hand_over(&message.formatted()).await;
    match taken.map_err(|failure| failure.about(&waiting.email)) {
        Ok(()) => {
            queries::sent(db, waiting.id).await?;
            Ok(Some(conversation))
        }
        Err(Failure::ForGood(why)) => {
            tracing::warn!(letter = %waiting.id, "refused for good: {why}");
            queries::give_up(db, waiting.id, &why).await?;
            Ok(None)
        }
        Err(Failure::ForNow(why)) => {
            tracing::warn!(letter = %waiting.id, "tried again later: {why}");
            queries::postpone(db, waiting.id, &why).await?;
            Ok(None)
        }
        Err(Failure::NoAnswer(why)) => {
            tracing::warn!(letter = %waiting.id, "the server has its words and did not answer: {why}");
            queries::note_failure(db, waiting.id, &why).await?;
            Ok(None)
        }
    }
}

/// Sends a letter that says nothing of anybody, at once. The inner error says in a sentence that it was not sent, or that
/// nobody knows, and what the mail server said to it, in words that name nobody, or that it said nothing within this time.
pub async fn send_test(mail: &Mail, to: &Email, within: Duration) -> anyhow::Result<Result<(), String>> {
    let Some(server) = mail.server() else { return Ok(Err(NO_SERVER.to_owned())) };
    Ok(send_now(server, to, letter::test(server, to)?, within).await)
}

/// Sends a letter of the program's own to somebody whose address is a setting, at once. The inner error is as above.
pub async fn send_note(
    mail: &Mail,
    to: &Email,
    subject: &str,
    words: String,
) -> anyhow::Result<Result<(), String>> {
    let Some(server) = mail.server() else { return Ok(Err(NO_SERVER.to_owned())) };
    Ok(send_now(server, to, letter::note(server, to, subject, words)?, AT_ONCE).await)
}

async fn send_now(server: &Server, to: &Email, message: Message, within: Duration) -> Result<(), String> {
    let mut handed_over = false;
    let talk = async {
        let mut conversation = Conversation::open(server).await?;
        conversation.offer(message.envelope()).await?;
        handed_over = true;
        conversation.hand_over(&message.formatted()).await?;
        Ok(conversation)
    };
    let taken: Result<Conversation, Failure> = match timeout(within, talk).await {
        Ok(answered) => answered,
        Err(_) => Err(Failure::NoAnswer(format!("nothing within {} seconds", within.as_secs()))),
    };
    let failure = match taken {
        Ok(conversation) => {
            // Nobody waits for a server that is slow to say goodbye.
            tokio::spawn(conversation.close());
            return Ok(());
        }
        Err(failure) => failure.about(to.as_str()),
    };
    Err(match failure {
        Failure::NoAnswer(_) if handed_over => format!("Nobody knows whether it was sent: {failure}"),
        _ => format!("It was not sent: {failure}"),
    })
}
