-- The directory: whose keys are whose, and who can read what is sealed from now on. Append-only; each row with the hash of
-- itself and the row before, the tree up to it, and the checkpoint signed for it. The counters keep the last one's.

alter table counters add column directory_number bigint not null default 0 check (directory_number >= 0);

alter table counters add column directory_hash bytea check (length(directory_hash) = 32);

create table directory (
  centre_id text not null references centres (centre_id),
  number bigint not null check (number > 0),
  kind text not null check (kind in ('key', 'audience')),
  subject text not null,
  entry bytea not null,
  hash bytea not null,
  tree bytea not null,
  note text not null,
  primary key (centre_id, number)
);

create index directory_by_subject on directory (centre_id, kind, subject, number);

-- What a staff member's browsers remember of it, sealed by them.
create table directory_memories (
  centre_id text not null,
  staff_id text not null,
  sealed bytea not null,
  revision bigint not null check (revision > 0),
  primary key (centre_id, staff_id),
  foreign key (centre_id, staff_id) references staff (centre_id, staff_id)
);

-- An intake key that somebody knew who triages no more: askers seal for it no longer.
alter table intake_epochs add column outdated bigint not null default 0 check (outdated in (0, 1));

alter table directory enable row level security;
alter table directory force row level security;
create policy one_centre on directory using (centre_id = current_setting('fyren.centre', true));

alter table directory_memories enable row level security;
alter table directory_memories force row level security;
create policy one_centre on directory_memories using (centre_id = current_setting('fyren.centre', true));
