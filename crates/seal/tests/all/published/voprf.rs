use voprf::{
    BlindedElement, EvaluationElement, Group, Proof, Ristretto255, VoprfClient, VoprfServer,
};

use super::{Script, blocks, drawn};

#[test]
fn both_sides_of_a_code_phrase_give_what_rfc_9497_gives() {
    let vectors = blocks(include_str!("../../vectors/voprf.txt"));
    assert_eq!(vectors.len(), 2);
    for vector in vectors {
        let server = VoprfServer::<Ristretto255>::new_from_seed(
            vector.find("seed"),
            vector.find("key_info"),
        )
        .unwrap();
        let public = server.get_public_key();
        assert_eq!(
            Ristretto255::serialize_elem(public).as_slice(),
            vector.find("server_public")
        );

        let mut blind = Script::new(&[&drawn(vector.find("blind"))]);
        let client = VoprfClient::<Ristretto255>::blind(vector.find("input"), &mut blind).unwrap();
        assert_eq!(
            client.message.serialize().as_slice(),
            vector.find("blinded")
        );

        let mut scalar = Script::new(&[&drawn(vector.find("proof_scalar"))]);
        let blinded = BlindedElement::deserialize(vector.find("blinded")).unwrap();
        let evaluated = server.blind_evaluate(&mut scalar, &blinded);
        assert_eq!(
            evaluated.message.serialize().as_slice(),
            vector.find("evaluated")
        );
        assert_eq!(evaluated.proof.serialize().as_slice(), vector.find("proof"));

        let element = EvaluationElement::deserialize(vector.find("evaluated")).unwrap();
        let proof = Proof::deserialize(vector.find("proof")).unwrap();
        let output = client
            .state
            .finalize(vector.find("input"), &element, &proof, public)
            .unwrap();
        assert_eq!(output.as_slice(), vector.find("output"));
    }
}
