// The review page, used as a person does: in a real Chromium, from a file.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

const { chromium } = createRequire(join(process.env.TOOLS, "x.js"))("playwright-core");
const pictures = "out/review";
const folder = mkdtempSync(join(tmpdir(), "yuti-review-"));
let browser;

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
});
after(() => browser?.close());

const draft = `---
title: 草稿
---

# 给老同学的信

𠮷野家见，以后和朋友多联络👍。\r
妈，你到了那边记得跟二姨多联络呀。

\`\`\`
代码里的和朋友多联络不算。
\`\`\`

咱俩一同前往吧。\\<script>alert(1)</script>&lt;

> 经调查，该公司已搞定审计。
`;

// review makes the page of texts and opens it; what goes wrong in it fails the
// test.
async function review(t, texts, options = {}) {
  const names = Object.entries(texts).map(([name, text]) => (writeFileSync(join(folder, name), text), name));
  execFileSync(process.env.YUTI, ["review", ...names, "-o", "page.html"], { cwd: folder, env: { ...process.env, LC_ALL: options.locale || "zh_CN.UTF-8" } });
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, acceptDownloads: true, ...options.context });
  t.after(() => context.close());
  const page = await context.newPage();
  const wrong = [], asked = [];
  page.on("console", (m) => ["error", "warning"].includes(m.type()) && wrong.push(m.text()));
  page.on("pageerror", (e) => wrong.push(String(e)));
  page.on("dialog", (d) => wrong.push(`dialog ${d.message()}`));
  page.on("request", (r) => !/^(file|blob|data):/.test(r.url()) && asked.push(r.url()));
  await page.goto(pathToFileURL(join(folder, "page.html")).href);
  await page.waitForSelector("html[data-ready]");
  t.after(() => {
    assert.deepEqual(wrong, [], "the console is silent");
    assert.deepEqual(asked, [], "nothing is asked of a network");
  });
  return page;
}

async function downloaded(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(button)]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

test("accepting, undoing and taking away", async (t) => {
  const page = await review(t, { "草稿.md": draft });
  const marks = page.locator("#text mark");
  assert.equal(await marks.count(), await page.locator("#findings li").count());
  assert.equal(await marks.first().innerText(), "联络");

  await marks.first().click();
  assert.match(await page.locator("#card").innerText(), /联系/);
  await page.locator("#card .take").first().click();
  assert.match(await marks.first().getAttribute("class"), /accepted/);
  assert.equal(await marks.first().locator("ins").innerText(), "联系");

  // what is taken away differs from the draft in the accepted place alone
  const want = draft.replace("朋友多联络👍", "朋友多联系👍");
  const revised = await downloaded(page, "#save");
  assert.equal(revised.name, "草稿.md");
  assert.equal(revised.text, want);

  const patch = await downloaded(page, "#patch");
  writeFileSync(join(folder, "p.patch"), patch.text);
  execFileSync("git", ["init", "-q"], { cwd: folder });
  execFileSync("git", ["apply", "--whitespace=nowarn", "p.patch"], { cwd: folder });
  assert.equal(readFileSync(join(folder, "草稿.md"), "utf8"), want);

  await page.locator("#findings li").first().locator(".dismiss").click();
  assert.doesNotMatch(await marks.first().getAttribute("class"), /accepted/);
  assert.equal((await downloaded(page, "#save")).text, draft);
});

test("decisions outlive a reload", async (t) => {
  const page = await review(t, { "reload.md": draft });
  await page.locator("#findings .take").first().click();
  await page.reload();
  await page.waitForSelector("html[data-ready]");
  assert.equal(await page.locator("#text mark.accepted").count(), 1);
});

test("the whole draft is shown, markup and all, and nothing in it runs", async (t) => {
  const page = await review(t, { "whole.md": draft });
  const shown = await page.evaluate(() => document.getElementById("text").textContent.replace(/\s/g, ""));
  assert.equal(shown, draft.replace(/\s/g, ""));
  assert.equal(await page.evaluate(() => document.querySelectorAll("#text script").length), 0);
});

test("copying the revised text", async (t) => {
  const page = await review(t, { "copy.md": draft }, { context: { permissions: ["clipboard-read", "clipboard-write"] } });
  await page.locator("#findings .take").first().click();
  await page.click("#copy");
  await page.waitForSelector("#told.on");
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), draft.replace("朋友多联络👍", "朋友多联系👍"));
});

test("filters", async (t) => {
  const page = await review(t, { "filter.md": draft });
  const all = await page.locator("#findings li").count();
  await page.selectOption("#rule", "register/colloquial");
  const some = await page.locator("#findings li").count();
  assert.ok(some > 0 && some < all, `${some} of ${all}`);
  assert.equal(await page.locator("#text mark.hidden-by-filter").count(), all - some);
  await page.selectOption("#rule", "");
  await page.locator("#filters input").first().uncheck();
  assert.equal(await page.locator("#findings li mark, #findings li.register").count(), 0);
  await page.locator("#filters input").first().check();
  assert.equal(await page.locator("#findings li").count(), all);
});

test("pinyin on demand", async (t) => {
  const page = await review(t, { "pinyin.md": draft });
  assert.equal(await page.locator("ruby").count(), 0);
  await page.selectOption("#pinyin", "all");
  await page.waitForSelector("#text mark ruby");
  const ruby = page.locator("#text mark ruby").first();
  assert.equal(await ruby.locator("rt").innerText(), "liánluò");
  const all = await page.locator("ruby").count();
  assert.ok(all > 5, `${all} readings`);
  await page.selectOption("#pinyin", "above");
  await page.selectOption("#level", "5");
  const some = await page.locator("ruby").count();
  assert.ok(some > 0 && some < all, `${some} of ${all}`);
  await page.selectOption("#pinyin", "off");
  assert.equal(await page.locator("ruby").count(), 0);
});

test("by keyboard alone", async (t) => {
  const page = await review(t, { "keys.md": draft });
  await page.keyboard.press("j");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "联络");
  await page.keyboard.press("a");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  assert.equal(await page.locator("#text mark.accepted").count(), 1);
  assert.equal(await page.locator("#text mark.dismissed").count(), 1);
  await page.keyboard.press("k");
  await page.keyboard.press("u");
  assert.equal(await page.locator("#text mark.accepted").count(), 0);
  await page.keyboard.press("p");
  await page.waitForSelector("ruby");
  await page.keyboard.press("Escape");
  assert.ok(await page.locator("#card").isHidden());
  await page.keyboard.press("?");
  assert.ok(await page.locator("#keys").isVisible());
  await page.keyboard.press("Escape");
  for (let i = 0; i < 8; i++) await page.keyboard.press("Tab");
  assert.notEqual(await page.evaluate(() => document.activeElement.tagName), "BODY");
});

test("dark, and the other language", async (t) => {
  const page = await review(t, { "dark.md": draft }, { context: { colorScheme: "dark" }, locale: "en_US.UTF-8" });
  assert.equal(await page.getAttribute("html", "data-theme"), "dark");
  assert.match(await page.locator("aside h2").innerText(), /Findings/);
  await page.click("#language");
  assert.match(await page.locator("aside h2").innerText(), /问题/);
  await page.click("#theme");
  assert.equal(await page.getAttribute("html", "data-theme"), "light");
});

test("figures are drawn and can be read without seeing them", async (t) => {
  const page = await review(t, { "figures.md": draft });
  for (const chart of ["#strip", "#levels"]) {
    const colours = await page.evaluate((chart) => {
      const c = document.querySelector(`${chart} canvas`);
      const data = c.getContext("2d").getImageData(0, 0, c.width, c.height).data, seen = new Set();
      for (let i = 0; i < data.length; i += 4) if (data[i + 3] === 255) seen.add(`${data[i]},${data[i + 1]},${data[i + 2]}`);
      return [...seen].length;
    }, chart);
    assert.ok(colours > 3, `${chart} has ${colours} colours`);
    assert.ok((await page.locator(`${chart}-table tbody tr`).count()) > 2);
  }
  assert.match(await page.locator("#frequent").innerText(), /联络 × 2/);
  assert.match(await page.locator("#counts").innerText(), /你\s*1/);
});

test("everything that can be used has a name", async (t) => {
  const page = await review(t, { "names.md": draft });
  const nameless = await page.evaluate(() => [...document.querySelectorAll("button, select, input, section, article, aside, [role]")]
    .filter((e) => !(e.getAttribute("aria-label") || e.getAttribute("aria-labelledby") || e.textContent.trim() || e.closest("label")) && !e.matches("[role=status]") && !e.closest("[hidden]"))
    .map((e) => e.outerHTML.slice(0, 80)));
  assert.deepEqual(nameless, []);
});

test("on a narrow screen nothing is cut off; printed, the tools are gone", async (t) => {
  const page = await review(t, { "narrow.md": draft }, { context: { viewport: { width: 420, height: 800 } } });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth + 1));
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator(".tools").isHidden());
  assert.ok(await page.locator("#text mark").first().isVisible());
});

test("a translation beside its source, with a finding inside another", async (t) => {
  const page = await review(t, { "a.po": `msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Please contact us, we'd love to help you %s!"\nmsgstr "请您联络我们，我们愿为您提供协助。"\n` });
  assert.match(await page.locator(".pair .original").innerText(), /we'd love/);
  assert.equal(await page.locator("#text mark mark").innerText(), "联络");
  await page.locator("#text mark mark").click();
  await page.locator("#card .take").first().click();
  assert.equal(await page.locator("#text mark mark ins").innerText(), "联系");
  assert.match((await downloaded(page, "#save")).text, /请您联系我们/);
});

test("several drafts", async (t) => {
  const page = await review(t, { "one.md": draft, "two.md": "今天天气不错。\n" });
  await page.locator("#findings .take").first().click();
  await page.selectOption("#file", { label: "two.md" });
  assert.equal(await page.locator("#text mark").count(), 0);
  await page.selectOption("#file", { label: "one.md" });
  assert.equal(await page.locator("#text mark.accepted").count(), 1);
});

test("the example draft, for the pictures of the docs", async (t) => {
  const page = await review(t, { "draft.md": readFileSync("examples/draft.md", "utf8") }, { context: { viewport: { width: 1200, height: 760 } } });
  await page.screenshot({ path: join(pictures, "light.png") });
  await page.locator("#findings .take").first().click();
  await page.click("#theme");
  await page.selectOption("#pinyin", "all");
  await page.locator("#text mark").nth(1).click();
  await page.waitForSelector("#text mark ruby");
  await page.screenshot({ path: join(pictures, "dark.png") });
  assert.equal(await page.locator("#text mark.accepted").count(), 1);
});

test("a draft of 500 KB can be used within two seconds", async (t) => {
  const part = draft.split("\n").slice(4).join("\n") + "老人在灯塔里住了四十年，窗外的海鸥来了又走。\n\n".repeat(40);
  const page = await review(t, { "long.md": part.repeat(Math.ceil(500_000 / Buffer.byteLength(part))) });
  const ready = +(await page.getAttribute("html", "data-ready"));
  t.diagnostic(`ready after ${ready} ms, ${await page.locator("#text mark").count()} findings`);
  assert.ok(ready < 2000, `ready after ${ready} ms`);
  const began = Date.now();
  await page.keyboard.press("j");
  await page.keyboard.press("a");
  await page.selectOption("#pinyin", "all");
  await page.waitForSelector("ruby");
  const took = Date.now() - began;
  t.diagnostic(`a decision and pinyin took ${took} ms`);
  assert.ok(took < 2000, `took ${took} ms`);
  // the list goes on as it is scrolled
  await page.locator("#findings li").last().scrollIntoViewIfNeeded();
  await page.waitForFunction(() => document.querySelectorAll("#findings li").length > 150);
});
