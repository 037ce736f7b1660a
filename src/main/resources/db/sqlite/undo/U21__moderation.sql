drop table moderation_event;
