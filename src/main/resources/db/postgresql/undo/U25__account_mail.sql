drop table invitation;
drop table account_token;
alter table account drop column approval_awaited_since;
alter table account drop column email_awaited_since;
