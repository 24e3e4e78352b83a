//! Words that tell what stands beside them, in small letters without marks. Each word of a text is looked up once.

use std::collections::BTreeMap;

/// What a word tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sense {
    /// Somebody of the family or near it: what is written with a capital after it is a name.
    Kin,
    /// A profession or title before a name.
    Title,
    /// Right before a name.
    Naming,
    /// What a person does, so that the word before it with a capital is one.
    Doing,
    /// A person is often named after it.
    BeforePerson,
    /// What a person does or is, when one of the words above stands before.
    Being,
    /// Before a place.
    BeforePlace,
    /// Forms of school and years of it.
    SchoolForm,
    /// Trades whose name follows.
    Trade,
}

const LISTS: [(Sense, &str); 9] = [
    (Sense::Kin, KIN),
    (Sense::Title, TITLES),
    (Sense::Naming, NAMING),
    (Sense::Doing, DOINGS),
    (Sense::BeforePerson, BEFORE_PERSON),
    (Sense::Being, BEINGS),
    (Sense::BeforePlace, BEFORE_PLACE),
    (Sense::SchoolForm, SCHOOL_FORMS),
    (Sense::Trade, TRADES),
];

/// The senses of a word, one bit each.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Senses(u16);

impl Senses {
    pub(crate) const fn has(self, sense: Sense) -> bool {
        self.0 & (1 << sense as u16) != 0
    }
}

/// All words that tell something.
#[derive(Clone, Debug)]
pub(crate) struct Vocabulary(BTreeMap<&'static str, Senses>);

impl Vocabulary {
    pub(crate) fn new() -> Self {
        let mut words: BTreeMap<_, Senses> = BTreeMap::new();
        for (sense, list) in LISTS {
            for word in list.split_whitespace() {
                words.entry(word).or_default().0 |= 1 << sense as u16;
            }
        }
        Self(words)
    }

    pub(crate) fn senses(&self, word: &str) -> Senses {
        self.0.get(word).copied().unwrap_or_default()
    }
}

const KIN: &str = " bror brodern brors broder brodern bröderna storebror storebrodern lillebror lillebrodern \
syster systern systrarna storasyster storasystern lillasyster lillasystern halvbror halvsyster styvbror styvfar styvpappa \
kusin kusinen kusinerna pappa pappan far fadern mamma mamman mor modern farbror farbrodern morbror morbrodern faster \
fastern moster mostern farfar farfadern morfar mormor farmor svägerska svägerskan svåger svågern svärmor svärfar \
svärmodern svärfadern make maken maka makan mannen fru frun hustru hustrun pojkvän pojkvännen flickvän flickvännen \
fästman fästmannen fästmö exman exmannen exmake partner partnern sambo sambon kompis kompisen vän vännen vänner väninna \
väninnan klasskamrat klasskamraten klasskompis klasskompisen granne grannen flicka flickan pojke pojken tjej tjejen \
kille killen elev eleven dotter dottern son sonen döttrarna sönerna tvillingarna syskonen barnet barnen kvinnan tonåringen \
ungdomen familjen släkten klanen familj föräldrarna brorson brorsdotter systerson systerdotter brother sister cousin \
father mother uncle aunt husband wife son daughter boyfriend girlfriend friend neighbour pupil girl boy student \
classmate fiance family nephew niece grandmother grandfather ";

const TITLES: &str = " kurator kuratorn rektor rektorn lärare läraren mentor mentorn psykolog psykologen läkare \
läkaren doktor doktorn dr skolsköterska skolsköterskan sjuksköterska sjuksköterskan barnmorska barnmorskan \
socialsekreterare socialsekreteraren handläggare handläggaren advokat advokaten åklagare åklagaren imam imamen präst \
prästen tolk tolken chef chefen enhetschef enhetschefen tränare tränaren utredare utredaren polismannen polisinspektör \
samordnare samordnaren kollega kollegan biträde ombud ombudet herr fröken haji hajji sheikh mulla mullah sayed mr mrs ms \
miss teacher counsellor counselor nurse doctor principal midwife lawyer officer colleague kontaktperson kontaktpersonen \
fritidsledare fritidsledaren förskollärare förskolläraren familjehemmet boendestödjare ";

const NAMING: &str = " heter hette heta kallas kallad kallade kallar namn named called vid döptes döpt smeknamn smeknamnet o ";

const DOINGS: &str = " sa säger sade berättar berättade vill ville vågar vågade ringde ringer bor bodde flyttade \
slog slår hotar hotade gråter grät mår mådde åkte reste rymde kontaktade skrev träffade träffar undrar tycker tyckte känner \
kände svarar svarade följer följde kontrollerar bevakar tvingar tvingade vägrar vägrade hämtar hämtade jobbar pratar \
pratade sover somnade behöver ljuger ljög skämdes kom kommer försvann sökte söker heter fyller fyllde trivs saknar hatar \
älskar said says told wants called lives hit threatens cries refuses needs came went feels ";

const BEFORE_PERSON: &str = " att med och av om för när hos men som där då eftersom innan efter åt till från mot \
that with by when about because if before to from ";

const BEINGS: &str = " har hade är var ska skulle kan kunde får fick blev blir måste går gick has had is was will \
would can could gets got might must inte ";

const BEFORE_PLACE: &str =
    " i från till på mot in from to at near utanför nära kring genom runt över via ";

const SCHOOL_FORMS: &str = " gymnasiet gymnasieskolan gymnasium gymnasieskola gymnasieelev högstadiet \
högstadieelev mellanstadiet lågstadiet grundskolan grundskola förskolan förskola förskoleklass särskolan särskola \
grundsärskolan gymnasiesärskolan anpassade komvux sfi folkhögskolan folkhögskola språkintroduktion introduktionsprogram \
introduktionsprogrammet resursskola resursskolan friskola friskolan nian åttan sjuan sexan femman fyran trean tvåan ettan \
årskurs åk gymnasieettan gymnasietvåan niondeklassare åttondeklassare ";

const TRADES: &str = " pizzeria pizzerian restaurang restaurangen cafe cafeet kafe kafeet salong salongen frisör frisören \
frisersalong frisersalongen kiosk kiosken butik butiken krog krogen hotell hotellet bageri bageriet grill grillen \
biltvätt verkstad verkstaden vårdcentralen hälsocentralen äldreboendet servicehuset restaurant cafeteria moskén \
städfirman taxibolaget hårsalong skönhetssalong tandläkarmottagningen apoteket livs ";

/// Whether a word stands in a list, each word of which has a space before and after.
pub(crate) fn has(list: &str, word: &str) -> bool {
    !word.is_empty()
        && list.match_indices(word).any(|(at, _)| {
            let end = at + word.len();
            list[..at].ends_with(' ') && list[end..].starts_with(' ')
        })
}

/// Endings of words that are authorities, trades and places, whatever their capital.
const INSTITUTIONS: [&str; 54] = [
    "verket",
    "styrelsen",
    "kommun",
    "kommunen",
    "skolan",
    "nämnden",
    "centrum",
    "centret",
    "huset",
    "dagen",
    "lagen",
    "balken",
    "tjänsten",
    "jouren",
    "linjen",
    "rätten",
    "förbundet",
    "rådet",
    "gården",
    "fonden",
    "myndigheten",
    "kontoret",
    "byrån",
    "mottagningen",
    "gatan",
    "vägen",
    "torget",
    "gymnasiet",
    "län",
    "länet",
    "bygden",
    "dalen",
    "sjön",
    "staden",
    "partiet",
    "kyrkan",
    "föreningen",
    "bolaget",
    "modellen",
    "metoden",
    "projektet",
    "konventionen",
    "teamet",
    "enheten",
    "avdelningen",
    "möjligheten",
    "nätverket",
    "programmet",
    "hälsan",
    "vården",
    "tjänst",
    "skola",
    "polisen",
    "plattformen",
];

/// Whether a word is an authority's or a place's by its ending; also in the genitive.
pub(crate) fn is_institution(word: &str) -> bool {
    let stem = word.strip_suffix('s').unwrap_or(word);
    INSTITUTIONS.iter().any(|ending| stem.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_are_in_a_list_and_parts_of_them_are_not() {
        let list = " bror brodern ";
        assert!(has(list, "bror") && has(list, "brodern"));
        assert!(!has(list, "bro") && !has(list, "") && !has(list, "bror brodern x"));
    }

    #[test]
    fn a_word_may_tell_several_things() {
        let senses = Vocabulary::new().senses("till");
        assert!(senses.has(Sense::BeforePerson) && senses.has(Sense::BeforePlace));
        assert!(!senses.has(Sense::Kin));
    }
}
