drop table logout_token;

drop table provider_session;

drop table provider_attempt;

drop table identity;

drop table identity_provider;
