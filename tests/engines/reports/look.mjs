// Opens pages in headless Chromium; prints, for each page, width and colour scheme, what axe and the page complain of.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

// The packages are wherever the test put them, not beside this file.
const require = createRequire(`${process.env.PACKAGES}/`);
const { default: puppeteer } = await import(require.resolve("puppeteer-core"));
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-dev-shm-usage"],
});

// The slides on which something reaches below its end, or into the line at its foot.
function slidesCut() {
  const cut = (slide) => {
    const end = (slide.querySelector("footer") ?? slide).getBoundingClientRect();
    const limit = slide.querySelector("footer") ? end.top : end.bottom;
    const parts = [...slide.querySelectorAll("li, td, p, h3, .drawing")].filter((part) => !part.closest("footer"));
    return parts.some((part) => part.getBoundingClientRect().bottom > limit + 1);
  };
  return [...document.querySelectorAll(".slide")].filter(cut).map((slide) => slide.querySelector("h1, h2").textContent);
}

// How many components are shown: first all, then those that the first one's title finds, then with all of them closed.
async function filtered(page) {
  const shown = () =>
    page.evaluate(() => {
      const parts = [...document.querySelectorAll("section.component[data-component]")];
      const open = parts.filter((part) => !part.hidden && part.lastElementChild.getClientRects().length > 0);
      return [parts.filter((part) => !part.hidden).length, open.length];
    });
  const all = await shown();
  const name = await page.evaluate(() => document.querySelector("section.component").dataset.component);
  await page.type('.view input[type="search"]', `${name}: `);
  const found = await shown();
  await page.$eval('.view input[type="search"]', (field) => (field.value = ""));
  await page.click(".view button");
  return { all, found, closed: (await shown())[1] };
}

const found = [];
const whole = [[390, "light", true], [1280, "dark", true], [1280, "light", false]];
const [files, slides] = [process.argv.slice(2), (process.env.SLIDES ?? "").split("\n").filter(Boolean)];
for (const [file, ways] of [...files.map((file) => [file, whole]), ...slides.map((file) => [file, [[1280, "light", true]]])]) {
  for (const [width, scheme, script] of ways) {
    const page = await browser.newPage();
    const complaints = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => complaints.push(message.text()));
    page.on("request", (request) => request.url().startsWith("file:") || complaints.push(request.url()));
    await page.setViewport({ width, height: 720 });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await page.setJavaScriptEnabled(script);
    await page.goto(`file://${file}`);
    const here = { file, width, scheme, script, complaints };
    if (script) {
      here.overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      here.controls = await page.evaluate(() => document.querySelectorAll(".view, .fold").length);
      if (width > 1000) {
        here.cut = await page.evaluate(slidesCut);
        if (here.controls) here.filtered = await filtered(page);
      }
      await page.close();
      found.push(here);
      if (ways !== whole) continue;
      const again = await browser.newPage();
      await again.setBypassCSP(true); // axe itself is not in the page's policy
      await again.setViewport({ width, height: 800 });
      await again.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await again.goto(`file://${file}`);
      await again.evaluate(axe);
      const { violations } = await again.evaluate(async () => await globalThis.axe.run({ resultTypes: ["violations"] }));
      here.violations = violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
      await again.close();
    } else {
      await page.pdf({ preferCSSPageSize: true, path: `${file}.pdf` });
      await page.close();
      found.push(here);
    }
  }
}
await browser.close();
console.log(JSON.stringify(found));
