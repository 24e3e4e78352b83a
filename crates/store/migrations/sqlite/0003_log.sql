-- The log of events becomes a chain: each row keeps the hash of itself and the row before, the counters the last one.
-- Rows written before have none until the program has reckoned them, when it starts.

alter table counters add column event_hash blob check (length(event_hash) = 32);

alter table events add column hash blob check (length(hash) = 32);

create index events_unchained on events (centre_id, number) where hash is null;

-- Signed checkpoints, append-only: so many rows, the tree over their hashes, the signed note.
create table checkpoints (
  centre_id text not null references centres (centre_id),
  size integer not null check (size > 0),
  tree blob not null,
  note text not null,
  signed_at integer not null,
  primary key (centre_id, size)
) strict;

-- A coordinator asks a colleague why she read; the number is that of the event by which it was asked.
create table reviews (
  centre_id text not null,
  number integer not null check (number > 0),
  matter_id text not null,
  staff_id text not null,
  asked_by text not null,
  asked_at integer not null,
  last_event integer not null check (last_event > 0),
  reason text,
  answered_at integer,
  primary key (centre_id, number),
  foreign key (centre_id, matter_id) references enquiries (centre_id, matter_id),
  foreign key (centre_id, staff_id) references staff (centre_id, staff_id),
  foreign key (centre_id, asked_by) references staff (centre_id, staff_id),
  check ((reason is null) = (answered_at is null))
) strict;

create index reviews_unanswered on reviews (centre_id, staff_id, number) where reason is null;

-- A coordinator who has no key of a matter asks its readers for one; the row goes when she has it.
create table key_requests (
  centre_id text not null,
  matter_id text not null,
  staff_id text not null,
  reason text not null,
  asked_at integer not null,
  primary key (centre_id, matter_id, staff_id),
  foreign key (centre_id, matter_id) references enquiries (centre_id, matter_id),
  foreign key (centre_id, staff_id) references staff (centre_id, staff_id)
) strict;
