-- A vault whose key is still known to somebody who reads it no more waits for a new one;
-- a file that no entry ever announced is nobody's and goes.

alter table vaults add column outdated bigint not null default 0 check (outdated in (0, 1));

alter table attachments add column announced bigint not null default 1 check (announced in (0, 1));

create index attachments_unannounced on attachments (centre_id, hour) where announced = 0;
