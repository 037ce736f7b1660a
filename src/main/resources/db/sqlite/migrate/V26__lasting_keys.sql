-- Keys that outlive the root key, sealed with it. Everything that is sealed stands in a column whose name begins with
-- "sealed", or in the value of a setting: that is how another root finds it.
create table lasting_key (
    purpose text not null primary key,
    sealed_key text not null
);

alter table totp rename column secret to sealed_secret;
alter table totp rename column offered_secret to sealed_offered_secret;
