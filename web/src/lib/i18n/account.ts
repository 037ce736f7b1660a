import { addWords } from '.';
import words from './en.account.json';

/** Ways in beside the password, and everything about one's own account. */
addWords(words);
