import { addWords } from '.';
import words from './en.json';

/** What only somebody who is signed in gets to read. */
addWords(words);
