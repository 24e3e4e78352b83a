//! A centre as its model file says it, open and with nobody in it.

use std::sync::Arc;

use axum::Router;
use fyren_domain::access::MachineScope;
use fyren_domain::centre::CentreModel;
use fyren_domain::clock::{Clock as _, StillClock};
use fyren_domain::id::CentreId;
use fyren_domain::time::Instant;
use fyren_seal::{SeededChance, ServerKeys};
use fyren_store::Store;
use fyren_store::testing::Bench;
use fyren_web::{App, Parts, router};

use super::Browser;

const GAVLEBORG: &str = include_str!("../../../../../models/gavleborg.toml");
const DALARNA: &str = include_str!("../../../../../models/dalarna.toml");

/// 2026-11-24 09:20 in Sweden, a Tuesday of week 48.
const MORNING: i64 = 1_795_508_400_000;

/// One centre of a running installation.
pub(crate) struct Centre {
    pub(crate) app: App,
    pub(crate) id: CentreId,
    pub(crate) clock: Arc<StillClock>,
    router: Router,
}

impl Centre {
    /// Gävleborg's centre, alone in a new installation.
    pub(crate) async fn open(bench: &Bench) -> Self {
        let (app, clock) = installation(bench.store.clone());
        let id = set_up(&app, GAVLEBORG).await;
        Self {
            router: router(app.clone()),
            app,
            id,
            clock,
        }
    }

    /// The same centre, served by another node on the same database.
    pub(crate) async fn another_node(&self, bench: &Bench) -> Self {
        let store = Store::open(&bench.location)
            .await
            .expect("the test's database opens again");
        let (app, clock) = installation(store);
        clock.set(self.clock.now());
        app.centres
            .put(CentreModel::parse(GAVLEBORG).expect("the model that ships is right"));
        Self {
            router: router(app.clone()),
            app,
            id: self.id.clone(),
            clock,
        }
    }

    /// An installation that has no centre yet, and will have Gävleborg's.
    pub(crate) fn none(bench: &Bench) -> Self {
        let (app, clock) = installation(bench.store.clone());
        let id = CentreId::parse("gavleborg").expect("an id");
        Self {
            router: router(app.clone()),
            app,
            id,
            clock,
        }
    }

    /// Another centre in the same installation.
    pub(crate) async fn neighbour(&self) -> Self {
        let id = set_up(&self.app, DALARNA).await;
        Self {
            app: self.app.clone(),
            id,
            clock: self.clock.clone(),
            router: self.router.clone(),
        }
    }

    /// A centre of another name with the same lists.
    pub(crate) async fn twin(&self, name: &str) -> Self {
        let model = GAVLEBORG.replacen("id = \"gavleborg\"", &format!("id = \"{name}\""), 1);
        let id = set_up(&self.app, &model).await;
        Self {
            app: self.app.clone(),
            id,
            clock: self.clock.clone(),
            router: self.router.clone(),
        }
    }

    /// Somebody without account, before this centre's pages.
    pub(crate) fn visitor(&self) -> Browser {
        Browser::before(self.router.clone(), &self.id)
    }

    /// The program's own scope, to look into the database.
    pub(crate) fn machine(&self) -> MachineScope {
        MachineScope::at(self.id.clone())
    }
}

fn installation(store: Store) -> (App, Arc<StillClock>) {
    let clock = Arc::new(StillClock::at(Instant::from_milliseconds(MORNING)));
    let app = App::new(Parts {
        origin: "http://localhost".parse().expect("an address"),
        store,
        keys: ServerKeys::make(&mut SeededChance::new(b"server keys")),
        clock: clock.clone(),
        chance: Box::new(SeededChance::new(b"server")),
    });
    (app, clock)
}

async fn set_up(app: &App, text: &str) -> CentreId {
    let model = CentreModel::parse(text).expect("the model that ships is right");
    let id = model.id.clone();
    let mut tx = app.store.begin().await.expect("the test's database writes");
    let scope = MachineScope::at(id.clone());
    fyren_store::centre::open(&mut tx, &scope, text, app.clock.now())
        .await
        .expect("the centre is new");
    tx.commit().await.expect("the test's database keeps");
    app.centres.put(model);
    id
}
