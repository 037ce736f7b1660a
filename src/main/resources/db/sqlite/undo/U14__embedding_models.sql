drop table next_vector;
alter table collection drop column next_due_at;
alter table collection drop column next_runner_id;
alter table collection drop column next_model;
