drop table idempotency;
drop table turn_delta;
drop table turn;
drop table message;
drop table conversation;
