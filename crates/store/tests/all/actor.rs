//! Those who act in these tests, and the least they must bring.

use fyren_domain::{
    access::{Action, MachineScope, Relation, Scope, VisitorScope, Worker},
    code::Code,
    id::{CentreId, EnquiryNumber, MatterId, StaffId, VaultId},
    staff::Role,
    time::Instant,
};
use fyren_store::{
    Fault, Store, Tx, centre,
    enquiry::{self, NewCall, NewEnquiry},
    entry::{NewEntry, Recorded},
    staff::{self, Enrolment, NewStaff},
    vault::{Holder, NewWrap},
};

pub(crate) const HOUR: i64 = 3_600_000;

pub(crate) fn at(hour: i64) -> Instant {
    Instant::from_milliseconds(hour * HOUR)
}

pub(crate) fn centre_id(name: &str) -> CentreId {
    CentreId::parse(name).unwrap()
}

pub(crate) fn gavleborg() -> CentreId {
    centre_id("gavleborg")
}

pub(crate) fn machine() -> MachineScope {
    MachineScope::at(gavleborg())
}

pub(crate) fn visitor() -> VisitorScope {
    VisitorScope::at(gavleborg())
}

/// Sixteen bytes that begin with a number, as if they were of chance.
pub(crate) fn bytes(number: u32) -> [u8; 16] {
    let mut bytes = [7; 16];
    bytes[..4].copy_from_slice(&number.to_be_bytes());
    bytes
}

pub(crate) fn hash(number: u32) -> [u8; 32] {
    let mut hash = [9; 32];
    hash[..4].copy_from_slice(&number.to_be_bytes());
    hash
}

pub(crate) fn matter(number: u32) -> MatterId {
    MatterId::from_bytes(bytes(number))
}

pub(crate) fn vault(number: u32) -> VaultId {
    VaultId::from_bytes(bytes(number))
}

/// A signed-in staff member; what she may do is still for `domain` to decide.
#[derive(Clone)]
pub(crate) struct Somebody {
    pub(crate) id: StaffId,
    worker: Worker,
}

impl Somebody {
    /// A coordinator who need not be in the database, because she only reads.
    pub(crate) fn coordinator() -> Self {
        let id = StaffId::from_bytes([1; 16]);
        Self {
            id,
            worker: Worker::new(gavleborg(), id, Role::Coordinator),
        }
    }

    /// Whom [`hire_at`] makes of this number.
    pub(crate) fn hired(scope: &MachineScope, number: u32, role: Role) -> Self {
        let id = StaffId::from_bytes(bytes(number));
        Self {
            id,
            worker: Worker::new(scope.centre().clone(), id, role),
        }
    }

    pub(crate) fn may(&self, action: Action) -> Scope {
        self.worker.scope(action, Relation::NoMatter).unwrap()
    }

    pub(crate) fn may_in_matter(&self, action: Action) -> Scope {
        self.worker.scope(action, Relation::Reader).unwrap()
    }

    pub(crate) fn may_over(&self, action: Action, colleague: &Somebody) -> Scope {
        let relation = if action.in_matter() {
            Relation::Reader
        } else {
            Relation::NoMatter
        };
        self.worker
            .scope_over(action, relation, colleague.id)
            .unwrap()
    }
}

/// Opens the centre of these tests.
pub(crate) async fn open_centre(store: &Store) {
    open_another_centre(store, &machine()).await;
}

pub(crate) async fn open_another_centre(store: &Store, scope: &MachineScope) {
    let mut tx = store.begin().await.unwrap();
    centre::open(&mut tx, scope, "name = \"Gävleborg\"", at(0))
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// A colleague at work, in a centre that is open.
pub(crate) async fn hire(store: &Store, number: u32, role: Role) -> Somebody {
    hire_at(store, &machine(), number, role).await
}

pub(crate) async fn hire_at(
    store: &Store,
    scope: &MachineScope,
    number: u32,
    role: Role,
) -> Somebody {
    let hired = Somebody::hired(scope, number, role);
    let id = hired.id;
    let administrator = Worker::new(
        scope.centre().clone(),
        StaffId::from_bytes([0; 16]),
        Role::Administrator,
    );
    let invite = administrator
        .scope_over(Action::ManageStaff, Relation::NoMatter, id)
        .unwrap();
    let mut tx = store.begin().await.unwrap();
    staff::record(
        &mut tx,
        &invite,
        &new_staff(id, &format!("anna{number}"), role),
    )
    .await
    .unwrap();
    let keys = Enrolment {
        registration: b"record",
        wrapped_root: b"root",
        card: b"card",
    };
    staff::enrol(&mut tx, scope, id, &keys).await.unwrap();
    tx.commit().await.unwrap();
    hired
}

pub(crate) fn new_staff(staff_id: StaffId, handle: &str, role: Role) -> NewStaff<'_> {
    static PROFESSION: std::sync::LazyLock<Code> =
        std::sync::LazyLock::new(|| Code::parse("counsellor").unwrap());
    NewStaff {
        staff_id,
        handle,
        name: "Anna",
        title: "Kurator",
        role,
        profession: &PROFESSION,
        since: at(0),
    }
}

pub(crate) fn new_entry(vault: VaultId, number: u32) -> NewEntry<'static> {
    NewEntry {
        vault_id: vault,
        number,
        key_number: 1,
        kind: "message",
        author_key: &[5; 32],
        sealed: b"sealed",
        size_class: 1,
        hour: at(1),
    }
}

pub(crate) fn number(number: u32) -> EnquiryNumber {
    EnquiryNumber::from_bytes(number.to_be_bytes())
}

/// Sends an enquiry of its own from a visitor; ids, locator and number follow from `n`.
pub(crate) async fn ask(store: &Store, n: u32) -> Result<Recorded, Fault> {
    ask_at(store, &visitor(), n, at(1)).await
}

pub(crate) async fn ask_at(
    store: &Store,
    scope: &VisitorScope,
    n: u32,
    hour: Instant,
) -> Result<Recorded, Fault> {
    let mut tx = store.begin().await?;
    let recorded = ask_in(&mut tx, scope, n, hour).await?;
    tx.commit().await?;
    Ok(recorded)
}

pub(crate) async fn ask_in(
    tx: &mut Tx,
    scope: &VisitorScope,
    n: u32,
    hour: Instant,
) -> Result<Recorded, Fault> {
    let holder = Holder::Phrase("bG9jYXRvcg".to_owned());
    let sent = enquiry::record(
        tx,
        scope,
        &NewEnquiry {
            matter_id: matter(n),
            number: number(n),
            locator: &hash(n),
            phrase_card: b"card",
            intake_epoch: None,
            content_hash: &hash(n),
            hour,
            admission: fyren_domain::demand::Admission::Queued,
            vault_id: vault(n),
            wraps: &[NewWrap {
                holder: &holder,
                wrap: b"wrap",
            }],
            entry: &NewEntry {
                kind: "question",
                ..new_entry(vault(n), 1)
            },
            facts: b"facts",
            readers: &[],
            excluded: &[],
        },
    )
    .await?;
    Ok(sent.0)
}

/// Logs a call; the identifier and the number follow from `n`.
pub(crate) async fn call(store: &Store, coordinator: &Somebody, n: u32) {
    let mut tx = store.begin().await.unwrap();
    let new = NewCall {
        matter_id: matter(n),
        number: number(n),
        received_at: at(i64::from(n)),
        facts: b"facts",
    };
    let logged = enquiry::log(&mut tx, &coordinator.may(Action::LogCall), &new)
        .await
        .unwrap();
    assert_eq!(logged.0, Recorded::New);
    tx.commit().await.unwrap();
}
