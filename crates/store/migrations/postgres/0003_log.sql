-- The log of events becomes a chain: each row keeps the hash of itself and the row before, the counters the last one.
-- Rows written before have none until the program has reckoned them, when it starts.

alter table counters add column event_hash bytea check (length(event_hash) = 32);

alter table events add column hash bytea check (length(hash) = 32);

create index events_unchained on events (centre_id, number) where hash is null;

-- Signed checkpoints, append-only: so many rows, the tree over their hashes, the signed note.
create table checkpoints (
  centre_id text not null references centres (centre_id),
  size bigint not null check (size > 0),
  tree bytea not null,
  note text not null,
  signed_at bigint not null,
  primary key (centre_id, size)
);

-- A coordinator asks a colleague why she read; the number is that of the event by which it was asked.
create table reviews (
  centre_id text not null,
  number bigint not null check (number > 0),
  matter_id text not null,
  staff_id text not null,
  asked_by text not null,
  asked_at bigint not null,
  last_event bigint not null check (last_event > 0),
  reason text,
  answered_at bigint,
  primary key (centre_id, number),
  foreign key (centre_id, matter_id) references enquiries (centre_id, matter_id),
  foreign key (centre_id, staff_id) references staff (centre_id, staff_id),
  foreign key (centre_id, asked_by) references staff (centre_id, staff_id),
  check ((reason is null) = (answered_at is null))
);

create index reviews_unanswered on reviews (centre_id, staff_id, number) where reason is null;

-- A coordinator who has no key of a matter asks its readers for one; the row goes when she has it.
create table key_requests (
  centre_id text not null,
  matter_id text not null,
  staff_id text not null,
  reason text not null,
  asked_at bigint not null,
  primary key (centre_id, matter_id, staff_id),
  foreign key (centre_id, matter_id) references enquiries (centre_id, matter_id),
  foreign key (centre_id, staff_id) references staff (centre_id, staff_id)
);

alter table checkpoints enable row level security;
alter table checkpoints force row level security;
create policy one_centre on checkpoints using (centre_id = current_setting('fyren.centre', true));

alter table reviews enable row level security;
alter table reviews force row level security;
create policy one_centre on reviews using (centre_id = current_setting('fyren.centre', true));

alter table key_requests enable row level security;
alter table key_requests force row level security;
create policy one_centre on key_requests using (centre_id = current_setting('fyren.centre', true));
