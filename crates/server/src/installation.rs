//! An installation: its data folder, keys, database and centres, opened and checked before anything is served.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use fyren_domain::centre::CentreModel;
use fyren_domain::id::CentreId;
use fyren_seal::{MachineChance, ServerKeys};
use fyren_store::installation::KeysVerdict;
use fyren_store::{Store, centre, installation};
use fyren_web::{App, Parts};

use crate::chain;
use crate::check_model;
use crate::clock::MachineClock;
use crate::command::ServeOptions;
use crate::failure::Failure;
use crate::key_file;

/// Opens the data folder's keys and the database that belongs to them.
pub(crate) async fn open(options: &ServeOptions) -> Result<(ServerKeys, Store), Failure> {
    let folder = options.place.data.display();
    fs::create_dir_all(&options.place.data)
        .map_err(|fault| Failure::machine(&format!("{folder} cannot be made"), &fault))?;
    let keys = key_file::open(&options.place.data)?;
    let store = Store::open(&options.place.location()).await?;
    check_keys(&store, &keys, &options.place.data).await?;
    chain::complete(&store).await?;
    Ok((keys, store))
}

async fn check_keys(store: &Store, keys: &ServerKeys, data: &Path) -> Result<(), Failure> {
    let mut tx = store.begin().await?;
    let verdict = installation::check_keys(&mut tx, keys.fingerprint().as_bytes()).await?;
    tx.commit().await?;
    if verdict == KeysVerdict::Wrong {
        let (file, fingerprint) = (key_file::path(data), keys.fingerprint());
        return Err(Failure::Input(vec![format!(
            "the database belongs to other keys than {} (fingerprint {fingerprint}): nothing in it could be opened. \
             Put the right file of keys there, or name the right --data or --database",
            file.display()
        )]));
    }
    Ok(())
}

/// Puts the server's state together, with every centre's model read anew.
pub(crate) async fn app(
    options: &ServeOptions,
    keys: ServerKeys,
    store: Store,
) -> Result<App, Failure> {
    let mut tx = store.read().await?;
    let centres = centre::list(&mut tx).await?;
    drop(tx);
    let app = App::new(Parts {
        origin: options.origin(),
        store,
        keys,
        clock: Arc::new(MachineClock),
        chance: Box::new(MachineChance),
    });
    for centre in centres {
        let name = format!("the model of {}", centre.centre_id);
        app.centres
            .put(check_model::read(&name, &centre.model).map_err(Failure::Input)?);
    }
    let stated = fyren_web::directory::complete(&app).await;
    stated.map_err(|fault| {
        let doing = "the directory of keys cannot be brought up to date (if `fyren log verify` names a row of it, \
                     somebody changed the database: restore a backup)";
        Failure::machine(doing, &fault)
    })?;
    Ok(app)
}

/// Opens an installation that is there, for a command: a wrong folder makes none.
pub(crate) async fn open_existing(options: &ServeOptions) -> Result<App, Failure> {
    if !key_file::path(&options.place.data).exists() {
        return Err(Failure::Input(vec![format!(
            "there is no installation in {}: name its folder with --data",
            options.place.data.display()
        )]));
    }
    let (keys, store) = open(options).await?;
    app(options, keys, store).await
}

/// The centre of this name, or the only one.
pub(crate) fn centre(app: &App, named: Option<&CentreId>) -> Result<Arc<CentreModel>, Failure> {
    let centres = app.centres.list();
    let found = match (named, centres.as_slice()) {
        (Some(id), _) => app.centres.find(id),
        (None, [only]) => Some(only.clone()),
        (None, _) => None,
    };
    found.ok_or_else(|| {
        let there: Vec<_> = centres.iter().map(|model| model.id.as_str()).collect();
        Failure::Input(vec![if there.is_empty() {
            "the installation has no centre yet: start it with `fyren serve` and set one up"
                .to_owned()
        } else {
            format!(
                "name one of the centres with --centre: {}",
                there.join(", ")
            )
        }])
    })
}

/// Tells the operator of an empty installation where to begin. Whoever reads the log may.
pub(crate) fn offer_setup(app: &App) {
    if app.centres.list().is_empty() {
        let address = format!(
            "{}{}",
            app.origin.as_str().trim_end_matches('/'),
            app.open_setup()
        );
        tracing::info!("there is no centre yet: open {address} to set one up");
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;
    use fyren_domain::access::MachineScope;
    use fyren_domain::time::Instant;
    use fyren_store::on_both_engines;
    use fyren_store::testing::Bench;

    use super::*;
    use crate::command::{Command, Fyren};

    on_both_engines!(a_broken_model_stops_the_start_with_its_line_and_reason);

    async fn a_broken_model_stops_the_start_with_its_line_and_reason(bench: Bench) {
        let centre = MachineScope::at("gavleborg".parse().unwrap());
        let model = include_str!("../../../models/gavleborg.toml");
        let line = model.lines().position(|line| line.starts_with("county"));
        let broken = model.replace("county = \"21\"", "county = \"Gävleborg\"");
        let mut tx = bench.store.begin().await.unwrap();
        centre::open(&mut tx, &centre, &broken, Instant::default())
            .await
            .unwrap();
        tx.commit().await.unwrap();

        let Command::Serve(options) = Fyren::parse_from(["fyren", "serve"]).command else {
            panic!("serve was asked for")
        };
        let keys = ServerKeys::make(&mut MachineChance);
        let refused = app(&options, keys, bench.store.clone())
            .await
            .err()
            .unwrap();
        let place = format!("the model of gavleborg:{}:", line.unwrap() + 1);
        assert!(refused.to_string().starts_with(&place), "{refused}");
        assert!(matches!(refused, Failure::Input(_)));
    }
}
