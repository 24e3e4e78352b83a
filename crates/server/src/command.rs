//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use fyren_domain::id::CentreId;
use fyren_domain::time::Date;
use fyren_store::Location;
use url::Url;

use crate::deidentify::Input;
use crate::failure::Failure;

/// The working system of a regional resource centre against honour-related violence and oppression.
///
/// What people write is sealed in their browsers: this server keeps it and cannot read it.
#[derive(Debug, Parser)]
#[command(
    name = "fyren",
    version,
    arg_required_else_help = true,
    disable_help_subcommand = true
)]
#[command(
    after_help = "Exit codes: 0 done, 1 the input is at fault, 2 misuse, 3 the machine is at fault."
)]
pub(crate) struct Fyren {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve the pages of the centres of an installation.
    ///
    /// An empty installation logs a one-time address, where its first administrator sets up a centre.
    Serve(ServeOptions),
    /// Serve a living demo centre, seeded with a year of invented matters.
    ///
    /// Everybody can know its sign-ins: never put a real person into it, and never open it to others.
    Demo {
        #[command(flatten)]
        options: ServeOptions,
        /// Print how the demo's staff sign in and which code phrases open what, and end.
        #[arg(long, value_name = "FORM", num_args = 0..=1, default_missing_value = "text")]
        sign_ins: Option<Form>,
    },
    /// Import what a centre kept before it had Fyren.
    #[command(subcommand)]
    Import(Import),
    /// Export what a centre keeps in Fyren.
    #[command(subcommand)]
    Export(Export),
    /// Write a backup, sealed for age recipients, while the server runs or stands still.
    ///
    /// The file of the server's keys is not in it: keep that elsewhere.
    Backup(BackupOptions),
    /// Restore a backup into an empty folder or database, or only check it.
    ///
    /// The file of the server's keys must lie in the data folder already, as keys/server-keys.
    Restore(RestoreOptions),
    /// Look back over the log of events and the directory of keys.
    #[command(subcommand)]
    Log(LogCommand),
    /// Check centre model files, and print each fault as FILE:LINE:COLUMN: REASON.
    CheckModel {
        /// The files to check.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Say what could tell who a text on standard input is about: where it stands, of what kind, how sure.
    ///
    /// Offsets are Unicode code points, the end not included. The text itself is not repeated.
    Deidentify(DeidentifyOptions),
    /// Look for what released statistics tell about those they leave out.
    #[command(subcommand)]
    Disclose(Disclose),
}

/// What can be done against disclosure.
#[derive(Debug, Subcommand)]
pub(crate) enum Disclose {
    /// Attack all releases together, and print the interval of each hidden quantity and a decision as JSON.
    ///
    /// A decision to reject is an answer and ends with 0. Statements that contradict each other end with 1.
    Audit(DiscloseAudit),
    /// Protect a table of counts: hide cells until nobody can conclude a small number, and print what may be
    /// published, with the claims to be audited, as JSON.
    ///
    /// A table that is wrong, or that nothing can protect, ends with 1 and nothing is printed.
    Protect(DiscloseProtect),
}

/// The table to be protected.
#[derive(Args, Clone, Debug)]
pub(crate) struct DiscloseProtect {
    /// The table as JSON, if not on standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) table: Option<PathBuf>,
}

/// The claims to be audited.
#[derive(Args, Clone, Debug)]
pub(crate) struct DiscloseAudit {
    /// The claims as JSON, if not on standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) claims: Option<PathBuf>,
}

/// In which form the texts come.
#[derive(Args, Clone, Debug)]
#[group(required = true, multiple = false)]
pub(crate) struct DeidentifyOptions {
    /// On each line {"id","text"}; the answer is on each line {"id","spans"}.
    #[arg(long)]
    jsonl: bool,
    /// One text, plain or as {"text"}; the answer is {"spans"}.
    #[arg(long)]
    json: bool,
}

impl DeidentifyOptions {
    pub(crate) const fn input(&self) -> Input {
        if self.jsonl { Input::Lines } else { Input::One }
    }
}

/// What can be imported.
#[derive(Debug, Subcommand)]
pub(crate) enum Import {
    /// Read the calls a centre kept in a spreadsheet, and show what they would become.
    ///
    /// Nothing is imported unless asked for. A row that was imported before is not counted twice. Ends with 1 if a
    /// row is refused, also when the good ones are imported.
    Calls(ImportCalls),
}

/// What can be exported.
#[derive(Debug, Subcommand)]
pub(crate) enum Export {
    /// Write every call with its coded facts, a row for each exposed person. For the centre only: a row is one person.
    Calls(ExportCalls),
}

/// The installation a command works on, and one of its centres.
#[derive(Args, Clone, Debug)]
pub(crate) struct CentreOptions {
    #[command(flatten)]
    pub(crate) installation: Place,
    /// The centre, where the installation has several.
    #[arg(long, value_name = "ID")]
    pub(crate) centre: Option<CentreId>,
}

/// A spreadsheet to be imported, or a template to be written.
#[derive(Args, Debug)]
pub(crate) struct ImportCalls {
    /// The spreadsheet: CSV or XLSX.
    #[arg(value_name = "FILE", required_unless_present = "template")]
    pub(crate) file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) place: CentreOptions,
    /// The sheet of an XLSX, if not the first.
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Option<String>,
    /// Leave out columns that the template does not have.
    #[arg(long)]
    pub(crate) ignore_columns: bool,
    /// Import the calls whose rows are right.
    #[arg(long, conflicts_with = "all_or_nothing")]
    pub(crate) import_good: bool,
    /// Import only if every row is right.
    #[arg(long)]
    pub(crate) all_or_nothing: bool,
    /// Print for programs.
    #[arg(long)]
    pub(crate) json: bool,
    /// Write an empty template with the centre's own lists, .csv or .xlsx, and end.
    #[arg(long, value_name = "FILE", conflicts_with = "file")]
    pub(crate) template: Option<PathBuf>,
}

/// What to write of the calls, and where to.
#[derive(Args, Debug)]
pub(crate) struct ExportCalls {
    #[command(flatten)]
    pub(crate) place: CentreOptions,
    /// The form.
    #[arg(long, value_name = "FORM", default_value = "csv")]
    pub(crate) format: ExportForm,
    /// The first day of calls.
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<Date>,
    /// The last day of calls.
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<Date>,
    /// The file to make; standard output without it.
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// The form of a file of calls.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ExportForm {
    /// Opens right in a Swedish Excel.
    Csv,
    /// A workbook.
    Xlsx,
    /// For programs.
    Json,
}

/// What is done with the log of events; nothing of it is changed.
#[derive(Debug, Subcommand)]
pub(crate) enum LogCommand {
    /// Compare every row of the log of events and of the directory of keys with its hash and with the signed
    /// checkpoints, also while the server runs.
    ///
    /// Prints how many rows each centre has, or each row that was removed, changed, moved or put in, and ends with 1.
    Verify {
        #[command(flatten)]
        place: Place,
        /// Compare with a checkpoint that was kept elsewhere, too; may be given several times.
        #[arg(long, value_name = "FILE")]
        checkpoint: Vec<PathBuf>,
    },
    /// Print the newest signed checkpoint, to be kept where whoever runs the server cannot change it.
    Checkpoint {
        #[command(flatten)]
        place: Place,
        /// Of which centre; needed where there are several.
        #[arg(long, value_name = "ID")]
        centre: Option<CentreId>,
        /// Of the directory of keys instead of the log of events.
        #[arg(long)]
        directory: bool,
        /// Print the public key that checkpoints are signed with instead.
        #[arg(long)]
        key: bool,
    },
}

/// How something is printed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Form {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Where an installation lies.
#[derive(Args, Clone, Debug)]
pub(crate) struct Place {
    /// Folder for the server's keys, and for the database unless --database names another.
    #[arg(long, value_name = "DIR", default_value = "fyren-data")]
    pub(crate) data: PathBuf,
    /// Database instead of the SQLite file in the data folder: postgres://USER:PASSWORD@HOST/NAME.
    #[arg(
        long,
        value_name = "URL",
        env = "FYREN_DATABASE",
        hide_env_values = true
    )]
    pub(crate) database: Option<Location>,
}

impl Place {
    /// Where the database is.
    pub(crate) fn location(&self) -> Location {
        let file = || Location::Sqlite(self.data.join("fyren.db"));
        self.database.clone().unwrap_or_else(file)
    }
}

/// Where an installation lies and how it is reached.
#[derive(Args, Clone, Debug)]
pub(crate) struct ServeOptions {
    #[command(flatten)]
    pub(crate) place: Place,
    /// Address and port to listen on.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// Say that a proxy with TLS stands between visitors and an address that other machines reach.
    #[arg(long)]
    pub(crate) behind_tls: bool,
    /// Address that visitors see, such as `https://fyren.example` [default: http://localhost:PORT].
    #[arg(long, value_name = "URL", value_parser = origin)]
    pub(crate) origin: Option<Url>,
    /// Mail server for "you have something new" to staff: smtps://USER:PASSWORD@HOST, or smtp:// on this machine. No mail is sent without it.
    #[arg(long, value_name = "URL", env = "FYREN_MAIL", hide_env_values = true)]
    pub(crate) mail: Option<Url>,
    /// How lines of the log are written.
    #[arg(
        long,
        value_name = "FORM",
        env = "FYREN_LOG_FORMAT",
        default_value = "text"
    )]
    pub(crate) log_format: Form,
}

impl ServeOptions {
    /// The options of a command that serves nothing.
    pub(crate) fn of_installation(place: &Place) -> Self {
        Self {
            place: place.clone(),
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            behind_tls: false,
            origin: None,
            mail: None,
            log_format: Form::Text,
        }
    }

    /// Refuses to be reached by other machines in the clear: everything that is safe needs TLS.
    pub(crate) fn check_listen(&self) -> Result<(), Failure> {
        if self.listen.ip().is_loopback() || self.behind_tls {
            return Ok(());
        }
        Err(Failure::Input(vec![format!(
            "other machines reach {}, and Fyren speaks without TLS: listen on 127.0.0.1 behind a proxy on this machine, \
             or say with --behind-tls that a proxy with TLS stands before this address and nobody else reaches it",
            self.listen
        )]))
    }

    /// The address visitors see.
    pub(crate) fn origin(&self) -> Url {
        let port = self.listen.port();
        self.origin.clone().unwrap_or_else(|| {
            Url::parse(&format!("http://localhost:{port}")).expect("a port makes an address")
        })
    }
}

/// What is backed up, for whom, and where to.
#[derive(Args, Clone, Debug)]
pub(crate) struct BackupOptions {
    #[command(flatten)]
    pub(crate) place: Place,
    #[command(flatten)]
    pub(crate) recipients: Recipients,
    /// Folder for the backup; it must be there.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) to: PathBuf,
    /// Remove backups from that folder on the day they become this many days old.
    #[arg(long, value_name = "DAYS", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) keep_days: u16,
}

/// Who can open a backup.
#[derive(Args, Clone, Debug)]
#[group(required = true, multiple = true)]
pub(crate) struct Recipients {
    /// Who can open the backup, as age writes it: age1…
    #[arg(long, value_name = "RECIPIENT", value_parser = recipient)]
    pub(crate) recipient: Vec<age::x25519::Recipient>,
    /// File with a recipient on each line.
    #[arg(long, value_name = "FILE")]
    pub(crate) recipient_file: Vec<PathBuf>,
}

/// What is restored, and where to.
#[derive(Args, Clone, Debug)]
pub(crate) struct RestoreOptions {
    #[command(flatten)]
    pub(crate) place: Place,
    /// The backup.
    #[arg(long, value_name = "FILE")]
    pub(crate) from: PathBuf,
    /// File with the age identity that opens it.
    #[arg(long, value_name = "FILE")]
    pub(crate) identity: PathBuf,
    /// Only read the whole backup and say whether it could be restored.
    #[arg(long)]
    pub(crate) check: bool,
}

/// Reads a recipient, or says what one looks like.
pub(crate) fn recipient(text: &str) -> Result<age::x25519::Recipient, String> {
    let told = |_| "a recipient begins with age1, as `age-keygen -y` prints it".to_owned();
    text.parse().map_err(told)
}

fn origin(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|fault| fault.to_string())?;
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    let web = matches!(url.scheme(), "http" | "https") && url.has_host();
    if bare && web && url.username().is_empty() {
        Ok(url)
    } else {
        Err("an origin is http:// or https:// and a host, such as https://fyren.example".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Fyren::command().debug_assert();
    }

    #[test]
    fn an_origin_is_a_scheme_and_a_host() {
        for good in ["https://fyren.example", "http://localhost:8080/"] {
            assert!(origin(good).is_ok(), "{good}");
        }
        for wrong in [
            "fyren.example",
            "ftp://fyren.example",
            "https://fyren.example/hub",
            "https://a@fyren.example",
        ] {
            assert!(origin(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn other_machines_are_reached_behind_tls_alone() {
        let checked = |arguments: &[&str]| {
            let all = ["fyren", "serve", "--listen"].iter().chain(arguments);
            let Command::Serve(options) = Fyren::parse_from(all).command else {
                panic!("serve was asked for")
            };
            options.check_listen()
        };
        for own in ["127.0.0.1:8080", "[::1]:8080", "127.3.2.1:80"] {
            assert!(checked(&[own]).is_ok(), "{own}");
        }
        for open in ["0.0.0.0:8080", "[::]:8080", "192.0.2.1:8080"] {
            assert!(matches!(checked(&[open]), Err(Failure::Input(_))), "{open}");
            assert!(checked(&[open, "--behind-tls"]).is_ok(), "{open}");
        }
    }

    #[test]
    fn without_an_origin_visitors_see_localhost_and_the_port() {
        let parsed = Fyren::parse_from(["fyren", "serve", "--listen", "0.0.0.0:9000"]);
        let Command::Serve(options) = parsed.command else {
            panic!("serve was asked for")
        };
        assert_eq!(options.origin().as_str(), "http://localhost:9000/");
    }
}
