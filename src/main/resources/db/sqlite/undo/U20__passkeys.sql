drop table passkey_request;
drop table passkey;
