-- The foundation: centres and staff, vaults and entries, matters, facts, events.
-- Instants are milliseconds UTC, dates ISO text, ids text made by us, bytes are sealed or hashed before they come here.

create table installation (
  only_one bigint not null primary key check (only_one = 1),
  keys_fingerprint bytea not null
);

create table centres (
  centre_id text not null primary key check (length(centre_id) between 2 and 31),
  model text not null,
  revision bigint not null check (revision > 0),
  opened_at bigint not null
);

-- One row for each centre, locked by whoever changes facts, events or the number of matters until the commit:
-- that is what makes event numbers gapless and "facts newer than" complete.
create table counters (
  centre_id text not null primary key references centres (centre_id),
  fact_clock bigint not null check (fact_clock >= 0),
  event_number bigint not null check (event_number >= 0),
  new_matters bigint not null check (new_matters >= 0),
  ongoing_matters bigint not null check (ongoing_matters >= 0),
  closed_matters bigint not null check (closed_matters >= 0)
);

create table staff (
  centre_id text not null references centres (centre_id),
  staff_id text not null check (length(staff_id) = 26),
  handle text not null check (length(handle) between 1 and 100),
  name text not null,
  title text not null,
  role text not null check (role in ('coordinator', 'member', 'administrator', 'steering')),
  profession text not null,
  state text not null check (state in ('invited', 'active', 'left')),
  registration bytea,
  wrapped_root bytea,
  card bytea,
  totp bytea,
  totp_step bigint not null,
  mail bytea,
  since bigint not null,
  left_at bigint,
  revision bigint not null check (revision > 0),
  primary key (centre_id, staff_id),
  unique (centre_id, handle),
  check (state <> 'active' or (registration is not null and wrapped_root is not null and card is not null)),
  check ((state = 'left') = (left_at is not null))
);

create table invitations (
  centre_id text not null,
  token_hash bytea not null check (length(token_hash) = 32),
  staff_id text not null,
  made_at bigint not null,
  ends_at bigint not null,
  primary key (centre_id, token_hash),
  foreign key (centre_id, staff_id) references staff (centre_id, staff_id)
);

create table passkeys (
  centre_id text not null,
  passkey_id text not null check (length(passkey_id) = 26),
  staff_id text not null,
  credential bytea not null,
  label text not null,
  sealed bytea not null,
  made_at bigint not null,
  used_at bigint,
  revision bigint not null check (revision > 0),
  primary key (centre_id, passkey_id),
  unique (centre_id, credential),
  foreign key (centre_id, staff_id) references staff (centre_id, staff_id)
);

create index passkeys_by_staff on passkeys (centre_id, staff_id);

create table recovery_codes (
  centre_id text not null,
  staff_id text not null,
  code_hash bytea not null check (length(code_hash) = 32),
  used_at bigint,
  primary key (centre_id, staff_id, code_hash),
  foreign key (centre_id, staff_id) references staff (centre_id, staff_id)
);

create table sessions (
  centre_id text not null,
  token_hash bytea not null check (length(token_hash) = 32),
  staff_id text not null,
  stage text not null check (stage in ('half', 'full')),
  secret bytea not null,
  made_at bigint not null,
  seen_at bigint not null,
  ends_at bigint not null,
  primary key (centre_id, token_hash),
  foreign key (centre_id, staff_id) references staff (centre_id, staff_id)
);

create index sessions_by_staff on sessions (centre_id, staff_id);
create index sessions_by_end on sessions (centre_id, ends_at);

-- The server's half of an exchange that has begun (OPAQUE, a passkey): taken once, then gone.
create table sign_in_attempts (
  centre_id text not null references centres (centre_id),
  token_hash bytea not null check (length(token_hash) = 32),
  purpose text not null,
  staff_id text,
  state bytea not null,
  ends_at bigint not null,
  primary key (centre_id, token_hash),
  foreign key (centre_id, staff_id) references staff (centre_id, staff_id)
);

create index sign_in_attempts_by_end on sign_in_attempts (centre_id, ends_at);

-- How often something was done within a window of time; the subject is a keyed hash.
create table limits (
  centre_id text not null references centres (centre_id),
  act text not null,
  subject bytea not null check (length(subject) = 32),
  window_start bigint not null,
  times bigint not null check (times > 0),
  primary key (centre_id, act, subject, window_start)
);

create index limits_by_start on limits (centre_id, window_start);

create table intake_epochs (
  centre_id text not null,
  epoch text not null,
  sealing bytea not null,
  signer text not null,
  signer_key bytea not null check (length(signer_key) = 32),
  signature bytea not null check (length(signature) = 64),
  made_at bigint not null,
  primary key (centre_id, epoch),
  foreign key (centre_id, signer) references staff (centre_id, staff_id)
);

create table intake_wraps (
  centre_id text not null,
  epoch text not null,
  staff_id text not null,
  wrap bytea not null,
  primary key (centre_id, epoch, staff_id),
  foreign key (centre_id, epoch) references intake_epochs (centre_id, epoch),
  foreign key (centre_id, staff_id) references staff (centre_id, staff_id)
);

create table enquiries (
  centre_id text not null references centres (centre_id),
  matter_id text not null check (length(matter_id) = 26),
  number text not null check (length(number) = 7),
  locator bytea check (length(locator) = 32),
  phrase_card bytea,
  intake_epoch text,
  content_hash bytea check (length(content_hash) = 32),
  state text not null check (state in ('open', 'taken_on', 'closed')),
  shelf text not null check (shelf in ('new', 'ongoing', 'closed')),
  awaits text not null check (awaits in ('centre', 'asker', 'nobody')),
  awaits_since bigint not null,
  received_at bigint not null,
  closed_at bigint,
  revision bigint not null check (revision > 0),
  primary key (centre_id, matter_id),
  unique (centre_id, number),
  unique (centre_id, locator),
  foreign key (centre_id, intake_epoch) references intake_epochs (centre_id, epoch),
  check ((locator is null) = (phrase_card is null) and (locator is null) = (content_hash is null)),
  check (locator is null or received_at % 3600000 = 0),
  check ((shelf = 'new') = (state = 'open')),
  check ((shelf = 'closed') = (closed_at is not null))
);

create index enquiries_by_shelf on enquiries (centre_id, shelf, received_at, matter_id);
create index enquiries_unanswered on enquiries (centre_id, received_at, matter_id) where awaits = 'centre';

create table consultations (
  centre_id text not null,
  matter_id text not null,
  state text not null check (state in ('open', 'closed')),
  taken_on_at bigint not null,
  closed_at bigint,
  revision bigint not null check (revision > 0),
  primary key (centre_id, matter_id),
  foreign key (centre_id, matter_id) references enquiries (centre_id, matter_id),
  check ((state = 'closed') = (closed_at is not null))
);

-- Shelf and time of the matter stand here too, and its shelf in exclusions, so that lists and counts read nothing else.
create table readers (
  centre_id text not null,
  matter_id text not null,
  staff_id text not null,
  shelf text not null check (shelf in ('new', 'ongoing', 'closed')),
  received_at bigint not null,
  since bigint not null,
  primary key (centre_id, matter_id, staff_id),
  foreign key (centre_id, matter_id) references enquiries (centre_id, matter_id),
  foreign key (centre_id, staff_id) references staff (centre_id, staff_id)
);

create index readers_by_staff on readers (centre_id, staff_id, shelf, received_at, matter_id);

create table exclusions (
  centre_id text not null,
  matter_id text not null,
  staff_id text not null,
  shelf text not null check (shelf in ('new', 'ongoing', 'closed')),
  since bigint not null,
  primary key (centre_id, matter_id, staff_id),
  foreign key (centre_id, matter_id) references enquiries (centre_id, matter_id),
  foreign key (centre_id, staff_id) references staff (centre_id, staff_id)
);

create index exclusions_by_staff on exclusions (centre_id, staff_id, shelf, matter_id);

create table vaults (
  centre_id text not null,
  vault_id text not null check (length(vault_id) = 26),
  matter_id text not null,
  kind text not null check (kind in ('thread', 'notes')),
  key_number bigint not null check (key_number > 0),
  primary key (centre_id, vault_id),
  unique (centre_id, matter_id, kind),
  foreign key (centre_id, matter_id) references enquiries (centre_id, matter_id)
);

create table wraps (
  centre_id text not null,
  vault_id text not null,
  key_number bigint not null check (key_number > 0),
  holder text not null,
  holder_kind text not null check (holder_kind in ('staff', 'intake', 'phrase')),
  staff_id text,
  wrap bytea not null,
  primary key (centre_id, vault_id, key_number, holder),
  foreign key (centre_id, vault_id) references vaults (centre_id, vault_id),
  foreign key (centre_id, staff_id) references staff (centre_id, staff_id),
  check ((holder_kind = 'staff') = (staff_id is not null))
);

create index wraps_of_intake on wraps (centre_id, holder) where holder_kind = 'intake';

-- An entry without staff_id is the asker's. Everybody's entries carry the hour alone.
create table entries (
  centre_id text not null,
  vault_id text not null,
  number bigint not null check (number > 0),
  key_number bigint not null check (key_number > 0),
  kind text not null,
  staff_id text,
  author_key bytea not null check (length(author_key) = 32),
  sealed bytea not null,
  size_class bigint not null check (size_class > 0),
  hour bigint not null check (hour % 3600000 = 0),
  primary key (centre_id, vault_id, number),
  foreign key (centre_id, vault_id) references vaults (centre_id, vault_id),
  foreign key (centre_id, staff_id) references staff (centre_id, staff_id)
);

create table attachments (
  centre_id text not null,
  attachment_id text not null check (length(attachment_id) = 26),
  vault_id text not null,
  sealed_bytes bigint not null check (sealed_bytes > 0),
  hour bigint not null check (hour % 3600000 = 0),
  primary key (centre_id, attachment_id),
  foreign key (centre_id, vault_id) references vaults (centre_id, vault_id)
);

create index attachments_by_vault on attachments (centre_id, vault_id);

create table attachment_chunks (
  centre_id text not null,
  attachment_id text not null,
  number bigint not null check (number > 0),
  sealed bytea not null check (length(sealed) between 1 and 262144),
  primary key (centre_id, attachment_id, number),
  foreign key (centre_id, attachment_id) references attachments (centre_id, attachment_id)
);

-- A row without sealed bytes is a tombstone: other nodes learn from it that the facts are gone.
create table facts (
  centre_id text not null,
  matter_id text not null,
  kind text not null check (kind in ('enquiry', 'consultation')),
  revision bigint not null check (revision > 0),
  fact_clock bigint not null check (fact_clock > 0),
  sealed bytea,
  primary key (centre_id, matter_id, kind),
  foreign key (centre_id, matter_id) references enquiries (centre_id, matter_id)
);

create unique index facts_by_clock on facts (centre_id, fact_clock);

create table canned_answers (
  centre_id text not null references centres (centre_id),
  canned_answer_id text not null check (length(canned_answer_id) = 26),
  title text not null,
  body text not null,
  language text not null,
  changed_at bigint not null,
  revision bigint not null check (revision > 0),
  primary key (centre_id, canned_answer_id)
);

-- Append-only, numbered without gaps within a centre.
create table events (
  centre_id text not null references centres (centre_id),
  number bigint not null check (number > 0),
  at bigint not null,
  actor text not null check (actor in ('staff', 'visitor', 'system')),
  staff_id text,
  action text not null,
  matter_id text,
  subject text,
  primary key (centre_id, number),
  foreign key (centre_id, staff_id) references staff (centre_id, staff_id),
  foreign key (centre_id, matter_id) references enquiries (centre_id, matter_id),
  check ((actor = 'staff') = (staff_id is not null)),
  check (actor <> 'visitor' or at % 3600000 = 0)
);

create index events_by_matter on events (centre_id, matter_id, number);
create index events_by_staff on events (centre_id, staff_id, number);

-- Each transaction names its centre (store/src/engine.rs), and sees and writes no other centre's rows even if a
-- statement should forget to ask. A superuser or a role with bypassrls is not held by this: do not run Fyren as one.

alter table counters enable row level security;
alter table counters force row level security;
create policy one_centre on counters using (centre_id = current_setting('fyren.centre', true));

alter table staff enable row level security;
alter table staff force row level security;
create policy one_centre on staff using (centre_id = current_setting('fyren.centre', true));

alter table invitations enable row level security;
alter table invitations force row level security;
create policy one_centre on invitations using (centre_id = current_setting('fyren.centre', true));

alter table passkeys enable row level security;
alter table passkeys force row level security;
create policy one_centre on passkeys using (centre_id = current_setting('fyren.centre', true));

alter table recovery_codes enable row level security;
alter table recovery_codes force row level security;
create policy one_centre on recovery_codes using (centre_id = current_setting('fyren.centre', true));

alter table sessions enable row level security;
alter table sessions force row level security;
create policy one_centre on sessions using (centre_id = current_setting('fyren.centre', true));

alter table sign_in_attempts enable row level security;
alter table sign_in_attempts force row level security;
create policy one_centre on sign_in_attempts using (centre_id = current_setting('fyren.centre', true));

alter table limits enable row level security;
alter table limits force row level security;
create policy one_centre on limits using (centre_id = current_setting('fyren.centre', true));

alter table intake_epochs enable row level security;
alter table intake_epochs force row level security;
create policy one_centre on intake_epochs using (centre_id = current_setting('fyren.centre', true));

alter table intake_wraps enable row level security;
alter table intake_wraps force row level security;
create policy one_centre on intake_wraps using (centre_id = current_setting('fyren.centre', true));

alter table enquiries enable row level security;
alter table enquiries force row level security;
create policy one_centre on enquiries using (centre_id = current_setting('fyren.centre', true));

alter table consultations enable row level security;
alter table consultations force row level security;
create policy one_centre on consultations using (centre_id = current_setting('fyren.centre', true));

alter table readers enable row level security;
alter table readers force row level security;
create policy one_centre on readers using (centre_id = current_setting('fyren.centre', true));

alter table exclusions enable row level security;
alter table exclusions force row level security;
create policy one_centre on exclusions using (centre_id = current_setting('fyren.centre', true));

alter table vaults enable row level security;
alter table vaults force row level security;
create policy one_centre on vaults using (centre_id = current_setting('fyren.centre', true));

alter table wraps enable row level security;
alter table wraps force row level security;
create policy one_centre on wraps using (centre_id = current_setting('fyren.centre', true));

alter table entries enable row level security;
alter table entries force row level security;
create policy one_centre on entries using (centre_id = current_setting('fyren.centre', true));

alter table attachments enable row level security;
alter table attachments force row level security;
create policy one_centre on attachments using (centre_id = current_setting('fyren.centre', true));

alter table attachment_chunks enable row level security;
alter table attachment_chunks force row level security;
create policy one_centre on attachment_chunks using (centre_id = current_setting('fyren.centre', true));

alter table facts enable row level security;
alter table facts force row level security;
create policy one_centre on facts using (centre_id = current_setting('fyren.centre', true));

alter table canned_answers enable row level security;
alter table canned_answers force row level security;
create policy one_centre on canned_answers using (centre_id = current_setting('fyren.centre', true));

alter table events enable row level security;
alter table events force row level security;
create policy one_centre on events using (centre_id = current_setting('fyren.centre', true));
