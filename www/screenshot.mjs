// Nothing in; docs/widget.png, the importer's review step with the demo's receiver beside it, out.
import { chromium } from "playwright-core";
import { inRoot } from "../scripts/setup/paths.mjs";
import { browsers } from "../scripts/setup.mjs";
import { createDemo } from "./server/demo.mjs";
import { listen } from "./server/listen.mjs";

const PICTURE = inRoot("docs/widget.png");

let demo;
const { port, close } = await listen((request, response) => demo(request, response), { port: 0 });
const url = `http://localhost:${port}`;
demo = await createDemo({ port, origins: [url] });

const browser = await chromium.launch({
  executablePath: browsers().chromium,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"],
});
try {
  const viewport = { width: 1440, height: 900 };
  const page = await browser.newPage({ viewport, colorScheme: "light", reducedMotion: "reduce" });
  page.setDefaultTimeout(120_000);
  await page.goto(url);
  const press = (name) => page.getByRole("button", { name, exact: true }).click();

  // First the flights, so that there is something to see at the receiver.
  await page.getByRole("switch").check();
  await page.getByText("Flights", { exact: true }).click();
  await press("Try with 336,776 real flights");
  await press("Import 336,776 records");
  await page.getByText("336,776 records imported").first().waitFor();
  await page.getByText("Complete: flights").waitFor();
  await page.locator("[part=footer]").getByRole("button", { name: "Close" }).click();

  await page.getByText("Contacts", { exact: true }).click();
  await press("Try with a messy list");
  await page.getByText("31 records ready to import").first().waitFor();
  await page.evaluate(() => {
    // The two sides fill the picture.
    scrollTo(0, document.querySelector(".sides").getBoundingClientRect().top + scrollY - 40);
  });
  await page.screenshot({ path: PICTURE });
  console.log(`Written: ${PICTURE}`);
} finally {
  await browser.close();
  await close();
}
