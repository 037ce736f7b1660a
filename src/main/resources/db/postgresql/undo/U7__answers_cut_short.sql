alter table message drop column cut_short;
