-- Keys live on: circles of share holders, each staff member's shares, and recoveries; what browsers a staff member
-- signed in from.

create table recovery_circles (
  centre_id text not null references centres (centre_id),
  circle bigint not null check (circle > 0),
  named_by text not null,
  named_at bigint not null,
  first_staff text not null,
  second_staff text not null,
  first_signature bytea check (length(first_signature) = 64),
  second_signature bytea check (length(second_signature) = 64),
  paper_card bytea not null,
  primary key (centre_id, circle),
  foreign key (centre_id, named_by) references staff (centre_id, staff_id),
  foreign key (centre_id, first_staff) references staff (centre_id, staff_id),
  foreign key (centre_id, second_staff) references staff (centre_id, staff_id),
  check (first_staff <> second_staff)
);

-- Sealed in her own browser; outdated once they were used, until her browser has made new ones.
create table recovery_shares (
  centre_id text not null,
  staff_id text not null,
  circle bigint not null,
  sealed_root bytea not null,
  first_share bytea not null,
  second_share bytea not null,
  paper_share bytea not null,
  made_at bigint not null,
  outdated bigint not null check (outdated in (0, 1)),
  primary key (centre_id, staff_id),
  foreign key (centre_id, staff_id) references staff (centre_id, staff_id),
  foreign key (centre_id, circle) references recovery_circles (centre_id, circle)
);

create table recoveries (
  centre_id text not null,
  recovery_id text not null check (length(recovery_id) = 26),
  staff_id text not null,
  circle bigint not null,
  token_hash bytea check (length(token_hash) = 32),
  reason text not null,
  begun_by text not null,
  begun_at bigint not null,
  opens_at bigint not null,
  ends_at bigint not null,
  card bytea,
  first_passed bytea,
  second_passed bytea,
  outcome text check (outcome in ('done', 'stopped')),
  ended_at bigint,
  primary key (centre_id, recovery_id),
  foreign key (centre_id, staff_id) references staff (centre_id, staff_id),
  foreign key (centre_id, begun_by) references staff (centre_id, staff_id),
  foreign key (centre_id, circle) references recovery_circles (centre_id, circle),
  check ((outcome is null) = (ended_at is null)),
  check ((outcome is null) = (token_hash is not null)),
  check (card is not null or (first_passed is null and second_passed is null))
);

create unique index recoveries_open on recoveries (centre_id, staff_id) where outcome is null;

alter table recovery_circles enable row level security;
alter table recovery_circles force row level security;
create policy one_centre on recovery_circles using (centre_id = current_setting('fyren.centre', true));

alter table recovery_shares enable row level security;
alter table recovery_shares force row level security;
create policy one_centre on recovery_shares using (centre_id = current_setting('fyren.centre', true));

alter table recoveries enable row level security;
alter table recoveries force row level security;
create policy one_centre on recoveries using (centre_id = current_setting('fyren.centre', true));

-- In coarse words, as "Chrome/Windows": what it is called in the list of one's own sessions.
alter table sessions add column browser text not null default '';

create table known_browsers (
  centre_id text not null,
  staff_id text not null,
  browser text not null,
  first_at bigint not null,
  answered bigint not null check (answered in (0, 1)),
  primary key (centre_id, staff_id, browser),
  foreign key (centre_id, staff_id) references staff (centre_id, staff_id)
);

alter table known_browsers enable row level security;
alter table known_browsers force row level security;
create policy one_centre on known_browsers using (centre_id = current_setting('fyren.centre', true));
