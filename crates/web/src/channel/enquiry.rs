//! A sealed enquiry arrives: checked without a key, and kept with its facts in one transaction.

use std::collections::HashSet;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use data_encoding::BASE64URL_NOPAD;
use fyren_domain::access::VisitorScope;
use fyren_domain::centre::CentreModel;
use fyren_domain::code::Code;
use fyren_domain::demand::{Admission, Demand};
use fyren_domain::enquiry::EnquiryFacts;
use fyren_domain::id::{CentreId, EnquiryNumber, MatterId, StaffId, VaultId};
use fyren_seal::wrap::WRAP_BYTES;
use fyren_seal::{EntryContext, EntryKind, HolderCard};
use fyren_store::enquiry::NewEnquiry;
use fyren_store::entry::{NewEntry, Recorded};
use fyren_store::event::{self, NewEvent};
use fyren_store::vault::{Holder, NewWrap};
use fyren_store::{Fault, Tx, enquiry, intake as epochs};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::challenge::Signed;
use super::{Locator, card, hour, intake, locator, read, size_class};
use crate::app::App;
use crate::base64::Base64;
use crate::demand::{self, Worked};
use crate::error::Error;
use crate::fact;

/// Numbers are short, so that they can be said; one that is in use is drawn anew.
const NUMBER_TRIES: usize = 5;

/// More than any centre has people who may triage.
const MOST_WRAPS: usize = 64;

#[derive(Deserialize)]
struct Sent {
    matter: MatterId,
    vault: VaultId,
    locator: Base64,
    card: Base64,
    facts: SentFacts,
    wraps: Vec<SentWrap>,
    entry: SentEntry,
}

#[derive(Deserialize)]
struct SentFacts {
    profession: Code,
    organisation: Code,
    kommun: Code,
    concerns: Vec<Code>,
    language: Code,
}

#[derive(Deserialize)]
struct SentWrap {
    holder: String,
    wrap: Base64,
}

#[derive(Deserialize)]
struct SentEntry {
    number: u32,
    sealed: Base64,
}

#[derive(Serialize)]
pub(super) struct Receipt {
    number: EnquiryNumber,
}

pub(super) async fn create(
    State(app): State<App>,
    signed: Signed,
) -> Result<(StatusCode, Json<Receipt>), Error> {
    let model = &signed.centre.0;
    let demanded = Demanded::now(&app, &model.id, signed.body.len()).await?;
    let (work, proven) = signed.work(demanded.shelf)?;
    let sent: Sent = read(&signed.body)?;
    let asker = card(&sent.card.0)?;
    signed.check(&asker.verifying, "enquiry")?;
    let arrival = Arrival {
        work,
        body: &signed.body,
        admission: demanded.queue.admit(proven),
        scope: VisitorScope::at(model.id.clone()),
        locator: locator(&sent.locator)?,
        content_hash: Sha256::digest(&signed.body).into(),
        size_class: sent.check_entry(model.id.as_str(), &asker)?,
        facts: sent.facts.checked(&app, model)?,
        holders: sent.holders()?,
        asker,
        sent,
    };
    for _ in 0..NUMBER_TRIES {
        if let Some((recorded, number)) = arrival.keep(&app).await? {
            let status = if recorded == Recorded::New {
                StatusCode::CREATED
            } else {
                StatusCode::OK
            };
            return Ok((status, Json(Receipt { number })));
        }
    }
    Err(Error::NotReady)
}

/// What an enquiry of so many bytes costs now.
struct Demanded {
    queue: Demand,
    shelf: Demand,
}

impl Demanded {
    async fn now(app: &App, centre: &CentreId, bytes: usize) -> Result<Self, Error> {
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        let mut tx = app.store.read().await?;
        Ok(Self {
            queue: demand::for_queue(app, &mut tx, centre)
                .await?
                .for_bytes(bytes),
            shelf: demand::for_shelf(app, &mut tx, centre)
                .await?
                .for_bytes(bytes),
        })
    }
}

/// Everything that was checked, ready to be kept.
struct Arrival<'a> {
    work: &'a Worked,
    body: &'a [u8],
    admission: Admission,
    scope: VisitorScope,
    locator: Locator,
    content_hash: [u8; 32],
    size_class: i64,
    facts: EnquiryFacts,
    holders: Vec<Holder>,
    asker: HolderCard,
    sent: Sent,
}

impl Arrival<'_> {
    /// Keeps it all or nothing; nothing also if the number drawn for it is in use.
    async fn keep(&self, app: &App) -> Result<Option<(Recorded, EnquiryNumber)>, Error> {
        let mut tx = app.store.begin().await?;
        let centre = self.scope.centre();
        self.work.spend(app, &mut tx, centre, self.body).await?;
        let audience = Audience::of(app, &mut tx, &self.scope, &self.holders).await?;
        let (hour, sent) = (hour(app), &self.sent);
        let author_key = self.asker.verifying.to_bytes();
        let entry = NewEntry {
            vault_id: sent.vault,
            number: 1,
            key_number: 1,
            kind: EntryKind::Question.name(),
            author_key: &author_key,
            sealed: &sent.entry.sealed.0,
            size_class: self.size_class,
            hour,
        };
        let wraps: Vec<_> = self
            .holders
            .iter()
            .zip(&sent.wraps)
            .map(|(holder, sent)| NewWrap {
                holder,
                wrap: &sent.wrap.0,
            })
            .collect();
        let enquiry = NewEnquiry {
            matter_id: sent.matter,
            number: EnquiryNumber::from_bytes(app.random()),
            locator: &self.locator,
            phrase_card: &sent.card.0,
            intake_epoch: audience.epoch,
            content_hash: &self.content_hash,
            hour,
            admission: self.admission,
            vault_id: sent.vault,
            wraps: &wraps,
            entry: &entry,
            facts: &fact::seal_first_enquiry(app, centre, sent.matter, &self.facts),
            readers: &audience.readers,
            excluded: &audience.excluded,
        };
        let kept = match enquiry::record(&mut tx, &self.scope, &enquiry).await {
            Err(Fault::NumberTaken) => return Ok(None),
            kept => kept?,
        };
        if kept.0 == Recorded::New {
            if audience.is_stale {
                return Err(Error::Stale);
            }
            demand::count(app, &mut tx, centre, self.admission).await?;
            let event = NewEvent {
                at: hour,
                action: match self.admission {
                    Admission::Queued => "enquiry_received",
                    Admission::Held => "enquiry_held",
                },
                matter: Some(sent.matter),
                subject: None,
            };
            event::record_visitor(&mut tx, &self.scope, &event).await?;
        }
        tx.commit().await?;
        Ok(Some(kept))
    }
}

/// Who will be able to read an enquiry: everybody of an epoch, or those the asker chose among them.
struct Audience<'a> {
    epoch: Option<&'a str>,
    readers: Vec<StaffId>,
    excluded: Vec<StaffId>,
    /// It is not what a visitor is told now: somebody who triages no more could open it, or who was chosen cannot.
    is_stale: bool,
}

impl<'a> Audience<'a> {
    async fn of(
        app: &App,
        tx: &mut Tx,
        scope: &VisitorScope,
        holders: &'a [Holder],
    ) -> Result<Self, Error> {
        let epoch = holders.iter().find_map(|holder| {
            if let Holder::Intake(epoch) = holder {
                Some(epoch.as_str())
            } else {
                None
            }
        });
        if let Some(epoch) = epoch {
            let found = epochs::find(tx, scope, epoch).await?;
            return Ok(Self {
                epoch: Some(epoch),
                readers: Vec::new(),
                excluded: Vec::new(),
                is_stale: found.ok_or(Error::Unproven)?.outdated != 0,
            });
        }
        let able = intake::running(app, tx, scope).await?.holders;
        let chosen: Vec<_> = holders.iter().filter_map(staff).collect();
        let is_able = |staff: &StaffId| able.iter().any(|holder| holder.staff_id == *staff);
        let is_stale = !chosen.iter().all(is_able);
        let excluded = able
            .iter()
            .map(|holder| holder.staff_id)
            .filter(|staff| !chosen.contains(staff))
            .collect();
        Ok(Self {
            epoch: None,
            readers: chosen,
            excluded,
            is_stale,
        })
    }
}

fn staff(holder: &Holder) -> Option<StaffId> {
    if let Holder::Staff(staff) = holder {
        Some(*staff)
    } else {
        None
    }
}

impl Sent {
    /// The question's size class in KiB, if it is the first entry of its vault and signed by the phrase's key.
    fn check_entry(&self, centre: &str, asker: &HolderCard) -> Result<i64, Error> {
        if self.entry.number != 1 {
            return Err(Error::Malformed);
        }
        let vault = self.vault.as_str();
        let context = EntryContext {
            centre,
            vault,
            number: 1,
            key_number: 1,
            kind: EntryKind::Question,
            author: &asker.verifying,
        };
        size_class(&context, &self.entry.sealed.0)
    }

    /// One wrap for the phrase, and either one for an epoch or some for staff: nobody twice.
    fn holders(&self) -> Result<Vec<Holder>, Error> {
        if self.wraps.len() > MOST_WRAPS
            || self
                .wraps
                .iter()
                .any(|wrap| wrap.wrap.0.len() != WRAP_BYTES)
        {
            return Err(Error::Malformed);
        }
        let holders: Vec<Holder> = self
            .wraps
            .iter()
            .map(|wrap| wrap.holder.parse())
            .collect::<Result<_, _>>()
            .map_err(|_| Error::Malformed)?;
        let own = Holder::Phrase(BASE64URL_NOPAD.encode(&self.locator.0));
        let count =
            |of: &dyn Fn(&Holder) -> bool| holders.iter().filter(|holder| of(holder)).count();
        let phrases = count(&|holder| matches!(holder, Holder::Phrase(_)));
        let intakes = count(&|holder| matches!(holder, Holder::Intake(_)));
        let staff = count(&|holder| matches!(holder, Holder::Staff(_)));
        let repeated = holders.iter().collect::<HashSet<_>>().len() != holders.len();
        let for_somebody = matches!((intakes, staff), (1, 0) | (0, 1..));
        if phrases == 1 && holders.contains(&own) && for_somebody && !repeated {
            Ok(holders)
        } else {
            Err(Error::Malformed)
        }
    }
}

impl SentFacts {
    /// The facts as they are kept: of the web form, at this hour, with codes of this centre's lists only.
    fn checked(&self, app: &App, model: &CentreModel) -> Result<EnquiryFacts, Error> {
        let mut facts = EnquiryFacts::received(hour(app));
        facts.channel = Code::parse("form").map_err(Error::internal)?;
        facts.profession = self.profession.clone();
        facts.organisation = self.organisation.clone();
        facts.kommun = self.kommun.clone();
        facts.concerns = self.concerns.clone();
        facts.language = self.language.clone();
        facts.check(model).map_err(|_| Error::Malformed)?;
        Ok(facts)
    }
}
