-- A page of messages asks what came with its questions.
create index turn_by_question on turn (user_message_id);
