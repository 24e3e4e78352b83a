-- Keys live on: circles of share holders, each staff member's shares, and recoveries; what browsers a staff member
-- signed in from.

create table recovery_circles (
  centre_id text not null references centres (centre_id),
  circle integer not null check (circle > 0),
  named_by text not null,
  named_at integer not null,
  first_staff text not null,
  second_staff text not null,
  first_signature blob check (length(first_signature) = 64),
  second_signature blob check (length(second_signature) = 64),
  paper_card blob not null,
  primary key (centre_id, circle),
  foreign key (centre_id, named_by) references staff (centre_id, staff_id),
  foreign key (centre_id, first_staff) references staff (centre_id, staff_id),
  foreign key (centre_id, second_staff) references staff (centre_id, staff_id),
  check (first_staff <> second_staff)
) strict;

-- Sealed in her own browser; outdated once they were used, until her browser has made new ones.
create table recovery_shares (
  centre_id text not null,
  staff_id text not null,
  circle integer not null,
  sealed_root blob not null,
  first_share blob not null,
  second_share blob not null,
  paper_share blob not null,
  made_at integer not null,
  outdated integer not null check (outdated in (0, 1)),
  primary key (centre_id, staff_id),
  foreign key (centre_id, staff_id) references staff (centre_id, staff_id),
  foreign key (centre_id, circle) references recovery_circles (centre_id, circle)
) strict;

create table recoveries (
  centre_id text not null,
  recovery_id text not null check (length(recovery_id) = 26),
  staff_id text not null,
  circle integer not null,
  token_hash blob check (length(token_hash) = 32),
  reason text not null,
  begun_by text not null,
  begun_at integer not null,
  opens_at integer not null,
  ends_at integer not null,
  card blob,
  first_passed blob,
  second_passed blob,
  outcome text check (outcome in ('done', 'stopped')),
  ended_at integer,
  primary key (centre_id, recovery_id),
  foreign key (centre_id, staff_id) references staff (centre_id, staff_id),
  foreign key (centre_id, begun_by) references staff (centre_id, staff_id),
  foreign key (centre_id, circle) references recovery_circles (centre_id, circle),
  check ((outcome is null) = (ended_at is null)),
  check ((outcome is null) = (token_hash is not null)),
  check (card is not null or (first_passed is null and second_passed is null))
) strict;

create unique index recoveries_open on recoveries (centre_id, staff_id) where outcome is null;

-- In coarse words, as "Chrome/Windows": what it is called in the list of one's own sessions.
alter table sessions add column browser text not null default '';

create table known_browsers (
  centre_id text not null,
  staff_id text not null,
  browser text not null,
  first_at integer not null,
  answered integer not null check (answered in (0, 1)),
  primary key (centre_id, staff_id, browser),
  foreign key (centre_id, staff_id) references staff (centre_id, staff_id)
) strict;
