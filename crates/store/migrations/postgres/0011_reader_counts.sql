-- How many matters each reader has on each shelf, kept so that the count of her list reads one row.

create table reader_counts (
  centre_id text not null,
  staff_id text not null,
  shelf text not null check (shelf in ('new', 'ongoing', 'closed')),
  matters bigint not null,
  primary key (centre_id, staff_id, shelf),
  foreign key (centre_id, staff_id) references staff (centre_id, staff_id)
);

insert into reader_counts (centre_id, staff_id, shelf, matters)
select centre_id, staff_id, shelf, count(*) from readers where held = 0 group by centre_id, staff_id, shelf;

alter table reader_counts enable row level security;
alter table reader_counts force row level security;
create policy one_centre on reader_counts using (centre_id = current_setting('fyren.centre', true));
