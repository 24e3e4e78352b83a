-- A browser is known by what it shows; only sign-ins from others are noted, each time.

alter table known_browsers rename to unknown_browsers;

alter table unknown_browsers rename column first_at to signed_in_at;
