-- Work instead of limits: enquiries that are held for somebody to look at, or put away as junk; challenges that were used.
-- Held in readers and exclusions is what it is in enquiries, so that lists and counts read nothing else.

alter table enquiries add column held text check (held in ('doubted', 'junk', 'removed'));

alter table enquiries add column put_away_at integer;

alter table readers add column held integer not null default 0 check (held in (0, 1));

alter table exclusions add column held integer not null default 0 check (held in (0, 1));

drop index enquiries_by_shelf;
drop index enquiries_unanswered;
drop index readers_by_staff;
drop index exclusions_by_staff;

create index enquiries_by_shelf on enquiries (centre_id, shelf, received_at, matter_id) where held is null;
create index enquiries_unanswered on enquiries (centre_id, received_at, matter_id) where awaits = 'centre' and held is null;
create index enquiries_held on enquiries (centre_id, held, received_at, matter_id) where held is not null;
create index readers_by_staff on readers (centre_id, staff_id, shelf, held, received_at, matter_id);
create index exclusions_by_staff on exclusions (centre_id, staff_id, shelf, held, matter_id);

-- A challenge with work done on it counts once, for one content: both are keyed hashes.
create table spent_challenges (
  centre_id text not null references centres (centre_id),
  mark blob not null check (length(mark) = 32),
  content blob not null check (length(content) = 32),
  ends_at integer not null check (ends_at % 3600000 = 0),
  primary key (centre_id, mark)
) strict;

create index spent_challenges_by_end on spent_challenges (centre_id, ends_at);
