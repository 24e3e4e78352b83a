//! `fyren serve`: opens an installation, answers until it is told to stop, and finishes what it has begun.

use std::time::Duration;

use fyren_web::App;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::command::ServeOptions;
use crate::failure::Failure;
use crate::mail::Mailer;
use crate::{installation, jobs, log};

/// How long what has begun may take once the server is told to stop.
const PATIENCE: Duration = Duration::from_secs(5);

/// Serves until SIGTERM or Ctrl-C.
pub(crate) fn run(options: ServeOptions) -> Result<(), Failure> {
    log::start(options.log_format);
    options.check_listen()?;
    runtime()?.block_on(async {
        let (keys, store) = installation::open(&options).await?;
        let app = installation::app(&options, keys, store).await?;
        installation::offer_setup(&app);
        serve(&options, app).await
    })
}

/// The tasks' engine, one thread for each core.
pub(crate) fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    runtime.map_err(|fault| Failure::machine("no threads can be started", &fault))
}

/// Answers requests until told to stop.
pub(crate) async fn serve(options: &ServeOptions, app: App) -> Result<(), Failure> {
    fyren_web::assets::check().map_err(|fault| Failure::Machine(fault.to_string()))?;
    let listener = TcpListener::bind(options.listen).await;
    let listener = listener.map_err(|fault| {
        Failure::machine(&format!("{} cannot be listened on", options.listen), &fault)
    })?;
    let mailer = options
        .mail
        .as_ref()
        .map(|server| Mailer::of(server, &app.origin));
    jobs::start(&app, mailer.transpose()?);
    let store = app.store.clone();
    let stop = stop()?;
    tracing::info!(listen = %options.listen, origin = %app.origin, database = %options.place.location(), "ready");
    let (tell, told) = oneshot::channel();
    let stop = async {
        stop.await;
        // Nobody waits any more if the server has ended by itself.
        let _ = tell.send(());
    };
    let served = axum::serve(listener, fyren_web::router(app)).with_graceful_shutdown(stop);
    tokio::select! {
        ended = served => ended.map_err(|fault| Failure::machine("the server ended", &fault))?,
        () = lose_patience(told) => tracing::info!("some pages stayed open and were cut off"),
    }
    store.close().await;
    tracing::info!("stopped");
    Ok(())
}

/// Ends a while after the server was told to stop: a page that hears live news would never end by itself.
async fn lose_patience(told: oneshot::Receiver<()>) {
    if told.await.is_err() {
        std::future::pending::<()>().await;
    }
    tokio::time::sleep(PATIENCE).await;
}

/// Hears from now on when the server is told to stop, by Ctrl-C or SIGTERM.
fn stop() -> Result<impl Future<Output = ()>, Failure> {
    let deaf = |fault| Failure::machine("signals cannot be heard", &fault);
    #[cfg(unix)]
    let mut told = {
        use tokio::signal::unix::{SignalKind, signal};
        signal(SignalKind::terminate()).map_err(deaf)?
    };
    #[cfg(windows)]
    let mut told = tokio::signal::windows::ctrl_shutdown().map_err(deaf)?;
    Ok(async move {
        // Without Ctrl-C there is still the other.
        let interrupt = async {
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
        };
        tokio::select! {
            () = interrupt => {}
            _ = told.recv() => {}
        }
        tracing::info!("stopping: what has begun is finished first");
    })
}
