//! News: a word to everybody in the installation that something of a centre changed.
//! It says where to look, never what was written.

use std::{fmt, time::Duration};

use crate::outage;
use fyren_domain::id::CentreId;
use sqlx::{PgPool, postgres::PgListener};
use tokio::{sync::broadcast, task::JoinHandle};

pub(crate) const CHANNEL: &str = "fyren";
const KEPT: usize = 1024;
const RECONNECT_SECONDS: u64 = 2;

/// Something changed and is durable.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum News {
    /// In one centre.
    Of {
        /// Whose.
        centre: CentreId,
        /// What.
        kind: NewsKind,
    },
    /// Some news was lost: read everything anew. `RecvError::Lagged` of the receiver means the same.
    Gap,
}

/// What changed.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum NewsKind {
    /// Coded facts: ask for those newer than the last seen.
    Facts,
    /// Matters: their state, entries, readers or exclusions.
    Matters,
    /// The centre's model.
    Model,
    /// Intake epochs and who can open them.
    Intake,
    /// Staff, or what they may do.
    Staff,
}

impl NewsKind {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Facts, "facts"),
        (Self::Matters, "matters"),
        (Self::Model, "model"),
        (Self::Intake, "intake"),
        (Self::Staff, "staff"),
    ];

    fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, word)| *word == text)
            .map(|(kind, _)| *kind)
    }
}

impl fmt::Display for NewsKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = Self::ALL
            .iter()
            .find(|(kind, _)| kind == self)
            .map_or("", |(_, word)| word);
        f.write_str(word)
    }
}

/// News told in a transaction, and sent when it is durable.
pub(crate) type Told = Vec<(CentreId, NewsKind)>;

pub(crate) fn tell(told: &mut Told, centre: &CentreId, kind: NewsKind) {
    if !told.iter().any(|(c, k)| c == centre && *k == kind) {
        told.push((centre.clone(), kind));
    }
}

/// The news of this process; a clone speaks to the same listeners.
#[derive(Clone)]
pub(crate) struct Newsroom(broadcast::Sender<News>);

impl Newsroom {
    pub(crate) fn open() -> Self {
        Self(broadcast::channel(KEPT).0)
    }

    pub(crate) fn listen(&self) -> broadcast::Receiver<News> {
        self.0.subscribe()
    }

    pub(crate) fn send(&self, news: News) {
        // Nobody listening is no fault.
        let _ = self.0.send(news);
    }

    pub(crate) fn send_all(&self, told: Told) {
        for (centre, kind) in told {
            self.send(News::Of { centre, kind });
        }
    }
}

pub(crate) fn write(centre: &CentreId, kind: NewsKind) -> String {
    format!("{kind} {centre}")
}

fn read(payload: &str) -> Option<News> {
    let (kind, centre) = payload.split_once(' ')?;
    Some(News::Of {
        centre: CentreId::parse(centre).ok()?,
        kind: NewsKind::parse(kind)?,
    })
}

/// Hears what the other nodes tell through PostgreSQL, and reconnects for as long as it takes.
///
/// Returns when the first connection listens, so that nothing told later is missed.
pub(crate) async fn relay(pool: &PgPool, room: Newsroom) -> Result<JoinHandle<()>, sqlx::Error> {
    let mut listener = listener(pool).await?;
    let pool = pool.clone();
    Ok(tokio::spawn(async move {
        loop {
            match listener.try_recv().await {
                Ok(Some(heard)) => room.send(read(heard.payload()).unwrap_or(News::Gap)),
                Ok(None) => room.send(News::Gap),
                Err(_) if pool.is_closed() => return,
                Err(error) => {
                    outage::met(&error);
                    listener = match reconnect(&pool).await {
                        Some(listener) => listener,
                        None => return,
                    };
                    outage::over();
                    room.send(News::Gap);
                }
            }
        }
    }))
}

async fn listener(pool: &PgPool) -> Result<PgListener, sqlx::Error> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    Ok(listener)
}

async fn reconnect(pool: &PgPool) -> Option<PgListener> {
    while !pool.is_closed() {
        if let Ok(listener) = listener(pool).await {
            return Some(listener);
        }
        tokio::time::sleep(Duration::from_secs(RECONNECT_SECONDS)).await;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_reads_back_as_it_was_told() {
        let centre = CentreId::parse("gavleborg").unwrap();
        for (kind, _) in NewsKind::ALL {
            let told = News::Of {
                centre: centre.clone(),
                kind,
            };
            assert_eq!(read(&write(&centre, kind)), Some(told));
        }
        assert_eq!(read("weather gavleborg"), None);
    }
}
