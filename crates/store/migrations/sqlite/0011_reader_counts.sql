-- How many matters each reader has on each shelf, kept so that the count of her list reads one row.

create table reader_counts (
  centre_id text not null,
  staff_id text not null,
  shelf text not null check (shelf in ('new', 'ongoing', 'closed')),
  matters integer not null,
  primary key (centre_id, staff_id, shelf),
  foreign key (centre_id, staff_id) references staff (centre_id, staff_id)
) strict;

insert into reader_counts (centre_id, staff_id, shelf, matters)
select centre_id, staff_id, shelf, count(*) from readers where held = 0 group by centre_id, staff_id, shelf;
