drop table setting;
drop table login_failure;
drop table session;
drop table founding;
drop table account;
