drop index turn_by_question;
