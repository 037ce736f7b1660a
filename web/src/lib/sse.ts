export interface ServerEvent {
  readonly id: string;
  readonly type: string;
  readonly data: string;
}

/**
 * The event stream parser of the HTML standard, fed with text as it comes. Comments give nothing; `id` persists from
 * event to event.
 */
export class ServerEventParser {
  #rest = '';
  #first = true;
  #skipLineFeed = false;
  #data: string[] = [];
  #type = '';
  #id = '';

  push(text: string): ServerEvent[] {
    if (text.length === 0) return [];
    let chunk = text;
    if (this.#first) {
      this.#first = false;
      if (chunk.startsWith('\uFEFF')) chunk = chunk.slice(1);
    }
    // A chunk that ended in CR may be followed by the LF of the same line end.
    if (this.#skipLineFeed && chunk.startsWith('\n')) chunk = chunk.slice(1);
    this.#skipLineFeed = text.endsWith('\r');

    const events: ServerEvent[] = [];
    const lines = (this.#rest + chunk).split(/\r\n|\n|\r/);
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#line(line, events);
    return events;
  }

  #line(line: string, events: ServerEvent[]): void {
    if (line === '') {
      if (this.#data.length > 0) {
        events.push({ id: this.#id, type: this.#type || 'message', data: this.#data.join('\n') });
      }
      this.#data = [];
      this.#type = '';
      return;
    }
    const colon = line.indexOf(':');
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const raw = colon < 0 ? '' : line.slice(colon + 1);
    const value = raw.startsWith(' ') ? raw.slice(1) : raw;
    if (field === 'data') this.#data.push(value);
    else if (field === 'event') this.#type = value;
    else if (field === 'id' && !value.includes('\0')) this.#id = value;
  }
}
