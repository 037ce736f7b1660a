drop table chat_reading;
