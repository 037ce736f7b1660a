drop table erasure;
drop table data_export;
