//! The tree of RFC 6962, with the leaves and roots of the reference implementation's tests
//! (google/certificate-transparency, cpp/merkletree/merkle_tree_test.cc).

use fyren_seal::log::{Hash, Tree, check_inclusion, leaf_hash, make_inclusion, make_tile, root_of};

use crate::published::hex;

const LEAVES: [&str; 8] = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
];

const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

#[test]
fn a_tree_has_the_published_roots_at_every_size() {
    let mut tree = Tree::default();
    assert_eq!(tree.root().as_slice(), hex(ROOTS[0]));
    for (leaf, root) in LEAVES.iter().zip(&ROOTS[1..]) {
        tree.push(&hex(leaf));
        assert_eq!(tree.root().as_slice(), hex(root));
        let again = Tree::from_bytes(tree.size(), &tree.to_bytes());
        assert_eq!(again.unwrap(), tree);
    }
    assert!(Tree::from_bytes(7, &tree.to_bytes()).is_err());
}

/// Which leaf (from 1) of how many, and the path (the same tests, `precomputed_path_test_vectors`).
const PATHS: [(usize, usize, &[&str]); 5] = [
    (1, 1, &[]),
    (
        1,
        8,
        &[
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        6,
        8,
        &[
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (
        3,
        3,
        &["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    ),
    (
        2,
        5,
        &[
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
];

fn hashes() -> Vec<Hash> {
    LEAVES.iter().map(|leaf| leaf_hash(&hex(leaf))).collect()
}

#[test]
fn a_leaf_has_the_published_path() {
    for (place, size, path) in PATHS {
        let leaves = &hashes()[..size];
        let made = make_inclusion(leaves, place - 1);
        let published: Vec<_> = path.iter().map(|hash| hex(hash)).collect();
        assert_eq!(made.concat(), published.concat(), "{place} of {size}");
    }
}

#[test]
fn a_path_holds_for_its_leaf_place_and_tree_only() {
    let all = hashes();
    for size in 1..=all.len() {
        let leaves = &all[..size];
        let root = root_of(leaves);
        assert_eq!(root.as_slice(), hex(ROOTS[size]));
        for index in 0..size {
            let path = make_inclusion(leaves, index);
            let check = |leaf: &Hash, index: usize, size: usize, path: &[Hash]| {
                check_inclusion(leaf, index as u64, size as u64, path, &root).is_ok()
            };
            assert!(check(&leaves[index], index, size, &path));
            assert!(!check(&leaf_hash(b"other"), index, size, &path));
            assert!(!check(
                &leaves[index],
                index,
                size,
                &[path.as_slice(), &[root]].concat()
            ));
            assert!(!check(&leaves[index], size, size, &path));
            assert!(!check(&leaves[index], index, 0, &path));
            for other in (0..size).filter(|other| *other != index) {
                assert!(
                    !check(&leaves[index], other, size, &path),
                    "{index} as {other} of {size}"
                );
            }
            for beside in 0..path.len() {
                let mut turned = path.clone();
                turned[beside][7] ^= 1;
                assert!(!check(&leaves[index], index, size, &turned));
                assert!(!check(&leaves[index], index, size, &path[..beside]));
            }
        }
    }
}

#[test]
fn tiles_are_those_of_the_specification() {
    let leaf = |number: u64| leaf_hash(&number.to_be_bytes());
    let leaves: Vec<_> = (0..70_000).map(leaf).collect();
    // The example of c2sp.org/tlog-tiles: 273 full tiles and 112 hashes, one full and 17, one.
    assert_eq!(make_tile(&leaves, 0, 272, 256).unwrap().len(), 256 * 32);
    assert_eq!(
        make_tile(&leaves, 0, 273, 112).unwrap(),
        leaves[69_888..].concat()
    );
    assert_eq!(make_tile(&leaves, 0, 273, 113), None);
    assert_eq!(
        make_tile(&leaves, 1, 0, 256).unwrap()[..32],
        root_of(&leaves[..256])
    );
    assert_eq!(make_tile(&leaves, 1, 1, 17).unwrap().len(), 17 * 32);
    assert_eq!(make_tile(&leaves, 1, 1, 18), None);
    assert_eq!(
        make_tile(&leaves, 2, 0, 1).unwrap(),
        root_of(&leaves[..65_536])
    );
    for (level, index, width) in [(0, 0, 0), (0, 0, 257), (4, 0, 1), (3, usize::MAX, 1)] {
        assert_eq!(make_tile(&leaves, level, index, width), None);
    }
}
