import assert from "node:assert/strict";
import { test } from "node:test";
import { escape, html, plainText, safeUrl } from "../src/escape.js";

const NASTY = `<img src=x onerror="alert('1')">&\``;

test("escape leaves no character with which markup or an attribute could begin or end", () => {
  assert.equal(escape(NASTY), "&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;&#96;");
  assert.equal(escape(null), "");
  assert.equal(escape(undefined), "");
  assert.equal(escape(0), "0");
});

test("the html tag escapes what is put in, in text and in attributes, and nests its own markup as it is", () => {
  const inner = html`<b title="${NASTY}">${NASTY}</b>`;
  const outer = String(html`<p>${[inner, "<i>"]}</p>`);
  assert.equal(outer.match(/<img/g), null);
  assert.match(outer, /^<p><b title="&lt;img[^"]*">&lt;img.*<\/b>&lt;i&gt;<\/p>$/);
});

test("a typed message keeps its lines and becomes nothing but text: no Markdown, no links", () => {
  assert.equal(plainText("a\n*b*\r\n\r\n[x](javascript:alert(1))"), '<p dir="auto">a<br>*b*</p><p dir="auto">[x](javascript:alert(1))</p>');
  assert.doesNotMatch(plainText(NASTY), /<(?!\/?p|br)/);
});

test("only addresses that a browser may safely follow are let through", () => {
  for (const good of ["static/images/bread.svg", "/products/bread", "https://shop.example/a?b=c"]) assert.equal(safeUrl(good), good);
  for (const bad of ["javascript:alert(1)", " JavaScript:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "vbscript:x", "", null, "http://["])
    assert.equal(safeUrl(bad), "", String(bad));
});
