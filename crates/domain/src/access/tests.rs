//! The whole of the decision as one table, and the rules that stand above it.

use std::fmt::Write;

use super::*;

fn worker(role: Role) -> Worker {
    Worker::new(
        CentreId::parse("gavleborg").unwrap(),
        StaffId::from_bytes([1; 16]),
        role,
    )
}

fn colleague() -> StaffId {
    StaffId::from_bytes([2; 16])
}

fn decide(worker: &Worker, action: Action, relation: Relation) -> Result<Scope, Denied> {
    if action.concerns_colleague() {
        worker.scope_over(action, relation, colleague())
    } else {
        worker.scope(action, relation)
    }
}

fn matrix(relations: &[Relation], in_matter: bool) -> String {
    let mut table = format!("{:<22}", "");
    for role in Role::ALL {
        write!(
            table,
            "{:<width$}",
            role.as_str(),
            width = 14 * relations.len()
        )
        .unwrap();
    }
    write!(table, "\n{:<22}", "").unwrap();
    for relation in Role::ALL.iter().flat_map(|_| relations) {
        write!(table, "{:<14}", relation.as_str()).unwrap();
    }
    for action in Action::ALL
        .iter()
        .filter(|action| action.in_matter() == in_matter)
    {
        write!(table, "\n{:<22}", action.as_str()).unwrap();
        for role in Role::ALL {
            for relation in relations {
                let mark = if decide(&worker(*role), *action, *relation).is_ok() {
                    "yes"
                } else {
                    "·"
                };
                write!(table, "{mark:<14}").unwrap();
            }
        }
    }
    table
        .lines()
        .map(str::trim_end)
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn the_matrix_is_as_it_was_reviewed() {
    let centre = matrix(&[Relation::NoMatter], false);
    let matter = matrix(
        &[Relation::Reader, Relation::NotReader, Relation::Excluded],
        true,
    );
    insta::assert_snapshot!(
        "matrix",
        format!("At the centre\n{centre}\n\nIn a matter\n{matter}")
    );
}

#[test]
fn an_exclusion_beats_every_role() {
    for role in Role::ALL {
        for action in Action::ALL {
            assert_eq!(
                decide(&worker(*role), *action, Relation::Excluded),
                Err(Denied),
                "{role} {action}"
            );
        }
    }
}

#[test]
fn the_administrator_and_the_steering_group_can_do_nothing_in_a_matter() {
    for role in [Role::Administrator, Role::Steering] {
        for action in Action::ALL.iter().filter(|action| action.in_matter()) {
            for relation in Relation::ALL {
                assert_eq!(
                    decide(&worker(role), *action, *relation),
                    Err(Denied),
                    "{role} {action} {relation}"
                );
            }
        }
    }
}

#[test]
fn nobody_grants_himself_anything() {
    for role in Role::ALL {
        let worker = worker(*role);
        for action in [
            Action::AssignReader,
            Action::LiftExclusion,
            Action::ManageStaff,
            Action::AskReason,
            Action::GiveKey,
            Action::BeginRecovery,
            Action::PassShare,
        ] {
            for relation in Relation::ALL {
                assert_eq!(
                    worker.scope_over(action, *relation, worker.staff()),
                    Err(Denied),
                    "{role} {action}"
                );
            }
        }
    }
}

#[test]
fn an_act_upon_a_colleague_names_the_colleague() {
    let coordinator = worker(Role::Coordinator);
    assert_eq!(
        coordinator.scope(Action::AssignReader, Relation::Reader),
        Err(Denied)
    );
    assert_eq!(
        coordinator.scope_over(Action::Answer, Relation::Reader, colleague()),
        Err(Denied)
    );
    let scope = coordinator
        .scope_over(Action::AssignReader, Relation::Reader, colleague())
        .unwrap();
    assert_eq!(scope.colleague(), Some(colleague()));
}

#[test]
fn without_a_key_nobody_reads_writes_or_hands_on() {
    for role in Role::ALL {
        for action in [
            Action::ReadMatter,
            Action::Answer,
            Action::Note,
            Action::AssignReader,
            Action::GiveKey,
        ] {
            assert_eq!(
                decide(&worker(*role), action, Relation::NotReader),
                Err(Denied),
                "{role} {action}"
            );
        }
    }
}

#[test]
fn a_scope_says_where_who_and_what() {
    let scope = worker(Role::Member)
        .scope(Action::ListQueue, Relation::NoMatter)
        .unwrap();
    assert_eq!(scope.centre().as_str(), "gavleborg");
    assert_eq!(
        (scope.staff(), scope.role()),
        (StaffId::from_bytes([1; 16]), Role::Member)
    );
    assert_eq!(scope.action(), Action::ListQueue);
}
