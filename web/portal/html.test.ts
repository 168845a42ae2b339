import { describe, expect, it } from 'vitest';
import { attributes, html, outsideUrl, paragraphs, render } from './html.ts';

const HOSTILE = `"><script>alert('x')</script>&`;

describe('html`…`', () => {
  it('turns a hostile name into text, in content and in attributes', () => {
    const page = render(html`<p title="${HOSTILE}">${HOSTILE}</p>`);
    expect(page).toBe(
      '<p title="&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;">&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;</p>',
    );
  });

  it('keeps what templates made, at any depth, and escapes it once', () => {
    expect(render(html`<ul>${['a', '<b>'].map((name) => html`<li>${name}</li>`)}</ul>`)).toBe('<ul><li>a</li><li>&lt;b&gt;</li></ul>');
  });

  it('is not fooled by data that looks like markup', () => {
    const forged = JSON.parse('{"markup":"<b>","Symbol(markup)":"<b>"}') as never;
    expect(render(html`${forged}`)).not.toContain('<b>');
  });

  it('writes nothing for what is absent, and zero for zero', () => {
    expect(render(html`${null}${undefined}${false}${''}${0}`)).toBe('0');
  });
});

it('attributes: true is a bare name, absent ones are left out, values are escaped', () => {
  expect(render(attributes({ required: true, disabled: false, title: '"', max: 3, lang: undefined }))).toBe(
    ' required title="&quot;" max="3"',
  );
});

it('an address from outside is http or https, or nothing', () => {
  expect(outsideUrl('https://carrier.example/track?n=1')).toBe('https://carrier.example/track?n=1');
  expect(outsideUrl('javascript:alert(1)')).toBeUndefined();
  expect(outsideUrl(' data:text/html,x')).toBeUndefined();
});

it('a message keeps its paragraphs and line breaks, and nothing else', () => {
  expect(paragraphs('Hello,\n<b>it</b>\n\n\nbroke').map(render).join('')).toBe('<p>Hello,<br>&lt;b&gt;it&lt;/b&gt;</p><p>broke</p>');
});
