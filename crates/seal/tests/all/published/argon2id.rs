use argon2::{Algorithm, Argon2, AssociatedData, ParamsBuilder, Version};

use super::blocks;

#[test]
fn argon2id_gives_the_tag_of_its_rfc() {
    for vector in blocks(include_str!("../../vectors/argon2id.txt")) {
        let params = ParamsBuilder::new()
            .m_cost(32)
            .t_cost(3)
            .p_cost(4)
            .data(AssociatedData::new(vector.find("data")).unwrap())
            .build()
            .unwrap();
        let secret = vector.find("secret");
        let argon2 =
            Argon2::new_with_secret(secret, Algorithm::Argon2id, Version::V0x13, params).unwrap();
        let mut tag = [0; 32];
        argon2
            .hash_password_into(vector.find("password"), vector.find("salt"), &mut tag)
            .unwrap();
        assert_eq!(tag, vector.find("tag"));
    }
}
