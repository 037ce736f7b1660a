import { addWords } from '.';
import words from './en.settings.json';

addWords(words);
