"use strict";
(() => {
  const page = JSON.parse(document.getElementById("content").textContent);
  const $ = (id) => document.getElementById(id);
  const make = (tag, props = {}, ...children) => {
    const e = Object.assign(document.createElement(tag), props);
    e.append(...children);
    return e;
  };

  // What the page says, in its two languages.
  const words = {
    zh: {
      skip: "跳到正文", tools: "工具", file: "文件", pinyin: "拼音", off: "不显示", above: "高于等级", all: "全部",
      copy: "复制修订稿", save: "下载修订稿", patch: "下载补丁", theme: "明暗主题", language: "语言", help: "快捷键",
      figures: "数据", strip: "各段语体（上：正式；下：口语）", table: "看表格", levels: "用词的 HSK 等级（%）", frequent: "最常见的问题", counts: "用字",
      text: "正文", findings: "问题", filters: "筛选", keys: "快捷键", close: "关闭", dismiss: "不改", restore: "撤销", delete: "（删去）",
      from: "至少", rule: "规则", everything: "全部规则", none: "没有", copied: "修订稿已复制", saved: "已下载", nothing: "还没有接受任何修改", failed: "浏览器不让复制，请改用下载",
      facts: (f, open, taken) => `目标：${register(f.target)}（${source(f.source)}） · 全文读来：${register(f.judged)} · ${f.figures.characters.toLocaleString()} 字 · ${open} 处待定，${taken} 处已改`,
      shown: (n, all) => `${n} / ${all}`, paragraph: "段", register: "语体", share: "占比", unlisted: "未收", per: "每千字",
      severity: { hint: "提示", information: "参考", warning: "警告", error: "错误" },
      registers: { casual: "口语", neutral: "通用", formal: "书面" }, sources: { document: "文中指定", settings: "设置", text: "据正文判断" },
      shortcuts: [["j / k", "下一处 / 上一处"], ["a, 1–9", "接受第一个、第几个替换"], ["x", "不改"], ["u", "撤销"], ["p", "切换拼音"], ["Esc", "收起"], ["?", "本表"]],
    },
    en: {
      skip: "Skip to the text", tools: "Tools", file: "File", pinyin: "Pinyin", off: "off", above: "above level", all: "all",
      copy: "Copy revised text", save: "Download revised", patch: "Download patch", theme: "Light or dark", language: "Language", help: "Keys",
      figures: "Figures", strip: "Register of each paragraph (up: formal, down: casual)", table: "as a table", levels: "Words by HSK level (%)", frequent: "Most frequent", counts: "Counts",
      text: "Text", findings: "Findings", filters: "Filters", keys: "Keys", close: "Close", dismiss: "leave it", restore: "undo", delete: "(leave out)",
      from: "from", rule: "rule", everything: "all rules", none: "none", copied: "The revised text is copied", saved: "Downloaded", nothing: "Nothing is accepted yet", failed: "The browser refused to copy; download it instead",
      facts: (f, open, taken) => `Target: ${register(f.target)} (${source(f.source)}) · reads as ${register(f.judged)} · ${f.figures.characters.toLocaleString()} characters · ${open} open, ${taken} accepted`,
      shown: (n, all) => `${n} of ${all}`, paragraph: "paragraph", register: "register", share: "share", unlisted: "not listed", per: "per 1,000",
      severity: { hint: "hint", information: "information", warning: "warning", error: "error" },
      registers: { casual: "casual", neutral: "neutral", formal: "formal" }, sources: { document: "set in the text", settings: "settings", text: "worked out" },
      shortcuts: [["j / k", "next / previous finding"], ["a, 1–9", "accept the first, the nth substitution"], ["x", "leave it"], ["u", "undo"], ["p", "toggle pinyin"], ["Esc", "put away"], ["?", "this list"]],
    },
  };
  let language = page.locale === "zh" ? "zh" : "en";
  const say = (key) => words[language][key];
  const register = (r) => words[language].registers[r] || r;
  const source = (s) => words[language].sources[s] || s;

  const families = ["register", "translationese", "usage", "script", "term", "bilingual"];
  const familyOf = (code) => { const f = code.split("/")[0]; return families.includes(f) ? f : "other"; };
  const severities = ["hint", "information", "warning", "error"];

  // One state a file. A decision is the number of the accepted fix, or -1 where
  // the text is to be left as it is.
  const states = page.files.map((file, n) => ({ file, decisions: restore(file, n), order: file.findings.map((_, i) => i) }));
  let state = states[0];
  const filter = { families: null, least: "hint", code: "" };
  let current = -1;
  let pinyin = "off", level = 4;

  // Decisions outlive a reload where the browser allows it.
  function key(file, n) {
    let h = 2166136261;
    for (let i = 0; i < file.text.length; i++) h = Math.imul(h ^ file.text.charCodeAt(i), 16777619);
    return `yuti-review:${n}:${file.name}:${file.findings.length}:${h >>> 0}`;
  }
  function restore(file, n) {
    try { return new Map(JSON.parse(localStorage.getItem(key(file, n)) || "[]")); } catch { return new Map(); }
  }
  function remember() {
    try { localStorage.setItem(key(state.file, states.indexOf(state)), JSON.stringify([...state.decisions])); } catch { /* a page may have no storage */ }
  }

  // ---- the text ----

  // Chunks are what is drawn at a time: the passages that share lines.
  function chunksOf(file) {
    const chunks = [];
    let at = 0, chunk = null;
    const close = (end) => { if (chunk) { chunk.end = end; chunk = null; } };
    for (const p of file.passages) {
      const gap = file.text.slice(at, p.start);
      const line = gap.lastIndexOf("\n") + 1;
      if (line > 0 || !chunk) {
        // what is left of the line of the chunk before, if there is one, is its own
        const from = chunk ? at + gap.indexOf("\n") : at;
        close(from);
        const middle = file.text.slice(from, at + line);
        if (middle.trim()) chunks.push({ start: from, end: at + line, markup: true });
        chunk = { start: at + line, end: p.end, passages: [], findings: [] };
        chunks.push(chunk);
      }
      chunk.passages.push(p);
      at = p.end;
    }
    const end = file.text.indexOf("\n", at);
    close(end < 0 ? file.text.length : end);
    if (end >= 0 && file.text.slice(end).trim()) chunks.push({ start: end, end: file.text.length, markup: true });
    let c = 0;
    const prose = chunks.filter((c) => !c.markup);
    file.findings.forEach((f, i) => {
      while (c < prose.length - 1 && f.start >= prose[c].end) c++;
      if (prose[c]) { prose[c].findings.push(i); f.chunk = prose[c]; }
    });
    return chunks;
  }

  // nodes are the text from start to end, markup dimmed, readings above.
  function nodes(chunk, start, end, out) {
    const text = state.file.text;
    let at = start, plain = "";
    const flush = () => { if (plain) { out.push(plain); plain = ""; } };
    const dim = (to) => { if (to > at) { flush(); out.push(make("span", { className: "markup" }, text.slice(at, to))); at = to; } };
    for (const p of chunk.passages) {
      if (p.end <= at || p.start >= end) continue;
      dim(Math.min(p.start, end));
      let w = p.start;
      for (const [length, reading, hsk] of p.words) {
        const from = w, to = w + length;
        w = to;
        if (to <= at) continue;
        if (from >= end) break;
        const a = Math.max(from, at), b = Math.min(to, end);
        if (hsk === -2) dim(b);
        else if (reading && a === from && b === to && chunk.ruby && (pinyin === "all" || hsk === 0 || hsk > level)) {
          flush();
          out.push(make("ruby", {}, text.slice(a, b), make("rt", {}, reading)));
        } else plain += text.slice(a, b);
        at = b;
      }
    }
    flush();
    dim(end);
    return out;
  }

  function draw(chunk) {
    chunk.body.replaceChildren(...fill(chunk, chunk.start, chunk.end, chunk.findings, []));
  }

  // fill are the nodes from start to end with the findings of a list; one that
  // lies within another is drawn inside it.
  function fill(chunk, start, end, list, out) {
    const { file, decisions } = state;
    let at = start;
    for (let k = 0; k < list.length; k++) {
      const i = list[k], f = file.findings[i];
      if (f.start < at || f.end > end) continue; // across the edge of another
      nodes(chunk, at, f.start, out);
      const inner = [];
      while (k + 1 < list.length && file.findings[list[k + 1]].start < f.end) inner.push(list[++k]);
      const m = make("mark", { tabIndex: 0 });
      m.dataset.i = i;
      m.setAttribute("role", "button");
      m.setAttribute("aria-haspopup", "dialog");
      const taken = decisions.get(i);
      if (taken >= 0) m.append(make("del", {}, ...nodes(chunk, f.start, f.end, [])), make("ins", {}, f.fixes[taken].text));
      else m.append(...fill(chunk, f.start, f.end, inner, []));
      m.className = className(i);
      m.title = f[language];
      out.push(m);
      at = f.end;
    }
    return nodes(chunk, at, end, out);
  }

  function className(i) {
    const f = state.file.findings[i], taken = state.decisions.get(i);
    return [familyOf(f.code), i === current && "current", taken >= 0 && "accepted", taken === -1 && "dismissed", !passes(f) && "hidden-by-filter"].filter(Boolean).join(" ");
  }

  const watch = new IntersectionObserver((entries) => {
    for (const e of entries) {
      const chunk = e.target.chunk, ruby = e.isIntersecting && pinyin !== "off";
      if (chunk && chunk.ruby !== ruby && (ruby || pinyin === "off")) { chunk.ruby = ruby; draw(chunk); }
    }
  }, { rootMargin: "600px" });

  function drawText() {
    watch.disconnect();
    const { file } = state;
    state.chunks = state.chunks || chunksOf(file);
    const all = document.createDocumentFragment();
    for (const chunk of state.chunks) {
      if (chunk.markup) {
        all.append(make("pre", { className: "markup" }, file.text.slice(chunk.start, chunk.end).replace(/^\n+|\s+$/g, "")));
        continue;
      }
      const original = chunk.passages.map((p) => p.original).filter(Boolean).join("\n");
      chunk.ruby = false;
      chunk.element = chunk.body = make("div", { className: "chunk", lang: "zh" });
      if (original) {
        chunk.body = make("div", { lang: "zh" });
        chunk.element.classList.add("pair");
        chunk.element.append(make("div", { className: "original", lang: "und" }, original), chunk.body);
      }
      chunk.element.chunk = chunk;
      draw(chunk);
      all.append(chunk.element);
    }
    $("text").replaceChildren(all);
    for (const chunk of state.chunks) if (chunk.element) watch.observe(chunk.element);
  }

  function redrawRuby() {
    $("text").classList.toggle("ruby", pinyin !== "off");
    for (const chunk of state.chunks) {
      if (!chunk.element) continue;
      if (chunk.ruby) { chunk.ruby = pinyin !== "off"; draw(chunk); }
      watch.unobserve(chunk.element);
      watch.observe(chunk.element);
    }
  }

  const markOf = (i) => $("text").querySelector(`mark[data-i="${i}"]`);

  // ---- findings ----

  const passes = (f) => (!filter.families || filter.families.has(familyOf(f.code))) &&
    severities.indexOf(f.severity) >= severities.indexOf(filter.least) && (!filter.code || f.code === filter.code);
  const listed = () => state.order.filter((i) => passes(state.file.findings[i]));

  function choices(i) {
    const f = state.file.findings[i], taken = state.decisions.get(i);
    const box = make("div", { className: "choices" });
    f.fixes.forEach((fix, n) => {
      const b = make("button", { type: "button", className: "take" }, fix.text || say("delete"));
      b.setAttribute("aria-pressed", taken === n);
      b.onclick = () => decide(i, taken === n ? undefined : n);
      box.append(b);
    });
    const leave = make("button", { type: "button", className: "dismiss" }, taken === undefined ? say("dismiss") : say("restore"));
    leave.onclick = () => decide(i, taken === undefined ? -1 : undefined);
    box.append(leave);
    return box;
  }

  function item(i) {
    const { file } = state, f = file.findings[i];
    const from = Math.max(file.text.lastIndexOf("\n", f.start - 1) + 1, f.start - 12);
    const line = file.text.indexOf("\n", f.end), to = Math.min(line < 0 ? file.text.length : line, f.end + 14);
    const li = make("li", { className: className(i) });
    li.dataset.i = i;
    const excerpt = make("button", { type: "button", className: "excerpt", lang: "zh" },
      file.text.slice(from, f.start), make("b", {}, file.text.slice(f.start, f.end)), file.text.slice(f.end, to));
    excerpt.onclick = () => go(i, true);
    li.append(excerpt, make("p", { className: "reason" }, f[language]),
      make("span", { className: "code" }, `${f.code} · ${say("severity")[f.severity] || f.severity}`), choices(i));
    return li;
  }

  // The list is drawn as far as it has been looked at: a long draft has
  // thousands of findings.
  const portion = 100;
  let list = [];
  const more = new IntersectionObserver((entries) => { if (entries.some((e) => e.isIntersecting)) extendList($("findings").childElementCount + portion); });

  function drawList() {
    list = listed();
    more.disconnect();
    $("findings").replaceChildren();
    if (list.length) extendList(portion); else $("findings").append(make("li", {}, say("none")));
    $("shown").textContent = say("shown")(list.length, state.file.findings.length);
  }

  function extendList(to) {
    const box = $("findings"), from = box.childElementCount;
    more.disconnect();
    box.append(...list.slice(from, to).map(item));
    if (to < list.length) more.observe(box.lastElementChild);
  }

  function drawFilters() {
    const { findings } = state.file;
    const counts = {}, codes = {};
    for (const f of findings) { const k = familyOf(f.code); counts[k] = (counts[k] || 0) + 1; codes[f.code] = (codes[f.code] || 0) + 1; }
    const box = $("filters");
    box.replaceChildren();
    for (const family of [...families, "other"].filter((f) => counts[f])) {
      const input = make("input", { type: "checkbox", checked: !filter.families || filter.families.has(family) });
      input.onchange = () => {
        filter.families = filter.families || new Set([...families, "other"]);
        filter.families[input.checked ? "add" : "delete"](family);
        refilter();
      };
      box.append(make("label", { className: family }, input, " ", make("span", { className: "family" }, family), ` ${counts[family]}`));
    }
    const least = make("select", {}, ...severities.map((s) => make("option", { value: s, selected: s === filter.least }, `${say("from")} ${say("severity")[s]}`)));
    least.setAttribute("aria-label", say("from"));
    least.id = "least";
    least.onchange = () => { filter.least = least.value; refilter(); };
    const rule = make("select", {}, make("option", { value: "" }, say("everything")),
      ...Object.keys(codes).sort().map((c) => make("option", { value: c, selected: c === filter.code }, `${c} ${codes[c]}`)));
    rule.setAttribute("aria-label", say("rule"));
    rule.id = "rule";
    rule.onchange = () => { filter.code = rule.value; refilter(); };
    box.append(least, rule);
  }

  function refilter() {
    drawList();
    for (const m of $("text").querySelectorAll("mark")) m.className = className(+m.dataset.i);
  }

  function decide(i, what) {
    if (what === undefined) state.decisions.delete(i); else state.decisions.set(i, what);
    remember();
    const f = state.file.findings[i];
    if (f.chunk) draw(f.chunk);
    const li = $("findings").querySelector(`li[data-i="${i}"]`);
    if (li) li.replaceWith(item(i));
    if (!$("card").hidden) showCard(i);
    drawFacts();
  }

  // go makes a finding the current one and brings it into view.
  function go(i, focus) {
    const before = current;
    current = i;
    if (list.indexOf(i) >= $("findings").childElementCount) extendList(list.indexOf(i) + portion);
    for (const n of [before, i]) {
      if (n < 0) continue;
      const m = markOf(n), li = $("findings").querySelector(`li[data-i="${n}"]`);
      if (m) m.className = className(n);
      if (li) li.className = className(n);
      if (n === i && li) li.scrollIntoView({ block: "nearest" });
    }
    const m = markOf(i);
    if (m) {
      m.scrollIntoView({ block: "center" });
      if (focus) m.focus({ preventScroll: true });
    }
    showCard(i);
  }

  function showCard(i) {
    const m = markOf(i), card = $("card"), f = state.file.findings[i];
    if (!m) { card.hidden = true; return; }
    card.className = familyOf(f.code);
    card.replaceChildren(make("p", { className: "reason", id: "card-reason" }, f[language]), make("span", { className: "code" }, f.code), choices(i));
    card.hidden = false;
    const r = m.getBoundingClientRect();
    card.style.top = `${r.bottom + scrollY + 8}px`;
    card.style.left = `${Math.max(16, Math.min(r.left + scrollX, $("text").getBoundingClientRect().right + scrollX - card.offsetWidth - 16))}px`;
  }

  function step(by) {
    if (!list.length) return;
    const at = list.indexOf(current);
    go(list[at < 0 ? (by > 0 ? 0 : list.length - 1) : (at + by + list.length) % list.length], true);
  }

  // ---- figures ----

  function drawFacts() {
    const { file, decisions } = state;
    const taken = [...decisions.values()].filter((d) => d >= 0).length;
    $("facts").textContent = say("facts")(file, file.findings.length - decisions.size, taken);
    document.title = page.title;
  }

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  function bars(element, data, { range, fills, height, values, labels, draw }) {
    element.replaceChildren();
    const width = element.clientWidth || 300;
    const axis = { stroke: colour("--quiet"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false }, font: "11px system-ui" };
    return new uPlot({
      width, height, cursor: { drag: { x: false, y: false }, points: { show: false } }, legend: { show: false },
      scales: { x: { time: false, range: [-0.6, data.length - 0.4] }, y: { range } },
      axes: [{ ...axis, grid: { show: false }, size: labels ? 22 : 4, splits: labels && (() => data.map((_, i) => i)), values: labels ? (_, s) => s.map((i) => labels[i]) : () => [] },
        { ...axis, size: 46, splits: values && (() => Object.keys(values).map(Number)), values: values && ((_, s) => s.map((v) => values[v])) }],
      series: [{}, { width: 0, fill: colour("--neutral"), paths: uPlot.paths.bars({ size: [0.8, 30], disp: { fill: { unit: 3, values: () => fills } } }), points: { show: false } }],
      hooks: { draw: draw ? [draw] : [] },
    }, [data.map((_, i) => i), data], element);
  }

  // At most this many bars can be told apart; more paragraphs share one.
  const mostBars = 240;

  function drawFigures() {
    const { file } = state, f = file.figures;
    const told = file.passages.filter((p) => p.sentences > 0);
    const share = Math.max(1, Math.ceil(told.length / mostBars)), groups = [];
    for (let i = 0; i < told.length; i += share) {
      const list = told.slice(i, i + share), n = list.reduce((s, p) => s + p.sentences, 0);
      groups.push({ first: list[0], lean: list.reduce((s, p) => s + p.lean * p.sentences, 0) / n, from: i + 1, to: i + list.length });
    }
    const tint = (lean) => colour(lean > 0.4 ? "--formal" : lean < -0.4 ? "--casual" : "--neutral");
    const aim = { casual: -1, neutral: 0, formal: 1 }[file.target];
    if (groups.length) {
      const chart = bars($("strip"), groups.map((g) => g.lean), {
        range: [-2, 2], height: 120, fills: groups.map((g) => tint(g.lean)),
        values: { "-1": register("casual"), 0: register("neutral"), 1: register("formal") },
        draw: (u) => {
          const y = u.valToPos(aim, "y", true), c = u.ctx;
          c.save();
          c.strokeStyle = colour("--accent");
          c.setLineDash([6, 4]);
          c.lineWidth = 1.5;
          c.beginPath();
          c.moveTo(u.bbox.left, y);
          c.lineTo(u.bbox.left + u.bbox.width, y);
          c.stroke();
          c.restore();
        },
      });
      chart.over.onclick = () => {
        const g = groups[chart.cursor.idx];
        const chunk = g && state.chunks.find((c) => c.passages && c.passages.includes(g.first));
        if (chunk) chunk.element.scrollIntoView({ block: "center" });
      };
    } else $("strip").replaceChildren(say("none"));
    const where = (g) => (g.from === g.to ? g.from : `${g.from}–${g.to}`);
    const nearest = (lean) => (lean > 0.4 ? "formal" : lean < -0.4 ? "casual" : "neutral");
    $("strip-table").replaceChildren(table([say("paragraph"), say("register"), ""], groups.map((g) => [where(g), register(nearest(g.lean)), g.lean.toFixed(1)])));

    const total = f.levels.reduce((a, b) => a + b, 0) || 1;
    const parts = [...f.levels.slice(1), f.levels[0]].map((n) => (100 * n) / total);
    const names = ["1", "2", "3", "4", "5", "6", say("unlisted")];
    bars($("levels"), parts, { range: [0, Math.max(10, ...parts) * 1.1], height: 120, fills: parts.map((_, i) => colour(i === 6 ? "--neutral" : "--formal")), labels: [...names.slice(0, 6), "—"] });
    $("levels-table").replaceChildren(table(["HSK", say("share")], parts.map((p, i) => [names[i], `${p.toFixed(1)} %`])));

    const count = {};
    for (const x of file.findings) { const k = `${file.text.slice(x.start, x.end)}\t${x.code}`; count[k] = (count[k] || 0) + 1; }
    const top = Object.entries(count).sort((a, b) => b[1] - a[1]).slice(0, 6);
    $("frequent").replaceChildren(...top.map(([k, n]) => {
      const [text, code] = k.split("\t");
      const b = make("button", { type: "button", lang: "zh" }, text.length > 12 ? `${text.slice(0, 11)}…` : text);
      b.onclick = () => go(file.findings.findIndex((x) => x.code === code && file.text.slice(x.start, x.end) === text), true);
      return make("li", {}, b, ` × ${n} `, make("span", { className: "code" }, code));
    }));
    const per = (n) => `${n} (${((1000 * n) / (f.characters || 1)).toFixed(1)} ${say("per")})`;
    $("counts").replaceChildren(...[["你", f.ni], ["您", f.nin], ["的", per(f.de)]].flatMap(([k, v]) => [make("dt", {}, k), make("dd", {}, String(v))]));
  }

  function table(head, rows) {
    return make("table", {}, make("thead", {}, make("tr", {}, ...head.map((h) => make("th", { scope: "col" }, h)))),
      make("tbody", {}, ...rows.map((r) => make("tr", {}, ...r.map((c) => make("td", {}, String(c)))))));
  }

  // ---- what comes out ----

  function revised() {
    const { file, decisions } = state;
    const edits = [...decisions].filter(([, n]) => n >= 0).flatMap(([i, n]) => file.findings[i].fixes[n].edits).sort((a, b) => a.start - b.start);
    let text = "", at = 0;
    for (const e of edits) {
      if (e.start < at) continue; // overlaps one that was accepted before it
      text += file.text.slice(at, e.start) + e.text;
      at = e.end;
    }
    return text + file.text.slice(at);
  }

  function tell(text) {
    $("told").textContent = text;
    $("told").classList.add("on");
    clearTimeout(tell.timer);
    tell.timer = setTimeout(() => $("told").classList.remove("on"), 2500);
  }

  function download(name, text, type) {
    const a = make("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
    a.click();
    setTimeout(() => URL.revokeObjectURL(a.href), 10000);
    tell(say("saved"));
  }

  const base = () => state.file.name.split(/[\\/]/).pop() || "draft";

  $("copy").onclick = async () => {
    try { await navigator.clipboard.writeText(revised()); tell(say("copied")); } catch {
      const area = make("textarea", { value: revised() });
      document.body.append(area);
      area.select();
      tell(document.execCommand("copy") ? say("copied") : say("failed"));
      area.remove();
    }
  };
  $("save").onclick = () => download(base(), revised(), "text/plain;charset=utf-8");
  $("patch").onclick = () => {
    const name = state.file.name.replace(/\\/g, "/"), text = revised();
    if (text === state.file.text) { tell(say("nothing")); return; }
    const patch = Diff.createTwoFilesPatch(`a/${name}`, `b/${name}`, state.file.text, text, undefined, undefined, { context: 3 });
    download(`${base()}.patch`, patch.replace(/^=+\n/, "").replace(/^(---|\+\+\+) (.*)\t$/gm, "$1 $2"), "text/x-patch;charset=utf-8");
  };

  // ---- controls ----

  function localize() {
    document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
    for (const e of document.querySelectorAll("[data-say]")) e.textContent = say(e.dataset.say);
    for (const e of document.querySelectorAll("[data-label]")) { e.setAttribute("aria-label", say(e.dataset.label)); if (e.tagName === "BUTTON") e.title = say(e.dataset.label); }
    $("keys-list").replaceChildren(...say("shortcuts").flatMap(([k, what]) => [make("dt", {}, make("kbd", {}, k)), make("dd", {}, what)]));
  }

  function drawAll() {
    current = -1;
    $("card").hidden = true;
    $("level-label").hidden = pinyin !== "above";
    localize();
    drawFilters();
    drawText();
    redrawRuby();
    drawList();
    drawFacts();
    drawFigures();
  }

  const dark = matchMedia("(prefers-color-scheme: dark)");
  let chosen = null;
  const paint = () => { document.documentElement.dataset.theme = chosen || (dark.matches ? "dark" : "light"); };
  paint();
  dark.onchange = () => { paint(); drawFigures(); };
  $("theme").onclick = () => { chosen = document.documentElement.dataset.theme === "dark" ? "light" : "dark"; paint(); drawFigures(); };
  $("language").onclick = () => { language = language === "zh" ? "en" : "zh"; drawAll(); };
  $("help").onclick = () => $("keys").showModal();
  page.files.forEach((f, i) => $("file").append(make("option", { value: i }, f.name)));
  $("file-label").hidden = page.files.length < 2;
  $("file").onchange = () => { state = states[+$("file").value]; drawAll(); scrollTo(0, 0); };
  $("pinyin").onchange = () => { pinyin = $("pinyin").value; $("level-label").hidden = pinyin !== "above"; redrawRuby(); };
  $("level").onchange = () => { level = +$("level").value; redrawRuby(); };

  $("text").onclick = (e) => { const m = e.target.closest("mark"); if (m) go(+m.dataset.i, true); };
  document.addEventListener("click", (e) => { if (e.isTrusted && !e.target.closest("mark, #card, #findings, #frequent")) $("card").hidden = true; });
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || $("keys").open || e.target.closest("input, select, textarea")) return;
    const fixes = current >= 0 ? state.file.findings[current].fixes : [];
    const onMark = e.target.closest && e.target.closest("mark");
    if (e.key === "j") step(1);
    else if (e.key === "k") step(-1);
    else if ((e.key === "Enter" || e.key === " ") && onMark) go(+onMark.dataset.i, true);
    else if (e.key === "a" && fixes.length) { decide(current, 0); focusCurrent(); }
    else if (/^[1-9]$/.test(e.key) && fixes[e.key - 1]) { decide(current, e.key - 1); focusCurrent(); }
    else if (e.key === "x" && current >= 0) { decide(current, -1); focusCurrent(); }
    else if (e.key === "u" && current >= 0) { decide(current, undefined); focusCurrent(); }
    else if (e.key === "p") { $("pinyin").value = pinyin === "off" ? "all" : "off"; $("pinyin").onchange(); }
    else if (e.key === "Escape") $("card").hidden = true;
    else if (e.key === "?") $("keys").showModal();
    else return;
    e.preventDefault();
  });
  const focusCurrent = () => { const m = markOf(current); if (m) m.focus({ preventScroll: true }); };
  let resizing;
  addEventListener("resize", () => { clearTimeout(resizing); resizing = setTimeout(drawFigures, 150); });

  if (state) drawAll();
  document.documentElement.dataset.ready = Math.round(performance.now());
})();
