drop table read_page;
