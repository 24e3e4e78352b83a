-- Calls that came out of a centre's spreadsheet: keyed hashes, by which the same row is known when it comes again.

create table imported_calls (
  centre_id text not null,
  row_mark bytea not null check (length(row_mark) = 32),
  content_mark bytea not null check (length(content_mark) = 32),
  matter_id text not null,
  primary key (centre_id, row_mark),
  foreign key (centre_id, matter_id) references enquiries (centre_id, matter_id) on delete cascade
);

create index imported_calls_by_matter on imported_calls (centre_id, matter_id);

alter table imported_calls enable row level security;
alter table imported_calls force row level security;
create policy one_centre on imported_calls using (centre_id = current_setting('fyren.centre', true));
