-- The foundation: centres and staff, vaults and entries, matters, facts, events.
-- Instants are milliseconds UTC, dates ISO text, ids text made by us, bytes are sealed or hashed before they come here.

create table installation (
  only_one integer not null primary key check (only_one = 1),
  keys_fingerprint blob not null
) strict;

create table centres (
  centre_id text not null primary key check (length(centre_id) between 2 and 31),
  model text not null,
  revision integer not null check (revision > 0),
  opened_at integer not null
) strict;

-- One row for each centre, locked by whoever changes facts, events or the number of matters until the commit:
-- that is what makes event numbers gapless and "facts newer than" complete.
create table counters (
  centre_id text not null primary key references centres (centre_id),
  fact_clock integer not null check (fact_clock >= 0),
  event_number integer not null check (event_number >= 0),
  new_matters integer not null check (new_matters >= 0),
  ongoing_matters integer not null check (ongoing_matters >= 0),
  closed_matters integer not null check (closed_matters >= 0)
) strict;

create table staff (
  centre_id text not null references centres (centre_id),
  staff_id text not null check (length(staff_id) = 26),
  handle text not null check (length(handle) between 1 and 100),
  name text not null,
  title text not null,
  role text not null check (role in ('coordinator', 'member', 'administrator', 'steering')),
  profession text not null,
  state text not null check (state in ('invited', 'active', 'left')),
  registration blob,
  wrapped_root blob,
  card blob,
  totp blob,
  totp_step integer not null,
  mail blob,
  since integer not null,
  left_at integer,
  revision integer not null check (revision > 0),
  primary key (centre_id, staff_id),
  unique (centre_id, handle),
  check (state <> 'active' or (registration is not null and wrapped_root is not null and card is not null)),
  check ((state = 'left') = (left_at is not null))
) strict;

create table invitations (
  centre_id text not null,
  token_hash blob not null check (length(token_hash) = 32),
  staff_id text not null,
  made_at integer not null,
  ends_at integer not null,
  primary key (centre_id, token_hash),
  foreign key (centre_id, staff_id) references staff (centre_id, staff_id)
) strict;

create table passkeys (
  centre_id text not null,
  passkey_id text not null check (length(passkey_id) = 26),
  staff_id text not null,
  credential blob not null,
  label text not null,
  sealed blob not null,
  made_at integer not null,
  used_at integer,
  revision integer not null check (revision > 0),
  primary key (centre_id, passkey_id),
  unique (centre_id, credential),
  foreign key (centre_id, staff_id) references staff (centre_id, staff_id)
) strict;

create index passkeys_by_staff on passkeys (centre_id, staff_id);

create table recovery_codes (
  centre_id text not null,
  staff_id text not null,
  code_hash blob not null check (length(code_hash) = 32),
  used_at integer,
  primary key (centre_id, staff_id, code_hash),
  foreign key (centre_id, staff_id) references staff (centre_id, staff_id)
) strict;

create table sessions (
  centre_id text not null,
  token_hash blob not null check (length(token_hash) = 32),
  staff_id text not null,
  stage text not null check (stage in ('half', 'full')),
  secret blob not null,
  made_at integer not null,
  seen_at integer not null,
  ends_at integer not null,
  primary key (centre_id, token_hash),
  foreign key (centre_id, staff_id) references staff (centre_id, staff_id)
) strict;

create index sessions_by_staff on sessions (centre_id, staff_id);
create index sessions_by_end on sessions (centre_id, ends_at);

-- The server's half of an exchange that has begun (OPAQUE, a passkey): taken once, then gone.
create table sign_in_attempts (
  centre_id text not null references centres (centre_id),
  token_hash blob not null check (length(token_hash) = 32),
  purpose text not null,
  staff_id text,
  state blob not null,
  ends_at integer not null,
  primary key (centre_id, token_hash),
  foreign key (centre_id, staff_id) references staff (centre_id, staff_id)
) strict;

create index sign_in_attempts_by_end on sign_in_attempts (centre_id, ends_at);

-- How often something was done within a window of time; the subject is a keyed hash.
create table limits (
  centre_id text not null references centres (centre_id),
  act text not null,
  subject blob not null check (length(subject) = 32),
  window_start integer not null,
  times integer not null check (times > 0),
  primary key (centre_id, act, subject, window_start)
) strict;

create index limits_by_start on limits (centre_id, window_start);

create table intake_epochs (
  centre_id text not null,
  epoch text not null,
  sealing blob not null,
  signer text not null,
  signer_key blob not null check (length(signer_key) = 32),
  signature blob not null check (length(signature) = 64),
  made_at integer not null,
  primary key (centre_id, epoch),
  foreign key (centre_id, signer) references staff (centre_id, staff_id)
) strict;

create table intake_wraps (
  centre_id text not null,
  epoch text not null,
  staff_id text not null,
  wrap blob not null,
  primary key (centre_id, epoch, staff_id),
  foreign key (centre_id, epoch) references intake_epochs (centre_id, epoch),
  foreign key (centre_id, staff_id) references staff (centre_id, staff_id)
) strict;

create table enquiries (
  centre_id text not null references centres (centre_id),
  matter_id text not null check (length(matter_id) = 26),
  number text not null check (length(number) = 7),
  locator blob check (length(locator) = 32),
  phrase_card blob,
  intake_epoch text,
  content_hash blob check (length(content_hash) = 32),
  state text not null check (state in ('open', 'taken_on', 'closed')),
  shelf text not null check (shelf in ('new', 'ongoing', 'closed')),
  awaits text not null check (awaits in ('centre', 'asker', 'nobody')),
  awaits_since integer not null,
  received_at integer not null,
  closed_at integer,
  revision integer not null check (revision > 0),
  primary key (centre_id, matter_id),
  unique (centre_id, number),
  unique (centre_id, locator),
  foreign key (centre_id, intake_epoch) references intake_epochs (centre_id, epoch),
  check ((locator is null) = (phrase_card is null) and (locator is null) = (content_hash is null)),
  check (locator is null or received_at % 3600000 = 0),
  check ((shelf = 'new') = (state = 'open')),
  check ((shelf = 'closed') = (closed_at is not null))
) strict;

create index enquiries_by_shelf on enquiries (centre_id, shelf, received_at, matter_id);
create index enquiries_unanswered on enquiries (centre_id, received_at, matter_id) where awaits = 'centre';

create table consultations (
  centre_id text not null,
  matter_id text not null,
  state text not null check (state in ('open', 'closed')),
  taken_on_at integer not null,
  closed_at integer,
  revision integer not null check (revision > 0),
  primary key (centre_id, matter_id),
  foreign key (centre_id, matter_id) references enquiries (centre_id, matter_id),
  check ((state = 'closed') = (closed_at is not null))
) strict;

-- Shelf and time of the matter stand here too, and its shelf in exclusions, so that lists and counts read nothing else.
create table readers (
  centre_id text not null,
  matter_id text not null,
  staff_id text not null,
  shelf text not null check (shelf in ('new', 'ongoing', 'closed')),
  received_at integer not null,
  since integer not null,
  primary key (centre_id, matter_id, staff_id),
  foreign key (centre_id, matter_id) references enquiries (centre_id, matter_id),
  foreign key (centre_id, staff_id) references staff (centre_id, staff_id)
) strict;

create index readers_by_staff on readers (centre_id, staff_id, shelf, received_at, matter_id);

create table exclusions (
  centre_id text not null,
  matter_id text not null,
  staff_id text not null,
  shelf text not null check (shelf in ('new', 'ongoing', 'closed')),
  since integer not null,
  primary key (centre_id, matter_id, staff_id),
  foreign key (centre_id, matter_id) references enquiries (centre_id, matter_id),
  foreign key (centre_id, staff_id) references staff (centre_id, staff_id)
) strict;

create index exclusions_by_staff on exclusions (centre_id, staff_id, shelf, matter_id);

create table vaults (
  centre_id text not null,
  vault_id text not null check (length(vault_id) = 26),
  matter_id text not null,
  kind text not null check (kind in ('thread', 'notes')),
  key_number integer not null check (key_number > 0),
  primary key (centre_id, vault_id),
  unique (centre_id, matter_id, kind),
  foreign key (centre_id, matter_id) references enquiries (centre_id, matter_id)
) strict;

create table wraps (
  centre_id text not null,
  vault_id text not null,
  key_number integer not null check (key_number > 0),
  holder text not null,
  holder_kind text not null check (holder_kind in ('staff', 'intake', 'phrase')),
  staff_id text,
  wrap blob not null,
  primary key (centre_id, vault_id, key_number, holder),
  foreign key (centre_id, vault_id) references vaults (centre_id, vault_id),
  foreign key (centre_id, staff_id) references staff (centre_id, staff_id),
  check ((holder_kind = 'staff') = (staff_id is not null))
) strict;

create index wraps_of_intake on wraps (centre_id, holder) where holder_kind = 'intake';

-- An entry without staff_id is the asker's. Everybody's entries carry the hour alone.
create table entries (
  centre_id text not null,
  vault_id text not null,
  number integer not null check (number > 0),
  key_number integer not null check (key_number > 0),
  kind text not null,
  staff_id text,
  author_key blob not null check (length(author_key) = 32),
  sealed blob not null,
  size_class integer not null check (size_class > 0),
  hour integer not null check (hour % 3600000 = 0),
  primary key (centre_id, vault_id, number),
  foreign key (centre_id, vault_id) references vaults (centre_id, vault_id),
  foreign key (centre_id, staff_id) references staff (centre_id, staff_id)
) strict;

create table attachments (
  centre_id text not null,
  attachment_id text not null check (length(attachment_id) = 26),
  vault_id text not null,
  sealed_bytes integer not null check (sealed_bytes > 0),
  hour integer not null check (hour % 3600000 = 0),
  primary key (centre_id, attachment_id),
  foreign key (centre_id, vault_id) references vaults (centre_id, vault_id)
) strict;

create index attachments_by_vault on attachments (centre_id, vault_id);

create table attachment_chunks (
  centre_id text not null,
  attachment_id text not null,
  number integer not null check (number > 0),
  sealed blob not null check (length(sealed) between 1 and 262144),
  primary key (centre_id, attachment_id, number),
  foreign key (centre_id, attachment_id) references attachments (centre_id, attachment_id)
) strict;

-- A row without sealed bytes is a tombstone: other nodes learn from it that the facts are gone.
create table facts (
  centre_id text not null,
  matter_id text not null,
  kind text not null check (kind in ('enquiry', 'consultation')),
  revision integer not null check (revision > 0),
  fact_clock integer not null check (fact_clock > 0),
  sealed blob,
  primary key (centre_id, matter_id, kind),
  foreign key (centre_id, matter_id) references enquiries (centre_id, matter_id)
) strict;

create unique index facts_by_clock on facts (centre_id, fact_clock);

create table canned_answers (
  centre_id text not null references centres (centre_id),
  canned_answer_id text not null check (length(canned_answer_id) = 26),
  title text not null,
  body text not null,
  language text not null,
  changed_at integer not null,
  revision integer not null check (revision > 0),
  primary key (centre_id, canned_answer_id)
) strict;

-- Append-only, numbered without gaps within a centre.
create table events (
  centre_id text not null references centres (centre_id),
  number integer not null check (number > 0),
  at integer not null,
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
) strict;

create index events_by_matter on events (centre_id, matter_id, number);
create index events_by_staff on events (centre_id, staff_id, number);
