// @vitest-environment jsdom
import { beforeEach, expect, it } from 'vitest';
import { focusUnderNoDialog } from './focus';

beforeEach(() => {
  document.body.innerHTML =
    '<textarea id="composer"></textarea><div role="dialog" id="search"><input id="words"></div>';
});

const element = (id: string) => document.getElementById(id);

it('leaves the cursor in an open dialog', () => {
  element('words')?.focus();
  focusUnderNoDialog(element('composer'));
  expect(document.activeElement).toBe(element('words'));
});

it('goes to a field of the dialog itself', () => {
  focusUnderNoDialog(element('words'));
  expect(document.activeElement).toBe(element('words'));
});

it('goes to the field when no dialog is open', () => {
  element('search')?.remove();
  focusUnderNoDialog(element('composer'));
  expect(document.activeElement).toBe(element('composer'));
});
