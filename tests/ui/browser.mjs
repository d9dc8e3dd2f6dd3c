// The built page in Debian's Chromium: served from ui/dist under the window's own content security
// policy, opened in any scene of the fake backend, and looked at.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const DIST = join(ROOT, 'ui/dist');
const require = createRequire(join(ROOT, 'ui/package.json'));
const { chromium } = require('playwright-core');
const AXE = require.resolve('axe-core/axe.min.js');

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.webm': 'video/webm',
  '.woff2': 'font/woff2',
};

/** The window's policy; the fake's pictures are data: addresses, and its film lies beside the page,
    which the window never has. */
async function policy() {
  const config = JSON.parse(await readFile(join(ROOT, 'src-tauri/tauri.conf.json'), 'utf8'));
  const rules = {
    ...config.app.security.csp,
    'img-src': "'self' data: blob:",
    'media-src': "'self' data:",
  };
  return Object.entries(rules)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}

/** Serves ui/dist on a free port of this machine. */
async function serve() {
  const csp = await policy();
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url, 'http://here').pathname);
    const file = join(DIST, path === '/' ? 'index.html' : path);
    readFile(file).then(
      (bytes) => {
        const type = TYPES[extname(file)] ?? 'application/octet-stream';
        response.writeHead(200, {
          'content-type': type,
          'content-security-policy': csp,
        });
        response.end(bytes);
      },
      // Browsers ask for a favicon on their own; the window has none.
      () => response.writeHead(path === '/favicon.ico' ? 204 : 404).end(),
    );
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
}

/** A browser on the page. `close` ends both. */
export async function open() {
  const server = await serve();
  const executablePath = process.env.MUSA_TEST_CHROMIUM ?? '/usr/bin/chromium';
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox'],
  });
  const address = `http://127.0.0.1:${server.address().port}/`;
  return {
    page: (view) => pageOf(browser, address, view),
    close: async () => {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Opens a scene. `said` is what the console said, `loaded` what was fetched. */
async function pageOf(browser, address, { scene, theme = 'dark', lang = 'en', size }) {
  const context = await browser.newContext({
    viewport: size ?? { width: 1440, height: 900 },
    colorScheme: theme,
    locale: lang,
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
  });
  const page = await context.newPage();
  const said = [];
  const loaded = [];
  page.on('requestfinished', (request) => loaded.push(new URL(request.url()).pathname));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) said.push(message.text());
  });
  page.on('pageerror', (error) => said.push(String(error)));
  // Sentences with times in them read the same on every day.
  await page.clock.setFixedTime(new Date('2026-11-22T12:00:00Z'));
  const query = new URLSearchParams({ fake: '', scene, theme, lang });
  await page.goto(`${address}?${query}`);
  await page.waitForFunction(() => document.querySelector('#app')?.childElementCount > 0);
  // The scenes of Video are seen in Video.
  if (scene.startsWith('video')) {
    await page.locator('[data-place="video"]').click();
    await page.getByRole('region').first().waitFor();
  }
  // And those of Chat in Chat.
  if (scene.startsWith('chat')) {
    await page.locator('[data-place="chat"]').click();
    await page.locator('.composer').last().waitFor();
  }
  await page.evaluate(() => document.fonts.ready);
  // The first tiles have their pictures, or said that there are none.
  await page.waitForFunction(() => [...document.images].every((image) => image.complete));
  return { page, said, loaded, close: () => context.close() };
}

/** What axe finds wrong: the rule, and where. */
export async function axe(page) {
  if (!(await page.evaluate(() => 'axe' in window))) {
    // Past the policy, as a debugger would: the page itself may load no foreign script.
    await page.evaluate(await readFile(AXE, 'utf8'));
  }
  return page.evaluate(async () => {
    // A tile is called by its prompt and state; the words in it are those of its own buttons.
    const tile = ({ id }, { html }) =>
      id === 'label-content-name-mismatch' && html.includes('role="gridcell"');
    const { violations } = await window.axe.run(document);
    return violations.flatMap((rule) =>
      rule.nodes
        .filter((node) => !tile(rule, node))
        .map(
          ({ html, failureSummary }) => `${rule.id}: ${html.slice(0, 160)}\n  ${failureSummary}`,
        ),
    );
  });
}

/** Text that a person cannot read to its end: cut at an edge, or running out of its box. */
export function cutText(page) {
  return page.evaluate(() => {
    const offences = [];
    const root = document.scrollingElement;
    if (root.scrollWidth > root.clientWidth) {
      offences.push(`the page is ${root.scrollWidth - root.clientWidth} px wider than the window`);
    }
    for (const element of document.body.querySelectorAll('*')) {
      const says = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '',
      );
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      const hidden =
        style.visibility === 'hidden' || box.width <= 1 || box.height <= 1 || style.opacity === '0';
      const inline = style.display.startsWith('inline') && style.display === 'inline';
      if (!says || hidden || inline || element.matches('textarea, input, select, option')) continue;
      const shortened = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none';
      const scrolls = /auto|scroll/.test(style.overflowX + style.overflowY);
      if (shortened || scrolls) continue;
      const name = `${element.tagName.toLowerCase()}.${element.className} "${element.textContent.trim().slice(0, 60)}"`;
      if (element.scrollWidth > element.clientWidth + 1) offences.push(`${name} is cut`);
      if (style.overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 3) {
        offences.push(`${name} is cut below`);
      }
    }
    return offences;
  });
}

/** Elements a person must be able to reach by Tab, and those that Tab reached and showed. */
export async function tabbing(page) {
  await page.evaluate(() => {
    // The prompt has the focus from the start: how it looks without is what it is held against.
    document.activeElement?.blur();
    const shown = (element) =>
      element.checkVisibility({
        visibilityProperty: true,
        opacityProperty: true,
      }) &&
      element.getBoundingClientRect().width > 0 &&
      element.closest('[inert]') === null;
    const wanted = 'a[href], button, input, select, textarea, [tabindex]';
    window.__tabbing = {
      wanted: [...document.querySelectorAll(wanted)].filter(
        (element) => element.tabIndex >= 0 && !element.disabled && shown(element),
      ),
      looks: new Map(),
      reached: new Set(),
      unseen: [],
    };
    // A tile draws its ring in a pseudo-element, outside of its picture.
    const look = (element) =>
      [null, '::after'].map((part) => {
        const style = getComputedStyle(element, part);
        const { outlineStyle, outlineWidth, boxShadow, borderColor } = style;
        return [outlineStyle === 'none' ? '0' : outlineWidth, boxShadow, borderColor].join(' ');
      });
    const around = (element) => {
      const all = [];
      for (let one = element; one !== null && all.length < 5; one = one.parentElement)
        all.push(one);
      return all;
    };
    window.__tabbing.around = (element) => around(element).map(look).join('|');
    for (const element of window.__tabbing.wanted) {
      window.__tabbing.looks.set(element, window.__tabbing.around(element));
    }
  });
  const count = await page.evaluate(() => window.__tabbing.wanted.length);
  for (let press = 0; press < count + 12; press += 1) {
    await page.keyboard.press('Tab');
    await page.evaluate(() => {
      const { looks, reached, unseen, around } = window.__tabbing;
      const element = document.activeElement;
      if (reached.has(element) || !looks.has(element)) return;
      reached.add(element);
      if (around(element) === looks.get(element)) unseen.push(element.outerHTML.slice(0, 160));
    });
  }
  return page.evaluate(() => ({
    missed: window.__tabbing.wanted
      .filter((element) => element.isConnected && !window.__tabbing.reached.has(element))
      // One of a set of radio buttons stands for all: arrows move among them.
      .filter((element) => element.type !== 'radio')
      .map((element) => element.outerHTML.slice(0, 160)),
    unseen: window.__tabbing.unseen,
  }));
}
