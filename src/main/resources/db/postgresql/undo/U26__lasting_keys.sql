alter table totp rename column sealed_offered_secret to offered_secret;
alter table totp rename column sealed_secret to secret;
drop table lasting_key;
