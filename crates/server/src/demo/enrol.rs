//! The demo's staff make their keys, as in a browser: passphrases by OPAQUE, root keys wrapped under them.

use fyren_domain::access::{Action, MachineScope, Relation, Worker};
use fyren_domain::id::{CentreId, StaffId};
use fyren_domain::time::Instant;
use fyren_seal::sign_in::{ClientRegistration, ServerSetup, registration_record};
use fyren_seal::{HolderCard, HolderKeys, RootKey, wrap_root};
use fyren_store::staff::{Enrolment, NewStaff};
use fyren_store::{Tx, recovery_code, staff};
use fyren_web::directory::restate_at;
use fyren_web::{App, credential};

use super::people::{ADMINISTRATOR, Person, STAFF};
use crate::failure::Failure;

/// A staff member with keys.
pub(crate) struct Colleague {
    pub(crate) person: &'static Person,
    pub(crate) id: StaffId,
    pub(crate) keys: HolderKeys,
    pub(crate) card: HolderCard,
    pub(crate) root: RootKey,
    registration: Vec<u8>,
    wrapped_root: Vec<u8>,
}

impl Colleague {
    /// Chooses the passphrase and makes the keys; takes as long as it takes a browser.
    pub(crate) fn make(person: &'static Person, centre: &CentreId, setup: &ServerSetup) -> Self {
        let mut dice = person.dice("keys");
        let passphrase = person.passphrase();
        let (state, request) = ClientRegistration::start(dice.chance(), &passphrase)
            .expect("five words are a passphrase");
        let response = setup
            .registration_response(&credential(centre, person.handle), &request)
            .expect("the request was made here");
        let registered = state
            .finish(dice.chance(), &passphrase, &response)
            .expect("the response was made here");
        let root = RootKey::make(dice.chance());
        let id = person.id();
        Self {
            person,
            id,
            keys: root.holder_keys(),
            card: root.card(),
            registration: registration_record(&registered.upload)
                .expect("the upload was made here"),
            wrapped_root: wrap_root(dice.chance(), &registered.export_key, &root, id.as_str()),
            root,
        }
    }

    /// The colleague as somebody signed in.
    pub(crate) fn worker(&self, centre: &MachineScope) -> Worker {
        Worker::new(centre.centre().clone(), self.id, self.person.role)
    }

    fn row<'a>(&'a self, profession: &'a fyren_domain::code::Code, since: Instant) -> NewStaff<'a> {
        NewStaff {
            staff_id: self.id,
            handle: self.person.handle,
            name: self.person.name,
            title: self.person.title,
            role: self.person.role,
            profession,
            since,
        }
    }
}

/// Lets everybody make their keys, on all cores.
pub(crate) fn make_all(centre: &CentreId, setup: &ServerSetup) -> Vec<Colleague> {
    std::thread::scope(|threads| {
        let making: Vec<_> = STAFF
            .iter()
            .map(|person| threads.spawn(move || Colleague::make(person, centre, setup)))
            .collect();
        making
            .into_iter()
            .map(|made| made.join().expect("making keys does not fail"))
            .collect()
    })
}

/// Records everybody: the administrator first, who invites the others.
pub(crate) async fn record_all(
    app: &App,
    tx: &mut Tx,
    centre: &MachineScope,
    staff: &[Colleague],
    since: Instant,
) -> Result<(), Failure> {
    let administrator = staff[ADMINISTRATOR].worker(centre);
    let profession = STAFF[ADMINISTRATOR].profession();
    staff::record_first(tx, centre, &staff[ADMINISTRATOR].row(&profession, since)).await?;
    for colleague in staff {
        if colleague.id != administrator.staff() {
            let scope =
                administrator.scope_over(Action::ManageStaff, Relation::NoMatter, colleague.id);
            let scope = scope.map_err(|denied| Failure::machine("seeding", &denied))?;
            let profession = colleague.person.profession();
            staff::record(tx, &scope, &colleague.row(&profession, since)).await?;
        }
        enrol(app, tx, centre, colleague).await?;
    }
    restate_at(app, tx, centre, since).await?;
    Ok(())
}

async fn enrol(
    app: &App,
    tx: &mut Tx,
    centre: &MachineScope,
    colleague: &Colleague,
) -> Result<(), Failure> {
    let (id, card) = (colleague.id, colleague.card.to_bytes());
    let enrolment = Enrolment {
        registration: &colleague.registration,
        wrapped_root: &colleague.wrapped_root,
        card: &card,
    };
    staff::enrol(tx, centre, id, &enrolment).await?;
    let secret = colleague.person.app_secret().seal(app, centre, id);
    staff::replace_totp(tx, centre, id, Some(&secret)).await?;
    let hashes: Vec<_> = colleague
        .person
        .recovery_codes()
        .into_iter()
        .map(|(_, hash)| hash)
        .collect();
    recovery_code::replace(tx, centre, id, &hashes).await?;
    Ok(())
}
