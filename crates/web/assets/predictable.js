// Whether a passphrase is among those that guessers try first, however long it is: one piece over and over, runs
// of the alphabet or of a keyboard, years, numbers alone, and words that lie near at hand.
//
// These are rules, and no list of passphrases that leaked. What is left when all that is taken away must be worth
// as much as a passphrase of eight signs nobody could foresee.

const LEAST_WORTH = 8;
const LEAST_DIFFERENT = 5;
const NUMBERS_UNTIL = 20;
/** What somebody needs to try for a piece that is known, in signs. */
const KNOWN_WORTH = 2;
const KNOWN = "\u0000";

const RUNS = ["abcdefghijklmnopqrstuvwxyzåäö", "1234567890", "0123456789", "qwertyuiopå", "asdfghjklöä", "zxcvbnm,.-", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik", "qazwsxedcrfvtgbyhnujmikolp", "!\"#¤%&/()=", "!@#$%^&*()"]
  .flatMap((run) => [run, [...run].reverse().join("")]);
const SHORTEST_RUN = 4;
const SHORTEST_NUMBERS = 3;

/** Words at hand for whoever works at a centre: of signing in, of the work, of the calendar. */
const AT_HAND = `lösenfras lösenord lösen password passphrase passord hemligt hemlighet hemlig secret välkommen välkomna welcome
  inloggning logga login användare användarnamn username admin administratör administrator koordinator samordnare kurator handläggare
  fyren fyrtorn resurscentrum resurscenter centrum center heder hedersrelaterat förtryck våld stöd socialtjänsten socialtjänst region
  regionen kommun kommunen länsstyrelsen länet sverige sweden svenska dator datorn jobbet jobb arbete arbetet kontoret kontor
  januari februari mars april maj juni juli augusti september oktober november december måndag tisdag onsdag torsdag fredag lördag
  söndag våren sommaren hösten vintern vår sommar höst vinter jagälskardig jagälskar älskar iloveyou mamma pappa testar test hejhej
  sommarlov semester nyttår`.split(/\s+/u);

const LOOKALIKES = new Map([["@", "a"], ["4", "a"], ["3", "e"], ["1", "i"], ["!", "i"], ["0", "o"], ["5", "s"], ["$", "s"], ["7", "t"]]);

/** As it would be spelt in letters alone. @param {string} text */
const spelt = (text) => [...text].map((sign) => LOOKALIKES.get(sign) ?? sign).join("");

/** The shortest piece that makes the whole by being repeated. @param {string} text */
const unit = (text) => {
  for (let length = 1; length <= text.length / 2; length += 1) {
    const piece = text.slice(0, length);
    if (piece.repeat(Math.ceil(text.length / length)).startsWith(text)) return piece;
  }
  return text;
};

/** How far a run goes from here. @param {string} text @param {number} from */
const runLength = (text, from) => {
  let longest = 0;
  for (const run of RUNS) {
    const start = run.indexOf(/** @type {string} */ (text[from]));
    if (start < 0) continue;
    let length = 1;
    while (start + length < run.length && run[start + length] === text[from + length]) length += 1;
    longest = Math.max(longest, length);
  }
  const numbers = /^\d+$/u.test(text.slice(from, from + longest));
  return longest >= (numbers ? SHORTEST_NUMBERS : SHORTEST_RUN) ? longest : 0;
};

/** @param {string} text */
const withoutRuns = (text) => {
  let left = "";
  for (let from = 0; from < text.length;) {
    const length = runLength(text, from);
    left += length ? KNOWN : text[from];
    from += length || 1;
  }
  return left;
};

/** In signs that must be guessed. @param {string} text @param {string[]} words  the longest first */
const worth = (text, words) => {
  let left = unit(text);
  for (const word of words) left = left.replaceAll(word, KNOWN);
  left = withoutRuns(left.replace(/(?:19|20)\d\d/gu, KNOWN)).replace(/(.)\1{2,}/gsu, KNOWN);
  const known = left.split(KNOWN).length - 1;
  return left.length - known + known * KNOWN_WORTH;
};

/**
 * Whether it is easily foreseen.
 * @param {string} passphrase @param {string[]} own  words that lie near at hand here: the centre's and the places around it
 */
export const isPredictable = (passphrase, own) => {
  const text = passphrase.normalize("NFKC").toLowerCase().replace(/\s+/gu, "");
  if (new Set(text).size < LEAST_DIFFERENT) return true;
  if (text.length < NUMBERS_UNTIL && /^[\d\p{P}\p{S}]+$/u.test(text) && /\d{4}/u.test(text)) return true;
  const words = [...AT_HAND, ...own.map((word) => word.toLowerCase())].sort((one, other) => other.length - one.length);
  return Math.min(worth(text, words), worth(spelt(text), words)) < LEAST_WORTH;
};
