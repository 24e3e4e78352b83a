//! `fyren serve`: opens an installation, answers until it is told to stop, and finishes what it has begun.

use fyren_web::App;
use tokio::net::TcpListener;

use crate::command::ServeOptions;
use crate::failure::Failure;
use crate::mail::Mailer;
use crate::{installation, jobs, log};

/// Serves until SIGTERM or Ctrl-C.
pub(crate) fn run(options: ServeOptions) -> Result<(), Failure> {
    log::start();
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
    tracing::info!(listen = %options.listen, origin = %app.origin, database = %options.location(), "ready");
    let served =
        axum::serve(listener, fyren_web::router(app)).with_graceful_shutdown(told_to_stop());
    served
        .await
        .map_err(|fault| Failure::machine("the server ended", &fault))?;
    store.close().await;
    tracing::info!("stopped");
    Ok(())
}

async fn told_to_stop() {
    let interrupt = async {
        // Without this signal there is still the other.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupt => {}
        () = terminate() => {}
    }
    tracing::info!("stopping: what has begun is finished first");
}

#[cfg(unix)]
async fn terminate() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut told) => {
            told.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminate() {
    std::future::pending().await
}
