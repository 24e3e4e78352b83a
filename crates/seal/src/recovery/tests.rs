//! What the sharing itself gives and hides, looked at from inside.

use crate::SeededChance;

use super::*;

fn strings(seed: &[u8]) -> [Secret<32>; HOLDERS] {
    let mut chance = SeededChance::new(seed);
    std::array::from_fn(|_| Secret::make(&mut chance))
}

/// For whatever one holder has and whatever key there could be, exactly one string she lacks makes it that key. So
/// every key, and with it every root, is as likely to her as before.
#[test]
fn to_one_holder_every_key_is_equally_possible() {
    for place in Place::ALL {
        let dealt_out = strings(b"strings");
        for other in [&b"one"[..], b"another", b"a third"] {
            let possible: Secret<32> = Secret::make(&mut SeededChance::new(other));
            let mut lacking = joined(&dealt_out);
            let bytes = lacking.as_mut_bytes().iter_mut().zip(possible.as_bytes());
            bytes.for_each(|(byte, wanted)| *byte ^= wanted);
            let mut instead = dealt_out.clone();
            let own = instead[index(place)].as_mut_bytes().iter_mut();
            own.zip(lacking.as_bytes())
                .for_each(|(byte, change)| *byte ^= change);

            assert!(joined(&instead) == possible);
            let (seen, would_see) = (dealt(&dealt_out, place), dealt(&instead, place));
            assert!(seen.strings == would_see.strings, "{place:?}");
        }
    }
}

#[test]
fn nobody_is_dealt_the_string_of_her_own_number() {
    let all = strings(b"strings");
    for place in Place::ALL {
        let share = dealt(&all, place);
        assert!(share.string(place.number()).is_none());
        let others = Place::ALL.into_iter().filter(|other| *other != place);
        for other in others {
            assert!(share.string(other.number()).unwrap() == &all[index(other)]);
        }
    }
}
