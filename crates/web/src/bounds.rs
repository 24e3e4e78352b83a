//! How long a request may take, and how much of the files that strangers send lies in memory at once.
//!
//! Nobody is refused for who she is or for how many came before her. What comes too slowly is given up, and a file waits until there is room
//! before any of it is read. Its work is looked at before that, and one proof of work holds one place: whoever comes again with it takes the
//! place she had. Why there is no other limit: docs/decisions/0010-work-instead-of-limits.md.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};
use tokio::time::{Instant, timeout};
use tokio_stream::StreamExt as _;

use crate::error::Error;
use crate::paths::{channel, hub};

/// The longest time between two pieces of a body.
pub(crate) const PIECE: Duration = Duration::from_secs(60);

/// The longest time until an answer begins. What it then goes on to say, such as news, is not counted.
const ANSWER: Duration = Duration::from_secs(2 * 60);
/// The same where a file comes: as long as the largest takes at the slowest pace, and a while to wait for room.
const FILE_ANSWER: Duration = Duration::from_secs(15 * 60);

/// For so long a file may come at any pace.
const ANY_PACE: Duration = Duration::from_secs(30);
/// Then it comes at least at this, which is 131 kilobits in a second.
const BYTES_PER_SECOND: u64 = 16 * 1024;

/// What files under way may take in memory together: twelve of the largest.
const ROOM_KIB: usize = 128 * 1024;

/// Gives a request up that takes too long to answer.
pub(crate) async fn answer_in_time(request: Request, next: Next) -> Result<Response, Error> {
    let takes_file = [channel::FILE, hub::IMPORT].contains(&request.uri().path());
    let longest = if takes_file { FILE_ANSWER } else { ANSWER };
    in_time(longest, next.run(request)).await
}

async fn in_time<T>(longest: Duration, answer: impl Future<Output = T>) -> Result<T, Error> {
    timeout(longest, answer).await.map_err(|_| Error::NotReady)
}

/// Why a body could not be read, told by the status with which a library refused it.
pub(crate) fn unread(status: StatusCode) -> Error {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        Error::TooLarge
    } else {
        Error::TooSlow
    }
}

/// How many bytes a request says it has, if it may have so many. One that does not say it is taken for the largest.
pub(crate) fn announced(headers: &HeaderMap, at_most: usize) -> Result<usize, Error> {
    let Some(length) = headers.get(header::CONTENT_LENGTH) else {
        return Ok(at_most);
    };
    let length = length.to_str().ok().and_then(|text| text.parse().ok());
    let length: usize = length.ok_or(Error::Malformed)?;
    if length > at_most {
        Err(Error::TooLarge)
    } else {
        Ok(length)
    }
}

/// The files that are under way.
#[derive(Clone)]
pub(crate) struct FilesUnderWay {
    room: Arc<Semaphore>,
    turns: Turns,
}

/// Who is under way with which proof of work, and how she is told that she was overtaken.
type Turns = Arc<Mutex<HashMap<Vec<u8>, oneshot::Sender<()>>>>;

impl Default for FilesUnderWay {
    fn default() -> Self {
        Self::of(ROOM_KIB)
    }
}

impl FilesUnderWay {
    fn of(kibibytes: usize) -> Self {
        Self {
            room: Arc::new(Semaphore::new(kibibytes)),
            turns: Turns::default(),
        }
    }

    /// Room for a file of so many bytes, once there is any. Whoever was under way with the same proof gives hers up.
    pub(crate) async fn place(&self, proof: &[u8], bytes: usize) -> Result<Place, Error> {
        let mut turn = Turn::take(&self.turns, proof);
        let kibibytes = bytes.div_ceil(1024).clamp(1, ROOM_KIB);
        let kibibytes = u32::try_from(kibibytes).map_err(Error::internal)?;
        let waited = turn.unless_overtaken(self.room.clone().acquire_many_owned(kibibytes));
        let room = waited.await?.map_err(Error::internal)?;
        Ok(Place { turn, _room: room })
    }
}

/// Room for one file, until it is dropped.
pub(crate) struct Place {
    turn: Turn,
    _room: OwnedSemaphorePermit,
}

impl Place {
    /// Reads the file, if it comes whole, fast enough, and is no larger than was said.
    pub(crate) async fn read(&mut self, body: Body, at_most: usize) -> Result<Bytes, Error> {
        self.turn.unless_overtaken(read(body, at_most)).await?
    }
}

async fn read(body: Body, at_most: usize) -> Result<Bytes, Error> {
    let begun = Instant::now();
    let mut pieces = body.into_data_stream();
    let mut taken = Vec::with_capacity(at_most);
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| Error::TooSlow)?;
        if taken.len() + piece.len() > at_most {
            return Err(Error::TooLarge);
        }
        taken.extend_from_slice(&piece);
        if !is_fast_enough(taken.len(), begun.elapsed()) {
            return Err(Error::TooSlow);
        }
    }
    Ok(taken.into())
}

fn is_fast_enough(bytes: usize, since: Duration) -> bool {
    let counted = since.saturating_sub(ANY_PACE).as_secs();
    u64::try_from(bytes).is_ok_and(|bytes| bytes >= counted.saturating_mul(BYTES_PER_SECOND))
}

/// One request with a proof of work; ends when dropped.
struct Turn {
    turns: Turns,
    proof: Vec<u8>,
    overtaken: oneshot::Receiver<()>,
}

impl Turn {
    fn take(turns: &Turns, proof: &[u8]) -> Self {
        let (teller, overtaken) = oneshot::channel();
        // Dropping the earlier one's teller tells her.
        lock(turns).insert(proof.to_vec(), teller);
        Self {
            turns: turns.clone(),
            proof: proof.to_vec(),
            overtaken,
        }
    }

    async fn unless_overtaken<T>(&mut self, act: impl Future<Output = T>) -> Result<T, Error> {
        tokio::select! {
            done = act => Ok(done),
            _ = &mut self.overtaken => Err(Error::NotReady),
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.overtaken.close();
        let mut turns = lock(&self.turns);
        // The later one's stays.
        if turns
            .get(&self.proof)
            .is_some_and(oneshot::Sender::is_closed)
        {
            turns.remove(&self.proof);
        }
    }
}

fn lock(turns: &Turns) -> MutexGuard<'_, HashMap<Vec<u8>, oneshot::Sender<()>>> {
    turns.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use axum::extract::FromRequest as _;
    use futures_util::FutureExt as _;
    use tower_http::timeout::TimeoutBody;

    use super::*;

    const FILE: usize = 10 * 1024;

    fn body(pieces: &'static [&'static [u8]]) -> Body {
        let pieces = pieces
            .iter()
            .map(|piece| Ok::<_, Infallible>(Bytes::from_static(piece)));
        Body::from_stream(tokio_stream::iter(pieces))
    }

    #[tokio::test]
    async fn a_full_room_makes_others_wait_and_refuses_nobody() {
        let files = FilesUnderWay::of(20);
        let first = files.place(b"first", FILE).await.unwrap();
        let _second = files.place(b"second", FILE).await.unwrap();
        let mut third = Box::pin(files.place(b"third", FILE));
        assert!(third.as_mut().now_or_never().is_none());
        drop(first);
        assert!(third.await.is_ok());
    }

    #[tokio::test]
    async fn one_proof_of_work_holds_one_place() {
        let files = FilesUnderWay::of(10);
        let mut first = files.place(b"proof", FILE).await.unwrap();
        let mut again = Box::pin(files.place(b"proof", FILE));
        assert!(again.as_mut().now_or_never().is_none());
        let never = Body::from_stream(tokio_stream::pending::<Result<Bytes, Infallible>>());
        let overtaken = first.read(never, FILE).await;
        assert!(matches!(overtaken, Err(Error::NotReady)));
        drop(first);
        let mut again = again.await.unwrap();
        let read = again.read(body(&[b"the ", b"file"]), FILE).await;
        assert_eq!(read.unwrap().as_ref(), b"the file");
        drop(again);
        assert!(lock(&files.turns).is_empty());
    }

    #[tokio::test]
    async fn a_file_is_no_larger_than_was_said() {
        let files = FilesUnderWay::default();
        let mut place = files.place(b"proof", 4).await.unwrap();
        let read = place.read(body(&[b"the ", b"file"]), 4).await;
        assert!(matches!(read, Err(Error::TooLarge)));
        let mut headers = HeaderMap::new();
        assert_eq!(announced(&headers, FILE).unwrap(), FILE);
        for (told, taken) in [("17", Some(17)), ("10241", None), ("many", None)] {
            headers.insert(header::CONTENT_LENGTH, told.parse().unwrap());
            assert_eq!(announced(&headers, FILE).ok(), taken, "{told}");
        }
    }

    #[test]
    fn a_file_may_begin_slowly_and_must_go_on() {
        let seconds = Duration::from_secs;
        assert!(is_fast_enough(0, seconds(30)));
        assert!(!is_fast_enough(0, seconds(31)));
        assert!(!is_fast_enough(16 * 1024 - 1, seconds(31)));
        assert!(is_fast_enough(10 * 1024 * 1024, seconds(670)));
        assert!(!is_fast_enough(10 * 1024 * 1024, seconds(671)));
        assert!(seconds(671) < FILE_ANSWER);
    }

    #[tokio::test]
    async fn a_body_that_stops_coming_is_given_up() {
        let begins = tokio_stream::iter([Ok::<_, Infallible>(Bytes::from_static(b"act="))]);
        let stops = Body::from_stream(begins.chain(tokio_stream::pending()));
        let slow = TimeoutBody::new(Duration::from_millis(10), stops);
        let refused = Bytes::from_request(Request::new(Body::new(slow)), &()).await;
        let refused = unread(refused.unwrap_err().status());
        assert!(matches!(refused, Error::TooSlow));
    }

    #[tokio::test]
    async fn what_takes_too_long_is_given_up() {
        let soon = Duration::from_millis(10);
        assert_eq!(in_time(soon, async { 7 }).await.unwrap(), 7);
        let never = in_time(soon, std::future::pending::<()>()).await;
        assert!(matches!(never, Err(Error::NotReady)));
    }
}
