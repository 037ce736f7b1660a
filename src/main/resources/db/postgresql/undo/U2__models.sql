drop table provider_catalogue;

drop table provider;
