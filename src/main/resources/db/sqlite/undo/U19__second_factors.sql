drop table sign_in_challenge;
drop table recovery_code;
drop table totp;
alter table session drop column confirmed_at;
