-- Calls that came out of a centre's spreadsheet: keyed hashes, by which the same row is known when it comes again.

create table imported_calls (
  centre_id text not null,
  row_mark blob not null check (length(row_mark) = 32),
  content_mark blob not null check (length(content_mark) = 32),
  matter_id text not null,
  primary key (centre_id, row_mark),
  foreign key (centre_id, matter_id) references enquiries (centre_id, matter_id) on delete cascade
) strict;

create index imported_calls_by_matter on imported_calls (centre_id, matter_id);
