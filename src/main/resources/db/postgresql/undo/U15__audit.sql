drop table audit_entry;
drop table audit_head;
drop table audit_checkpoint;
drop function audit_refuse();
drop function audit_entry_appended();
drop function audit_entry_kept();
drop function audit_head_goes_on();
